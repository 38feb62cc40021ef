/** The functions that make a client which a target opens in its own way, and what stands beside it. */

import type { Client, Leaf, Opening } from '../../generator/ir.js';
import {
  afterEquals,
  blocks,
  code,
  imported,
  jsdoc,
  list,
  runtime,
  runtimeType,
  type Code,
} from '../../generator/print/code.js';
import type { Emitter, Export } from '../../generator/stages.js';
import { runtimeName, sourceOf } from '../api/code.js';
import { localName, type ClientUse } from './members.js';

/** The name of the function that makes the client: the others and the leaves call it. */
const CREATE = 'createClient';

/** `opened`: the body that makes the client of `options`. */
export function openingFunctions(opening: Opening, opened: Code, use: ClientUse): readonly Code[] {
  const { api, names } = use;
  const given = localName('options', names);
  const title = api.title.trim();
  const makes = title === '' ? 'Makes a client.' : `Makes a client of ${title}.`;
  const type = (name: string): Code => runtimeName(name, names, true);
  return [
    code`
      ${jsdoc({ text: [`${makes} Makes no request.`] })}
      export function ${CREATE}(${given}: ${type(opening.options)} = {}): ${opening.type} {
        ${opened}
      }
    `,
    ...(opening.factories ?? []).map(
      (each) => code`
        ${jsdoc({ text: [`${each.doc ?? makes} Makes no request.`] })}
        export function ${each.name}(${given}: ${type(each.options)}): ${opening.type} {
          return ${CREATE}(${runtimeName(each.make, names)}(${given}));
        }
      `,
    ),
    ...handedOn(valuesOf(opening), typesOf(opening)),
  ];
}

function handedOn(values: NonNullable<Leaf['values']>, types: readonly string[]): readonly Code[] {
  const named = values.map((each) =>
    typeof each === 'string' ? { name: each, value: each } : each,
  );
  const sorted = named.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const exported = sorted.map(({ name, value }) =>
    name === value ? runtime(value) : code`${runtime(value)} as ${name}`,
  );
  return [
    ...(exported.length === 0 ? [] : [code`export ${list('{ ', exported)};`]),
    ...(types.length === 0
      ? []
      : [code`export type ${list('{ ', types.toSorted().map(runtimeType))};`]),
  ];
}

function valuesOf({ error, values = [] }: Opening): readonly string[] {
  return [...new Set([error, ...values])];
}

function typesOf({ options, factories = [], types = [] }: Opening): readonly string[] {
  return [...new Set([options, ...factories.map((each) => each.options), ...types])];
}

/** What the client's file exports because of it. */
export function openingExports(opening: Opening): readonly Export[] {
  const functions = [CREATE, ...(opening.factories ?? []).map(({ name }) => name)];
  return [
    ...[...functions, ...valuesOf(opening)].map((name) => ({ name, type: false })),
    ...[opening.type, ...typesOf(opening)].map((name) => ({ name, type: true })),
  ];
}

/** Files that only those import who need them; the index does not hand them on. */
export const leavesEmitter: Emitter = {
  name: 'client-leaves',
  emit({ api, client }) {
    if (api === undefined || !hasClient(client)) return [];
    return (client?.opening?.leaves ?? []).map((leaf) => ({
      path: leaf.file,
      source: sourceOf(api),
      body: blocks(leafBody(leaf, client?.opening?.type ?? '')),
      exports: [],
    }));
  },
};

function hasClient(client: Client | undefined): boolean {
  return client !== undefined && client.rows.length > 0;
}

function leafBody({ makes = [], values = [], types = [] }: Leaf, root: string): readonly Code[] {
  const client = { kind: 'emitted', path: 'client' } as const;
  return [
    ...makes.map(
      ({ name, make, type, doc }) => code`
        ${jsdoc({ text: [doc] })}
        export const ${name}: ${runtimeType(type)}<${imported(client, root, true)}> =${afterEquals(code`/* @__PURE__ */ ${runtime(make)}(${imported(client, CREATE)})`)};
      `,
    ),
    ...handedOn(values, types),
  ];
}
