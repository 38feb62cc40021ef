/**
 * The intermediate representation: what `read` produces and every later stage consumes.
 *
 * Plain readonly data, JSON-able and frozen, so that it can be diffed and snapshotted. It carries source
 * keys only (`"pet-store"`); `names.ts` maps them to identifiers. No rendered path, no import line, no
 * TypeScript text, except in {@link TypeText}, which holds a user's own types.
 */

import type { Api } from './ir/api.js';
import type { Client } from './ir/client.js';
import type { InstaqlStore } from './ir/instaql.js';
import type { PostgresStore } from './ir/postgres.js';

export type * from './ir/api.js';
export type * from './ir/client.js';
export type * from './ir/instaql.js';
export type * from './ir/place.js';
export type * from './ir/postgres.js';
export type * from './ir/schema.js';
export type * from './ir/typetext.js';

/** A data schema, by kind. */
export type Store = InstaqlStore | PostgresStore;

export interface Project {
  readonly api?: Api;
  readonly client?: Client;
  readonly store?: Store;
}
