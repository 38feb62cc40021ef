/** `compat`: the type names of the official SDK. Where it takes the schema as a parameter, so do these. */

import type { InstaqlStore } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import { blocks, code, globalName, list, string, type Code } from '../../generator/print/code.js';
import type { Emitter } from '../../generator/stages.js';
import { featureAliases } from './compat-features.js';
import { forgottenAliases, LANGUAGE, schemaAliases, type Alias } from './compat-schema.js';
import { askedQuery, emittedType, outFile, shared, storeOf, typeExports } from './shared.js';

export const compat: Emitter = {
  name: 'compat',
  emit(project, names) {
    const store = storeOf(project);
    if (store === undefined) return [];
    const aliases = [
      ...queryAliases(store, names),
      ...schemaAliases(names),
      ...featureAliases(project, store, names),
      ...forgottenAliases(store, names),
    ].filter(({ name, optional }) => optional !== true || !names.shadows(name));
    const language = LANGUAGE.map((name) => emittedType('dsl', name));
    const body = blocks([
      ...aliases.map((each) => each.body),
      code`
        export type ${list('{ ', language)};
      `,
    ]);
    const exported = aliases
      .filter(({ name }) => name !== '')
      .map(({ name, value = false }) => ({ name, type: !value }));
    return [outFile(store, 'compat', body, [...exported, ...typeExports(LANGUAGE)])];
  },
};

