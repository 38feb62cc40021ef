/** `tx`: the types of `db.tx` and `db.transact`, and the builder that stands alone. */

import { blocks, braces, code, runtime } from '../../generator/print/code.js';
import type { Emitter } from '../../generator/stages.js';
import { emittedType, outFile, shared, storeOf, typeExports } from './shared.js';

export const tx: Emitter = {
  name: 'tx',
  emit(project, names) {
    const store = storeOf(project);
    if (store === undefined) return [];
    const entityTx = shared('EntityTx', names);
    const shapes = emittedType('query', 'Shapes');
    // A mapped type, and not one member after the other: so `tx[entity]` is known where `entity` is a parameter.
    const steps = store.declared
      ? code`
          export type Tx = {
            readonly [Name in keyof ${shapes}]: ${entityTx}<${shapes}[Name]>;
          };
        `
      : code`
          export interface Tx ${braces([code`readonly [entity: string]: ${entityTx}<${shared('OpenShape', names)}>`])}
        `;
    const chunk = {
      ...shared('TransactionChunk', names),
      layout: 'RuntimeChunk',
      imports: shared('TransactionChunk', names).imports.map((each) => ({
        ...each,
        as: 'RuntimeChunk',
      })),
    };
    const body = blocks([
      code`
        /** \`db.tx\`: steps of a transaction, by entity and id. */
        ${steps}
      `,
      code`
        /** A chunk of one entity or of any, with the parameters of the official SDK. */
        export type TransactionChunk<_Schema = unknown, Entity = never> = ${shared('ChunkOf', names)}<
          ${shapes}[Entity & keyof ${shapes}]
        >;
      `,
      code`
        /**
         * The argument of \`db.transact\`: all of it happens, or nothing. A list that may not be pushed to is told by
         * its lack of \`push\`, so that an empty one in a variable of this type is one that chunks are pushed to.
         */
        export type TransactArgument =
          ${chunk} | ${chunk}[] | (readonly ${chunk}[] & { readonly push?: undefined });
      `,
      code`
        /** The same as \`db.tx\`, for code that has no \`db\`. */
        export const tx: Tx = /* @__PURE__ */ ${runtime('createTx')}<Tx>();
      `,
    ]);
    const types = typeExports(['TransactArgument', 'TransactionChunk', 'Tx']);
    return [outFile(store, 'tx', body, [...types, { name: 'tx', type: false }])];
  },
};
