import { describe, expect, it } from 'vitest';
import {
  call,
  contentType,
  cookieForm,
  cookieParams,
  createTransport,
  deepObject,
  emptyResult,
  form,
  formMembers,
  formPair,
  formValue,
  styledHeaders,
  jsonPair,
  jsonValue,
  label,
  matrix,
  pipeDelimited,
  queryString,
  secure,
  headerParams,
  secureAny,
  sendBasic,
  sendCookie,
  sendQuery,
  simple,
  spaceDelimited,
  styledPath,
  styledQuery,
  tabDelimited,
  textBody,
  type Operation,
  type TransportOptions,
} from '../../runtime/abi.js';
import { testServer } from './server.js';

const server = testServer();

async function sent(
  operation: Partial<Operation>,
  request: object,
  options: Partial<TransportOptions> = {},
): Promise<{ url: string; headers: Record<string, unknown> }> {
  const transport = createTransport({ baseUrl: server.url(), ...options });
  const full: Operation = {
    id: 'op',
    method: 'POST',
    path: '/x',
    write: [],
    read: emptyResult,
    ...operation,
  };
  await call<unknown>(transport, full, request);
  const [seen] = server.seen.splice(0);
  if (seen === undefined) throw new Error('nothing arrived');
  return seen;
}

const list = ['a b', 'c&d'];
const object = { role: 'admin', name: 'é=' };

describe('query parameters', () => {
  it.each([
    ['form, list', { style: form }, list, 'v=a%20b&v=c%26d'],
    ['form, list, joined', { style: form, explode: false }, list, 'v=a%20b,c%26d'],
    ['form, object', { style: form }, object, 'role=admin&name=%C3%A9%3D'],
    [
      'form, object, joined',
      { style: form, explode: false },
      object,
      'v=role,admin,name,%C3%A9%3D',
    ],
    [
      'form, object with a list',
      { style: formMembers },
      { page: 0, sort: ['a,b', 'c'], of: { a: 1 }, no: undefined, none: [] },
      'page=0&sort=a%2Cb&sort=c&of=%7B%22a%22%3A1%7D',
    ],
    ['form, no object with a list', { style: formMembers }, [1, 2], 'v=1&v=2'],
    ['form, text', { style: form }, 'x', 'v=x'],
    ['form, false', { style: form }, false, 'v=false'],
    ['form, date', { style: form }, new Date(0), 'v=1970-01-01T00%3A00%3A00.000Z'],
    ['form, list of objects', { style: form }, [{ a: 1 }], 'v=%7B%22a%22%3A1%7D'],
    ['space', { style: spaceDelimited, explode: false }, list, 'v=a%20b%20c%26d'],
    ['pipe', { style: pipeDelimited, explode: false }, list, 'v=a%20b%7Cc%26d'],
    ['pipe, repeated', { style: pipeDelimited }, list, 'v=a%20b&v=c%26d'],
    ['tab', { style: tabDelimited, explode: false }, list, 'v=a%20b%09c%26d'],
    ['deep', { style: deepObject }, object, 'v%5Brole%5D=admin&v%5Bname%5D=%C3%A9%3D'],
    [
      'deeper',
      { style: deepObject },
      { a: { b: [1, 2] } },
      'v%5Ba%5D%5Bb%5D%5B%5D=1&v%5Ba%5D%5Bb%5D%5B%5D=2',
    ],
    ['deep list of objects', { style: deepObject }, [{ b: 1 }], 'v%5B0%5D%5Bb%5D=1'],
    [
      'JSON',
      { style: jsonPair },
      object,
      'v=%7B%22role%22%3A%22admin%22%2C%22name%22%3A%22%C3%A9%3D%22%7D',
    ],
    [
      'a form',
      { style: formPair },
      { a: 1, b: [2, 'é'], c: undefined },
      'v=a%3D1%26b%3D2%26b%3D%25C3%25A9',
    ],
    ['a form that is text', { style: formPair }, 'a=1&b=2', 'v=a%3D1%26b%3D2'],
    [
      'reserved',
      { style: form, reserved: true },
      'a/b?c:d@e&f=g#h[i]+%20 %',
      'v=a/b?c:d@e%26f%3Dg%23h%5Bi%5D%2B%20%20%25',
    ],
  ])('%s', async (_, spec, value, wanted) => {
    const operation = { write: [styledQuery], styles: { query: { v: spec } } };
    expect((await sent(operation, { query: { v: value } })).url).toBe(`/x?${wanted}`);
  });

  it('a deep list that is named as one has one pair of brackets', async () => {
    const operation = {
      write: [styledQuery],
      styles: { query: { 'ids[]': { style: deepObject } } },
    };
    const { url } = await sent(operation, { query: { 'ids[]': [1, 2] } });
    expect(url).toBe('/x?ids%5B%5D=1&ids%5B%5D=2');
  });

  it.each([
    ['an empty list', []],
    ['an empty object', {}],
    ['undefined', undefined],
    ['null', null],
  ])('%s is left out', async (_, v) => {
    const specs = {
      v: { style: form },
      y: { style: formMembers },
      w: { style: deepObject },
      x: { style: form, explode: false },
    };
    const operation = { write: [styledQuery], styles: { query: specs } };
    expect((await sent(operation, { query: { v, w: v, x: v, y: v } })).url).toBe('/x');
  });

  it('without a style are repeated, whatever their names', async () => {
    const query = JSON.parse(
      '{"__proto__":"p","constructor":[1,2],"a&b=c":"d","ids[]":[3]}',
    ) as object;
    const operation = { write: [styledQuery], styles: { query: { z: { style: form } } } };
    expect((await sent(operation, { query })).url).toBe(
      '/x?__proto__=p&constructor=1&constructor=2&a%26b%3Dc=d&ids%5B%5D=3',
    );
  });

  it('may be the whole query string', async () => {
    const operation = { write: [queryString] };
    expect((await sent(operation, { query: { q: '?a=1&b' } })).url).toBe('/x?a=1&b');
    const q = { a: [1, 2], 'b c': 'd', e: undefined };
    expect((await sent(operation, { query: { q } })).url).toBe('/x?a=1&a=2&b%20c=d');
  });
});

