/** `streams`, as a member of `db` and as a function that takes one. */

import { sessionOf } from '../db.js';
import { originOf } from '../origin.js';
import { createStreams } from '../streams.js';
import type { Session } from '../session.js';
import type { Streams } from '../streams.js';

/** `db.streams` */
export function streamsOf(session: Session): Streams {
  return createStreams(originOf(session), session.config);
}

/** `db.streams`, for clients that do not carry it: always the same object, with one connection. */
export function streamsFor(db: object): Streams {
  const session = sessionOf(db);
  return (session.made['streams'] ??= streamsOf(session)) as Streams;
}
