/** One program of a dozen calls, the same bundle on every runtime, against one server. */

import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_TOKEN, APP_ID, createApp, MODULES, startServer, type App } from './app.js';

/** What the program gives, call by call. */
const EXPECTED = {
  create: 'number',
  query: ['Emma'],
  nested: [0],
  builder: [['id', 'title']],
  update: 'finished',
  link: 1,
  upload: 'string',
  token: 'string',
  getUser: 'a@b.co',
  presence: {},
  refused: 'QueryValidationError',
  wrongToken: ['InstantAPIError', 400],
  aborted: 'AbortError',
  gone: 0,
};

const SUITE = `import { id, init, lookup, q } from './src/instant/index';

export async function suite(apiURI: string): Promise<object> {
  const db = init({ appId: '${APP_ID}', adminToken: '${ADMIN_TOKEN}', apiURI });
  const book = id();
  const review = id();
  const mine = { $: { where: { id: book } } };
  const made = await db.transact(db.tx.books.id(book).create({ title: 'Emma', status: 'reading' }));
  const asked = await db.query({ books: mine });
  const nested = await db.query({ books: { ...mine, reviews: {} } });
  const built = await db.query(q.books.where({ id: book }).fields('title'));
  await db.transact(db.tx.books.id(book).update({ status: 'finished' }));
  const updated = await db.query({ books: mine });
  await db.transact(
    (db.tx as any).reviews.id(review).create({ text: 'good' }).link({ book }),
  );
  const linked = await db.query({ books: { ...mine, reviews: {} } });
  const uploaded = await db.storage.uploadFile('a/b.txt', 'hello');
  const token = await db.auth.createToken({ email: 'a@b.co' });
  const user = await db.auth.getUser({ email: 'a@b.co' });
  const presence = await (db.rooms.getPresence as any)('chat', 'a/b');
  const fails = (call: () => Promise<unknown>): Promise<any> =>
    (async () => call())().then(() => undefined, (error: unknown) => error);
  const refused = await fails(() => db.query({ nope: {} } as never));
  const other = init({ appId: '${APP_ID}', adminToken: id(), apiURI });
  const wrong = await fails(() => other.query({ books: {} }));
  const aborted = await fails(() => db.query({ books: {} }, { signal: AbortSignal.abort() }));
  await db.transact([db.tx.books.id(book).delete(), (db.tx as any).reviews.id(review).delete()]);
  const gone = await db.query({ books: mine });
  return {
    create: typeof made['tx-id'],
    query: asked.books.map(({ title }) => title),
    nested: nested.books.map(({ reviews }) => reviews.length),
    builder: built.books.map((each) => Object.keys(each).sort()),
    update: updated.books[0]?.status,
    link: linked.books[0]?.reviews.length,
    upload: typeof uploaded.data.id,
    token: typeof token,
    getUser: user?.email,
    presence,
    refused: refused?.name,
    wrongToken: [wrong?.name, wrong?.status],
    aborted: aborted?.name,
    gone: gone.books.length,
  };
}
export { lookup };
`;

let app: App;
let url = '';
const stops: (() => unknown)[] = [];

/** The program as one file, with an entry of its own. */
async function bundle(name: string, entry: string): Promise<string> {
  app.write(`${name}.ts`, entry);
  const outfile = join(app.folder, `${name}.bundle.mjs`);
  const given = { entryPoints: [join(app.folder, `${name}.ts`)], outfile };
  await build({ ...given, bundle: true, format: 'esm', target: 'es2022', logLevel: 'error' });
  return outfile;
}

const PRINT = `import { suite } from './suite';
suite(process.env.INSTANT_API_URI ?? '').then((all) => console.log(JSON.stringify(all)), (error) => { console.error(error); process.exit(1); });
declare const process: any;`;

beforeAll(async () => {
  const server = await startServer();
  url = server.url;
  stops.push(() => server.process.kill());
  app = await createApp('', {}, url);
  stops.push(() => app.close());
  app.write('suite.ts', SUITE);
});
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

