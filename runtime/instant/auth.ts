import type { ClientMethod, Endpoint } from '../client/method.js';
import type { Session } from './session.js';
import type { CallOptions } from '../http/types.js';

interface SignedIn {
  readonly user: unknown;
}

/** `db.auth.verifyToken`: needs neither the admin token nor an identity. */
export function verifyTokenMethod(session: Session, endpoint: Endpoint): ClientMethod {
  const verifyToken = (token: string, options?: CallOptions): Promise<unknown> =>
    verify(session, endpoint, token, options);
  return verifyToken as ClientMethod;
}

async function verify(
  session: Session,
  endpoint: Endpoint,
  token: string,
  options: CallOptions | undefined,
): Promise<unknown> {
  const body = { 'app-id': session.appId, 'refresh-token': token };
  const answer = await endpoint(session.transport('none'), { body } as never, options);
  return (answer as SignedIn).user;
}

/** The part of a `Request` that is read. */
export interface RequestWithCookies {
  readonly headers: { get(name: string): string | null };
}

export interface UserFromRequestOptions extends CallOptions {
  /** Takes the cookie's word for it: no request is made. */
  readonly disableValidation?: boolean | undefined;
}

/** `db.auth.getUserFromRequest`: the user of the cookie that Instant's route handler sets, or null. */
export function userFromRequestMethod(session: Session, endpoint: Endpoint): ClientMethod {
  const getUserFromRequest = async (
    request: RequestWithCookies,
    about?: UserFromRequestOptions | null,
  ): Promise<unknown> => {
    const { disableValidation, ...options } = about ?? {};
    const cookie = readCookie(request.headers.get('cookie') ?? '', `instant_user_${session.appId}`);
    if (!cookie) return null;
    const user = JSON.parse(cookie) as { readonly refresh_token?: string } | null;
    if (!user?.refresh_token) return null;
    return disableValidation ? user : verify(session, endpoint, user.refresh_token, options);
  };
  return getUserFromRequest as ClientMethod;
}

/** The value of the first cookie of that name, decoded where it can be. */
function readCookie(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((each) => each.split(/=([^]*)/));
  // A name without a sign behind it is no cookie.
  const value = pairs
    .find(([key, said]) => key?.trim() === name && said !== undefined)?.[1]
    ?.trim();
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return value;
  }
}
