import type { WebHeaders } from '../web.js';

/** The server answered with a status that is an error; the message holds operation, status and body. */
export class ApiError<Body = unknown, Status extends number = number> extends Error {
  override readonly name: string = 'ApiError';
  declare readonly status: Status;
  /** Decoded where it is JSON; else text, empty where there was none. */
  declare readonly body: Body;
  declare readonly headers: WebHeaders;

  constructor({ status, response, data: body }: Answer, id: string) {
    // As JSON: whatever it is, it says something.
    // eslint-disable-next-line @typescript-eslint/restrict-plus-operands -- a template takes ten bytes more
    super(id + ': ' + status + ' ' + JSON.stringify(body));
    Object.assign(this, { status, headers: response.headers, body });
  }
}

/** What an error is made of: an answer, as policies see it. */
interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly response: { readonly headers: WebHeaders };
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
