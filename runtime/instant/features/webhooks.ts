/** `webhooks`, as a member of `db` and as a function that takes one. */

import { sessionOf } from '../db.js';
import { originOf } from '../origin.js';
import { createWebhooks } from '../webhooks.js';
import type { Session } from '../session.js';
import type { Webhooks } from '../webhooks.js';

/** `db.webhooks` */
export function webhooksOf<Entities>(session: Session): Webhooks<Entities> {
  return createWebhooks(originOf(session));
}

/** `db.webhooks`, for clients that do not carry it: always the same object. */
export function webhooksFor<Entities>(db: object): Webhooks<Entities> {
  const session = sessionOf(db);
  return (session.made['webhooks'] ??= webhooksOf(session)) as Webhooks<Entities>;
}
