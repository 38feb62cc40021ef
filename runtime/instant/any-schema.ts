/** A client of `any` schema, as code has it that knows no entities. */

import type { Identity } from './config.js';

/** What such a client takes first: of entities nothing is known, so that every client is one of `any` schema. */
export type OfAnySchema<Schema, Db> = 0 extends 1 & Schema ? AnyDb<Db> : unknown;

/* eslint-disable @typescript-eslint/no-explicit-any -- `unknown` is no place to read from, and no entity is known */
interface AnyDb<Db> {
  readonly tx: any;
  readonly query: (
    query: { readonly [entity: string]: any },
    options?: object,
  ) => Promise<{ readonly [entity: string]: any[] }>;
  readonly asUser: (identity: Identity) => AnyDb<Db> & Db;
}
