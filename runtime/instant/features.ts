/** The features that a client table may put into `db`, made from what its methods share. */

import { originOf } from './origin.js';
import { createStreams } from './streams.js';
import { subscribe } from './subscribe.js';
import { createWebhooks } from './webhooks.js';
import type { ClientMethod } from '../client/method.js';
import type { Convert } from './payload.js';
import type { Session } from './session.js';
import type { Streams } from './streams.js';
import type { SubscribeOptions, SubscriptionPayload } from './subscription.js';
import type { Webhooks } from './webhooks.js';

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

/** `db.streams` */
export function streamsOf(session: Session): Streams {
  return createStreams(originOf(session), session.config);
}

/** `db.webhooks` */
export function webhooksOf<Entities>(session: Session): Webhooks<Entities> {
  return createWebhooks(originOf(session));
}
