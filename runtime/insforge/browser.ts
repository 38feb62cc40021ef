/** What there is of a browser: nothing of it is on a server. */

interface Page {
  readonly document?: { cookie: string; readonly title: string } | undefined;
  readonly location?:
    { readonly protocol: string; readonly search: string; href: string } | undefined;
  readonly history?: { replaceState(data: unknown, title: string, url: string): void } | undefined;
  readonly sessionStorage?: SessionStore | undefined;
  /** There is one where pages are shown. */
  readonly window?: unknown;
}

interface SessionStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Asked anew each time: tests and frameworks bring a page and take it away. */
export function page(): Page {
  return globalThis as Page;
}

/** The value of a cookie that scripts may read. */
export function browserCookie(name: string): string | undefined {
  const cookies = page().document?.cookie;
  return cookies === undefined ? undefined : cookieIn(cookies, name);
}

/** The value of a cookie in a `Cookie` header. */
export function cookieIn(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const [key = '', ...rest] = part.trim().split('=');
    if (key === name) return decoded(rest.join('='));
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
