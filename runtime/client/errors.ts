/** Errors as a backend words them. */

import { ApiError, DecodeError, NetworkError, TimeoutError } from '../http/errors.js';
import { at } from './method.js';
import type { Place } from './request.js';
import type { Operation, Transport } from '../http/types.js';
import type { CausedError } from '../web.js';

/** The class of what is thrown, and where in the body of an answer its message and members are. */
export interface ErrorRules {
  readonly type: new (message: string) => ApiError;
  /** The first of these that is a text that is not empty. Where none is: the status. */
  readonly message?: readonly Place[];
  readonly members?: { readonly [name: string]: Place };
}

/** A transport whose refusals are errors of the backend's own class. */
export function worded(send: Transport, rules: ErrorRules | undefined): Transport {
  if (rules === undefined) return send;
  return async (...args) => {
    try {
      return await send(...args);
    } catch (error) {
      throw error instanceof ApiError
        ? wordedError(error as ApiError, rules)
        : placed(error, args[0]);
    }
  };
}

/** Who calls a method knows no name of an operation: where the request went says which it was. */
function placed(error: unknown, { id, method, path }: Operation): unknown {
  const Type = [NetworkError, TimeoutError, DecodeError].find((each) => error instanceof each);
  if (Type === undefined) return error;
  const { message, cause } = error as CausedError;
  return new Type(
    message.replace(id, () => `${id} (${method} ${path})`),
    { cause },
  );
}

function wordedError(
  { status, body, headers }: ApiError,
  { type, message = [], members = {} }: ErrorRules,
): ApiError {
  const text = message
    .map((each) => at(body, each))
    .find((each) => each && typeof each === 'string');
  const own = Object.assign(new type((text as string | undefined) ?? String(status)), {
    status,
    headers,
    body,
  });
  for (const [name, place] of Object.entries(members)) {
    Object.assign(own, { [name]: at(body, place) });
  }
  return own;
}
