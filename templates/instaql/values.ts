/** The types of one attribute: as it comes back, as it is written, as it is filtered by. */

import type { Attr, InstaqlStore, TypeText } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import { code, globalName, type Code } from '../../generator/print/code.js';
import { shared } from './shared.js';
import type { TypeTexts } from './typetext.js';

export interface Values {
  /** The members of a union, so that `null` and the like can stand beside them. */
  read(attr: Attr): readonly Code[];
  write(attr: Attr): readonly Code[];
  filter(attr: Attr): readonly Code[];
  /** What `lookup` takes for a unique attribute. */
  lookup(attr: Attr): readonly Code[];
  /** What a room carries: JSON, whose dates are never converted. */
  sent(attr: Attr): readonly Code[];
}

/** What is typed by nobody. */
export const UNKNOWN: Code = code`unknown`;
/** What the schema itself says of json that nothing is to check. */
export const ANY: Code = code`any`;

/** An attribute of any text. */
export const STRING: Code = code`string`;

const PRIMITIVES = {
  string: STRING,
  number: code`number`,
  boolean: code`boolean`,
  json: UNKNOWN,
  any: UNKNOWN,
};

/** Whether an entity may be without the attribute, and the types say so. */
export function isOptional(attr: Attr): boolean {
  return !attr.required && !attr.clientRequired;
}

export function attributeValues(
  dates: InstaqlStore['dates'],
  texts: TypeTexts,
  names: Names,
): Values {
  const stored = [code`string`, code`number`];
  const sent = (attr: Attr): readonly Code[] => {
    if (attr.typed !== undefined) return [isAny(attr.typed) ? ANY : texts.operand(attr.typed)];
    if (attr.type === 'date') return stored;
    return [PRIMITIVES[attr.type]];
  };
  const comparable = (attr: Attr): readonly Code[] => {
    if (attr.type === 'json' || attr.type === 'any') return [shared('Scalar', names)];
    return attr.type === 'date' ? [shared('DateInput', names)] : sent(attr);
  };
  return {
    sent,
    read: (attr) =>
      attr.type === 'date' && attr.typed === undefined && dates !== 'stored'
        ? [globalName('Date', names), ...(dates === 'strict' ? [] : stored)]
        : sent(attr),
    write: (attr) =>
      attr.type === 'date' && attr.typed === undefined ? [shared('DateInput', names)] : sent(attr),
    lookup: (attr) =>
      attr.type === 'date' && attr.typed !== undefined ? sent(attr) : comparable(attr),
    filter: (attr) => {
      const value = comparable(attr);
      const plain = attr.type === 'date' ? [shared('DateOperand', names)] : value;
      return [...plain, code`${shared(filterName(attr), names)}<${joined(value)}>`];
    },
  };
}

function isAny({ parts }: TypeText): boolean {
  return parts.length === 1 && parts[0] === 'any';
}

/** Values of what an entity can be looked up by, by name; of each entity, by its key. */
export type Lookups = ReadonlyMap<string, ReadonlyMap<string, readonly Code[]>>;

/**
 * What each entity can be looked up by: its unique attributes, and the ids at the other ends of its own links which
 * lead there from one entity alone, `owner.id`.
 */
export function lookupsOf({ entities }: InstaqlStore, values: Values): Lookups {
  const ones = new Set(
    entities
      .flatMap(({ links }) => links)
      .flatMap(({ link, side, has }) => (side === 'reverse' && has === 'one' ? [link] : [])),
  );
  return new Map(
    entities.map(({ key, attrs, links }) => {
      const unique = attrs.filter((attr) => attr.unique);
      const only = links.filter(({ side, link }) => side === 'forward' && ones.has(link));
      return [
        key,
        new Map<string, readonly Code[]>([
          ...unique.map((attr) => [attr.key, values.lookup(attr)] as const),
          ...only.map(({ label }) => [`${label}.id`, [STRING]] as const),
        ]),
      ];
    }),
  );
}

/** What takes any value takes null, too, whether it is required or not. */
function filterName(attr: Attr): string {
  const typed = attr.type !== 'json' && attr.type !== 'any';
  const takesNull = attr.typed === undefined ? !typed : isAny(attr.typed);
  const words = [
    isOptional(attr) || takesNull ? 'Optional' : '',
    attr.indexed && typed ? 'Indexed' : 'Unindexed',
    attr.indexed && attr.type === 'string' ? 'Text' : '',
    'Filter',
  ];
  return words.join('');
}

function joined(members: readonly Code[]): Code {
  return members.reduce((before, next) => code`${before} | ${next}`);
}
