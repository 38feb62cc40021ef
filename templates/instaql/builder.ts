/** `builder`: the query builder, `q`. */

import type { InstaqlStore } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import {
  blocks,
  braces,
  code,
  key,
  runtime,
  string,
  union,
  type Code,
} from '../../generator/print/code.js';
import type { Emitter } from '../../generator/stages.js';
import { entityType, outFile, shared, storeOf, typeExports } from './shared.js';

/** The steps of the builder. An entity of such a name hides the step in all queries. */
const STEPS: ReadonlySet<string> = new Set([
  'where',
  'wherePath',
  'order',
  'limit',
  'offset',
  'first',
  'last',
  'after',
  'before',
  'fields',
  'with',
  'ruleParams',
]);

export const builder: Emitter = {
  name: 'builder',
  emit(project, names) {
    const store = storeOf(project);
    if (store === undefined) return [];
    const body = blocks([
      code`
        /** Where queries start: one per entity, which asks for all of it. */
        export interface Queries ${braces(store.declared ? queries(store, names) : [open(names)])}
      `,
      code`
        /** The query builder. Its queries are plain objects: \`db.query(q.name.limit(5))\`. */
        export const q: Queries = /* @__PURE__ */ ${runtime('createQueryBuilder')}<Queries>();
      `,
    ]);
    return [
      outFile(store, 'builder', body, [...typeExports(['Queries']), { name: 'q', type: false }]),
    ];
  },
};

function queries(store: InstaqlStore, names: Names): readonly Code[] {
  const hidden = store.entities.filter((entity) => STEPS.has(entity.key));
  return store.entities.map((entity) => {
    const shape = entityType(names.entityPart(entity.key, 'Shape'));
    return hidden.length === 0
      ? code`readonly ${key(entity.key)}: ${shared('QueryStart', names)}<${shape}>`
      : code`readonly ${key(entity.key)}: ${shared('BuiltQuery', names)}<${shape}, {}, ${union(hidden.map((each) => string(each.key)))}>`;
  });
}

function open(names: Names): Code {
  return code`readonly [entity: string]: ${shared('OpenSteps', names)} & ${shared('OpenQuery', names)}`;
}
