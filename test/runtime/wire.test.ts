import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  binaryBody,
  call,
  cookieParams,
  createTransport,
  deepObject,
  form,
  formBody,
  styledHeaders,
  jsonBody,
  jsonPair,
  jsonResult,
  multipartBody,
  pathParams,
  pipeDelimited,
  queryParams,
  sendCookie,
  sendQuery,
  secure,
  spaceDelimited,
  styledPath,
  styledQuery,
  textBody,
  type Operation,
  type RequestInput,
  type TransportOptions,
} from '../../runtime/abi.js';

interface Read {
  readonly path: readonly string[];
  readonly rawPath: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly type: string;
  readonly body: unknown;
}

let server: ChildProcess;
let baseUrl: string;

beforeAll(async () => {
  server = spawn(process.execPath, [join(import.meta.dirname, 'wire-server.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<string>((resolve, reject) => {
    server.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim()));
    server.once('exit', (code) => reject(new Error(`the server ended with ${String(code)}`)));
  });
  baseUrl = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  server.kill();
});

/** What the server's parsers make of a request. */
function read(
  operation: Partial<Operation>,
  request: RequestInput,
  options: Partial<TransportOptions> = {},
): Promise<Read> {
  const full: Operation = {
    id: 'op',
    method: 'POST',
    path: '/x',
    write: [],
    read: jsonResult,
    ...operation,
  };
  return call<Read>(createTransport({ baseUrl, ...options }), full, request);
}

const HOSTILE: readonly string[] = [
  ' a  b ',
  '+ %2B %',
  '&a=b;c=d#e?f/g\\h',
  '"\'`<>{}|^~',
  '%00%0d%0a',
  'a\r\nSet-Cookie: x=1\r\n\r\n',
  '\t\u0000\u0001\u007f',
  '\u2028\u2029\ufeff',
  'é ü 日本語 😀 e\u0301',
  '[] [a] a[b]=c a.b',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  '-1e309',
  '...',
  '--boundary--',
];

/** Text of any characters, the same in every run. */
function* fuzz(count: number): Generator<string> {
  let seed = 42;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  for (let index = 0; index < count; index++) {
    const points = Array.from({ length: 1 + random(12) }, () => {
      const point = random(3) === 0 ? random(0x2_0000) : random(0x80);
      return point >= 0xd800 && point < 0xe000 ? 0x20 : point;
    });
    yield String.fromCodePoint(...points);
  }
}

const TEXTS: readonly string[] = [...HOSTILE, ...fuzz(60)];
/** Header values and cookies cannot carry every character. */
const VISIBLE = TEXTS.map((text) => text.replace(/[^\x21-\x7e]/g, '')).filter(
  (text) => text !== '',
);
const without = (...marks: readonly string[]): readonly string[] =>
  TEXTS.filter((text) => !marks.some((mark) => text.includes(mark)));

