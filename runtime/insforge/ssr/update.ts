import { isExpiring } from '../jwt.js';
import {
  accessCookieName,
  clearAuthCookies,
  cookieOf,
  refreshCookieName,
  setAuthCookies,
} from './cookies.js';
import { refreshSessionCookies } from './refresh.js';
import type { InsForgeError } from '../error.js';
import type { CookieStore } from './cookies.js';
import type { SsrConfig } from './settings.js';

export interface UpdateSessionOptions extends SsrConfig {
  /** Read, and written too: what comes after in the same request is to see the new session. */
  readonly requestCookies: CookieStore;
  readonly responseCookies: CookieStore;
  /** Seconds before its end in which a token is renewed already. Default: 60. */
  readonly refreshLeewaySeconds?: number | undefined;
}

export interface UpdateSessionResult {
  readonly refreshed: boolean;
  readonly accessToken: string | null;
  readonly error: InsForgeError | null;
}

/** Before a page is rendered: renews the session of its cookies where that is about to end. */
export async function updateSession(options: UpdateSessionOptions): Promise<UpdateSessionResult> {
  const { requestCookies, responseCookies, names, refreshLeewaySeconds } = options;
  const clear = (): void => {
    clearAuthCookies(requestCookies, options);
    clearAuthCookies(responseCookies, options);
  };
  const accessToken = cookieOf(requestCookies, accessCookieName(names));
  if (accessToken !== undefined && !isExpiring(accessToken, refreshLeewaySeconds)) {
    return { refreshed: false, accessToken, error: null };
  }
  const refreshToken = cookieOf(requestCookies, refreshCookieName(names));
  if (refreshToken === undefined) {
    if (accessToken !== undefined) clear();
    return { refreshed: false, accessToken: null, error: null };
  }
  const renewed = await refreshSessionCookies({ ...options, refreshToken });
  if (renewed.error !== null) {
    clear();
    return { refreshed: false, accessToken: null, error: renewed.error };
  }
  setAuthCookies(requestCookies, renewed, options);
  setAuthCookies(responseCookies, renewed, options);
  return { refreshed: true, accessToken: renewed.accessToken, error: null };
}