function queryAliases(store: InstaqlStore, names: Names): readonly Alias[] {
  const shapes = emittedType('query', 'Shapes');
  const appQuery = emittedType('query', 'AppQuery');
  const roomTypes = emittedType('rooms', 'Rooms');
  const listOf = (item: Code): Code => code`${item}[]`;
  // As `QueryMethod` has it: the compiler takes one for the other, also where `Query` is a parameter.
  const result = store.declared
    ? code`
        0 extends 1 & Query
          ? { [Name in keyof ${shapes}]: ${shapes}[Name]['entity'][] }
          : {
              -readonly [Name in keyof Query as Name & keyof ${shapes}]: ${shared('FoundLink', names)}${list('<', [code`Query[Name]`, code`${shapes}[Name & keyof ${shapes}]`, string('many')], { trailingComma: false })};
            }
      `
    : code`
        {
          -readonly [Name in keyof Query as ${globalName('Exclude', names)}<Name, '$$ruleParams'>]: ${shared('OpenFound', names)}<Query[Name] & {}>[];
        }
      `;
  const entity = store.declared
    ? code`${shared('Found', names)}<Subquery & { readonly $: { readonly fields: Fields } }, ${shapes}[Name]>`
    : code`${shared('OpenFound', names)}<Subquery>`;
  const asked = askedQuery(store);
  // Without entities there is nothing to ask for, and no default that fits.
  const below = (name: string): Code =>
    store.declared && store.entities.length > 0
      ? code`${name} extends ${shapes}[Name]['subquery'] | undefined`
      : code`${name}`;
  return [
    {
      name: 'AppSchema',
      body: code`
        /** The schema of this app, as a type to write where the official SDK wants one. */
        export interface AppSchema {
          entities: ${shapes};
          rooms: ${roomTypes};
        }
      `,
    },
    {
      name: 'InstantUnknownSchema',
      body: code`
        export type InstantUnknownSchema = AppSchema;
      `,
    },
    {
      name: '',
      body: code`
        type EntityName = keyof ${shapes};
      `,
    },
    {
      name: 'InstaQLEntity',
      body: code`
        /** What comes back for one entity, with the links and fields asked for. */
        export type InstaQLEntity<
          _Schema,
          ${store.declared ? code`Name` : code`_Name`} extends EntityName,
          ${below('Subquery')} = {},
          ${store.declared ? code`Fields extends readonly ${shapes}[Name]['fields'][] | undefined` : code`_Fields`} = undefined,
          _UseDates = unknown,
        > = ${entity};
      `,
    },
    {
      name: 'InstaQLResult',
      body: code`
        /** What comes back for a query. */
        export type InstaQLResult${list('<', [code`_Schema`, asked, code`_UseDates = unknown`])} = ${result};
      `,
    },
    {
      name: 'InstaQLResponse',
      body: code`
        export type InstaQLResponse${list('<', [code`Schema`, asked, code`_UseDates = unknown`])} = InstaQLResult<Schema, Query>;
      `,
    },
    {
      name: 'InstaQLEntitySubquery',
      body: code`
        /** What may stand below an entity in a query: \`$\` and links. */
        export type InstaQLEntitySubquery<_Schema, Name extends EntityName> = ${shapes}[Name]['subquery'];
      `,
    },
    {
      name: 'InstaQLFields',
      body: code`
        /** The value of the option \`fields\`. */
        export type InstaQLFields<_Schema, Name extends EntityName> = ${listOf(code`${shapes}[Name]['fields']`)};
      `,
    },
    {
      name: 'ValidQuery',
      body: store.declared
        ? code`
            /** What a function that is generic over its query asks for: \`<Q extends ValidQuery<Q>>(query: Q)\`. */
            export type ValidQuery<Query, _Schema = unknown> = ${appQuery} &
              ${shared('CheckQuery', names)}<Query, ${shapes}> &
              ${shared('CheckQuery', names)}<Query, ${shapes}, ${shared('CountOptions', names)}>;
          `
        : code`
            export type ValidQuery<_Query, _Schema = unknown> = ${appQuery};
          `,
    },
    {
      name: 'CreateParams',
      body: code`
        /** The argument of \`create\`. */
        export type CreateParams<_Schema, Name extends EntityName> = ${shapes}[Name]['create'];
      `,
    },
    {
      name: 'UpdateParams',
      body: code`
        /** The argument of \`update\`. */
        export type UpdateParams<_Schema, Name extends EntityName> = ${shapes}[Name]['update'];
      `,
    },
    {
      name: 'LinkParams',
      body: code`
        /** The argument of \`link\`. */
        export type LinkParams<_Schema, Name extends EntityName> = ${shapes}[Name]['links'];
      `,
    },
    {
      name: 'RoomsOf',
      body: code`
        export type RoomsOf<_Schema = unknown> = ${roomTypes};
      `,
    },
    {
      name: 'PresenceOf',
      body: code`
        /** What is present in a room. */
        export type PresenceOf<_Schema, Room extends keyof ${roomTypes}> = ${roomTypes}[Room]['presence'];
      `,
    },
    {
      name: 'Query',
      body: code`
        export type Query = ${appQuery};
      `,
    },
    {
      name: 'QueryResponse',
      body: code`
        export type QueryResponse<
          ${asked},
          Schema = unknown,
          _Inference = unknown,
          _UseDates = unknown,
        > = InstaQLResult<Schema, Query>;
      `,
    },
    {
      name: 'InstantQuery',
      body: code`
        /** @deprecated Write \`InstaQLParams\`. */
        export type InstantQuery<_Db = unknown> = ${appQuery};
      `,
    },
    {
      name: 'InstantQueryResult',
      body: code`
        /** @deprecated Write \`InstaQLResult\`. */
        export type InstantQueryResult${list('<', [code`Db`, asked])} = InstaQLResult<Db, Query>;
      `,
    },
    {
      name: 'InstantEntity',
      body: code`
        /** @deprecated Write the entity's own type, or \`InstaQLEntity\`. */
        export type InstantEntity${list('<', [code`Db`, code`Name extends EntityName`, code`${below('Query')} = {}`])} = InstaQLEntity<Db, Name, Query>;
      `,
    },
    {
      name: 'InstantSchema',
      body: code`
        /** @deprecated Write \`AppSchema\`. */
        export type InstantSchema<_Db = unknown> = AppSchema;
      `,
    },
  ];
}
