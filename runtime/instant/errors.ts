import type { InstantIssue, InstantIssueBody } from './issue.js';
import type { ErrorConstructor2022 } from '../web.js';

declare const Error: ErrorConstructor2022;

/** An error of this client; what the server refuses is an {@link InstantAPIError}. */
export class InstantError extends Error {
  override readonly name: string = 'InstantError';
  readonly hint?: unknown;
  readonly traceId?: string;

  constructor(message: string, hint?: unknown, traceId?: string) {
    super(message);
    this.hint = hint;
    if (traceId) this.traceId = traceId;
  }

  get [Symbol.toStringTag](): string {
    return this.name;
  }
}

/**
 * The server's answer to a call was an error. `error.body.type` tells the kinds apart, and narrows
 * `error.body.hint`.
 */
export class InstantAPIError<Body = InstantIssueBody> extends InstantError {
  override readonly name: string = 'InstantAPIError';
  readonly status: number;
  readonly body: Body;

  constructor({ status, body }: InstantIssue<Body>) {
    const { message, hint, traceId, 'trace-id': dashed } = (body ?? {}) as IssueMembers;
    super(message || `API Error (${status})`, hint, traceId || dashed);
    this.status = status;
    this.body = body;
  }

  /** The kind of the error, as the server names it: `permission-denied`; undefined where it names none. */
  get type(): TypeOf<Body> {
    return (this.body as { readonly type?: unknown } | null)?.type as TypeOf<Body>;
  }
}

type TypeOf<Body> = Body extends { readonly type?: infer Type } ? Type : undefined;

interface IssueMembers {
  readonly message?: string;
  readonly hint?: unknown;
  readonly traceId?: string;
  readonly 'trace-id'?: string;
}

/**
 * What is no number would compare with nothing, and so wait for no time or for ever: `Number(process.env.TIMEOUT)`
 * of what is not set.
 *
 * @throws {RangeError} for it, and for a number below 0.
 */
export function fromZero(name: string, value: number): number {
  if (!(value >= 0)) throw new RangeError(`${name}: ${value}`);
  return value;
}
