/** The forms in which methods of InsForge give what came of them. */

import { failure } from './error.js';
import type { DataOrError } from '../client/outcomes.js';
import type { InsForgeError } from './error.js';

/** The data, or the error beside it: never both, never thrown. */
export type InsForgeResult<Data> = DataOrError<Data, InsForgeError>;

/** `code` and `message` are those of what is no error of the client's own. */
export async function resultOf<Data>(
  run: () => Promise<Data>,
  message: string,
  code?: string,
): Promise<InsForgeResult<Data>> {
  try {
    return { data: await run(), error: null };
  } catch (reason) {
    return { data: null, error: failure(reason, message, code) };
  }
}
