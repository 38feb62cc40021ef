/** Aliases of types of schemas and databases, of which there is one here: what names another is ignored. */

import type { InstaqlStore } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import { code, globalName, string, type Code } from '../../generator/print/code.js';
import { emittedType, renamed, shared } from './shared.js';

/** An exported type. `optional`: the official package forgot it, and anything else that wants the name gets it. */
export interface Alias {
  readonly name: string;
  readonly body: Code;
  readonly optional?: boolean;
  /** A value is declared beside the type, under the same name. */
  readonly value?: boolean;
}

/** Types of the schema language, which stand beside it. */
export const LANGUAGE: readonly string[] = [
  'AttrsDefs',
  'CardinalityKind',
  'DataAttrDef',
  'EntitiesDef',
  'EntitiesWithLinks',
  'EntityDef',
  'InstantGraph',
  'InstantSchemaDef',
  'LinkAttrDef',
  'LinkDef',
  'LinksDef',
  'RoomsDef',
  'ValueTypes',
];

export function schemaAliases(names: Names): readonly Alias[] {
  const shapes = emittedType('query', 'Shapes');
  const tx = emittedType('tx', 'Tx');
  return [
    {
      name: 'BackwardsCompatibleSchema',
      body: code`
        export type BackwardsCompatibleSchema<_Shape, _Rooms = {}> = AppSchema;
      `,
    },
    {
      name: 'InstantUnknownSchemaDef',
      body: code`
        export type InstantUnknownSchemaDef = AppSchema;
      `,
    },
    {
      name: 'IInstantDatabase',
      body: code`
        /** What every client of the app has. */
        export interface IInstantDatabase<_Schema = unknown> {
          tx: ${tx};
        }
      `,
    },
    {
      name: 'InstantSchemaDatabase',
      body: code`
        /** @deprecated Write \`IInstantDatabase\`. */
        export type InstantSchemaDatabase<
          Schema = unknown,
          _T1 = unknown,
          _T2 = unknown,
        > = IInstantDatabase<Schema>;
      `,
    },
    {
      name: 'InstantObject',
      body: code`
        /** An entity of an app without a schema. */
        export type InstantObject = ${shared('OpenEntity', names)};
      `,
    },
    {
      name: 'InstantRules',
      body: code`
        /** What \`instant.perms.ts\` exports. */
        export type InstantRules<_Schema = unknown> = ${shared('RulesOf', names)}<${shapes}>;
      `,
    },
    {
      name: '',
      body: code`
        type EntityOf<Name extends EntityName> = ${shapes}[Name]['entity'];
      `,
    },
    {
      name: 'ResolveAttrs',
      body: code`
        /** The attributes of an entity. */
        export type ResolveAttrs<_Entities, Name extends EntityName, _UseDates = unknown> = {
          [Attr in keyof EntityOf<Name> as ${globalName('Exclude', names)}<Attr, 'id'>]: EntityOf<Name>[Attr];
        };
      `,
    },
  ];
}

/** Types that public signatures of the official package use and that it does not export. */
export function forgottenAliases(store: InstaqlStore, names: Names): readonly Alias[] {
  const shapes = emittedType('query', 'Shapes');
  const rooms = emittedType('rooms', 'Rooms');
  const optional = true;
  const order = store.declared
    ? code`${shapes}[Name]['orderBy']`
    : code`${shared('OpenShape', names)}[${string('orderBy')}]`;
  return [
    {
      name: 'AdminQueryOpts',
      optional,
      body: code`
        /** The options of \`db.query\`. */
        export type AdminQueryOpts = ${shared('QueryOptions', names)};
      `,
    },
    {
      name: 'Cursor',
      optional,
      body: code`
        /** Where a page starts or ends. */
        export type Cursor = ${renamed('Cursor')};
      `,
    },
    {
      name: 'ETypeChunk',
      optional,
      body: code`
        /** \`db.tx.goals\` */
        export type ETypeChunk<_Schema, Name extends EntityName> = ${shared('EntityTx', names)}<${shapes}[Name]>;
      `,
    },
    {
      name: 'Exactly',
      optional,
      body: code`
        export type Exactly<Parent, Child> = Parent & {
          [Name in keyof Child]: Name extends keyof Parent ? Child[Name] : never;
        };
      `,
    },
    {
      name: 'InstaQLOptions',
      optional,
      body: code`
        export type InstaQLOptions = { ruleParams: ${renamed('RuleParams')} };
      `,
    },
    {
      name: 'Order',
      optional,
      body: code`
        /** The value of the option \`order\`. */
        export type Order<_Schema, ${store.declared ? code`Name` : code`_Name`} extends EntityName> = ${order};
      `,
    },
    {
      name: 'PageInfoResponse',
      optional,
      body: code`
        /** Whether there is more before and after, by the entities of a query. */
        export type PageInfoResponse<Query> = ${shared('PagesOf', names)}<Query, ${shapes}>;
      `,
    },
    {
      name: 'PresenceResult',
      optional,
      body: code`
        /** Who is in a room, by session. */
        export type PresenceResult<Data> = ${shared('RoomPresence', names)}<Data>;
      `,
    },
    {
      name: 'RuleParams',
      optional,
      body: code`
        /** Values for the permission rules. */
        export type RuleParams = ${renamed('RuleParams')};
      `,
    },
    {
      name: 'TopicOf',
      optional,
      body: code`
        /** What a topic of a room carries. */
        export type TopicOf<
          _Schema,
          Room extends keyof ${rooms},
          Topic extends keyof ${rooms}[Room]['topics'],
        > = ${rooms}[Room]['topics'][Topic];
      `,
    },
    {
      name: 'TopicsOf',
      optional,
      body: code`
        /** The topics of a room. */
        export type TopicsOf<_Schema, Room extends keyof ${rooms}> = ${rooms}[Room]['topics'];
      `,
    },
    {
      name: 'TxChunk',
      optional,
      body: code`
        /** \`db.tx\` */
        export type TxChunk<_Schema = unknown> = ${emittedType('tx', 'Tx')};
      `,
    },
    {
      name: 'UpdateOpts',
      optional,
      body: code`
        /** The second argument of \`update\` and \`merge\`. */
        export type UpdateOpts = ${shared('UpdateOptions', names)};
      `,
    },
  ];
}
