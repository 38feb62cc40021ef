/**
 * Documents that are no files. Readers are synchronous: what they ask for and is not there yet is noted,
 * fetched when they are done, and they read again, until nothing is missing.
 */

import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../diagnostics.js';
import { hash, STDIN, withoutSecrets, type Fetched } from '../manifest.js';
import type { Problem, Reach } from '../stages.js';
import { isAllowed, isUrl, parseUrl } from './address.js';
import { openCache } from './cache.js';
import { load, type Entry, type RemoteSettings } from './load.js';
import * as problems from './problems.js';

export interface Remote {
  /** Makes an address known that the user named; gives the name by which `read` knows it. */
  give(url: string, headers: Readonly<Record<string, string>>): string;
  /** Whether a name is of a document that is no file. */
  owns(name: string): boolean;
  /** The text; undefined where it is not there (yet). */
  read(name: string): string | undefined;
  absence(name: string): Problem | undefined;
  reach(uri: string, from: string): Reach;
  /** Fetches what was asked for in vain; false where that is nothing. */
  fetch(report: Report): Promise<boolean>;
  asked(): ReadonlyMap<string, Fetched>;
}

const MOST_DOCUMENTS = 1_000;
const AT_ONCE = 8;

export function openRemote(settings: RemoteSettings): Remote {
  const { allowRefs, root } = settings;
  const entries = new Map<string, Entry>();
  const cache = openCache(root);
  const add = (
    url: URL | undefined,
    how: Pick<Entry, 'headers' | 'given' | 'mayBePrivate'>,
  ): string => {
    const name = url === undefined ? STDIN : withoutSecrets(url.href);
    const rest = { text: undefined, base: url, etag: undefined, problem: undefined } as const;
    if (!entries.has(name)) {
      entries.set(name, { name, url, ...how, state: 'known', isPrivate: false, ...rest });
    }
    return name;
  };
  add(undefined, { headers: {}, given: true, mayBePrivate: false });
  return {
    give(text, headers) {
      const url = parseUrl(text);
      if (url === undefined) return text;
      const authorization = basic(url);
      url.hash = url.username = url.password = '';
      return add(url, {
        headers: { ...authorization, ...headers },
        given: true,
        mayBePrivate: true,
      });
    },
    owns: (name) => name === STDIN || isUrl(name),
    read(name) {
      const entry = entries.get(name);
      if (entry?.state === 'known') entry.state = 'wanted';
      return entry?.text;
    },
    absence: (name) => entries.get(name)?.problem,
    reach(uri, from) {
      const parent = entries.get(from);
      const url = parseUrl(uri, parent?.base);
      if (url === undefined) return { refused: problems.unknownScheme(uri) };
      url.hash = url.username = url.password = '';
      const allowed = isAllowed(url, allowRefs);
      const shown = withoutSecrets(url.href);
      if (url.protocol === 'file:' && allowed) return { path: relativePath(root, url) };
      if (!['http:', 'https:', 'file:'].includes(url.protocol)) {
        return { refused: problems.unknownScheme(uri) };
      }
      const near = [parent?.base?.origin, parent?.url?.origin].includes(url.origin);
      if (!allowed && (!near || url.protocol === 'file:')) {
        return { refused: problems.refusedRef(url, shown, parent?.url !== undefined) };
      }
      // Credentials are for the site that the user named them for.
      const headers = parent?.url?.origin === url.origin ? parent.headers : {};
      if (entries.size > MOST_DOCUMENTS) return { refused: problems.tooMany(MOST_DOCUMENTS) };
      const mayBePrivate = allowed || (parent?.isPrivate ?? false);
      return { path: add(url, { headers, given: false, mayBePrivate }) };
    },
    async fetch(report) {
      const wanted = [...entries.values()].filter(({ state }) => state === 'wanted');
      const queue = [...wanted];
      const work = async (): Promise<void> => {
        for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
          await load(entry, settings, cache, report);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return wanted.length > 0;
    },
    asked: () =>
      new Map(
        [...entries.values()].flatMap(({ name, text, etag }) =>
          text === undefined
            ? []
            : [[name, { hash: hash(text), ...(etag === undefined ? {} : { etag }) }] as const],
        ),
      ),
  };
}

/** The credentials in an address, as the header that they stand for. */
function basic({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '' && password === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function relativePath(root: string, url: URL): string {
  try {
    return relative(root, fileURLToPath(url)).replaceAll('\\', '/');
  } catch {
    // On Windows, a path without a drive.
    return url.pathname;
  }
}
