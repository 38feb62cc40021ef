/** The token that a browser sends back to show that a request is its own page's. */

import { browserCookie, page } from './browser.js';

const COOKIE = 'insforge_csrf_token';
/** Seven days, as long as the cookie with which a session is renewed. */
const SECONDS = 604_800;

export interface CsrfToken {
  get(): string | undefined;
  /** Undefined: forgets it. */
  set(token: string | undefined): void;
}

/** Kept in a cookie where there is a page, so that a reload does not lose it; else in memory. */
export function csrfToken(): CsrfToken {
  let held: string | undefined;
  return {
    get: () => (page().document === undefined ? held : browserCookie(COOKIE) || undefined),
    set: (token) => {
      held = token;
      const { document, location } = page();
      if (document === undefined) return;
      const secure = location?.protocol === 'https:' ? '; Secure' : '';
      const age = token === undefined ? 0 : SECONDS;
      const value = encodeURIComponent(token ?? '');
      document.cookie = `${COOKIE}=${value}; path=/; max-age=${String(age)}; SameSite=Lax${secure}`;
    },
  };
}
