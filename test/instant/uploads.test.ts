import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { format } from 'node:util';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { adminToken, appId, client } from './double.js';
import type { Client, Method } from './double.js';

interface Upload {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let instant: Client;
let server: Server;
let url = '';
let uploads: Upload[] = [];
/** Called with each part of a body as it arrives. */
let onPart: (part: string) => void = () => {};

beforeAll(async () => {
  instant = await client('uploads');
  server = createServer((req, res) => {
    let body = '';
    req.setEncoding('latin1').on('data', (part: string) => {
      body += part;
      onPart(part);
    });
    req.on('end', () => {
      uploads.push({ headers: req.headers, body });
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ data: { id: 'f' } }));
    });
    req.on('error', () => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  uploads = [];
  onPart = () => {};
});

function uploadFile(): Method {
  const method = instant.init({ appId, adminToken, apiURI: url }).storage['uploadFile'];
  if (method === undefined) throw new Error('no uploadFile');
  return method;
}

const bytes = new TextEncoder().encode('hello');

describe('upload by a signed URL', () => {
  /** A server whose answers to a PUT are these bytes, after which the connection is reset. */
  async function resetting(bytes: string): Promise<{ url: string; close(): void }> {
    const raw = createSocketServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write(bytes);
        setTimeout(() => socket.resetAndDestroy(), 20);
      });
    });
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
    const { port } = raw.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}/up`, close: () => raw.close() };
  }
  const upload = (signed: unknown): Promise<unknown> => {
    const method = instant.init({
      appId,
      adminToken,
      apiURI: url,
      fetch: (to: string, init: RequestInit) =>
        to.includes('signed-upload-url')
          ? Promise.resolve(Response.json({ data: signed }))
          : fetch(to, init),
    }).storage['upload'];
    if (method === undefined) throw new Error('no upload');
    return method('p', bytes);
  };

  it.each([
    ['200 OK', true],
    ['500 No', false],
  ])('goes by the status %s, though the answer breaks off', async (status, stored) => {
    const server = await resetting(`HTTP/1.1 ${status}\r\ncontent-length: 99\r\n\r\nab`);
    await expect(upload(server.url)).resolves.toBe(stored);
    server.close();
  });

  it('keeps the URL, which is a credential, out of errors', async () => {
    const signed = 'http://127.0.0.1/up?signature=signed-secret';
    const refused = { message: `Expired: ${signed}`, hint: { url: signed } };
    const fetch = (to: string): Promise<Response> =>
      Promise.resolve(
        to === signed ? Response.json(refused, { status: 403 }) : Response.json({ data: signed }),
      );
    const method = instant.init({ appId, adminToken, fetch }).storage['uploadFile'];
    const error: unknown = await method?.('ф', 'x').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'InstantAPIError', status: 403 });
    expect(format(error)).toMatch('Expired: ');
    expect(format(error)).not.toMatch('signed-secret');
  });

  it.each([undefined, null, 5, { url: 'x' }])('is a NetworkError where the URL is %j', (signed) =>
    expect(upload(signed)).rejects.toMatchObject({
      name: 'NetworkError',
      message: /^storageConsumeUploadUrl: .*URL/,
    }),
  );
});

describe('what is not there', () => {
  it.each([[null], [undefined]])('is refused: %s', async (file) => {
    await expect(uploadFile()('p', file)).rejects.toMatchObject({
      name: 'InstantError',
      message: 'There is no file',
    });
    expect(uploads).toEqual([]);
  });
});

describe('what is known as a whole', () => {
  it.each<[string, unknown]>([
    ['text', 'hello'],
    ['bytes', bytes],
    ['a Node buffer', Buffer.from('hello')],
    ['an ArrayBuffer', bytes.buffer],
    ['a view', new DataView(bytes.buffer)],
    ['a blob', new Blob(['hel', 'lo'])],
  ])('%s', async (_kind, file) => {
    expect(await uploadFile()('a.txt', file)).toEqual({ data: { id: 'f' } });
    expect(uploads).toMatchObject([
      { body: 'hello', headers: { 'content-length': '5', path: 'a.txt' } },
    ]);
    expect(uploads[0]?.headers).not.toHaveProperty('content-type');
  });

  it('is sent with what is said of it', async () => {
    await uploadFile()('a.txt', 'é', {
      contentType: 'text/plain',
      contentDisposition: 'inline',
      fileSize: 99,
    });
    expect(uploads).toMatchObject([
      {
        body: Buffer.from('é').toString('latin1'),
        headers: {
          'content-type': 'text/plain',
          'content-disposition': 'inline',
          'content-length': '2',
        },
      },
    ]);
  });

  it('has the headers of the call, but for those that say what it is', async () => {
    const headers = { 'x-trace': '1', 'Content-Type': 'text/x-mine' };
    await uploadFile()('a.txt', 'x', { contentType: 'text/plain' }, { headers });
    expect(uploads[0]?.headers).toMatchObject({ 'x-trace': '1', 'content-type': 'text/plain' });
  });

  it('a file brings its type along', async () => {
    await uploadFile()('a.txt', new File(['hello'], 'x.txt', { type: 'text/x-mine' }));
    await uploadFile()('a.txt', new Blob(['hello'], { type: 'text/x-mine' }), {
      contentType: 'text/plain',
    });
    expect(uploads.map(({ headers }) => headers['content-type'])).toEqual([
      'text/x-mine',
      'text/plain',
    ]);
  });
});

describe('streams', () => {
  /** Gives its second half only when the server has the first: whoever gathers them waits for ever. */
  async function* halves(): AsyncGenerator<Uint8Array> {
    const arrived = new Promise<void>((resolve) => {
      onPart = () => resolve();
    });
    yield new TextEncoder().encode('hel');
    await arrived;
    yield new TextEncoder().encode('lo');
  }

  const web = (source: AsyncGenerator<Uint8Array>): ReadableStream =>
    new ReadableStream({
      async pull(controller) {
        const { done, value } = await source.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });

  it.each<[string, () => unknown]>([
    ['of Node', () => Readable.from(halves(), { objectMode: false })],
    ['of the web', () => web(halves())],
    ['of any kind', () => halves()],
  ])('%s go out as they come in', async (_kind, make) => {
    await uploadFile()('a.txt', make(), { fileSize: 5, contentType: 'text/plain' });
    expect(uploads).toMatchObject([
      { body: 'hello', headers: { 'content-length': '5', 'content-type': 'text/plain' } },
    ]);
  });

  it('of text are bytes on the wire', async () => {
    await uploadFile()('a.txt', Readable.from(['é', 'à']), { fileSize: 4 });
    expect(uploads[0]?.body).toBe(Buffer.from('éà').toString('latin1'));
  });

  it('may be empty, and must tell their size', async () => {
    await uploadFile()('a.txt', Readable.from([]), { fileSize: 0 });
    expect(uploads).toMatchObject([{ body: '' }]);
    for (const stream of [Readable.from(['x']), web(halves()), halves()]) {
      await expect(uploadFile()('a.txt', stream)).rejects.toThrow(
        'fileSize is required in metadata when uploading streams',
      );
    }
  });

  it('are not sent twice', async () => {
    let calls = 0;
    const db = instant.init({
      appId,
      adminToken,
      retry: { delay: 1 },
      fetch: () => {
        calls++;
        const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
        return Promise.reject(new TypeError('fetch failed', { cause }));
      },
    });
    const file = Readable.from(['x']);
    await expect(db.storage['uploadFile']?.('a', file, { fileSize: 1 })).rejects.toThrow();
    expect(calls).toBe(1);
    await expect(db.storage['uploadFile']?.('a', 'x')).rejects.toThrow();
    expect(calls).toBe(4);
  });

  it.each<[string, () => unknown]>([
    ['of Node', () => Readable.from(['hel', 'lo'])],
    ['of the web', () => Readable.toWeb(Readable.from(['hel', 'lo']))],
  ])('%s that are longer than they should be are refused, and not cut', async (_kind, make) => {
    for (const fileSize of [0, 2, 3, 4]) {
      await expect(uploadFile()('a.txt', make(), { fileSize })).rejects.toMatchObject({
        cause: { cause: { message: 'fileSize is too small' } },
      });
    }
    expect(uploads).toEqual([]);
  });

  it('that fail make the call fail', async () => {
    const reason = new Error('disk gone');
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield bytes;
      await Promise.resolve();
      throw reason;
    }
    await expect(uploadFile()('a', broken(), { fileSize: 9 })).rejects.toMatchObject({
      name: 'NetworkError',
      cause: { cause: reason },
    });
  });
});

describe('paths', () => {
  it('of Latin letters travel in a header', async () => {
    await uploadFile()('café menu.txt', 'x');
    expect(uploads[0]?.headers['path']).toBe('café menu.txt');
  });

  it('of other letters go by a signed URL, which not everyone may ask for', async () => {
    const db = instant.init({ appId, adminToken, apiURI: url });
    const user = db.asUser({ email: 'a@b.co' });
    await expect(user.storage['uploadFile']?.('ф', 'x')).rejects.toThrow('"ф"');
    await expect(uploadFile()('ф', 'x', { contentDisposition: 'inline' })).rejects.toThrow(
      'Only the app itself',
    );
    expect(uploads).toEqual([]);
  });
});