describe('a server reads back', () => {
  it('path parameters', async () => {
    for (const text of TEXTS) {
      const path = { a: text, constructor: text };
      const plain = await read({ path: '/p/{a}/q', write: [pathParams] }, { path });
      expect(plain.path).toEqual(['', 'p', text, 'q']);
      const styled = await read({ path: '/p/{a}/{constructor}', write: [styledPath] }, { path });
      expect(styled.path).toEqual(['', 'p', text, text]);
    }
  });

  it('path parameters that may hold reserved characters, up to where the path ends', async () => {
    const styles = { path: { a: { style: form, reserved: true } } };
    const operation = { path: '/p/{a}', write: [styledPath], styles };
    for (const text of TEXTS.filter((each) => !/%[0-9a-f]{2}/i.test(each))) {
      const { rawPath, rawQuery } = await read(operation, { path: { a: `x${text}` } });
      expect(rawQuery).toBe('');
      expect(decodeURIComponent(rawPath)).toBe(`/p/a=x${text}`);
    }
  });

  it('query parameters', async () => {
    const write = [queryParams];
    for (const text of TEXTS) {
      expect((await read({ write }, { query: { a: text, b: 'end' } })).query).toEqual({
        a: text,
        b: 'end',
      });
    }
    expect((await read({ write }, { query: { a: TEXTS } })).query).toEqual({ a: TEXTS });
  });

  it.each([
    ['form, repeated', { style: form }, TEXTS, {}],
    ['form, joined', { style: form, explode: false }, TEXTS, { 'x-comma': 'true' }],
  ])('lists as %s', async (_, spec, list, headers) => {
    const operation = { write: [styledQuery], styles: { query: { a: spec } } };
    const { query } = await read(operation, { query: { a: list } }, { headers });
    expect(query).toEqual({ a: list });
  });

  it.each([
    ['spaces', spaceDelimited, ' '],
    ['pipes', pipeDelimited, '|'],
  ])('lists between %s', async (_, style, mark) => {
    const list = without(mark);
    const operation = { write: [styledQuery], styles: { query: { a: { style, explode: false } } } };
    const { query } = await read(operation, { query: { a: list } });
    expect(String(query['a']).split(mark)).toEqual(list);
  });

  it('objects as members, deep and as JSON', async () => {
    const values = Object.fromEntries(TEXTS.map((text, index) => [`k${String(index)}`, text]));
    const deep = { one: values, list: [...TEXTS], two: { three: { four: 'x' } } };
    const styles = {
      query: { all: { style: form }, deep: { style: deepObject }, json: { style: jsonPair } },
    };
    const operation = { write: [styledQuery], styles };
    expect((await read(operation, { query: { all: values } })).query).toEqual(values);
    expect((await read(operation, { query: { deep } })).query).toEqual({ deep });
    const { query } = await read(operation, { query: { json: deep } });
    expect(JSON.parse(String(query['json']))).toEqual(deep);
  });

  it('headers, cookies and keys', async () => {
    const write = [secure, styledHeaders, cookieParams];
    const security = [
      { key: 'query', name: 'api key&', apply: sendQuery },
      { key: 'cookie', name: 'key', apply: sendCookie },
    ];
    for (const text of VISIBLE) {
      const auth = { query: text, cookie: text };
      const request = { headers: { 'X-A': text }, cookies: { a: text } };
      const { headers, query } = await read({ write, security }, request, { auth });
      expect(headers['x-a']).toBe(text);
      const cookies = headers['cookie']?.split('; ').map((pair) => pair.split('='));
      expect(cookies?.map(([name, value]) => [name, decodeURIComponent(value ?? '')])).toEqual([
        ['key', text],
        ['a', text],
      ]);
      expect(query).toEqual({ 'api key&': text });
    }
  });

  it('JSON, text and bytes', async () => {
    for (const text of TEXTS) {
      const body = { [text]: text, list: [text] };
      expect((await read({ write: [jsonBody] }, { body })).body).toEqual(body);
      expect((await read({ write: [textBody] }, { body: text })).body).toBe(text);
      const bytes = new TextEncoder().encode(text);
      expect((await read({ write: [binaryBody] }, { body: bytes })).body).toBe(
        Buffer.from(bytes).toString('hex'),
      );
    }
  });

  it('forms', async () => {
    for (const text of TEXTS) {
      const body = { a: text, list: [text, 'x'], none: undefined };
      const answer = await read({ write: [formBody] }, { body });
      expect(answer.body).toEqual({ a: text, list: [text, 'x'] });
    }
  });

  it('multipart forms and files', async () => {
    for (const text of TEXTS) {
      // Quotes and control characters of a name are percent-encoded, as browsers do; a backslash is an
      // escape for the parser, and for browsers it is not.
      const name = text.replace(/[\0-\x1f\x7f"\\]/g, '');
      const bytes = new TextEncoder().encode(text);
      const file = new File([bytes], `f${name}`, { type: 'image/png' });
      const body = { [`n${name}`]: text, json: { text }, list: [text, text], file, bytes };
      const odd = { [`"${text.replaceAll('\\', '')}`]: 'x' };
      const escaped = await read({ write: [multipartBody] }, { body: odd });
      expect(escaped.body).toMatchObject([{ value: 'x' }]);
      const { body: parts } = await read({ write: [multipartBody] }, { body });
      const hex = Buffer.from(bytes).toString('hex');
      expect(parts).toMatchObject([
        { name: `n${name}`, value: text },
        { name: 'json', value: JSON.stringify({ text }), type: 'application/json' },
        { name: 'list', value: text },
        { name: 'list', value: text },
        { name: 'file', value: hex, type: 'image/png' },
        { name: 'bytes', value: hex, filename: 'bytes', type: 'application/octet-stream' },
      ]);
    }
  });
});
