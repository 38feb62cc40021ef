/** Types as people and tools write them that are none of the specification's, and what each is meant to be. */

import { meantBy } from '../document/misspelt.js';
import type { Schema } from '../../ir.js';
import type { Reading } from '../document/reading.js';
import type { Data, Node } from '../document/source.js';

export const KNOWN: ReadonlySet<string> = new Set([
  'string',
  'number',
  'integer',
  'boolean',
  'object',
  'array',
  'null',
  'file',
]);

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** By the type, and the format that the word implies: `integer int64`. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  integer: words('int short smallint tinyint int8 int16 uint uint8 uint16 uint32 num(int) serial'),
  'integer int32': words('int32'),
  'integer int64': words('int64 long bigint bigserial uint64 ulong biginteger'),
  number: words('decimal numeric num real money bigdecimal bignumber'),
  'number float': words('float float32 single'),
  'number double': words('double float64'),
  boolean: words('bool'),
  string: words('str text char character varchar nvarchar symbol guid time password markdown html'),
  'string date': words('date localdate'),
  'string date-time': words('datetime date-time timestamp timestamptz localdatetime instant'),
  'string uuid': words('uuid'),
  'string email': words('email'),
  'string uri': words('url uri'),
  'string byte': words('byte base64'),
  object: words('dict dictionary map hash hashmap struct record'),
  array: words('list set tuple collection sequence'),
  null: words('nil none nonetype nulltype'),
  file: words('binary bytes blob buffer uint8array uploadfile multipartfile stream'),
};

const SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(WORDS).flatMap(([type, each]) => each.map((word) => [word, type.split(' ')])),
);

/** What leaving the type out says. */
const ANYTHING = /^(?:any|anything|mixed|unknown|json|jsonb|variant|dynamic|\*)$/i;

/** What no JSON can be: a handler that returns nothing, a member that is not there. */
const NOTHING = /^(?:void|undefined|nothing)$/i;

/**
 * A type of the specification, also for a slip of the hand (`interger`), and a format where the word implies one;
 * undefined for what is no word for any.
 */
export function spelled(name: string): readonly string[] | undefined {
  const lower = name.trim().toLowerCase();
  if (KNOWN.has(lower)) return [lower];
  const slip = (): string | undefined =>
    meantBy(
      lower,
      [...KNOWN].filter((each) => each !== 'file'),
    );
  return SPELLINGS.get(lower) ?? slip()?.split(' ');
}

export function meansAnything(name: string): boolean {
  return ANYTHING.test(name.trim());
}

export function meansNothing(name: string): boolean {
  return NOTHING.test(name.trim());
}

/**
 * A schema whose type is more than a word: `string[]`, `List<Pet>`, `Map<string, int>`, `string | null`, `Pet` of the
 * components, `void`.
 *
 * @returns its keywords as the specification has them; undefined for what is a word
 */
export function respelled(reading: Reading, node: Node, value: Data): Data | undefined {
  const written: unknown = value['type'];
  if (typeof written !== 'string' || KNOWN.has(written)) return undefined;
  const meant = meansNothing(written)
    ? { not: {} }
    : (namedBy(reading, written, node) ?? madeOf(reading, written.trim(), node));
  if (meant === undefined) return undefined;
  const { type: _, ...rest } = value;
  tellSpelling(reading, node, written, meant);
  return { ...meant, ...rest };
}

export function readMalformed(reading: Reading, node: Node): Schema {
  const meant = wordSchema(reading, node);
  const read =
    meant === undefined ? 'as if anything could stand there' : `as ${shownSchema(meant)}`;
  reading.complain(
    'warning',
    'openapi-schema-malformed',
    node,
    `A schema must be an object; this one is read ${read}.`,
    meant === undefined ? undefined : `Write ${shownSchema(meant)}.`,
  );
  return meant === undefined ? reading.lost(node) : reading.read({ ...node, value: meant });
}

/** A text in place of a schema: a reference, or words such as `items: string`, `schema: Pet`. */
function wordSchema(reading: Reading, node: Node): Data | undefined {
  const { value } = node;
  if (typeof value !== 'string') return undefined;
  return value.includes('#') ? { $ref: value } : meaning(reading, value.trim(), node);
}

/** As it is written into a document of YAML. */
function shownSchema(schema: Data): string {
  return JSON.stringify(schema)
    .replaceAll(/"(\$?\w+)":/g, '$1: ')
    .replaceAll(/"([\w-]+)"/g, '$1');
}

function tellSpelling(reading: Reading, node: Node, written: string, meant: Data): void {
  const isNothing = meansNothing(written);
  reading.complain(
    'warning',
    'openapi-type-spelling',
    node,
    `There is no type ${JSON.stringify(written)}; it is read as ${isNothing ? 'what is not there' : shownSchema(meant)}.`,
    isNothing ? 'Leave out what has no value.' : `Write ${shownSchema(meant)}.`,
  );
}

/** What a word means, or several together; undefined where that is nothing known. */
function meaning(reading: Reading, written: string, node: Node): Data | undefined {
  const named = namedBy(reading, written, node);
  if (named !== undefined) return named;
  const [type, format] = spelled(written) ?? [];
  if (type !== undefined) return { type, ...(format === undefined ? {} : { format }) };
  return meansAnything(written) ? {} : madeOf(reading, written, node);
}

const LISTS = [
  /^(?:array|list|set|collection)\s*(?:of\s|[<[(])\s*([^<>[\]()]+?)\s*[>\])]?$/i,
  /^([^|,[\]]+)\[\]$/,
  /^\[\]([^|,[\]]+)$/,
];
const MAPS =
  /^(?:map|dict|dictionary|record|hash(?:map)?)\s*[<[(]\s*\w+\s*,\s*([^<>[\]()]+?)\s*[>\])]$/i;

/** No one writes a longer type, and on texts that are made for it the patterns would take for ever. */
const LONGEST = 200;

function madeOf(reading: Reading, written: string, node: Node): Data | undefined {
  if (written.length > LONGEST) return undefined;
  const part = (each: string): Data | undefined => meaning(reading, each, node);
  if (/^files$/i.test(written)) return { type: 'array', items: { type: 'file' } };
  const [, listed] = LISTS.map((each) => each.exec(written)).find((found) => found !== null) ?? [];
  const items = listed === undefined ? undefined : part(listed);
  if (items !== undefined) return { type: 'array', items };
  const [, mapped] = MAPS.exec(written) ?? [];
  const values = mapped === undefined ? undefined : part(mapped);
  if (values !== undefined) return { type: 'object', additionalProperties: values };
  const either = written.split(/\s*[|,/]\s*|\s+or\s+/i);
  const anyOf = either.length < 2 ? [] : either.map(part);
  return anyOf.length > 0 && !anyOf.includes(undefined) ? { anyOf } : undefined;
}

/** The schema of the components that is called so, as a reference to it. */
function namedBy(reading: Reading, name: string, { pointer }: Node): Data | undefined {
  const entry = reading.schemas.byKey.get(name);
  if (entry === undefined || entry.key === entry.id || entry.node.pointer === pointer)
    return undefined;
  const place = reading.version < 30 ? '#/definitions/' : '#/components/schemas/';
  return { $ref: place + encodeURI(name).replaceAll('~', '~0').replaceAll('/', '~1') };
}
