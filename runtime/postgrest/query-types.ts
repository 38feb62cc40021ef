/** The types of a query: what its methods take, and what awaiting it gives. */

import type { Among, Override, One, QueryFailure, QuerySuccess } from './result.js';
import type { SearchOptions } from './filters.js';
import type { Referenced, ReferencedTable, RelationAt } from './referenced.js';
import type { Checked, Selected } from './selected.js';
import type { Partly, RelationShape } from './shape.js';
import type { WebSignal } from '../web.js';

/** A column, a path into its JSON, or a column of what rows come with: `author.name`. */
export type ColumnOf<Row> = (keyof Row & string) | Path;
export type Path = `${string}->${string}` | `${string}.${string}`;

/** What `is` tells of a column: booleans of those that hold them or may, and null of any. */
export type IsOf<Row, Column> = Column extends keyof Row
  ? unknown extends Row[Column]
    ? boolean | null
    : Extract<Row[Column], boolean> | null
  : boolean | null;

/** What a list, a range or JSON is compared with as a whole; anything where its type is not known. */
export type WholeOf<Shape extends RelationShape, Column> = Column extends Shape['lists']
  ? Column extends Shape['json']
    ? string | object
    : string | readonly Element<Shape['values'][Column & keyof Shape['values']]>[]
  : Column extends Shape['json'] | Shape['ranges']
    ? Shape['values'][Column & keyof Shape['values']]
    : string | readonly unknown[] | object;

type Element<List> = List extends readonly (infer Each)[] ? Each : never;

/** Operators by their names on the wire. */
export type Operator =
  | 'eq'
  | 'neq'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'like'
  | 'ilike'
  | 'match'
  | 'imatch'
  | 'is'
  | 'isdistinct'
  | 'in'
  | 'cs'
  | 'cd'
  | 'sl'
  | 'sr'
  | 'nxl'
  | 'nxr'
  | 'adj'
  | 'ov'
  | `${'' | 'pl' | 'ph' | 'w'}fts`
  | `${'' | 'pl' | 'ph' | 'w'}fts(${string})`
  | `${'like' | 'ilike' | 'match' | 'imatch' | 'eq' | 'gt' | 'gte' | 'lt' | 'lte'}(${'any' | 'all'})`;

export interface OrderOptions {
  /** Default: true. */
  readonly ascending?: boolean | undefined;
  /** Absent: as the server does it. */
  readonly nullsFirst?: boolean | undefined;
}

export interface ExplainOptions {
  readonly analyze?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  readonly settings?: boolean | undefined;
  readonly buffers?: boolean | undefined;
  readonly wal?: boolean | undefined;
}

/** A query whose form is decided. Nothing is sent until it is awaited; each time that it is, it is sent. */
export interface Answer<Data, Failed> extends PromiseLike<QuerySuccess<Data> | Failed> {
  /** Ends the request; the error says so. */
  abortSignal(signal: WebSignal): this;
  setHeader(name: string, value: string): this;
  /** An error is thrown, and no longer part of the result. */
  throwOnError(): Answer<Data, never>;
  /** The result is of this type, whatever was selected. */
  returns<New>(): Answer<New, Failed>;
  /** Members of the result are of these types; `{ merge: false }` for all of it. */
  overrideTypes<New, Options extends { readonly merge?: boolean } = { merge: true }>(): Answer<
    Override<Data, New, Options>,
    Failed
  >;
}

/** A query under construction. Its methods change it. Nothing is sent until it is awaited. */
export interface Query<
  Shape extends RelationShape,
  Data,
  Failed = QueryFailure,
  Columns = unknown,
