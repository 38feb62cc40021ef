/** Follows a query with a client, on a server that says what a talk says, and tells what could be seen. */

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { constants } from '../env.js';
import { normalise } from '../normalise.js';
import type { Outcome } from '../normalise.js';
import type { RecordedRequest } from '../recorder.js';
import type { ClientModule } from '../wire.js';
import { bytesOf } from './talks.js';
import type { Connection, Talk } from './talks.js';

export interface Talks {
  see(client: ClientModule, talk: Talk): Promise<Outcome>;
  close(): Promise<void>;
}

interface Payload {
  readonly type: string;
  readonly error?: Error;
  readonly readyState?: string;
  readonly isClosed?: boolean;
}
type Subscription = AsyncIterable<Payload> & {
  readonly readyState: string;
  readonly sessionInfo: unknown;
  close(): void;
};
interface Db {
  asUser(identity: object): Db;
  subscribeQuery(
    query: object,
    callback?: (payload: Payload) => void,
    options?: object,
  ): Subscription;
}

/** What is said when all else is: it ends each talk. */
const OVER = `\n\ndata:${JSON.stringify({ op: 'add-query-ok', result: { over: [] } })}\n\n`;
const isOver = (payload: object): boolean =>
  Object.hasOwn((payload as { data?: object }).data ?? {}, 'over');

/** A server for talks, one after the other. */
export async function openTalks(): Promise<Talks> {
  const sockets = new Set<Socket>();
  let requests: RecordedRequest[] = [];
  let connections: readonly Connection[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      requests.push(recorded(request, Buffer.concat(parts)));
      void answer(response, connections[requests.length - 1]);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket.setNoDelay());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    see: async (client, talk) => {
      requests = [];
      ({ connections } = talk);
      const settled = await follow(client, talk, url).then(
        (result) => ({ result }),
        (thrown: unknown) => ({ thrown, sync: false }),
      );
      const origins = { [url]: 'http://127.0.0.1:PORT' };
      return normalise({ origins, requests, warnings: [], client, ...settled });
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function recorded(
  { method = '', url = '', rawHeaders }: IncomingMessage,
  body: Buffer,
): RecordedRequest {
  const headers = rawHeaders.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? '']] : [],
  );
  return { method, path: url, headers, body };
}

async function answer(response: ServerResponse, connection: Connection | undefined): Promise<void> {
  response.on('error', () => {});
  if (connection === undefined) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(OVER);
    return;
  }
  if (connection.kind === 'refused') {
    response.writeHead(connection.status, { 'content-type': connection.type });
    response.end(connection.status === 204 ? '' : connection.body);
    return;
  }
  response.writeHead(200, { 'content-type': connection.type });
  const bytes = bytesOf(connection);
  const ends = [...connection.cuts.map((part) => Math.floor(part * bytes.length)), bytes.length];
  let from = 0;
  for (const to of ends.sort((a, b) => a - b)) {
    response.write(bytes.subarray(from, to));
    from = to;
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (connection.end === 'end') {
    response.end();
    return;
  }
  // A reset takes away what was not read yet: so it waits until the client, in the same process, has had its turns.
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  response.socket?.resetAndDestroy();
}

async function follow(client: ClientModule, talk: Talk, apiURI: string): Promise<unknown> {
  const { query, options, reads, throws, closeAfter, as } = talk;
  const { APP_ID: appId, ADMIN_TOKEN: adminToken } = constants;
  const init = client.init as (config: object) => Db;
  const app = init({ appId, adminToken, apiURI, retry: false });
  const db = as === undefined ? app : app.asUser(as);
  const heard: unknown[] = [];
  const looped: unknown[] = [];
  const said: string[] = [];
  const report = console.error;
  console.error = (...parts: unknown[]) => void said.push(parts.map(String).join(' '));
  let finish: (how: string) => void = () => {};
  const finished = new Promise<string>((resolve) => (finish = resolve));
  const timer = setTimeout(() => finish('never'), 15_000);
  let first: Subscription | undefined;
  const take = (payload: Payload, into: unknown[]): void => {
    into.push(pictureOf(payload, client));
    if (isOver(payload)) finish('over');
    else if (payload.isClosed === true) finish('refused');
    else if (into.length >= closeAfter) {
      first?.close();
      finish('closed');
    }
  };
  const callback = (payload: Payload): void => {
    take(payload, heard);
    if (throws) throw new RangeError('from the callback');
  };
  try {
    const sub = (first = db.subscribeQuery(
      query,
      reads === 'loop' ? undefined : callback,
      options,
    ));
    const before = [sub.readyState, sub.sessionInfo];
    const loop = async (): Promise<void> => {
      for await (const payload of sub) take(payload, looped);
    };
    const loops = reads === 'callback' ? Promise.resolve() : loop();
    const how = await finished;
    // What a loop has to read is there already, and is read before the end.
    await new Promise((resolve) => setImmediate(resolve));
    // What else was in the piece after which it was closed may count or not.
    const after = how === 'closed' ? undefined : sub.sessionInfo;
    sub.close();
    await loops;
    return { how, before, heard, looped, said, after, closed: sub.readyState };
  } finally {
    clearTimeout(timer);
    first?.close();
    console.error = report;
  }
}

/** A payload as it is when it comes: parts of it change with the connection. */
function pictureOf(payload: Payload, client: ClientModule): object {
  if (payload.error === undefined) return { ...payload };
  const { error } = normalise({
    origins: {},
    requests: [],
    warnings: [],
    client,
    thrown: payload.error,
    sync: false,
  });
  // Why it cannot be read is told in the words of the platform.
  const { cause: _, ...told } = error ?? {};
  return { ...payload, error: told };
}
