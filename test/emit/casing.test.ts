/** `propertyCase: 'camel'`: other names in a program than on the wire, over a real server. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { nameOf } from '../../generator/casing.js';
import { emittedCase } from '../client/emitted.js';
import { project, run } from '../command/run.js';
import { generate } from '../golden/case.js';
import { generator } from '../schema/random.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- what is emitted for a fixture is called without its types */
type Api = Record<string, any>;

const TOY = { toy_name: 'ball', toy_id: 7, sub_toys: [{ toy_name: 'bell', toy_id: 8 }] };
const CALLED = { toyName: 'ball', toyId: 7, subToys: [{ toyName: 'bell', toyId: 8 }] };

describe('a client in camel case', () => {
  let api: Api;
  let transport: unknown;
  let seen: { url: string; headers: Readonly<Record<string, unknown>>; body: string };
  let answer: { status?: number; type?: string; body?: string };

  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      seen = { url: decodeURIComponent(request.url ?? ''), headers: request.headers, body };
      response.writeHead(answer.status ?? 200, {
        'content-type': answer.type ?? 'application/json',
      });
      response.end(answer.status === 204 ? undefined : answer.body);
    });
  });

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    api = (await emittedCase('casing')).index as Api;
    const { port } = server.address() as AddressInfo;
    transport = api['createTransport']({ baseUrl: `http://127.0.0.1:${String(port)}` });
  });
  afterAll(() => server.close());

  const json = (value: unknown, status = 200): void => {
    answer = { status, body: JSON.stringify(value) };
  };

  it('sends paths, queries and bodies under the names of the wire, and headers as they are', async () => {
    json(TOY, 201);
    const toy: unknown = await api['createToy'](transport, {
      path: { petId: 'a' },
      query: { pageSize: 2, filter: { createdAfter: 'x', maxPrice: 3 } },
      headers: { 'X-Request-ID': 'r' },
      body: {
        toyName: 'ball',

        madeBy: { companyName: 'A' },
        moreInfo: { free_form: { a_b: 1 } },
      },
    });
    expect(seen.url).toBe('/pets/a/toys?page_size=2&filter[created_after]=x&filter[max_price]=3');
    expect(seen.headers['x-request-id']).toBe('r');
    expect(JSON.parse(seen.body)).toEqual({
      toy_name: 'ball',
      made_by: { company_name: 'A' },
      more_info: { free_form: { a_b: 1 } },
    });
    expect(toy).toEqual(CALLED);
  });

  it('gives answers and errors under those of the program, and leaves alone what is not described', async () => {
    json({
      next_cursor: null,
      items: [
        {
          ...TOY,

          user_id: 'u',
          userId: 'v',
          _links: { SelfURL: 's' },
          not_told: { a_b: 1 },
        },
      ],
      by_id: { toy_id: TOY },
    });
    expect(await api['listToys'](transport)).toEqual({
      nextCursor: null,
      items: [
        { ...CALLED, user_id: 'u', userId: 'v', _links: { selfURL: 's' }, not_told: { a_b: 1 } },
      ],
      byId: { toy_id: CALLED },
    });
    json({ error_code: 'E', error_description: 'no' }, 422);
    const refused = api['createToy'](transport, { path: { petId: 'a' }, body: { toyName: '' } });
    const { error } = await refused.safe();
    expect(error.body).toEqual({ errorCode: 'E', errorDescription: 'no' });
    expect(api['serverMessage'](error)).toBe('no');
    json(['a_b', null, 1]);
    expect(await api['getPlain'](transport)).toEqual(['a_b', null, 1]);
  });

  it('sends what an object says of itself as JSON, as it is', async () => {
    class Model {
      readonly secretKey = 1;
      toJSON(): unknown {
        return { toy_name: 'ball' };
      }
    }
    json(TOY, 201);
    await api['createToy'](transport, { path: { petId: 'a' }, body: new Model() });
    expect(seen.body).toBe('{"toy_name":"ball"}');
  });

  it('sends the parts of a form so, whose files are what they are', async () => {
    answer = { status: 204 };
    const body = { theFile: new Blob(['hi']), fileInfo: { fileName: 'n' } };
    await api['uploadFile'](transport, { body });
    expect([...seen.body.matchAll(/ name="(\w+)"/g)].map(([, name]) => name)).toEqual([
      'the_file',
      'file_info',
    ]);
    expect(seen.body).toContain('\r\nhi\r\n');
    expect(seen.body).toContain('{"file_name":"n"}');
  });

  it('gives the items of streams so', async () => {
    const made = { type: 'made', made_at: 'now' };
    const gone = { type: 'gone', gone_at: 'then', left_over: [{ toy_id: 1 }] };
    const wanted = [
      { type: 'made', madeAt: 'now' },
      { type: 'gone', goneAt: 'then', leftOver: [{ toyId: 1 }] },
    ];
    const lines = [made, gone].map((each) => JSON.stringify(each));
    answer = { type: 'text/event-stream', body: lines.map((each) => `data: ${each}\n\n`).join('') };
    const events: unknown[] = [];
    for await (const { data } of await api['watch'](transport)) events.push(data);
    expect(events).toEqual(wanted);
    answer = { type: 'application/x-ndjson', body: lines.map((each) => `${each}\n`).join('') };
    const items: unknown[] = [];
    for await (const item of await api['readLines'](transport)) items.push(item);
    expect(items).toEqual(wanted);
  });

  it('is the same for methods of the client, and reads and answers webhooks', async () => {
    const { port } = server.address() as AddressInfo;
    const client = api['createClient']({ baseUrl: `http://127.0.0.1:${String(port)}` });
    json(TOY, 201);
    expect(await client.toys.create('a', { toyName: 'b' })).toEqual(CALLED);
    expect([seen.url, seen.body]).toEqual(['/pets/a/toys', '{"toy_name":"b"}']);
    expect(api['readToyMadePayload'](TOY)).toEqual(CALLED);
    expect(api['writeCreateToySoldAnswer']({ keepGoing: true })).toEqual({ keep_going: true });
  });
});

