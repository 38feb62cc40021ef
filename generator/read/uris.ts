/** References to other documents: addresses, paths, and what each is relative to. */

import { relativeTo } from './source.js';

/** What a URI means below a base; as it is written where there is no telling. */
export function absoluteUri(uri: string, base: string | undefined): string {
  if (base === undefined) return uri;
  try {
    return new URL(uri, base).href;
  } catch {
    // A relative `$id` is a base of paths.
    return isRelative(base) && isRelative(uri) ? against(base, uri) : uri;
  }
}

export function isRelative(uri: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:|[/#])/i.test(uri);
}

/** A path as it is meant where the base is a relative path itself, which ends with a slash if it is a folder. */
export function against(base: string, path: string): string {
  return relativeTo(base.endsWith('/') ? `${base}.` : base, path);
}

export function decoded(token: string): string {
  if (!token.includes('%')) return token;
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
