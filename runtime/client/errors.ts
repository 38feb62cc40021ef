/** Errors as a backend words them. */

import { ApiError } from '../http/errors.js';
import { at } from './method.js';
import type { Place } from './request.js';
import type { Transport } from '../http/types.js';

/** The class of what is thrown, and where in the body of an answer its message and members are. */
export interface ErrorRules {
  readonly type: new (...answer: ConstructorParameters<typeof ApiError>) => ApiError;
  /** The first of these that is a text that is not empty. Where none is: the status. */
  readonly message?: readonly Place[];
  readonly members?: { readonly [name: string]: Place };
}

/** A transport whose refusals are errors of the backend's own class. */
export function worded(send: Transport, rules: ErrorRules | undefined): Transport {
  if (rules === undefined) return send;
  return async (operation, request, options) => {
    try {
      return await send(operation, request, options);
    } catch (error) {
      throw error instanceof ApiError ? wordedError(error as ApiError, operation.id, rules) : error;
    }
  };
}

function wordedError(
  error: ApiError,
  id: string,
  { type, message = [], members = {} }: ErrorRules,
): ApiError {
  const { status, body, headers } = error;
  const own = new type({ status, data: body, response: { headers } }, id);
  const text = message
    .map((each) => at(body, each))
    .find((each) => each && typeof each === 'string');
  own.message = (text as string | undefined) ?? String(status);
  for (const [name, place] of Object.entries(members)) {
    Object.assign(own, { [name]: at(body, place) });
  }
  return own;
}