test.each([
  ['pet_id', 'petId'],
  ['Pet-Id', 'petId'],
  ['user_ID', 'userID'],
  ['pet id', 'petId'],
  ['user__name', 'userName'],
  ['URL', 'url'],
  ['HTTPStatus', 'httpStatus'],
  ['address_1', 'address1'],
  ['_embedded_items', '_embeddedItems'],
  ['class_name_', 'className_'],
  ...[
    'petId',
    'iOSVersion',
    '_links',
    '$ref',
    '@id',
    'x.y',
    '2fa_on',
    'to_string',
    '__proto__',
  ].map((key) => [key, key]),
])('%s is called %s', (key, name) => {
  expect(nameOf(key)).toBe(name);
});

/** A schema of its depth, a value of it, and the same value under the names of a program. */
function drawn(
  random: () => number,
  depth: number,
): readonly [schema: object, wire: unknown, named: unknown] {
  const count = Math.floor(random() * 4);
  const kind = depth === 0 ? 0 : Math.floor(random() * 5);
  const below = depth === 0 ? [] : Array.from({ length: count }, () => drawn(random, depth - 1));
  if (kind === 0) return [{ type: 'string' }, 'a_b', 'a_b'];
  const first = below[0] ?? [{ type: 'integer' }, 1, 1];
  if (kind === 1)
    return [{ type: 'array', items: first[0] }, [first[1], first[1]], [first[2], first[2]]];
  if (kind === 2) {
    const map = { type: 'object', additionalProperties: first[0] };
    return [map, { a_key: first[1], b: first[1] }, { a_key: first[2], b: first[2] }];
  }
  if (kind === 3 && depth > 1) {
    const tagged = (tag: string, [schema]: (typeof below)[number]): object => ({
      type: 'object',
      required: ['the_tag'],
      properties: { the_tag: { const: tag }, [`of_${tag}`]: schema },
    });
    const other = below[1] ?? [{ type: 'boolean' }, true, true];
    return [
      { oneOf: [tagged('x', other), tagged('y', first)] },
      { the_tag: 'y', of_y: first[1] },
      { theTag: 'y', ofY: first[2] },
    ];
  }
  const properties = Object.fromEntries(
    below.map(([schema], index) => [`is_${'abc'[index]}`, schema]),
  );
  const wire = Object.fromEntries(below.map(([, value], index) => [`is_${'abc'[index]}`, value]));
  const named = Object.fromEntries(below.map(([, , value], index) => [`is${'ABC'[index]}`, value]));
  return [{ type: 'object', properties }, wire, named];
}

const object = (properties: object, more: object = {}): object => ({
  type: 'object',
  properties,
  ...more,
});
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const text = { type: 'string' };

/** Schemas that hold themselves without being objects alone. */
const RECURSIVE = {
  Filter: { oneOf: [text, object({ sub_filter: ref('Filter') })] },
  Node: object({ next_node: ref('Node') }, { type: ['object', 'null'] }),
  Tree: { type: 'array', items: object({ sub_trees: ref('Tree') }) },
  Thing: object({ foo_bar: text }),
};

type Drawn = ReturnType<typeof drawn>;

