/** From the saved schema to the store that emitters see. */

import type {
  PgColumn,
  PgForeignKey,
  PgFunction,
  PgRelation,
  PgSchema,
  PgType,
  Place,
  PostgresStore,
} from '../../ir.js';
import type {
  Saved,
  SavedColumn,
  SavedField,
  SavedFunction,
  SavedRelation,
  SavedType,
} from './saved.js';
import { scalar } from './scalars.js';

/** `file`: the path of the saved schema, for places. */
export function storeOf(saved: Saved, file: string): PostgresStore {
  const shown = saved.schemas.filter(({ hidden }) => hidden !== true).map(({ name }) => name);
  return {
    kind: 'postgres',
    declared: true,
    defaultSchema: shown.includes('public') ? 'public' : (shown[0] ?? 'public'),
    schemas: saved.schemas.map((schema, at): PgSchema => ({
      name: schema.name,
      ...(schema.hidden === true ? { hidden: true } : {}),
      ...docOf(schema.doc),
      relations: (schema.relations ?? []).map((relation, index) =>
        relationOf(relation, {
          file,
          pointer: `/schemas/${String(at)}/relations/${String(index)}/name`,
        }),
      ),
      functions: (schema.functions ?? []).map(functionOf),
      enums: (schema.enums ?? []).map(({ name, labels, doc }) => ({
        name,
        labels,
        ...docOf(doc),
      })),
      composites: (schema.composites ?? []).map(({ name, fields, doc }) => ({
        name,
        fields: fieldsOf(fields),
        ...docOf(doc),
      })),
    })),
    dialect: '',
    embeds: true,
  };
}

function relationOf(relation: SavedRelation, at: Place): PgRelation {
  const takes = relation.takes ?? [];
  const writable = takes.includes('insert') || takes.includes('update');
  return {
    name: relation.name,
    is: relation.is,
    insertable: takes.includes('insert'),
    updatable: takes.includes('update'),
    deletable: takes.includes('delete'),
    columns: relation.columns.map((column) => columnOf(column, writable)),
    primaryKey: relation.primaryKey ?? [],
    uniques: relation.uniques ?? [],
    foreignKeys: (relation.foreignKeys ?? []).map(({ unique, ...rest }): PgForeignKey => ({
      ...rest,
      unique: unique === true,
    })),
    ...docOf(relation.doc),
    at,
  };
}

function columnOf(column: SavedColumn, writable: boolean): PgColumn {
  const own = column.generated === true || column.identity === 'always';
  const nullable = column.nullable === true;
  const type = typeOf(column.type);
  return {
    name: column.name,
    type,
    nullable,
    optional: nullable || own || column.default === true || column.identity !== undefined,
    readOnly: own || column.fixed === true || !writable,
    ...(OPTIONS.has(column.name) ? { option: true } : {}),
    ...docOf(column.doc),
  };
}

/** What stands beside columns in the object form of `select`. */
const OPTIONS: ReadonlySet<string> = new Set([
  ...['$all', '$as', '$cast', '$column', '$count', '$fk', '$inner', '$left', '$spread', '*'],
]);

function functionOf(each: SavedFunction): PgFunction {
  return {
    name: each.name,
    args: (each.args ?? []).map((arg) => ({
      name: arg.name ?? '',
      type: typeOf(arg.type),
      optional: arg.default === true,
      variadic: arg.variadic === true,
    })),
    returns: typeOf(each.returns),
    nullable: each.notNull !== true,
    set: each.set === true,
    one: each.one === true,
    readOnly: each.volatility !== undefined,
    ...docOf(each.doc),
  };
}

function typeOf(type: SavedType): PgType {
  if (typeof type === 'string') return scalar(type);
  if ('array' in type) return { kind: 'array', of: typeOf(type.array) };
  // The server writes its own ranges as text, whatever they are called.
  if ('range' in type) return { kind: 'scalar', json: 'string', udt: 'anyrange' };
  if ('record' in type) return { kind: 'record', fields: fieldsOf(type.record) };
  if ('enum' in type) return { kind: 'enum', schema: type.schema, name: type.enum };
  return { kind: 'composite', schema: type.schema, name: type.composite };
}

function fieldsOf(
  fields: readonly SavedField[],
): readonly { name: string; type: PgType; nullable: boolean }[] {
  return fields.map(({ name, type, notNull }) => ({
    name,
    type: typeOf(type),
    nullable: notNull !== true,
  }));
}

function docOf(doc: string | undefined): { readonly doc?: string } {
  return doc === undefined ? {} : { doc };
}
