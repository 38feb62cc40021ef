/** The types of `database`. */

import type { Count } from './draft.js';
import type { Checked, Selected } from './selected.js';
import type { FunctionShape, OpenRelation, RelationShape, SchemaShape } from './shape.js';
import type { Query } from './query-types.js';
import type { QueryFailure } from './result.js';

export interface CountOption {
  /** How many rows there are in all, as `count` beside the data. */
  readonly count?: Count | undefined;
}

export interface SelectCallOptions extends CountOption {
  /** Only the count, and no rows. */
  readonly head?: boolean | undefined;
}

export interface InsertOptions extends CountOption {
  /** Whether what is missing in some of the rows is null, or its column's default. Default: true. */
  readonly defaultToNull?: boolean | undefined;
}

export interface UpsertOptions<Column extends string = string> extends InsertOptions {
  /**
   * The columns whose values make a row the same; as text with commas between them, and quotes where a name has any
   * (`'"a,b",id'`). Default: the primary key.
   */
  readonly onConflict?:
    Column | `${Column},${string}` | `"${Column}"${string}` | readonly Column[] | undefined;
  /** Whether rows that are there stay as they are. */
  readonly ignoreDuplicates?: boolean | undefined;
}

export interface CallFunctionOptions extends CountOption {
  /** Only the count; a function that changes nothing. */
  readonly head?: boolean | undefined;
  /** By GET; a function that changes nothing. */
  readonly get?: boolean | undefined;
}

/** What can be done with a table or view. Each call begins a query of its own. */
export interface Relation<Shape extends RelationShape> {
  /** Columns as an object, `{ id: true, author: { name: true } }`, or in the words of the wire. */
  select<const Columns extends string | Shape['Select'] = '*'>(
    columns?: Checked<Columns, Shape>,
    options?: SelectCallOptions,
  ): Query<Shape, Selected<Columns, Shape>, QueryFailure, Columns>;
  insert(
    values: Shape['Insert'] | readonly Shape['Insert'][],
    options?: InsertOptions,
  ): Query<Shape, null>;
  upsert(
    values: Shape['Insert'] | readonly Shape['Insert'][],
    options?: UpsertOptions<keyof Shape['Row'] & string>,
  ): Query<Shape, null>;
  /** Without a filter it changes all rows. */
  update(values: Shape['Update'], options?: CountOption): Query<Shape, null>;
  /** Without a filter it deletes all rows. */
  delete(
    this: Shape extends { readonly Delete: infer Never } ? Never : unknown,
    options?: CountOption,
  ): Query<Shape, null>;
}

/** Tables, views and functions of one schema. */
export interface SchemaClient<Schema extends SchemaShape> {
  from<Name extends keyof Schema['Tables'] & string>(
    relation: Name,
  ): Schema['Tables'][Name] extends infer Shape extends RelationShape ? Relation<Shape> : never;
  /** Calls a function of the database. */
  readonly rpc: Schema extends { readonly Overloads: infer Overloads }
    ? Each<Overloads> & CallFunction<Schema>
    : CallFunction<Schema>;
}

/** A call for each of several functions of one name. */
type Each<Overloads> = Overloads extends readonly [infer First extends Overload, ...infer Others]
  ? CallOverload<First> & Each<Others>
  : unknown;

interface Overload extends FunctionShape {
  readonly name: string;
}

interface CallOverload<Shape extends Overload> {
  (fn: Shape['name'], ...args: FunctionArguments<Shape>): Query<Shape['Rows'], Shape['Returns']>;
}

export interface CallFunction<Schema extends SchemaShape> {
  <Name extends keyof Schema['Functions'] & string>(
    fn: Name,
    ...args: FunctionArguments<Schema['Functions'][Name]>
  ): Schema['Functions'][Name] extends infer Shape extends FunctionShape
    ? Query<Shape['Rows'], Shape['Returns']>
    : never;
}

type FunctionArguments<Shape> = Shape extends { readonly Args: infer Args }
  ? object extends Args
    ? [args?: Args, options?: CallFunctionOptions]
    : [args: Args, options?: CallFunctionOptions]
  : never;

/** `database`, by the schemas of an app: `Schemas[Usual]` is meant where none is named. */
export interface DatabaseClient<Schemas, Usual extends SchemaShape> extends SchemaClient<Usual> {
  /** Another schema for the queries that begin here. */
  schema<Name extends keyof Schemas & string>(
    name: Name,
  ): Schemas[Name] extends infer Schema extends SchemaShape ? SchemaClient<Schema> : never;
}

/** `database` of an app whose schema is not known: any relation, any column. */
export interface OpenDatabase {
  from(relation: string): Relation<OpenRelation>;
  rpc(fn: string, args?: object, options?: CallFunctionOptions): Query<OpenRelation, unknown>;
  schema(name: string): OpenDatabase;
}
