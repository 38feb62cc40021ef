/** A client whose requests are noted and answered by hand. */

import { openClient } from '../../runtime/client/client.js';
import { databaseOf, type DatabaseSettings } from '../../runtime/postgrest/database.js';
import type { OpenDatabase } from '../../runtime/postgrest/database-types.js';

export interface Sent {
  readonly method: string;
  /** Path and query, as a reader would write them. */
  readonly url: string;
  /** Those of the query, not those that every request has. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Recorder {
  readonly sent: Sent[];
  readonly fetch: (url: string, init: object) => Promise<Response>;
}

/** `answer`: what comes back, whatever is asked. */
export function recorder(answer: () => Response = () => new Response('[]')): Recorder {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: (url, init) => {
      const { method = 'GET', headers, body } = init as RequestInit;
      const { pathname, search } = new URL(url);
      const own = [...new Headers(headers)].filter(([name]) => !OTHERS.has(name));
      sent.push({
        method,
        url: decodeURIComponent(pathname + search.replaceAll('+', '%20')),
        headers: Object.fromEntries(own.sort(([a], [b]) => (a < b ? -1 : 1))),
        ...(typeof body === 'string' ? { body: JSON.parse(body) as unknown } : {}),
      });
      return Promise.resolve(answer());
    },
  };
}

/** What the official SDK sends with every request. */
const OTHERS = new Set(['authorization', 'user-agent', 'x-client-info', 'x-api-key']);

/** Our `database` over a recorder, its methods without types. */
export function ours(settings: DatabaseSettings, { fetch }: Pick<Recorder, 'fetch'>): OpenDatabase {
  const client = openClient({ baseUrl: 'http://127.0.0.1', fetch });
  return databaseOf<OpenDatabase>(client, undefined, settings);
}
