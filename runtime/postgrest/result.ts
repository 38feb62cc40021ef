/** What awaiting a query gives. */

import type { QueryError } from './errors.js';
import type { NoRow } from './shape.js';

export interface QuerySuccess<Data> {
  readonly error: null;
  readonly data: Data;
  /** Where a count was asked for. */
  readonly count: number | null;
  readonly status: number;
  readonly statusText: string;
}

export interface QueryFailure {
  readonly error: QueryError;
  readonly data: null;
  readonly count: null;
  /** 0: no answer came. */
  readonly status: number;
  readonly statusText: string;
}

export type QueryResult<Data> = QuerySuccess<Data> | QueryFailure;

/** The row of many; an error stays what it is. */
export type One<Data> = Data extends readonly (infer Row)[] ? Row : Data;

/** Rows that were selected, as one where a function gives one. */
export type Among<Data, Rows> = unknown extends Data
  ? Rows
  : [Data] extends [readonly unknown[] | null]
    ? Rows
    : One<Rows> | NoRow<One<Rows>>;

/** `overrideTypes`: members of `New` in the place of those of the same name, or `New` alone. */
export type Override<Data, New, Options> = Options extends { readonly merge: false }
  ? New
  : Data extends readonly (infer Row)[]
    ? New extends readonly (infer Other)[]
      ? Merged<Row, Other>[]
      : New
    : null extends Data
      ? Merged<NonNullable<Data>, New> | null
      : Merged<Data, New>;

type Merged<Row, Other> = Omit<Row, keyof Other> & Other;

/** Any value of a `json` or `jsonb` column, as it comes. */
export type Json =
  | string
  | number
  | boolean
  | null
  | { readonly [name: string]: Json | undefined }
  | readonly Json[];

/** The same as it may be written: anything that JSON can say. */
export type JsonInput = string | number | boolean | object | null;
