import type { ClientMethod, Endpoint } from '../client/method.js';
import type { Session } from './session.js';
import type { CallOptions } from '../http/types.js';

/** Who is in a room, by session. */
export interface RoomPresence<Data, User = PresenceUser> {
  readonly [session: string]: PresencePeer<Data, User>;
}

export interface PresencePeer<Data, User = PresenceUser> {
  readonly 'peer-id': string;
  /** Null for whoever has not signed in. */
  readonly user: User | null;
  readonly data: Data;
}

/** The user as the server keeps it beside a session. */
export interface PresenceUser {
  readonly id: string;
  readonly email?: string | null | undefined;
  readonly [attribute: string]: unknown;
}

/** `db.rooms.getPresence`: who is in a room, by session; nobody gives an empty object. */
export function presenceMethod(session: Session, endpoint: Endpoint): ClientMethod {
  const getPresence = async (
    roomType: string,
    roomId: string,
    options?: CallOptions,
  ): Promise<unknown> => {
    const query = { 'room-type': roomType, 'room-id': roomId };
    const answer = await endpoint(session.transport('app'), { query } as never, options);
    return (answer as { readonly sessions?: unknown }).sessions ?? {};
  };
  return getPresence as ClientMethod;
}
