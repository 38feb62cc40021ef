/**
 * Errors by status. Each is a constant of its own, so that a program ships those it asks for; what is
 * thrown is an {@link ApiError}, which every one of them recognises by its status.
 */

import { ApiError } from './errors.js';
import type { Call } from './types.js';
import type { ClientErrorStatus, ErrorStatus, ServerErrorStatus } from './status.js';

/**
 * Says whether a call failed with a status. Given the endpoint function that was called, it also knows what
 * the document declares for the body: `isNotFound(error, getPet) && error.body.message`.
 */
export interface StatusGuard<Status extends number> {
  <Errors>(
    error: unknown,
    endpoint: (...args: never[]) => Call<unknown, Errors>,
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
export function statusGuard<Status extends number>(from: number, to = from): StatusGuard<Status> {
  return (error: unknown): error is ApiError<never, Status> =>
    error instanceof ApiError && error.status >= from && error.status <= to;
}

/** A class for the same, to stand behind `instanceof`. */
export function statusError<Status extends number>(from: number, to = from): StatusError<Status> {
  const is = statusGuard<Status>(from, to);
  return { [Symbol.hasInstance]: (error): error is ApiError<unknown, Status> => is(error) };
}

export const isBadRequest = /* @__PURE__ */ statusGuard<400>(400);
export const isUnauthorized = /* @__PURE__ */ statusGuard<401>(401);
export const isForbidden = /* @__PURE__ */ statusGuard<403>(403);
export const isNotFound = /* @__PURE__ */ statusGuard<404>(404);
export const isConflict = /* @__PURE__ */ statusGuard<409>(409);
export const isGone = /* @__PURE__ */ statusGuard<410>(410);
export const isPreconditionFailed = /* @__PURE__ */ statusGuard<412>(412);
export const isUnprocessable = /* @__PURE__ */ statusGuard<422>(422);
export const isRateLimited = /* @__PURE__ */ statusGuard<429>(429);
export const isClientError = /* @__PURE__ */ statusGuard<ClientErrorStatus>(400, 499);
export const isServerError = /* @__PURE__ */ statusGuard<ServerErrorStatus>(500, 599);

export const BadRequestError = /* @__PURE__ */ statusError<400>(400);
export const UnauthorizedError = /* @__PURE__ */ statusError<401>(401);
export const ForbiddenError = /* @__PURE__ */ statusError<403>(403);
export const NotFoundError = /* @__PURE__ */ statusError<404>(404);
export const ConflictError = /* @__PURE__ */ statusError<409>(409);
export const GoneError = /* @__PURE__ */ statusError<410>(410);
export const PreconditionFailedError = /* @__PURE__ */ statusError<412>(412);
export const UnprocessableError = /* @__PURE__ */ statusError<422>(422);
export const RateLimitError = /* @__PURE__ */ statusError<429>(429);
export const ServerError = /* @__PURE__ */ statusError<ServerErrorStatus>(500, 599);

/** A status that is an error, as far as documents can mean it. */
export type { ErrorStatus };