describe('a dozen calls give the same on', () => {
  const bin = (path: string): string => join(MODULES, path);
  const commands: readonly (readonly [string, string, readonly string[]])[] = [
    ['the Node that runs the tests', process.execPath, []],
    ['Node 22', bin('node-22/bin/node'), []],
    ['Node 24', bin('node-bin/bin/node'), []],
    ['Node 26', bin('node-26/bin/node'), []],
    ['Bun', bin('.bin/bun'), []],
    ['Deno', bin('.bin/deno'), ['run', '--allow-net', '--allow-env', '--no-remote']],
  ];
  it.each(commands)('%s', async (_name, command, args) => {
    const file = await bundle('printed', PRINT);
    expect(JSON.parse(await app.run(command, [...args, file]))).toEqual(EXPECTED);
  });

  it('workerd', async () => {
    await bundle(
      'worker',
      `import { suite } from './suite';
export default { fetch: async () => Response.json(await suite('${url}')) };`,
    );
    const port = await freePort();
    app.write(
      'worker.capnp',
      `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["private", "public", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.bundle.mjs")],
  compatibilityDate = "2026-01-01",
);`,
    );
    const workerd = spawn(bin('.bin/workerd'), ['serve', join(app.folder, 'worker.capnp')], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    stops.push(() => workerd.kill());
    expect(await (await untilAnswered(`http://127.0.0.1:${port}/`)).json()).toEqual(EXPECTED);
  });

  it('headless Chromium', async () => {
    const file = await bundle(
      'page',
      `import { suite } from './suite';
suite(location.origin).catch((error) => ({ error: String(error) })).then((all) => fetch('/result', { method: 'POST', body: JSON.stringify(all) }));`,
    );
    // The page and the API have one origin, as behind a proxy: browsers ask other origins for permission first.
    let told = (_text: string): void => undefined;
    const result = new Promise<string>((resolve) => (told = resolve));
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts);
        if (request.url === '/page.mjs') {
          response.setHeader('content-type', 'text/javascript').end(readFileSync(file));
        } else if (request.url === '/result') {
          response.end();
          told(body.toString());
        } else if (request.url === '/') {
          response.setHeader('content-type', 'text/html');
          response.end('<!doctype html><script type="module" src="/page.mjs"></script>');
        } else {
          const { method = '' } = request;
          const { host: _, connection: __, ...headers } = request.headers;
          fetch(url + (request.url ?? ''), {
            method,
            headers: headers as Record<string, string>,
            ...(body.length > 0 ? { body } : {}),
          }).then(
            async (answer) => {
              response.statusCode = answer.status;
              response.setHeader(
                'content-type',
                answer.headers.get('content-type') ?? 'text/plain',
              );
              response.end(Buffer.from(await answer.arrayBuffer()));
            },
            () => response.destroy(),
          );
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    const chromium = spawn(
      unpackedChromium(),
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--no-zygote',
        '--remote-debugging-port=0',
        `--user-data-dir=${join(app.folder, 'profile')}`,
        `http://127.0.0.1:${port}/`,
      ],
      { stdio: 'ignore', detached: true },
    );
    try {
      expect(JSON.parse(await result)).toEqual(EXPECTED);
    } finally {
      await endGroup(chromium.pid ?? 0);
    }
  });
});

/** The browser of the package, which carries it packed; unpacked once. */
function unpackedChromium(): string {
  const file = join(MODULES, '.chromium');
  if (!existsSync(file)) {
    const packed = readFileSync(join(MODULES, '@sparticuz/chromium/bin/chromium.br'));
    writeFileSync(file, brotliDecompressSync(packed), { mode: 0o755 });
  }
  return file;
}

/** Ends a browser and all the processes it started, which write into its profile until they are gone. */
async function endGroup(leader: number): Promise<void> {
  process.kill(-leader, 'SIGKILL');
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      process.kill(-leader, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilAnswered(address: string): Promise<Response> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      return await fetch(address);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  throw new Error(`Nothing answers at ${address}`);
}
