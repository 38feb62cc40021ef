import type { Api, NamedSchema } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import { blocks, code, jsdoc, settled, type Code } from '../../generator/print/code.js';
import type { Emitter, Export } from '../../generator/stages.js';
import { acyclic, aliasCycles } from './cycles.js';
import { sourceOf } from './code.js';
import { objectBody, refName, typeOf, type Direction } from './type.js';

/** The component schemas of the document, each under its own name. */
export const typesEmitter: Emitter = {
  name: 'types',
  emit({ api }, names) {
    if (api === undefined || api.schemas.length === 0) return [];
    const cycles = aliasCycles(api);
    const declared = api.schemas.flatMap((named) =>
      directions(named).map((direction) => ({
        name: refName(named.key, names, direction),
        code: settled(declaration(named, direction, names, api, cycles)),
      })),
    );
    return [
      {
        path: 'types',
        source: sourceOf(api),
        body: blocks(declared.map((each) => each.code)),
        exports: declared.map(({ name }): Export => ({ name, type: true })),
      },
    ];
  },
};

function directions(named: NamedSchema): readonly Direction[] {
  return named.splits ? ['response', 'request'] : ['response'];
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
      schema.doc ?? named.schema.title,
      direction === 'request' ? 'As it is sent: without what is read-only.' : undefined,
    ],
    ...(schema.deprecated === true ? { deprecated: true } : {}),
  });
  return schema.kind === 'object'
    ? code`
        ${docs}
        export interface ${name} ${objectBody(schema, names, direction)}
      `
    : code`
        ${docs}
        export type ${name} = ${typeOf(schema, names, direction)};
      `;
}