const FIXED: readonly Drawn[] = [
  [ref('Filter'), { sub_filter: { sub_filter: 'a' } }, { subFilter: { subFilter: 'a' } }],
  [ref('Node'), { next_node: { next_node: null } }, { nextNode: { nextNode: null } }],
  [ref('Tree'), [{ sub_trees: [{ sub_trees: [] }] }], [{ subTrees: [{ subTrees: [] }] }]],
  // Two names that would be one stay as they are, also where one or the other may stand.
  [
    {
      oneOf: [
        object({ kind: { const: 'old' }, user_id: text }),
        object({ kind: { const: 'new' }, userId: text }),
      ],
    },
    { kind: 'new', userId: 'u' },
    { kind: 'new', userId: 'u' },
  ],
  // Who knows most of the keys translates, also where nothing is to be translated.
  [
    {
      oneOf: [
        object({ kind: text, data: object({ user_id: text }) }),
        object({ kind: text, title: text, data: { type: 'object', additionalProperties: text } }),
      ],
    },
    { kind: 'b', title: 't', data: { user_id: 'free' } },
    { kind: 'b', title: 't', data: { user_id: 'free' } },
  ],
  // What is described is not what others are.
  [
    object({ meta: { type: 'object' }, the_name: text }, { additionalProperties: ref('Thing') }),
    { meta: { foo_bar: 1 }, the_name: 'n', other: { foo_bar: 'y' } },
    { meta: { foo_bar: 1 }, theName: 'n', other: { fooBar: 'y' } },
  ],
  [
    object({ constructor: ref('Thing'), toString: ref('Thing') }),
    { constructor: { foo_bar: 'x' } },
    { constructor: { fooBar: 'x' } },
  ],
];

test('what goes and comes is translated by its schema, whatever it is', async () => {
  const random = generator(7);
  const cases = [...FIXED, ...Array.from({ length: 60 }, () => drawn(random, 4))];
  const paths = Object.fromEntries(
    cases.map(([schema], index) => {
      const content = { 'application/json': { schema } };
      const responses = { 200: { description: '', content } };
      const operationId = `echo${String(index)}`;
      const requestBody = { required: true, content };
      return [`/echo/${String(index)}`, { post: { operationId, requestBody, responses } }];
    }),
  );
  const document = {
    ...{ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths },
    components: { schemas: RECURSIVE },
  };
  const { files } = await generate({
    name: 'echo',
    root: project({ 'api.json': JSON.stringify(document) }),
    options: { openapi: [{ source: 'api.json' }], propertyCase: 'camel' },
  });
  const temporary = join(import.meta.dirname, '../../.tmp');
  mkdirSync(temporary, { recursive: true });
  const folder = mkdtempSync(join(temporary, 'casing-'));
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const api = (await import(pathToFileURL(join(folder, 'index.ts')).href)) as Api;
  const sent: unknown[] = [];
  const fetch = (_: string, { body }: { readonly body: string }): Promise<Response> => {
    sent.push(JSON.parse(body));
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'application/json' } }));
  };
  const transport: unknown = api['createTransport']({ baseUrl: 'http://x', fetch });
  for (const [index, [, wire, named]] of cases.entries()) {
    expect(await api[`echo${String(index)}`](transport, { body: named })).toEqual(named);
    expect(sent[index]).toEqual(wire);
  }
  expect(JSON.stringify(sent)).toContain('the_tag');
});

test('what comes as a whole and what comes as a stream are read by names of their own', async () => {
  const content = {
    'application/json': { schema: object({ next_page: text }) },
    'text/event-stream': { schema: object({ event_id: text }) },
  };
  const responses = { '200': { description: 'ok', content } };
  const document = {
    ...{ openapi: '3.1.0', info: { title: 'T', version: '1' } },
    paths: { '/news': { get: { operationId: 'getNews', responses } } },
  };
  const { files } = await generate({
    name: 'news',
    root: project({ 'api.json': JSON.stringify(document) }),
    options: { openapi: [{ source: 'api.json' }], propertyCase: 'camel' },
  });
  expect(files.find(({ path }) => path === 'operations/news.ts')?.text).toContain(
    `  read: /* @__PURE__ */ renamedResult(
    { names: { nextPage: ['next_page'] } },
    /* @__PURE__ */ renamedItems(
      { names: { data: ['data', { names: { eventId: ['event_id'] } }] } },
      resultByType,
    ),
  ),
`,
  );
});

test.each([
  ['"client": {}', 'The table in `client` names members as they are on the wire.'],
  ['"emitters": ["types"]', 'With `types` alone, nothing would translate what goes and comes.'],
])('%s has none of it', (setting, message) => {
  const root = project({
    'api.yaml': 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n',
    'instant-codegen.config.json': `{ "openapi": "api.yaml", ${setting}, "propertyCase": "camel" }`,
  });
  const { code, stderr } = run(root);
  expect(code).toBe(2);
  expect(stderr).toContain('instant-codegen.config.json:1:');
  expect(stderr).toContain(message);
});
