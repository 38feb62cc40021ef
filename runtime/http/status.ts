/** HTTP statuses as types, so that an outcome can be told apart by its `status`. */

import type { ApiError } from './errors.js';

export type SuccessStatus = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226;
export type RedirectStatus = 300 | 301 | 302 | 303 | 304 | 305 | 307 | 308;
// prettier-ignore
export type ClientErrorStatus =
  | 400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415 | 416
  | 417 | 418 | 421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451 | 499;
// prettier-ignore
export type ServerErrorStatus =
  | 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510 | 511 | 520 | 521 | 522 | 523 | 524 | 525
  | 526 | 529 | 530;
export type ErrorStatus = RedirectStatus | ClientErrorStatus | ServerErrorStatus;

/** The server answered with an error. */
export interface Refusal<Status extends number, Body> {
  readonly data?: undefined;
  readonly error: ApiError<Body, Status>;
  readonly status: Status;
  readonly response?: undefined;
}

interface Ranges {
  readonly '1XX': never;
  readonly '2XX': never;
  readonly '3XX': RedirectStatus;
  readonly '4XX': ClientErrorStatus;
  readonly '5XX': ServerErrorStatus;
  readonly default: ErrorStatus;
}

/** The statuses that the keys of a document's responses stand for, taken together. */
type Covered<Keys> = Extract<Keys, number> | Ranges[Extract<Keys, keyof Ranges>];

/** The statuses of one key: a range leaves out what is named, `default` what anything else covers. */
type StatusOf<Key, Keys> = Key extends number
  ? Key
  : Exclude<Covered<Key>, Key extends 'default' ? Covered<Exclude<Keys, Key>> : Keys>;

/** One refusal for each key; where there is no `default`, one with an unknown body for what is not covered. */
export type Refusals<Errors> = {
  [Key in keyof Errors | 'default']: Refusal<
    StatusOf<Key, keyof Errors>,
    Key extends keyof Errors ? Errors[Key] : unknown
  >;
}[keyof Errors | 'default'];
