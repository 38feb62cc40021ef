/** A query under construction. */

import type { WebSignal } from '../web.js';
import type { Dialect } from './dialects.js';
import type { CallOptions } from '../http/types.js';

/** One parameter of the address. */
export interface Param {
  readonly name: string;
  readonly text: string;
  /** What it says, where it is a filter. */
  readonly filter?: { readonly operator: string; readonly value: unknown };
}

export interface Draft {
  readonly dialect: Dialect;
  readonly kind: 'table' | 'fn';
  readonly name: string;
  readonly schema: string | undefined;
  /** The names of that schema, where it is known. */
  readonly known: Known | undefined;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly count?: Count | undefined;
  /** Only the count is wanted, and the backend knows no HEAD. */
  readonly head?: boolean;
  /** What is selected, where that is an object: filters may name links as it does. */
  selected?: Selected | undefined;
  params: readonly Param[];
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  /** The rows that were written come back. */
  returning: boolean;
  one?: 'single' | 'maybe';
  throws: boolean;
  signal?: WebSignal | undefined;
  /** What makes it one that cannot be sent. */
  problem?: Error;
}

/** A select as an object. */
export interface Selected {
  readonly [name: string]: unknown;
}

/** Which count is asked for beside the rows. */
export type Count = 'exact' | 'planned' | 'estimated';

/** What every query of a client has. */
export interface Source {
  readonly dialect: Dialect;
  readonly schema: string | undefined;
  /** How links are written whose names are ours: by schema, relation and link. */
  readonly links: LinkTexts;
  readonly defaultSchema: string;
  /** Sends a query; rejects with what no answer came for. */
  send(draft: Draft, options: CallOptions): Promise<Answered>;
}

/** The rows of a function have the links of their relation, under its name with `()`. */
export interface LinkTexts {
  readonly [schema: string]: Known;
}

/** What a schema says of names, by relation: those that are read otherwise than they are meant, and links. */
export interface Known {
  readonly [relation: string]: { readonly [name: string]: LinkText };
}

/**
 * What stands for a link; the relation that it leads to where the text begins with something else. Or a column in quotes,
 * whose name would be read as a path.
 */
export type LinkText = string | readonly [text: string, relation: string];

/** What came back, whatever its status. */
export interface Answered {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly range: string | null;
  /** The text of a success, what was read of a refusal. */
  readonly body: unknown;
}

/** Adds a parameter; others of its name stay. */
export function add(draft: Draft, param: Param): void {
  draft.params = [...draft.params, param];
}

/** Sets a parameter in the place of the first of its name, or adds it. */
export function put(draft: Draft, name: string, text: string): void {
  const at = draft.params.findIndex((each) => each.name === name);
  if (at < 0) add(draft, { name, text });
  else draft.params = draft.params.map((each, index) => (index === at ? { name, text } : each));
}

export function paramOf(draft: Draft, name: string): string | undefined {
  return draft.params.find((each) => each.name === name)?.text;
}

/** Says one more thing in `Prefer`. */
export function prefer(draft: Draft, what: string): void {
  const before = draft.headers['prefer'];
  draft.headers['prefer'] = before === undefined ? what : `${before}, ${what}`;
}