describe('path parameters', () => {
  it.each([
    ['simple', { style: simple }, list, 'a%20b,c%26d'],
    ['simple, object', { style: simple }, object, 'role,admin,name,%C3%A9%3D'],
    [
      'simple, object, exploded',
      { style: simple, explode: true },
      object,
      'role=admin,name=%C3%A9%3D',
    ],
    ['label', { style: label }, 5, '.5'],
    ['label, list', { style: label }, [1, 2], '.1,2'],
    ['label, list, exploded', { style: label, explode: true }, [1, 2], '.1.2'],
    ['label, object, exploded', { style: label, explode: true }, { a: 1, b: 2 }, '.a=1.b=2'],
    ['matrix', { style: matrix }, 5, ';v=5'],
    ['matrix, empty', { style: matrix }, '', ';v'],
    ['matrix, list', { style: matrix }, [1, 2], ';v=1,2'],
    ['matrix, list, exploded', { style: matrix, explode: true }, [1, 2], ';v=1;v=2'],
    ['matrix, object', { style: matrix }, { a: 1, b: 2 }, ';v=a,1,b,2'],
    ['matrix, object, exploded', { style: matrix, explode: true }, { a: 1, b: 2 }, ';a=1;b=2'],
    ['a form', { style: formValue }, { a: 1, b: [2, 'é'] }, 'a%3D1%26b%3D2%26b%3D%25C3%25A9'],
    ['JSON', { style: jsonValue }, { a: 1 }, '%7B%22a%22%3A1%7D'],
    ['JSON of other than ASCII', { style: jsonValue }, ['é'], '%5B%22%C3%A9%22%5D'],
    ['reserved', { style: simple, reserved: true }, 'a/b', 'a/b'],
    ['none', undefined, 'a/b', 'a%2Fb'],
  ])('%s', async (_, spec, value, wanted) => {
    const styles = spec === undefined ? {} : { path: { v: spec } };
    const operation = { path: '/x/{v}/y', write: [styledPath], styles };
    expect((await sent(operation, { path: { v: value } })).url).toBe(`/x/${wanted}/y`);
  });

  it.each([simple, label, matrix])('refuse what is empty', async (style) => {
    const operation = { path: '/x/{v}/y', write: [styledPath], styles: { path: { v: { style } } } };
    for (const v of [undefined, null, [], {}, [null]]) {
      await expect(sent(operation, { path: { v } })).rejects.toThrow('path.v');
    }
  });

  it.each(['', '..', '../z', 'a/../b', 'a/.', []])('refuse %j', async (v) => {
    const operation = {
      path: '/x/{v}/y',
      write: [styledPath],
      styles: { path: { v: { style: simple, reserved: true } } },
    };
    await expect(sent(operation, { path: { v } })).rejects.toThrow('path.v');
  });
});

