/** One document from elsewhere: asked for, compared with the copy of an earlier run, and kept. */

import { decode } from '../decode.js';
import type { Report } from '../diagnostics.js';
import type { Problem } from '../stages.js';
import { isAllowed } from './address.js';
import type { Cache } from './cache.js';
import * as problems from './problems.js';
import type { Answer, Limits } from './request.js';

export interface RemoteSettings {
  /** Of the project, absolute: the cache lies below it. */
  readonly root: string;
  /** Prefixes of addresses that any document may refer to. */
  readonly allowRefs: readonly string[];
  /** Nothing is fetched: copies are all there is. */
  readonly offline: boolean;
  /** What is piped in; undefined: nothing. Asked once at most. */
  readonly stdin: () => Promise<Buffer | undefined>;
  readonly limits?: Limits;
}

export interface Entry {
  readonly name: string;
  /** Undefined: standard input. */
  readonly url: URL | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Named by the user, not by a document. */
  readonly given: boolean;
  readonly mayBePrivate: boolean;
  state: 'known' | 'wanted' | 'there' | 'absent';
  text: string | undefined;
  /** What its references are relative to. */
  base: URL | undefined;
  etag: string | undefined;
  isPrivate: boolean;
  problem: Problem | undefined;
}

export const LIMITS: Limits = { milliseconds: 30_000, bytes: 100_000_000, redirects: 5 };

/** Changes the entry to `there` or `absent`. A copy that stands in for the document is a warning. */
export async function load(
  entry: Entry,
  settings: RemoteSettings,
  cache: Cache,
  report: Report,
): Promise<void> {
  const { url, name } = entry;
  const fail = (problem: Problem): void => void Object.assign(entry, { state: 'absent', problem });
  const limits = settings.limits ?? LIMITS;
  if (url === undefined) {
    const piped = await settings.stdin();
    const text = piped === undefined ? '' : decode(piped);
    if (text.trim() === '') fail(problems.NOTHING_PIPED);
    else Object.assign(entry, { state: 'there', text });
    return;
  }
  const copy = cache.find(url);
  const take = (text: string, base: URL, etag: string | undefined, isPrivate: boolean): void =>
    void Object.assign(entry, { state: 'there', text, base, etag, isPrivate });
  const takeCopy = (): boolean => {
    if (copy !== undefined) take(copy.text, new URL(copy.base), copy.etag, copy.isPrivate);
    return copy !== undefined;
  };
  if (settings.offline) {
    if (!takeCopy()) fail(problems.noCopy(name));
    return;
  }
  // With what speaks HTTP, which most runs do without.
  const { request, RequestError } = await import('./request.js');
  let answer: Answer;
  try {
    answer = await request({
      url,
      headers: entry.headers,
      etag: copy?.etag,
      lastModified: copy?.lastModified,
      mayBePrivate: entry.mayBePrivate,
      redirect: (to) => (isAllowed(to, settings.allowRefs) ? 'any' : entry.given ? 'public' : 'no'),
      limits,
    });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    if (error.kind !== 'unreachable' || !takeCopy()) fail(problems.failedRequest(error, url, name));
    else {
      report({
        severity: 'warning',
        code: 'remote-copy-used',
        message: `${name} could not be fetched: ${error.message}. The copy of an earlier run is used.`,
        remedy: '--offline uses it without asking.',
      });
    }
    return;
  }
  const base = new URL(answer.url.pathname, answer.url.origin);
  if (answer.kind === 'same' && copy !== undefined) {
    take(copy.text, base, answer.etag ?? copy.etag, answer.isPrivate);
    return;
  }
  const text = answer.kind === 'text' ? decode(answer.bytes) : '';
  const type = answer.kind === 'text' ? answer.type : '';
  if (/^text\/html\b/i.test(type) || /^\s*<(?:!doctype html|html)\b/i.test(text)) {
    fail(problems.webPage(name));
    return;
  }
  take(text, base, answer.etag, answer.isPrivate);
  const { etag, lastModified } = answer;
  cache.keep(url, {
    text,
    base: base.href,
    isPrivate: answer.isPrivate,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  });
}
