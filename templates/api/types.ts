import {
  afterEquals,
  type Api,
  blocks,
  type Code,
  code,
  type PureEmitter,
  type Export,
  jsdoc,
  type NamedSchema,
  type Names,
  type Schema,
  settled,
} from '../../generator/emit.js';
import { acyclic, aliasCycles } from './cycles.js';
import { sourceOf } from './code.js';
import { enumValue } from './enums.js';
import { withFacts } from './facts.js';
import { objectBody, refName, typeOf, type Direction } from './type.js';

interface Declared {
  readonly code: Code;
  readonly export?: Export;
}

/** The component schemas of the document, each under its own name. */
export const typesEmitter: PureEmitter = {
  name: 'types',
  emit({ api }, names) {
    if (api === undefined || api.schemas.length === 0) return [];
    const cycles = aliasCycles(api);
    const declared = api.schemas.flatMap((named): readonly Declared[] => {
      const types = directions(named, names).map((direction): Declared => ({
        code: settled(declaration(named, direction, names, api, cycles)),
        export: { name: refName(named.key, names, direction), type: true },
      }));
      const value = enumValue(named, names);
      if (value === undefined) return types;
      const both = types.filter((each) => each.export?.name === value.export.name);
      return [
        ...types.map((each) => (both.includes(each) ? { code: each.code } : each)),
        { code: settled(value.code), export: value.export },
      ];
    });
    return [
      {
        path: 'types',
        source: sourceOf(api),
        body: blocks(declared.map((each) => each.code)),
        exports: declared.flatMap((each) => each.export ?? []),
      },
    ];
  },
};

/** The shapes that are declared: two where reading and writing differ, else one, by what it is used for. */
function directions({ key, used }: NamedSchema, names: Names): readonly Direction[] {
  if (names.schemaInput(key) !== names.schema(key)) return ['response', 'request'];
  return [used === 'sent' ? 'request' : used === 'both' ? 'both' : 'response'];
}

function declaration(
  named: NamedSchema,
  direction: Direction,
  names: Names,
  api: Api,
  cycles: ReadonlySet<string>,
): Code {
  const name = refName(named.key, names, direction);
  const schema = cycles.has(named.key) ? acyclic(named, api, cycles) : named.schema;
  const docs = jsdoc({
    text: [
      withFacts(schema, schema.doc ?? titleOf(named.schema.title, name), named.key),
      name !== names.schema(named.key) ? 'As it is sent: without what is read-only.' : undefined,
    ],
    ...(schema.default === undefined || schema.kind === 'object'
      ? {}
      : { default: schema.default }),
    ...(schema.deprecated === true ? { deprecated: true } : {}),
  });
  return schema.kind === 'object'
    ? code`
        ${docs}
        export interface ${name} ${objectBody(schema, names, direction)}
      `
    : code`
        ${docs}
        ${alias(name, schema, typeOf(schema, names, direction))}
      `;
}

/** A title that says more than the name does. */
function titleOf(title: string | undefined, name: string): string | undefined {
  const plain = (text: string): string => text.replace(/[\s_-]/g, '').toLowerCase();
  return title === undefined || plain(title) === plain(name) ? undefined : title;
}

/** What cannot be broken may stand on the next line. */
function alias(name: string, schema: Schema, type: Code): Code {
  const whole = schema.kind === 'ref' || (schema.kind === 'array' && schema.items.kind === 'ref');
  return whole
    ? code`export type ${name} =${afterEquals(type)};`
    : code`export type ${name} = ${type};`;
}
