/** What a query that failed says, and the error that it is where errors are thrown. */

import type { ErrorConstructor2022 } from '../web.js';

declare const Error: ErrorConstructor2022;

/** As PostgREST words it; a layer before it may have other members, which are kept. */
export interface QueryError {
  readonly message: string;
  readonly details: string | null;
  readonly hint: string | null;
  /** Of PostgREST (`PGRST116`), of Postgres (`23505`), or empty where no answer came. */
  readonly code: string;
  /** Where a layer before PostgREST refused: its code. */
  readonly error?: string;
  /** Where a layer before PostgREST refused: the status. */
  readonly statusCode?: number;
}

/** What the error has of it; not in the class, since Babel refuses fields that are types alone. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the comment above
export interface PostgrestError {
  readonly details: string | null;
  readonly hint: string | null;
  readonly code: string;
  readonly error?: string;
  readonly statusCode?: number;
}

/** What `throwOnError()` throws: the members of the {@link QueryError}, as an error. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the interface
export class PostgrestError extends Error implements QueryError {
  override readonly name: string = 'PostgrestError';

  constructor(error: QueryError, options?: { cause?: unknown }) {
    super(error.message, options);
    const { message: _, ...rest } = error;
    Object.assign(this, rest);
  }
}
