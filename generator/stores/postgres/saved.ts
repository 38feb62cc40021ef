/**
 * The saved schema: what a database said of itself, as a file that is committed. It holds facts of the catalog, not types
 * of a language, so that a later version reads an old file and makes more of it.
 */

import type { z as Zod } from 'zod';

/** The first line of the file. A version that reads it otherwise has another one. */
export const FORMAT = 'postgres-1';
export const FORMAT_KEY = 'instant-codegen';

export interface Saved {
  readonly [FORMAT_KEY]: typeof FORMAT;
  /** By name in code-point order, and so are the lists in them that have no order of their own. */
  readonly schemas: readonly SavedSchema[];
}

/** What is empty or false is left out, here and below. */
export interface SavedSchema {
  readonly name: string;
  /** It is no part of the API: only types of it are used. */
  readonly hidden?: boolean | undefined;
  readonly doc?: string | undefined;
  readonly relations?: readonly SavedRelation[] | undefined;
  readonly functions?: readonly SavedFunction[] | undefined;
  readonly enums?: readonly SavedEnum[] | undefined;
  readonly composites?: readonly SavedComposite[] | undefined;
}

export interface SavedEnum {
  readonly name: string;
  readonly labels: readonly string[];
  readonly doc?: string | undefined;
}

export interface SavedComposite {
  readonly name: string;
  readonly fields: readonly SavedField[];
  readonly doc?: string | undefined;
}

export interface SavedRelation {
  readonly name: string;
  readonly is: 'table' | 'view' | 'materialized-view' | 'foreign-table' | 'partitioned-table';
  /** Which of insert, update and delete it takes. */
  readonly takes?: readonly ('insert' | 'update' | 'delete')[] | undefined;
  readonly doc?: string | undefined;
  readonly columns: readonly SavedColumn[];
  readonly primaryKey?: readonly string[] | undefined;
  readonly uniques?: readonly (readonly string[])[] | undefined;
  readonly foreignKeys?: readonly SavedForeignKey[] | undefined;
}

/** Of a column of a view: what holds for the column of the table that it shows. */
export interface SavedColumn {
  readonly name: string;
  readonly type: SavedType;
  readonly nullable?: boolean | undefined;
  readonly default?: boolean | undefined;
  readonly identity?: 'always' | 'by default' | undefined;
  readonly generated?: boolean | undefined;
  /** Of a view that can be written, a column that cannot. */
  readonly fixed?: boolean | undefined;
  readonly doc?: string | undefined;
}

export interface SavedForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly to: { readonly schema: string; readonly name: string };
  readonly toColumns: readonly string[];
  readonly unique?: boolean | undefined;
}

export interface SavedFunction {
  readonly name: string;
  readonly args?: readonly SavedArgument[] | undefined;
  readonly returns: SavedType;
  /** A domain without null: it never answers with null, nor does a set have one in it. */
  readonly notNull?: boolean | undefined;
  readonly set?: boolean | undefined;
  /** Of a set: it has one row at most. */
  readonly one?: boolean | undefined;
  /** Absent: it may change something. */
  readonly volatility?: 'stable' | 'immutable' | undefined;
  readonly doc?: string | undefined;
}

export interface SavedArgument {
  /** Absent: it has none. */
  readonly name?: string | undefined;
  readonly type: SavedType;
  readonly default?: boolean | undefined;
  readonly variadic?: boolean | undefined;
}

export interface SavedField {
  readonly name: string;
  readonly type: SavedType;
  /** Of what a function gives: a domain without null. */
  readonly notNull?: boolean | undefined;
}

/**
 * A string is a type of the server's own or of an extension: `int8`. Domains are what they are made of, arrays have as
 * many levels as were declared, and a range is one of the database's own.
 */
export type SavedType =
  | string
  | { readonly array: SavedType }
  | { readonly range: string; readonly schema: string }
  | { readonly enum: string; readonly schema: string }
  | { readonly composite: string; readonly schema: string }
  | { readonly record: readonly SavedField[] };

/** The zod schema of the file. zod is handed in, so that nothing loads it before it is needed. */
export function savedSchema(z: typeof Zod): Zod.ZodType<Saved> {
  const text = z.string();
  const flag = z.boolean().optional();
  const doc = text.optional();
  const type: Zod.ZodType<SavedType> = z.lazy(() =>
    z.union(
      [
        text,
        z.strictObject({ array: type }),
        z.strictObject({ range: text, schema: text }),
        z.strictObject({ enum: text, schema: text }),
        z.strictObject({ composite: text, schema: text }),
        z.strictObject({ record: fields }),
      ],
      { error: 'This is no type' },
    ),
  );
  const field = z.strictObject({ name: text, type, notNull: flag });
  const fields = z.array(field);
  const column = z.strictObject({
    name: text,
    type,
    nullable: flag,
    default: flag,
    identity: z.enum(['always', 'by default']).optional(),
    generated: flag,
    fixed: flag,
    doc,
  });
  const foreignKey = z.strictObject({
    name: text,
    columns: z.array(text),
    to: z.strictObject({ schema: text, name: text }),
    toColumns: z.array(text),
    unique: flag,
  });
  const relation = z.strictObject({
    name: text,
    is: z.enum(['table', 'view', 'materialized-view', 'foreign-table', 'partitioned-table']),
    takes: z.array(z.enum(['insert', 'update', 'delete'])).optional(),
    doc,
    columns: z.array(column),
    primaryKey: z.array(text).optional(),
    uniques: z.array(z.array(text)).optional(),
    foreignKeys: z.array(foreignKey).optional(),
  });
  const argument = z.strictObject({ name: doc, type, default: flag, variadic: flag });
  const fn = z.strictObject({
    name: text,
    args: z.array(argument).optional(),
    returns: type,
    notNull: flag,
    set: flag,
    one: flag,
    volatility: z.enum(['stable', 'immutable']).optional(),
    doc,
  });
  const schema = z.strictObject({
    name: text,
    hidden: flag,
    doc,
    relations: z.array(relation).optional(),
    functions: z.array(fn).optional(),
    enums: z.array(z.strictObject({ name: text, labels: z.array(text), doc })).optional(),
    composites: z.array(z.strictObject({ name: text, fields, doc })).optional(),
  });
  return z.strictObject({ [FORMAT_KEY]: z.literal(FORMAT), schemas: z.array(schema) });
}
