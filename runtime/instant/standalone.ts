/** Features as functions that take a client: what is not imported is not in a bundle. */

import { sessionOf } from './db.js';
import { streamsOf, subscribeMethod, webhooksOf } from './features.js';
import type { Convert } from './payload.js';
import type { Streams } from './streams.js';
import type { SubscribeOptions, Subscription, SubscriptionPayload } from './subscription.js';
import type { Webhooks } from './webhooks.js';

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

/** `db.streams`, for clients that do not carry it: always the same object, with one connection. */
export function streamsFor(db: object): Streams {
  const session = sessionOf(db);
  return (session.made['streams'] ??= streamsOf(session)) as Streams;
}

/** `db.webhooks`, for clients that do not carry it: always the same object. */
export function webhooksFor<Entities>(db: object): Webhooks<Entities> {
  const session = sessionOf(db);
  return (session.made['webhooks'] ??= webhooksOf(session)) as Webhooks<Entities>;
}
