/** References to other documents: addresses, paths, and what each is relative to. */

import { posix } from 'node:path';
import { relativeTo } from './source.js';

/** What a URI means below a base; as it is written where there is no telling. */
export function absoluteUri(uri: string, base: string | undefined): string {
  if (base === undefined) return uri;
  try {
    return new URL(uri, base).href;
  } catch {
    if (base.startsWith('/')) return onHost(uri, base);
    // A relative `$id` is a base of paths.
    return isRelative(base) && isRelative(uri) ? against(base, uri) : uri;
  }
}

const HOST = 'http://document.invalid';

/** Below a base that leaves open which host it is on. */
function onHost(uri: string, base: string): string {
  try {
    const { href } = new URL(uri, new URL(base, HOST));
    return href.startsWith(`${HOST}/`) ? href.slice(HOST.length) : href;
  } catch {
    return uri;
  }
}

/** The way from one address to another of the same host, as a path; undefined where there is none. */
export function wayBetween(from: string, to: string): string | undefined {
  try {
    const [start, end] = [new URL(from, HOST), new URL(to, HOST)];
    if (start.origin !== end.origin || start.origin === 'null') return undefined;
    return posix.relative(posix.dirname(start.pathname), end.pathname);
  } catch {
    return undefined;
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
