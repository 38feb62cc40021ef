import type { WebHeaders, WebResponse } from '../web.js';

/** The server answered with a status that is an error. */
export class ApiError<Body = unknown, Status extends number = number> extends Error {
  override readonly name: string = 'ApiError';
  declare readonly status: Status;
  /** Decoded where it is JSON; else text, empty where there was none. */
  declare readonly body: Body;
  declare readonly headers: WebHeaders;

  constructor({ status, headers }: WebResponse, body: unknown) {
    super((body as { message?: string } | null)?.message ?? `API Error (${status})`);
    Object.assign(this, { status, headers, body });
  }
}

/** No answer came, or none that `fetch` could receive; `cause` is what it threw. */
export class NetworkError extends Error {
  override readonly name: string = 'NetworkError';
}

/** The answer did not come in time. */
export class TimeoutError extends Error {
  override readonly name: string = 'TimeoutError';
}

/** The answer is not what it should be: not JSON, cut short, empty. `cause` says which. */
export class DecodeError extends Error {
  override readonly name: string = 'DecodeError';
}

/** The arguments cannot make a request; nothing was sent. */
export class ValidationError extends Error {
  override readonly name: string = 'ValidationError';
}
