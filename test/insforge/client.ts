/** The emitted client of InsForge, and a server that answers as one does. */

import type { ServerResponse } from 'node:http';
import { emittedCase } from '../client/emitted.js';
import { json, testServer, type Seen } from '../runtime/server.js';

type Emitted = typeof import('../../fixtures/insforge/expected/client.js');

export async function emittedClient(): Promise<Emitted> {
  return (await emittedCase('insforge')).index as Emitted;
}

export const USER = {
  id: 'u-1',
  email: 'ada@example.com',
  emailVerified: true,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  profile: null,
  metadata: null,
};

/** An answer that is an error, as the backend words it. */
export function refuse(response: ServerResponse, statusCode: number, error: string): void {
  json(response, statusCode, { error, message: `It says ${error}`, statusCode });
}

export type Routes = {
  readonly [route: string]: (seen: Seen, response: ServerResponse) => unknown;
};

/** Answers by method and path, without the query; anything else is not there. */
export function insforgeServer(): {
  readonly seen: Seen[];
  url(): string;
  route(routes: Routes): void;
  /** What was asked: `POST /api/auth/refresh Bearer t1`. */
  calls(): readonly string[];
} {
  const server = testServer();
  return {
    seen: server.seen,
    url: () => server.url(),
    route: (routes) =>
      server.answer((seen, response) => {
        const path = `${seen.method} ${seen.url.replace(/\?.*$/s, '')}`;
        const found = routes[path];
        if (found === undefined) refuse(response, 404, 'NOT_FOUND');
        else void found(seen, response);
      }),
    calls: () =>
      server.seen.map(({ method, url, headers }) =>
        [method, url, headers.authorization].filter((each) => each !== undefined).join(' '),
      ),
  };
}
