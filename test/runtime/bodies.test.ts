/* eslint-disable @typescript-eslint/no-deprecated, @typescript-eslint/no-unnecessary-type-parameters -- formData() will do here */
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
  acceptHeader,
  atServer,
  binaryBody,
  binaryResult,
  bodyByType,
  bodyWithParts,
  call,
  contentType,
  createTransport,
  DecodeError,
  deepObject,
  emptyResult,
  eventResult,
  form,
  formBody,
  jsonBody,
  jsonLinesBody,
  jsonEventResult,
  jsonLinesResult,
  jsonResult,
  multipartBody,
  NetworkError,
  resultByType,
  spaceDelimited,
  styledMultipart,
  textBody,
  textResult,
  type Operation,
  type ServerEvent,
} from '../../runtime/abi.js';
import { testServer, type Seen } from './server.js';

const server = testServer();

async function post<Result = unknown>(
  operation: Partial<Operation>,
  request: object = {},
): Promise<{ readonly result: Result; readonly seen: Seen }> {
  const transport = createTransport({ baseUrl: server.url() });
  const result = await call<Result>(
    transport,
    { id: 'op', method: 'POST', path: '/x', write: [], read: emptyResult, ...operation },
    request,
  );
  const [seen] = server.seen.splice(0);
  if (seen === undefined) throw new Error('nothing arrived');
  return { result, seen };
}

/** What a server reads out of a multipart body. */
async function partsOf(seen: Seen): Promise<readonly (readonly [string, string | File])[]> {
  const headers = { 'content-type': seen.headers['content-type'] ?? '' };
  const form_ = await new Response(Buffer.from(seen.body, 'latin1'), { headers }).formData();
  return [...form_.entries()];
}

