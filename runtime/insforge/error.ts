/** The one class of errors that a client of InsForge rejects with, or returns. */

import { ApiError, DecodeError, NetworkError, TimeoutError } from '../http/errors.js';
import { isPlain } from '../client/request.js';
import { web } from '../web.js';

/** A code of the server (`AUTH_UNAUTHORIZED`), or one that is made here: `NETWORK_ERROR`, `REQUEST_TIMEOUT` … */
export type InsForgeErrorCode = string;

/**
 * What went wrong. `statusCode` is that of the answer; 0 where none came, 408 where it took too long. Further members
 * of the server's answer stand beside these.
 */
export class InsForgeError extends ApiError {
  override readonly name: string = 'InsForgeError';
  readonly statusCode: number;
  readonly error: InsForgeErrorCode;
  /** What the server says can be done about it. */
  readonly nextActions: string | undefined;

  constructor(message: string, statusCode: number, error: InsForgeErrorCode, nextActions?: string) {
    super(message);
    const headers = new web.Headers();
    Object.assign(this, { status: statusCode, body: undefined, headers });
    this.statusCode = statusCode;
    this.error = error;
    this.nextActions = nextActions;
  }
}

/** What is known of an exchange that went wrong, besides what was thrown. */
export interface Exchange {
  /** Of the answer; 0 where none came. */
  readonly status: number;
  readonly statusText: string;
  /** Milliseconds that the answer was waited for. */
  readonly timeout: number;
}

/** What a transport throws, in the words of the backend. What the caller's own signal gave as a reason stays. */
export function worded(error: unknown, exchange: Exchange): unknown {
  const made = (text: string, status: number, code: string): InsForgeError =>
    withCause(new InsForgeError(text, status, code), error);
  if (error instanceof InsForgeError) return error;
  if (error instanceof ApiError) return refused(error as ApiError, exchange.statusText);
  if (error instanceof TimeoutError) {
    return made(`Request timed out after ${String(exchange.timeout)}ms`, 408, 'REQUEST_TIMEOUT');
  }
  if (error instanceof NetworkError) {
    const why = error.cause instanceof Error ? error.cause.message : 'Unknown error';
    return made(`Network request failed: ${why}`, 0, 'NETWORK_ERROR');
  }
  if (error instanceof DecodeError) {
    const why = error.cause instanceof Error ? error.cause.message : 'Unknown error';
    return made(`Failed to parse response body: ${why}`, exchange.status, 'PARSE_ERROR');
  }
  return error;
}

/** An answer with a status that is an error. */
function refused({ status, body, headers }: ApiError, statusText: string): InsForgeError {
  if (!isPlain(body) || !('error' in body)) {
    const error = new InsForgeError(`Request failed: ${statusText}`, status, 'REQUEST_FAILED');
    return Object.assign(error, { body, headers });
  }
  const { error: code, message, statusCode, nextActions, ...others } = body;
  const told = [statusCode, others['status'], status].find(
    (each): each is number => typeof each === 'number',
  );
  const error = new InsForgeError(
    typeof message === 'string' ? message : '',
    told ?? status,
    String(code),
    nextActions as string | undefined,
  );
  return Object.assign(error, others, { status, body, headers });
}

/** Whatever a method met, as an error of the client: `code` is that of what is none. */
export function failure(
  reason: unknown,
  message: string,
  code = 'UNEXPECTED_ERROR',
): InsForgeError {
  if (reason instanceof InsForgeError) return reason;
  return withCause(new InsForgeError(message, 500, code), reason);
}

function withCause(error: InsForgeError, cause: unknown): InsForgeError {
  error.cause = cause;
  return error;
}
