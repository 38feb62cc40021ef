/** `subscribeQuery`, as a method of `db` and as a function that takes one: what is not imported is in no bundle. */

import { sessionOf } from '../db.js';
import { originOf } from '../origin.js';
import { subscribe } from '../subscribe.js';
import type { ClientMethod } from '../../client/method.js';
import type { Convert } from '../payload.js';
import type { Session } from '../session.js';
import type { SubscribeOptions, Subscription, SubscriptionPayload } from '../subscription.js';

/** `db.subscribeQuery`: throws at once where the query is refused, or no token allows it. */
export function subscribeMethod(session: Session, convert?: Convert): ClientMethod {
  const origin = originOf(session);
  const subscribeQuery = (
    query: unknown,
    callback?: (payload: SubscriptionPayload) => void,
    options?: SubscribeOptions,
  ) => subscribe(origin, query, callback, options, convert);
  return subscribeQuery as ClientMethod;
}

/** `db.subscribeQuery`, for clients that do not carry it. Throws what it throws. */
export function subscribeTo<Data, Pages>(
  db: object,
  query: unknown,
  callback?: (payload: SubscriptionPayload<Data, Pages>) => void,
  options?: SubscribeOptions,
  convert?: Convert,
): Subscription<Data, Pages> {
  return subscribeMethod(sessionOf(db), convert)(query, callback, options);
}