describe('headers and cookies', () => {
  it.each(['a\r\nx-b: 1', 'a\nb', 'ünï → ☃', '\0', '\x7f'])(
    'do not take %j, and do not show it',
    async (value) => {
      for (const write of [headerParams, styledHeaders]) {
        const failed = sent({ write: [write] }, { headers: { 'X-A': value } });
        await expect(failed).rejects.toThrow(/^op: headers\.X-A$/);
      }
      const scheme = { key: 'k', name: 'x-k', prefix: 'Bearer ' };
      const secured = { write: [secureAny], alternatives: [[scheme]] };
      const failed = sent(secured, {}, { auth: { k: value } });
      await expect(failed).rejects.toThrow(/^op: headers\.x-k$/);
    },
  );

  it('are written in their styles', async () => {
    const { headers } = await sent(
      {
        write: [styledHeaders, cookieParams],
        styles: {
          headers: { 'X-Object': { style: simple, explode: true }, 'X-Json': { style: jsonValue } },
          cookies: { list: { style: cookieForm }, raw: { style: cookieForm, reserved: true } },
        },
      },
      {
        headers: {
          'X-List': [1, 2],
          'X-Object': { a: 1, b: 2 },
          'X-Json': ['日é', '\x7f😀\n'],
          'X-None': undefined,
          'X-Empty': [],
          'X-Nothing': {},
          'X-Blank': '',
          'X-Blanks': [''],
        },
        cookies: { session: 'a b;c', list: [1, 2], raw: 'a/b', none: undefined },
      },
    );
    expect(headers).toMatchObject({
      'x-list': '1,2',
      'x-blank': '',
      'x-blanks': '',
      'x-object': 'a=1,b=2',
      'x-json': String.raw`["\u65e5\u00e9","\u007f\ud83d\ude00\n"]`,
      cookie: 'session=a%20b%3Bc; list=1; list=2; raw=a/b',
    });
    expect(headers).not.toHaveProperty('x-none');
    expect(headers).not.toHaveProperty('x-empty');
    expect(headers).not.toHaveProperty('x-nothing');
  });

  it('a Content-Type parameter goes before that of the body', async () => {
    const { headers } = await sent(
      { write: [textBody, contentType, styledHeaders], contentType: 'text/csv' },
      { body: 'a', headers: { 'Content-Type': 'text/x' } },
    );
    expect(headers['content-type']).toBe('text/x');
  });
});

describe('security', () => {
  const schemes = {
    token: { key: 'token', name: 'authorization', prefix: 'Bearer ' },
    digest: { key: 'token', name: 'authorization', prefix: 'DPoP ' },
    basic: { key: 'basic', name: 'authorization', apply: sendBasic },
    header: { key: 'header', name: 'x-key' },
    query: { key: 'query', name: 'k&', apply: sendQuery },
    cookie: { key: 'cookie', name: 'sid', apply: sendCookie },
  };

  it.each([
    ['token', 't', { authorization: 'Bearer t' }],
    ['digest', 't', { authorization: 'DPoP t' }],
    [
      'basic',
      'me:pässword',
      { authorization: `Basic ${Buffer.from('me:pässword').toString('base64')}` },
    ],
    ['header', 'k', { 'x-key': 'k' }],
    ['cookie', 'a;b', { cookie: 'sid=a%3Bb; c=1' }],
  ] as const)('sends %s', async (kind, credential, wanted) => {
    const scheme = schemes[kind];
    const request = { cookies: kind === 'cookie' ? { c: 1 } : {} };
    const auth = { [scheme.key]: () => Promise.resolve(credential) };
    const one = { write: [secure, cookieParams], security: [scheme] };
    expect((await sent(one, request, { auth })).headers).toMatchObject(wanted);
    const any = { write: [secureAny, cookieParams], alternatives: [[scheme]] };
    expect((await sent(any, request, { auth })).headers).toMatchObject(wanted);
  });

  it('puts a key in the query first', async () => {
    const operation = { write: [secure, styledQuery], security: [schemes.query] };
    const { url } = await sent(operation, { query: { a: 1 } }, { auth: { query: 'x y' } });
    expect(url).toBe('/x?k%26=x%20y&a=1');
  });

  it('sends what there is of the schemes that are all needed', async () => {
    const operation = { write: [secure], security: [schemes.token, schemes.header] };
    const { headers } = await sent(operation, {}, { auth: { header: 'h' } });
    expect(headers).toMatchObject({ 'x-key': 'h' });
    expect(headers).not.toHaveProperty('authorization');
  });

  it('takes the first alternative that is complete, or none', async () => {
    const alternatives = [[schemes.token, schemes.header], [schemes.header]];
    const auth = { header: 'h', token: () => undefined };
    const { headers } = await sent({ write: [secureAny], alternatives }, {}, { auth });
    expect(headers).toMatchObject({ 'x-key': 'h' });
    expect(headers).not.toHaveProperty('authorization');
    const bare = await sent({ write: [secureAny], alternatives: [[schemes.token]] }, {});
    expect(bare.headers).not.toHaveProperty('authorization');
  });

  it('does not take a member of every object for a credential', async () => {
    const alternatives = [[{ key: 'constructor', name: 'authorization' }]];
    const { headers } = await sent({ write: [secureAny], alternatives }, {}, { auth: {} });
    expect(headers).not.toHaveProperty('authorization');
  });
});
