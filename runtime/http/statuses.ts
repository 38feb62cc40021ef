/**
 * Errors by status. Each is a constant of its own, so that a program ships those it asks for; what is
 * thrown is an {@link ApiError}, which every one of them recognises by its status.
 */

import { ApiError } from './errors.js';
import type { Call } from './types.js';
import type { ClientErrorStatus, ServerErrorStatus } from './status.js';

/**
 * Says whether a call failed with a status. Given the endpoint function that was called, it also knows what
 * the document declares for the body: `isNotFound(error, getPet) && error.body.message`.
 */
export interface StatusGuard<Status extends number> {
  <Errors, Headers>(
    error: unknown,
    endpoint: (...args: never[]) => Call<unknown, Errors, Headers>,
  ): error is ApiError<BodyOf<Errors, Status>, Status>;
  (error: unknown): error is ApiError<unknown, Status>;
}

/** `error instanceof NotFoundError`: the same question, asked the other way. */
export interface StatusError<Status extends number> {
  [Symbol.hasInstance](error: unknown): error is ApiError<unknown, Status>;
}

type Range<Status> = Status extends ClientErrorStatus
  ? '4XX'
  : Status extends ServerErrorStatus
    ? '5XX'
    : never;

/** The body of a status: declared by itself, by its range or by `default`. */
type BodyOf<Errors, Status> = Status extends keyof Errors
  ? Errors[Status]
  : Range<Status> extends keyof Errors
    ? Errors[Range<Status>]
    : Errors extends { readonly default: infer Body }
      ? Body
      : unknown;

/** A guard for one status, or for all from one to another. */
export function statusGuard<Status extends number>(
  from: number,
  to: number = from,
): StatusGuard<Status> {
  return (error: unknown): error is ApiError<never, Status> =>
    error instanceof ApiError && error.status >= from && error.status <= to;
}

/** A class for the same, to stand behind `instanceof`. */
export function statusError<Status extends number>(
  from: number,
  to: number = from,
): StatusError<Status> {
  const is = statusGuard<Status>(from, to);
  return { [Symbol.hasInstance]: (error): error is ApiError<unknown, Status> => is(error) };
}

export const isBadRequest: StatusGuard<400> = /* @__PURE__ */ statusGuard(400);
export const isUnauthorized: StatusGuard<401> = /* @__PURE__ */ statusGuard(401);
export const isForbidden: StatusGuard<403> = /* @__PURE__ */ statusGuard(403);
export const isNotFound: StatusGuard<404> = /* @__PURE__ */ statusGuard(404);
export const isConflict: StatusGuard<409> = /* @__PURE__ */ statusGuard(409);
export const isGone: StatusGuard<410> = /* @__PURE__ */ statusGuard(410);
export const isPreconditionFailed: StatusGuard<412> = /* @__PURE__ */ statusGuard(412);
export const isUnprocessable: StatusGuard<422> = /* @__PURE__ */ statusGuard(422);
export const isRateLimited: StatusGuard<429> = /* @__PURE__ */ statusGuard(429);
export const isClientError: StatusGuard<ClientErrorStatus> = /* @__PURE__ */ statusGuard(400, 499);
export const isServerError: StatusGuard<ServerErrorStatus> = /* @__PURE__ */ statusGuard(500, 599);

export const BadRequestError: StatusError<400> = /* @__PURE__ */ statusError(400);
export const UnauthorizedError: StatusError<401> = /* @__PURE__ */ statusError(401);
export const ForbiddenError: StatusError<403> = /* @__PURE__ */ statusError(403);
export const NotFoundError: StatusError<404> = /* @__PURE__ */ statusError(404);
export const ConflictError: StatusError<409> = /* @__PURE__ */ statusError(409);
export const GoneError: StatusError<410> = /* @__PURE__ */ statusError(410);
export const PreconditionFailedError: StatusError<412> = /* @__PURE__ */ statusError(412);
export const UnprocessableError: StatusError<422> = /* @__PURE__ */ statusError(422);
export const RateLimitError: StatusError<429> = /* @__PURE__ */ statusError(429);
export const ServerError: StatusError<ServerErrorStatus> = /* @__PURE__ */ statusError(500, 599);
