/** `query`: the argument and the result of `db.query`. */

import type { InstaqlStore } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import {
  blocks,
  braces,
  code,
  globalName,
  key,
  union,
  type Code,
} from '../../generator/print/code.js';
import type { Emitter } from '../../generator/stages.js';
import { entityType, outFile, shared, storeOf, typeExports } from './shared.js';

export const query: Emitter = {
  name: 'query',
  emit(project, names) {
    const store = storeOf(project);
    if (store === undefined) return [];
    const body = store.declared ? declared(store, names) : open(names);
    const exported = ['AppQuery', 'InstaQLParams', 'QueryMethod', 'Shapes'];
    return [outFile(store, 'query', body, typeExports(exported))];
  },
};

function declared(store: InstaqlStore, names: Names): Code {
  const promise = globalName('Promise', names);
  return blocks([
    code`
      /** The entities of the schema. */
      export interface Shapes ${braces(
        store.entities.map(
          (entity) =>
            code`${key(entity.key)}: ${entityType(names.entityPart(entity.key, 'Shape'))}`,
        ),
      )}
    `,
    code`
      /** Any query of this app. */
      export interface AppQuery ${braces([
        ...store.entities.map(
          (entity) =>
            code`${key(entity.key)}?: ${union([code`(${entityType(names.entityPart(entity.key, 'Subquery'))} & ${shared('TopLevel', names)})`, code`undefined`])}`,
        ),
        code`$$ruleParams?: ${shared('RuleParams', names)} | undefined`,
      ])}
    `,
    params(),
    code`
      /** \`db.query\`: what comes back holds what the query asks for. */
      export interface QueryMethod {
        <const Q extends AppQuery>(
          query: ${shared('CheckedQuery', names)}<Q, Q, Shapes>,
          options?: ${shared('QueryOptions', names)},
        ): ${promise}<
          0 extends 1 & Q
            ? { [Name in keyof Shapes]: Shapes[Name]['entity'][] }
            : {
                -readonly [Name in keyof Q as Name & keyof Shapes]: ${shared('FoundLink', names)}<
                  Q[Name],
                  Shapes[Name & keyof Shapes],
                  'many'
                >;
              }
        >;
      }
    `,
  ]);
}

function open(names: Names): Code {
  const promise = globalName('Promise', names);
  return blocks([
    code`
      /** The entities of the app: any name, since there is no schema. */
      export interface Shapes {
        [entity: string]: ${shared('OpenShape', names)};
      }
    `,
    code`
      /** Any query of this app. */
      export interface AppQuery extends ${shared('OpenQuery', names)} {}
    `,
    params(),
    code`
      /** \`db.query\`: what comes back holds what the query asks for. */
      export interface QueryMethod {
        <const Q extends AppQuery>(
          query: Q,
          options?: ${shared('QueryOptions', names)},
        ): ${promise}<{
          -readonly [Name in keyof Q as ${globalName('Exclude', names)}<Name, '$$ruleParams'>]: ${shared('OpenFound', names)}<Q[Name] & {}>[];
        }>;
      }
    `,
  ]);
}

function params(): Code {
  return code`
    /** {@link AppQuery} under the name and with the parameter of the official SDK. */
    export type InstaQLParams<_Schema = unknown> = AppQuery;
  `;
}
