import type { ErrorConstructor2022, WebHeaders } from '../web.js';

declare const Error: ErrorConstructor2022;

/** What an error of the server has; not in its class, since Babel refuses fields that are types alone. */
export interface ApiError<Body = unknown, Status extends number = number> {
  readonly status: Status;
  /** Decoded where it is JSON; else text, empty where there was none. */
  readonly body: Body;
  readonly headers: WebHeaders;
}

/** The server answered with a status that is an error; the message holds operation, status and the beginning of the body. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-unused-vars -- see the interface
export class ApiError<Body = unknown, Status extends number = number> extends Error {
  override readonly name: string = 'ApiError';
}

/** No answer came, or it broke off; `cause` is what `fetch` or the reading of the answer threw. */
export class NetworkError extends Error {
  override readonly name: string = 'NetworkError';
}

/** The answer did not come in time. */
export class TimeoutError extends Error {
  override readonly name: string = 'TimeoutError';
}

/** The answer came whole, and is not what it should be; `cause` says why. An empty one is undefined. */
export class DecodeError extends Error {
  override readonly name: string = 'DecodeError';
}

/** The arguments cannot make a request; nothing was sent. */
export class ValidationError extends Error {
  override readonly name: string = 'ValidationError';
}