> extends PromiseLike<QuerySuccess<Data> | Failed> {
  eq<Column extends keyof Shape['values']>(column: Column, value: Shape['values'][Column]): this;
  neq<Column extends keyof Shape['values']>(column: Column, value: Shape['values'][Column]): this;
  gt<Column extends keyof Shape['values']>(column: Column, value: Shape['values'][Column]): this;
  gte<Column extends keyof Shape['values']>(column: Column, value: Shape['values'][Column]): this;
  lt<Column extends keyof Shape['values']>(column: Column, value: Shape['values'][Column]): this;
  lte<Column extends keyof Shape['values']>(column: Column, value: Shape['values'][Column]): this;
  /** `%` stands for any text, `_` for any character. */
  like(column: Shape['text'] | Path, pattern: string): this;
  likeAllOf(column: Shape['text'] | Path, patterns: readonly string[]): this;
  likeAnyOf(column: Shape['text'] | Path, patterns: readonly string[]): this;
  /** As `like`, whatever the case of letters. */
  ilike(column: Shape['text'] | Path, pattern: string): this;
  ilikeAllOf(column: Shape['text'] | Path, patterns: readonly string[]): this;
  ilikeAnyOf(column: Shape['text'] | Path, patterns: readonly string[]): this;
  /** A regular expression of Postgres. */
  regexMatch(column: Shape['text'] | Path, pattern: string): this;
  /** As `regexMatch`, whatever the case of letters. */
  regexIMatch(column: Shape['text'] | Path, pattern: string): this;
  is<Column extends ColumnOf<Shape['Row']>>(
    column: Column,
    value: IsOf<Shape['Row'], Column>,
  ): this;
  /** As `neq`, null being a value like others. */
  isDistinct<Column extends keyof Shape['values']>(
    column: Column,
    value: Shape['values'][Column] | null,
  ): this;
  in<Column extends keyof Shape['values']>(
    column: Column,
    values: readonly Shape['values'][Column][],
  ): this;
  /** A list that has all of these, JSON that has these members, a range that has this one. */
  contains<Column extends Shape['lists'] | Shape['json'] | Shape['ranges'] | Path>(
    column: Column,
    value: WholeOf<Shape, Column>,
  ): this;
  containedBy<Column extends Shape['lists'] | Shape['json'] | Shape['ranges'] | Path>(
    column: Column,
    value: WholeOf<Shape, Column>,
  ): this;
  overlaps<Column extends Shape['lists'] | Shape['ranges'] | Path>(
    column: Column,
    value: WholeOf<Shape, Column>,
  ): this;
  rangeGt(column: Shape['ranges'] | Path, range: string): this;
  rangeGte(column: Shape['ranges'] | Path, range: string): this;
  rangeLt(column: Shape['ranges'] | Path, range: string): this;
  rangeLte(column: Shape['ranges'] | Path, range: string): this;
  rangeAdjacent(column: Shape['ranges'] | Path, range: string): this;
  textSearch(column: Shape['searched'] | Path, query: string, options?: SearchOptions): this;
  /** Each column has this value; null is what `is` finds. */
  match(values: Partly<Shape['values']>): this;
  /** The opposite of an operator: `not('id', 'in', [1, 2])`. */
  not(column: ColumnOf<Shape['Row']>, operator: Operator, value: unknown): this;
  /** One of these, in the words of the wire: `'id.eq.1,name.is.null'`. Quote what comes from users. */
  or<const Table extends string>(
    filters: string,
    options?: ReferencedTable<Referenced<Table, Columns>>,
  ): this;
  /** Any operator. */
  filter(
    column: ColumnOf<Shape['Row']>,
    operator: Operator | `not.${Operator}`,
    value: unknown,
  ): this;

  /** The rows that were written come back; of what a function gives, these columns. */
  select<const Wanted extends string | Shape['Select'] = '*'>(
    columns?: Checked<Wanted, Shape>,
  ): Query<Shape, Among<Data, Selected<Wanted, Shape>>, Failed, Wanted>;
  /** Several orders follow one another. */
  order(
    column: ColumnOf<Shape['Row']> | `${string}(${string})`,
    options?: OrderOptions & { readonly referencedTable?: undefined },
  ): this;
  order<const Table extends string>(
    column: ColumnOf<RelationAt<Columns, Table, Shape>['Row']> | `${string}(${string})`,
    options: OrderOptions & ReferencedTable<Referenced<Table, Columns>>,
  ): this;
  limit<const Table extends string>(
    count: number,
    options?: ReferencedTable<Referenced<Table, Columns>>,
  ): this;
  /** From the first to the last, both included, counted from 0. */
  range<const Table extends string>(
    from: number,
    to: number,
    options?: ReferencedTable<Referenced<Table, Columns>>,
  ): this;
  /** One row; any other number of them is an error. */
  single(): Answer<One<Data>, Failed>;
  /** One row, or null where there is none; several are an error. */
  maybeSingle(): Answer<One<Data> | null, Failed>;
  csv(): Answer<string, Failed>;
  geojson(): Answer<Record<string, unknown>, Failed>;
  /** How the database would do it. */
  explain(
    options?: ExplainOptions & { readonly format?: 'text' | undefined },
  ): Answer<string, Failed>;
  explain(
    options: ExplainOptions & { readonly format: 'json' },
  ): Answer<Record<string, unknown>[], Failed>;
  /** Everything is done, and undone. */
  rollback(): this;
  /** More rows than this are an error, and none is changed. */
  maxAffected(rows: number): this;
  /** Ends the request; the error says so. */
  abortSignal(signal: WebSignal): this;
  setHeader(name: string, value: string): this;
  /** An error is thrown, and no longer part of the result. */
  throwOnError(): Query<Shape, Data, never, Columns>;
  /** The result is of this type, whatever was selected. */
  returns<New>(): Query<Shape, New, Failed, Columns>;
  /** Members of the result are of these types; `{ merge: false }` for all of it. */
  overrideTypes<New, Options extends { readonly merge?: boolean } = { merge: true }>(): Query<
    Shape,
    Override<Data, New, Options>,
    Failed,
    Columns
  >;
}
