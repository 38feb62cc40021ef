/** Calls of which it is written down what the SDK does and what the generated client does. */

import type { Answer } from './recorder.js';
import type { SideCall } from './sides.js';

/** What comes of a call, as far as it is told: the rest of it is the same with both. */
export interface Told {
  /** Method and address, those of the database from the relation on; the query as one reads it. */
  readonly asked?: readonly string[];
  /** The addresses as they are sent. */
  readonly urls?: readonly string[];
  readonly headers?: readonly object[];
  readonly bodies?: readonly unknown[];
  readonly gave?: unknown;
  readonly threw?: unknown;
}

export interface ToldCall extends Pick<SideCall, 'name' | 'call' | 'as' | 'settings' | 'reply'> {
  /** Why the two do not do the same, as docs/differences.md has it. */
  readonly reason: string;
  readonly theirs: Told;
  readonly ours: Told;
}

/** Answers with text of a type, whatever is asked. */
export const text =
  (status: number, bytes: string, type = 'application/json') =>
  (): Answer => ({ status, bytes, type });

/** The error of a result, and nothing sent. */
export const refused = (message: string): Told => ({
  asked: [],
  headers: [],
  bodies: [],
  gave: { data: null, error: { message } },
});