describe('bodies', () => {
  it('of a form', async () => {
    const { seen } = await post(
      {
        write: [formBody],
        parts: { tags: { style: form, explode: false }, deep: { style: deepObject } },
      },
      {
        body: {
          a: 'x y&z',
          list: [1, 2],
          tags: [1, 2],
          object: { b: 1 },
          deep: { c: 1 },
          no: undefined,
        },
      },
    );
    expect(seen.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(seen.body).toBe(
      'a=x%20y%26z&list=1&list=2&tags=1,2&object=%7B%22b%22%3A1%7D&deep%5Bc%5D=1',
    );
    expect(new URLSearchParams(seen.body).get('a')).toBe('x y&z');
  });

  it('of several parts', async () => {
    const { seen } = await post(
      {
        write: [multipartBody],
        parts: {
          note: { contentType: 'text/markdown' },
          bytes: { contentType: 'image/png' },
        },
      },
      {
        body: {
          note: '# Hé\r\n',
          'na"me\r\n': 'hostile: "x"',
          object: { a: [1] },
          list: ['x', 'y'],
          bytes: new Uint8Array([0, 255, 13, 10]),
          files: [new File(['one'], 'o"n\r\ne.txt', { type: 'text/plain' }), new Blob(['two'])],
          none: undefined,
          nothing: null,
          items: [null, undefined],
          date: new Date(0),
        },
      },
    );
    expect(seen.headers['content-length']).toBe(String(seen.body.length));
    const parts = await partsOf(seen);
    expect(parts.map(([name]) => name)).toEqual([
      'note',
      'na"me\r\n',
      'object',
      'list',
      'list',
      'bytes',
      'files',
      'files',
      'date',
    ]);
    const texts = parts.map(([, value]) => (typeof value === 'string' ? value : value.name));
    expect(texts).toEqual([
      '# Hé\r\n',
      'hostile: "x"',
      '{"a":[1]}',
      'x',
      'y',
      'bytes',
      'o"n\r\ne.txt',
      'files',
      '1970-01-01T00:00:00.000Z',
    ]);
    const [bytes, one, two] = parts
      .map(([, value]) => value)
      .filter((value) => value instanceof File);
    expect([...new Uint8Array((await bytes?.arrayBuffer()) ?? new ArrayBuffer(0))]).toEqual([
      0, 255, 13, 10,
    ]);
    expect([bytes?.type, one?.type, two?.type]).toEqual([
      'image/png',
      'text/plain',
      'application/octet-stream',
    ]);
    expect(seen.body).toContain('content-type: text/markdown');
    expect(seen.body).toContain('content-type: application/json');
    expect(seen.body).toMatch(/name="date"\r\n\r\n1970/);
  });

  it('of several parts with styles', async () => {
    const file = new File(['one'], 'one.txt', { type: 'text/plain' });
    const { seen } = await post(
      {
        write: [styledMultipart],
        parts: {
          tags: { style: form, explode: false },
          each: { style: form },
          spaced: { style: spaceDelimited, explode: false },
          deep: { style: deepObject },
          members: { style: form },
          none: { style: form },
        },
      },
      {
        body: {
          file,
          tags: ['a&b', '+ é'],
          each: ['x', 'y'],
          spaced: [1, 2],
          deep: { 'a b': { c: '&' }, ids: [1, 2] },
          members: { file: 'text', ['__proto__']: 'p', constructor: 'c' },
          list: ['u', 'v'],
          none: null,
        },
      },
    );
    const parts = await partsOf(seen);
    expect(
      parts.map(([name, value]) => [name, typeof value === 'string' ? value : value.name]),
    ).toEqual([
      ['file', 'one.txt'],
      ['file', 'text'],
      ['tags', 'a&b,+ é'],
      ['each', 'x'],
      ['each', 'y'],
      ['spaced', '1 2'],
      ['deep[a b][c]', '&'],
      ['deep[ids][]', '1'],
      ['deep[ids][]', '2'],
      ['__proto__', 'p'],
      ['constructor', 'c'],
      ['list', 'u'],
      ['list', 'v'],
    ]);
    const nothing = await post({ write: [styledMultipart] });
    expect(nothing.seen.body).toBe('');
  });

  it('of text and of a media type of the operation', async () => {
    const plain = await post({ write: [textBody] }, { body: 'hi' });
    expect(plain.seen).toMatchObject({ body: 'hi', headers: { 'content-type': 'text/plain' } });
    const vendor = { write: [jsonBody, contentType], contentType: 'application/vnd.x+json' };
    const json = await post(vendor, { body: [1] });
    expect(json.seen).toMatchObject({
      body: '[1]',
      headers: { 'content-type': 'application/vnd.x+json' },
    });
    const none = await post(vendor);
    expect(none.seen.headers).not.toHaveProperty('content-type');
  });

  it.each([[{ a: 1 }], [[1]], [null]])('of text, which %j is not', async (body) => {
    await expect(post({ write: [textBody] }, { body })).rejects.toThrow('op: the body is no text');
  });

  it('that the platform makes: as they are', async () => {
    const pairs = new URLSearchParams([
      ['a', '1 2'],
      ['a', '&'],
    ]);
    for (const body of [pairs, 'a=1+2&a=%26']) {
      const { seen } = await post({ write: [formBody] }, { body });
      expect(seen).toMatchObject({
        body: 'a=1+2&a=%26',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    }
    const data = new FormData();
    data.append('note', 'é');
    data.append('file', new Blob(['x'], { type: 'image/png' }), 'a.png');
    for (const write of [multipartBody, styledMultipart]) {
      const { seen } = await post({ write: [write] }, { body: data });
      const [note, file] = await partsOf(seen);
      expect(note).toEqual(['note', 'é']);
      expect(file?.[1]).toMatchObject({ name: 'a.png', type: 'image/png' });
    }
  });

  it.each([
    [
      'that the platform makes and nobody can iterate, as in React Native',
      { getAll: () => [], toString: (): string => 'a form' },
    ],
    ['of several parts, as bytes', new TextEncoder().encode('a form')],
    [
      'of several parts, as a view of bytes',
      new DataView(new TextEncoder().encode('a form').buffer),
    ],
  ])('%s: as they are', async (_, body) => {
    for (const write of [multipartBody, styledMultipart]) {
      expect((await post({ write: [write] }, { body })).seen.body).toBe('a form');
    }
  });

  it.each([
    ['text', () => 'bytes'],
    ['bytes', () => new TextEncoder().encode('bytes')],
    ['a buffer', () => new TextEncoder().encode('bytes').buffer],
    ['a blob', () => new Blob(['bytes'])],
    ['a web stream', () => new Blob(['bytes']).stream()],
    ['a Node stream', () => Readable.from([Buffer.from('by'), Buffer.from('tes')])],
    ['chunks', () => chunks()],
  ])('of bytes, given as %s', async (_, make) => {
    const { seen } = await post({ write: [binaryBody] }, { body: make() });
    expect(seen.body).toBe('bytes');
    expect(seen.headers['content-type']).toBe('application/octet-stream');
  });

  it.each([
    ['a list', () => [{ a: 1 }, 'x\n'], '{"a":1}\n"x\\n"\n'],
    ['text', () => '{"a":1}\n', '{"a":1}\n'],
    ['chunks', () => chunks(), 'bytes'],
  ])('of lines, given as %s', async (_, make, sent) => {
    const { seen } = await post({ write: [jsonLinesBody] }, { body: make() });
    expect(seen.body).toBe(sent);
  });

  it('have the type of a blob', async () => {
    const { seen } = await post(
      { write: [binaryBody] },
      { body: new Blob(['x'], { type: 'image/png' }) },
    );
    expect(seen.headers['content-type']).toBe('image/png');
  });

  it('by the media type that the caller chooses', async () => {
    const bodies = { 'application/json; v=1': jsonBody, 'text/plain': textBody };
    const first = await post({ write: [bodyByType], bodies }, { body: 'x' });
    expect(first.seen).toMatchObject({
      body: '"x"',
      headers: { 'content-type': 'application/json; v=1' },
    });
    const second = await post(
      { write: [bodyByType], bodies },
      { body: 'x', contentType: 'text/plain' },
    );
    expect(second.seen).toMatchObject({ body: 'x', headers: { 'content-type': 'text/plain' } });
    await expect(
      post({ write: [bodyByType], bodies }, { body: 'x', contentType: 'text/csv' }),
    ).rejects.toThrow('op: cannot send text/csv');
  });

  it('with parts of the media type that the caller chooses', async () => {
    const operation = {
      write: [bodyWithParts],
      bodies: {
        'application/x-www-form-urlencoded': formBody,
        'multipart/form-data': styledMultipart,
        'application/octet-stream': binaryBody,
      },
      partsByType: {
        'application/x-www-form-urlencoded': { tags: { style: form, explode: false } },
        'multipart/form-data': { tags: { style: spaceDelimited, explode: false } },
      },
    };
    const body = { tags: ['a', 'b'] };
    const { seen } = await post(operation, { body });
    expect(seen.body).toBe('tags=a,b');
    const { seen: multipart } = await post(operation, { body, contentType: 'multipart/form-data' });
    expect(await partsOf(multipart)).toEqual([['tags', 'a b']]);
    const stream = new Blob(['x']).stream();
    const { seen: bytes } = await post(operation, {
      body: stream,
      contentType: 'application/octet-stream',
    });
    expect(bytes.body).toBe('x');
    await expect(post(operation, { body, contentType: 'text/csv' })).rejects.toThrow(
      'op: cannot send text/csv',
    );
  });
});

async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
  yield new TextEncoder().encode('by');
  await Promise.resolve();
  yield new TextEncoder().encode('tes');
}

function reply(status: number, type: string | undefined, ...texts: readonly string[]): void {
  server.answer((_, response) => {
    response.writeHead(status, type === undefined ? {} : { 'content-type': type });
    const next = (index: number): void => {
      const text = texts[index];
      if (text === undefined) response.end();
      else response.write(Buffer.from(text, 'latin1'), () => setTimeout(() => next(index + 1), 5));
    };
    next(0);
  });
}

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('answers', () => {
  it('of bytes', async () => {
    reply(200, 'image/png', '\u0000\u00ff');
    const { result } = await post<Blob>({ read: binaryResult });
    expect([...new Uint8Array(await result.arrayBuffer())]).toEqual([0, 255]);
    expect(result.type).toBe('image/png');
  });

  it('of events, however they are cut', async () => {
    const text = Buffer.from(
      ': hello\n\ndata: {"a":1}\n\nevent: end\r\nid: 7\r\nretry: 10\r\ndata: ["two",\r\ndata:  "lines é"]\r\n\r\n' +
        'data\rdata:3\r\rdata: [DONE]\n\ndata: 4\n\ndata: lost',
    ).toString('latin1');
    for (const size of [1, 7, text.length]) {
      const pieces = text.match(new RegExp(`[^]{1,${String(size)}}`, 'g')) ?? [];
      reply(200, 'text/event-stream', ...pieces);
      const { result } = await post<AsyncIterable<ServerEvent<unknown>>>({ read: jsonEventResult });
      expect(await all(result)).toEqual([
        { event: 'message', data: { a: 1 } },
        { event: 'end', data: ['two', 'lines é'], id: '7', retry: 10 },
        { event: 'message', data: 3, id: '7' },
      ]);
    }
    reply(200, 'text/event-stream', 'data: 1\n\ndata: [done]\n\ndata: 2\n\n');
    const ended = await post<AsyncIterable<ServerEvent<unknown>>>({ read: jsonEventResult });
    expect(await all(ended.result)).toEqual([{ event: 'message', data: 1 }]);
    reply(200, 'text/event-stream', 'data: {"a":1}\n\n');
    const { result } = await post<AsyncIterable<ServerEvent>>({ read: eventResult });
    expect(await all(result)).toEqual([{ event: 'message', data: '{"a":1}' }]);
  });

  it.each(['text', '{"a":', '[DONE] {', '', 'undefined'])(
    'of events that should be JSON: %j',
    async (data) => {
      reply(200, 'text/event-stream', `data: 1\n\ndata: ${data}\n\ndata: 2\n\n`);
      const { result } = await post<AsyncIterable<ServerEvent<unknown>>>({ read: jsonEventResult });
      const iterator = result[Symbol.asyncIterator]();
      expect(await iterator.next()).toMatchObject({ value: { data: 1 } });
      const error = await iterator.next().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(DecodeError);
      expect((error as Error).message).toMatch(/^op: SyntaxError: /);
      expect(await iterator.next()).toEqual({ done: true, value: undefined });
    },
  );

  it('of JSON lines', async () => {
    reply(200, 'application/jsonl', '{"a":1}\n{"b', '":2}\r\n\n\u001e[3]');
    const { result } = await post<AsyncIterable<unknown>>({ read: jsonLinesResult });
    expect(await all(result)).toEqual([{ a: 1 }, { b: 2 }, [3]]);
    reply(200, 'application/jsonl', '\u001e1\r', '\n"\u00c3', '\u00a9"\r2');
    const cut = await post<AsyncIterable<unknown>>({ read: jsonLinesResult });
    expect(await all(cut.result)).toEqual([1, 'é', 2]);
    reply(200, 'application/jsonl', '{"a":');
    const broken = await post<AsyncIterable<unknown>>({ read: jsonLinesResult });
    await expect(all(broken.result)).rejects.toBeInstanceOf(DecodeError);
  });

  it('of JSON text sequences, whose records have several lines, each as soon as it is whole', async () => {
    const type = 'application/json-seq';
    reply(
      200,
      type,
      '\u001e{\n  "a":',
      '\n  [1,\n',
      '2]\n}\n',
      '\u001e\u001e"x"\n\u001e{"b":\r\n3}',
    );
    const { result } = await post<AsyncIterable<unknown>>({ read: jsonLinesResult });
    expect(await all(result)).toEqual([{ a: [1, 2] }, 'x', { b: 3 }]);
    server.answer((_, response) => {
      response.writeHead(200, { 'content-type': type });
      response.write('\u001e{\n"a": 1\n}\n');
    });
    const open = await post<AsyncIterable<unknown>>({ read: jsonLinesResult });
    const iterator = open.result[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ done: false, value: { a: 1 } });
    await iterator.return?.();
    reply(200, type, '\u001e{\n"a":\n', '\u001e1\n');
    const broken = await post<AsyncIterable<unknown>>({ read: jsonLinesResult });
    await expect(all(broken.result)).rejects.toBeInstanceOf(DecodeError);
  });

  it('that are streams end the request when the loop is left, and say when they break off', async () => {
    let closed: (() => void) | undefined;
    const gone = new Promise<void>((resolve) => (closed = resolve));
    server.answer((_, response) => {
      response.on('close', () => closed?.());
      response.writeHead(200).write('data: 1\n\n');
    });
    const { result } = await post<AsyncIterable<ServerEvent>>({ read: eventResult });
    for await (const event of result) {
      expect(event.data).toBe('1');
      break;
    }
    await gone;
    server.answer((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('data: 1\n\n');
      setTimeout(() => response.destroy(), 20);
    });
    const broken = await post<AsyncIterable<ServerEvent>>({ read: eventResult });
    const reason = await all(broken.result).catch((error: unknown) => error);
    expect(reason).toBeInstanceOf(NetworkError);
    expect((reason as Error).message).toMatch(/^op: TypeError: /);
  });

  it('by status and media type', async () => {
    const operation = {
      read: resultByType,
      reads: {
        '200 application/json': jsonResult,
        '200 text/*': textResult,
        '202': emptyResult,
        '2XX image/png': binaryResult,
      },
    };
    reply(200, 'application/json; charset=utf-8', '{"a":1}');
    expect((await post(operation)).result).toEqual({ a: 1 });
    reply(200, 'text/csv', '1,2');
    expect((await post(operation)).result).toBe('1,2');
    reply(202, undefined);
    expect((await post(operation)).result).toBeUndefined();
    reply(206, 'image/png', 'x');
    expect((await post(operation)).result).toBeInstanceOf(Blob);
    reply(200, undefined, '{"a":1}');
    expect((await post(operation)).result).toEqual({ a: 1 });
    reply(203, 'application/problem+json', '[1]');
    expect((await post(operation)).result).toEqual([1]);
    reply(203, undefined, 'what comes');
    expect((await post({ read: resultByType })).result).toBe('what comes');
    reply(203, undefined, '');
    expect((await post({ read: resultByType })).result).toBeUndefined();
    reply(203, 'application/x-other', 'text');
    expect((await post(operation)).result).toBe('text');
    for (const type of ['image/gif', 'application/octet-stream', 'application/pdf']) {
      reply(203, type, 'bytes');
      expect((await post(operation)).result).toBeInstanceOf(Blob);
    }
  });
});

it('asks for media types, and goes to the server of the operation', async () => {
  const { seen } = await post({ write: [acceptHeader], accept: 'text/csv' });
  expect(seen.headers.accept).toBe('text/csv');
  const operation: Operation = {
    id: 'op',
    method: 'GET',
    path: '/x',
    write: [atServer],
    read: emptyResult,
    server: 'https://uploads.example',
  };
  const servers = { 'https://uploads.example': `${server.url()}/up/` };
  await call<unknown>(createTransport({ baseUrl: 'http://none', servers }), operation);
  await call<unknown>(createTransport({ baseUrl: `${server.url()}/v1` }), {
    ...operation,
    server: '/v2',
  });
  expect(server.seen.map(({ url }) => url)).toEqual(['/up/x', '/v2/x']);
});
