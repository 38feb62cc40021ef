/** From what a database answers to the schema that is saved. */

import type { Catalog, CatalogColumn, CatalogRelation } from './answer.js';
import { byName, compare } from './order.js';
import {
  FORMAT,
  FORMAT_KEY,
  type Saved,
  type SavedColumn,
  type SavedRelation,
  type SavedSchema,
  type SavedType,
} from './saved.js';
import { functionsOf } from './shape-functions.js';
import { foreignKeysOf, keysOf } from './shape-keys.js';
import { docOf, namesIn, typesOf, type Types } from './shape-types.js';
import { viewsOf, type Views } from './shape-views.js';

const KINDS = {
  r: 'table',
  p: 'partitioned-table',
  v: 'view',
  m: 'materialized-view',
  f: 'foreign-table',
} as const;

const IDENTITIES = { a: 'always', d: 'by default', '': undefined } as const;

const COMMANDS = [
  ['insert', 8],
  ['update', 4],
  ['delete', 16],
] as const;

/** `isShown`: whether a schema is part of the API. */
export function shape(catalog: Catalog, isShown: (schema: string) => boolean): Saved {
  const shown = catalog.relations.filter(({ schema }) => isShown(schema));
  const types = typesOf(catalog, new Set(shown.map(({ oid }) => oid)));
  const views = viewsOf(catalog);
  const foreignKeys = foreignKeysOf(catalog, shown, views);
  const schemas = catalog.schemas
    .filter(({ name }) => isShown(name))
    .map(({ name, doc }): SavedSchema => {
      const relations = shown
        .filter(({ schema }) => schema === name)
        .map((each) => relationOf(catalog, each, types, views, foreignKeys.get(each.oid) ?? []));
      return compact({
        name,
        // What every new database says of it.
        ...(doc === 'standard public schema' ? {} : docOf(doc)),
        relations: byName(relations),
        functions: functionsOf(catalog, name, types),
        enums: types.enums(name),
        composites: types.composites(name),
      });
    });
  return { [FORMAT_KEY]: FORMAT, schemas: byName([...schemas, ...lent(schemas, types)]) };
}

function compact(schema: Required<Pick<SavedSchema, 'name' | ListKey>> & SavedSchema): SavedSchema {
  const { relations, functions, enums, composites, ...rest } = schema;
  return {
    ...rest,
    ...(relations?.length ? { relations } : {}),
    ...(functions?.length ? { functions } : {}),
    ...(enums?.length ? { enums } : {}),
    ...(composites?.length ? { composites } : {}),
  };
}

type ListKey = 'relations' | 'functions' | 'enums' | 'composites';

function relationOf(
  catalog: Catalog,
  relation: CatalogRelation,
  types: Types,
  views: Views,
  foreignKeys: NonNullable<SavedRelation['foreignKeys']>,
): SavedRelation {
  const takes = COMMANDS.filter(([, bit]) => (relation.events & bit) !== 0).map(([name]) => name);
  return {
    name: relation.name,
    is: KINDS[relation.kind],
    ...(takes.length === 0 ? {} : { takes }),
    ...docOf(relation.doc),
    columns: relation.columns.map((column) => columnOf(relation, column, types, views)),
    ...keysOf(catalog, relation, views),
    ...(foreignKeys.length === 0 ? {} : { foreignKeys }),
  };
}

function columnOf(
  relation: CatalogRelation,
  column: CatalogColumn,
  types: Types,
  views: Views,
): SavedColumn {
  const domain = types.domain(column.type);
  const origin = views.origin(relation.oid, column.num);
  const isView = relation.rule !== null;
  const base = origin && views.column(origin);
  // A view with triggers of its own makes of what is written what it likes.
  const { triggered } = relation;
  const written = isView && (triggered || relation.events === 0) ? undefined : base;
  // An outer join makes null even of what its domain says is not.
  const notNull =
    (domain.notNull && !isView) ||
    views.keepsNotNull(relation.oid, column.num, (each) => types.domain(each.type).notNull);
  const generated = (written?.generated ?? '') !== '';
  const defaults = [column.default, domain.default, triggered, written?.default];
  const fallback = relation.events !== 0 && !generated && defaults.includes(true);
  const identity = written === undefined ? undefined : IDENTITIES[written.identity];
  const fixed = isView && !triggered && relation.events !== 0 && !column.writable;
  const doc = column.doc ?? (isView ? (base?.doc ?? null) : null);
  return {
    name: column.name,
    // A view says nothing of it.
    type: types.of(column.type, (base ?? column).dims || undefined),
    ...(notNull ? {} : { nullable: true }),
    ...(fallback ? { default: true } : {}),
    ...(identity === undefined ? {} : { identity }),
    ...(generated ? { generated } : {}),
    ...(fixed ? { fixed } : {}),
    ...docOf(doc),
  };
}

/** Schemas that are not shown, with the types of theirs that shown ones use, and those that these use. */
function lent(schemas: readonly SavedSchema[], types: Types): readonly SavedSchema[] {
  const own = new Set(schemas.map(({ name }) => name));
  const found = new Map<string, Set<string>>();
  const queue: SavedType[] = schemas.flatMap((schema) => [
    ...(schema.relations ?? []).flatMap(({ columns }) => columns.map(({ type }) => type)),
    ...(schema.functions ?? []).flatMap(({ args = [], returns }) => [
      ...args.map(({ type }) => type),
      returns,
    ]),
    ...(schema.composites ?? []).flatMap(({ fields }) => fields.map(({ type }) => type)),
  ]);
  for (let type = queue.pop(); type !== undefined; type = queue.pop()) {
    for (const [schema, name] of namesIn(type)) {
      const names = found.get(schema) ?? new Set();
      if (own.has(schema) || names.has(name)) continue;
      found.set(schema, names.add(name));
      const composite = types.composites(schema).find((each) => each.name === name);
      queue.push(...(composite?.fields ?? []).map((field) => field.type));
    }
  }
  return [...found]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([name, names]) =>
      compact({
        name,
        hidden: true,
        relations: [],
        functions: [],
        enums: types.enums(name).filter((each) => names.has(each.name)),
        composites: types.composites(name).filter((each) => names.has(each.name)),
      }),
    );
}
