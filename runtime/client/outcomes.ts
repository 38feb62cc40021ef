/** The forms in which a client table may have the outcome of its methods, beside that of the endpoint itself. */

import type { ErrorConstructor2022 } from '../web.js';

declare const Error: ErrorConstructor2022;

/** From a call to what its method gives. */
export type Outcomes = (calling: Promise<unknown>) => Promise<unknown>;

/** What a method gives that returns its errors. */
export type DataOrError<Data, Failure = Error> =
  { readonly data: Data; readonly error: null } | { readonly data: null; readonly error: Failure };

/** Never rejects: the data, or the error beside it. */
export const dataOrError: Outcomes = (calling) =>
  calling.then(
    (data): DataOrError<unknown> => ({ data, error: null }),
    (reason: unknown): DataOrError<unknown> => ({ data: null, error: errorOf(reason) }),
  );

/** Never rejects: the error, or null. */
export const errorOnly: Outcomes = (calling) =>
  calling.then(
    (): { readonly error: null } => ({ error: null }),
    (reason: unknown) => ({ error: errorOf(reason) }),
  );

/** What the endpoint answers is nobody's business. */
export const noData: Outcomes = (calling) => calling.then((): undefined => undefined);

function errorOf(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason), { cause: reason });
}
