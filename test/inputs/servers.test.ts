/** Where calls of a client go, and what may go there with them. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { project } from '../command/run.js';
import { generate } from '../golden/case.js';
import { compile } from '../golden/compile.js';

const HEAD = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";
const TOKEN =
  'security: [{ token: [] }]\ncomponents: { securitySchemes: { token: { type: http, scheme: bearer } } }\n';

function operation(name: string, servers = ''): string {
  return `  /${name}: { get: { operationId: ${name}, ${servers}responses: { '204': { description: '' } } } }\n`;
}

function document(server: string, ...operations: readonly string[]): string {
  const servers = server === '' ? '' : `servers: [{ url: '${server}' }]\n`;
  return `${HEAD}${servers}${TOKEN}paths:\n${operations.join('')}`;
}

interface Client {
  readonly texts: ReadonlyMap<string, string>;
  /** Where each operation goes, and the credential that it has with it. */
  sent(options: object): Promise<Readonly<Record<string, string>>>;
  readonly index: Readonly<Record<string, unknown>>;
}

type Transport = (options: object) => object;
type Endpoint = (transport: object) => Promise<unknown>;

async function clientOf(
  openapi: Readonly<Record<string, string>>,
  names: readonly string[],
): Promise<Client> {
  const sources = Object.keys(openapi).map((source) => {
    const prefix = /^(\w+)\.yaml$/.exec(source)?.[1];
    return { source, ...(prefix === undefined || prefix === 'main' ? {} : { prefix }) };
  });
  const generated = await generate({
    name: 'servers',
    root: project(openapi),
    options: { openapi: sources },
  });
  const folder = join(import.meta.dirname, '../../.tmp/servers', names.join('-'));
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of generated.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const index = (await import(pathToFileURL(join(folder, 'index.ts')).href)) as Client['index'];
  const texts = new Map(
    generated.files
      .filter(({ path }) => path.endsWith('.ts'))
      .map((each) => [each.path, each.text]),
  );
  return {
    texts,
    index,
    async sent(options) {
      const seen: Record<string, string> = {};
      for (const name of names) {
        const fetch = (url: string, init: { headers: Record<string, string> }): Response => {
          seen[name] = `${url} ${init.headers['authorization'] ?? '-'}`;
          return new Response(null, { status: 204 });
        };
        const transport = (index['createTransport'] as Transport)({ fetch, ...options });
        await (index[name] as Endpoint)(transport);
      }
      return seen;
    },
  };
}

describe('several documents', () => {
  const auth = { token: 'm', 'shop.token': 's' };

  test('go where the caller says, and nowhere else', async () => {
    const client = await clientOf(
      {
        'main.yaml': document('https://main.example/v1', operation('one')),
        'shop.yaml': document('https://shop.example/v1', operation('two')),
      },
      ['one', 'shopTwo'],
    );
    expect(await client.sent({ baseUrl: 'https://staging.example', auth })).toEqual({
      one: 'https://staging.example/one Bearer m',
      shopTwo: 'https://staging.example/two Bearer s',
    });
    const servers = { shop: 'https://shop.staging.example/' };
    expect(await client.sent({ baseUrl: 'https://staging.example', servers, auth })).toEqual({
      one: 'https://staging.example/one Bearer m',
      shopTwo: 'https://shop.staging.example/two Bearer s',
    });
    const { serverUrl, serverUrls } = client.index as Record<string, () => string>;
    expect(await client.sent({ baseUrl: serverUrl?.(), servers: serverUrls?.() })).toEqual({
      one: 'https://main.example/v1/one -',
      shopTwo: 'https://shop.example/v1/two -',
    });
    const made = (path: string): string | undefined =>
      /from (.*)\. Do not/.exec(client.texts.get(path) ?? '')?.[1];
    expect(made('transport.ts')).toBe('main.yaml, shop.yaml');
    expect(made('operations/shop.ts')).toBe('shop.yaml');
    const problems = compile(
      new Map([
        ...client.texts,
        [
          'use.ts',
          `import { createTransport, serverUrls } from './index.js';
createTransport({ baseUrl: '', servers: { shop: undefined } });
createTransport({ baseUrl: '', servers: { ...serverUrls(), shop: 'https://x' } });
createTransport({ baseUrl: '', servers: { shp: 'https://x' } });
`,
        ],
      ]),
    );
    expect(problems).toEqual([expect.stringContaining('use.ts:4: ')]);
    expect(problems.join()).toContain("'shp' does not exist in type 'Servers'");
  });

  test('have a client object that takes their addresses, and no others', async () => {
    const { files } = await generate({
      name: 'servers-client',
      root: project({
        'main.yaml': document('https://main.example/v1', operation('one')),
        'shop.yaml': document(
          'https://shop.example/v1',
          operation('two', "servers: [{ url: 'https://files.example' }], "),
        ),
      }),
      options: {
        openapi: [{ source: 'main.yaml' }, { source: 'shop.yaml', prefix: 'shop' }],
        client: true,
      },
    });
    const texts = files.filter(({ path }) => path.endsWith('.ts'));
    const use = `import { createClient } from './index.js';
createClient({ servers: { shop: 'https://x', 'https://files.example': undefined } });
createClient({ servers: { shp: 'https://x' } });
`;
    const all = [...texts.map(({ path, text }) => [path, text] as const), ['use.ts', use] as const];
    expect(compile(new Map(all))).toEqual([expect.stringContaining('use.ts:3: ')]);
  });

  test('without hosts can be told apart as well, and those of one host need not', async () => {
    const apart = await clientOf(
      { 'main.yaml': document('', operation('one')), 'shop.yaml': document('', operation('two')) },
      ['one', 'shopTwo'],
    );
    expect(await apart.sent({ baseUrl: 'https://a', servers: { shop: 'https://b' } })).toEqual({
      one: 'https://a/one -',
      shopTwo: 'https://b/two -',
    });
    const one = await clientOf(
      {
        'main.yaml': document('https://x.example', operation('one')),
        'shop.yaml': document('https://x.example', operation('two')),
      },
      ['shopTwo', 'one'],
    );
    expect([...one.texts.keys()].filter((path) => path.includes('runtime/http/server'))).toEqual(
      [],
    );
    expect(await one.sent({ baseUrl: 'https://y' })).toEqual({
      one: 'https://y/one -',
      shopTwo: 'https://y/two -',
    });
  });
});

describe('servers of single operations', () => {
  const files = {
    'main.yaml': document(
      'https://api.example/v1/',
      operation('one'),
      operation('two', "servers: [{ url: 'https://files.example/' }], "),
      operation('three', "servers: [{ url: 'https://api.example/v2' }], "),
      operation('four', "servers: [{ url: '/v3' }], "),
      operation('five', "servers: [{ url: 'https://api.example/v1' }], "),
    ),
  };
  const names = ['one', 'two', 'three', 'four', 'five'];

  test("are used beside the document's own address", async () => {
    const client = await clientOf(files, names);
    expect(await client.sent({ baseUrl: 'https://api.example/v1' })).toEqual({
      one: 'https://api.example/v1/one -',
      two: 'https://files.example/two -',
      three: 'https://api.example/v2/three -',
      four: 'https://api.example/v3/four -',
      five: 'https://api.example/v1/five -',
    });
  });

  test('get no credential where the caller names another address', async () => {
    const client = await clientOf(files, names);
    const options = { baseUrl: 'https://staging.example/v1', auth: { token: 't' } };
    expect(await client.sent(options)).toEqual({
      one: 'https://staging.example/v1/one Bearer t',
      two: 'https://staging.example/v1/two Bearer t',
      three: 'https://staging.example/v1/three Bearer t',
      four: 'https://staging.example/v3/four Bearer t',
      five: 'https://staging.example/v1/five Bearer t',
    });
    // A host whose name begins alike is another.
    const alike = await client.sent({ ...options, baseUrl: 'https://api.example.evil.example' });
    expect(
      Object.values(alike).every((each) => each.startsWith(`https://api.example.evil.example/`)),
    ).toBe(true);
    const servers = { 'https://files.example/': 'https://files.staging.example' };
    expect(await client.sent({ ...options, servers })).toMatchObject({
      two: 'https://files.staging.example/two Bearer t',
      three: 'https://staging.example/v1/three Bearer t',
    });
  });

  test('that are the root, which a document without servers has anyway, are no others', async () => {
    const root = operation('rooted', "servers: [{ url: '/' }], ");
    const client = await clientOf({ 'main.yaml': document('', operation('other'), root) }, [
      'other',
      'rooted',
    ]);
    expect(await client.sent({ baseUrl: 'https://api.example/v1' })).toEqual({
      other: 'https://api.example/v1/other -',
      rooted: 'https://api.example/v1/rooted -',
    });
  });

  test("that all name are the document's", async () => {
    const own = "servers: [{ url: 'https://own.example' }], ";
    const client = await clientOf(
      { 'main.yaml': document('', operation('one', own), operation('two', own)) },
      ['one', 'two'],
    );
    expect((client.index['serverUrl'] as () => string)()).toBe('https://own.example');
    expect(await client.sent({ baseUrl: 'https://x' })).toEqual({
      one: 'https://x/one -',
      two: 'https://x/two -',
    });
  });
});

describe('addresses of which the document leaves a part open', () => {
  const leaving = (url: string, name: string): string =>
    `servers: [{ url: '${url}', variables: { ${name}: { default: '' }, region: { default: eu } } }]`;
  const files = {
    'main.yaml': `${HEAD}${leaving('https://{endpoint}/{region}', 'endpoint')}
paths:
${operation('open')}${operation('shut', `${leaving('https://{bucket}/x', 'bucket')}, `)}`,
  };

  test('are made with that part only', async () => {
    const client = await clientOf(files, ['open', 'shut']);
    const { serverUrl } = client.index as Record<string, (variables: object) => string>;
    const baseUrl = serverUrl?.({ endpoint: 'a.example' });
    expect(await client.sent({ baseUrl })).toEqual({
      open: 'https://a.example/eu/open -',
      shut: 'https://a.example/eu/shut -',
    });
    const servers = { 'https://{bucket}/x': 'https://b.example/x' };
    expect(await client.sent({ baseUrl, servers })).toMatchObject({
      shut: 'https://b.example/x/shut -',
    });
  });

  test('are as before where nothing is open', async () => {
    const variables = 'variables: { region: { default: eu } }';
    const servers = `servers: [{ url: 'https://{region}.example', ${variables} }]`;
    const client = await clientOf(
      { 'main.yaml': `${HEAD}${servers}\npaths:\n${operation('kept')}` },
      ['kept'],
    );
    expect(client.texts.get('servers.ts')).toContain(
      'export function serverUrl(variables: ServerVariables = {}): string {',
    );
  });

  test('are no others where an operation repeats them', async () => {
    const client = await clientOf(
      {
        'main.yaml': `${HEAD}${leaving('https://{endpoint}/x', 'endpoint')}
paths:
${operation('again', `${leaving('https://{endpoint}/x', 'endpoint')}, `)}${operation('once')}`,
      },
      ['again', 'once'],
    );
    expect(client.texts.get('servers.ts')).not.toContain('interface Servers');
    expect(await client.sent({ baseUrl: 'https://a.example' })).toMatchObject({
      again: 'https://a.example/again -',
    });
  });

  test('are asked for by the types', async () => {
    const { files: emitted } = await generate({
      name: 'servers-open',
      root: project(files),
      options: { openapi: [{ source: 'main.yaml' }], client: true },
    });
    const texts = emitted.filter(({ path }) => path.endsWith('.ts'));
    const use = `import { createClient, serverUrl } from './index.js';
createClient({ baseUrl: serverUrl({ endpoint: 'a.example' }) });
createClient();
createClient({});
serverUrl();
serverUrl({ region: 'us' });
`;
    const all = [...texts.map(({ path, text }) => [path, text] as const), ['use.ts', use] as const];
    const lines = compile(new Map(all)).map((each) => /use\.ts:\d+/.exec(each)?.[0]);
    expect(lines).toEqual(['use.ts:3', 'use.ts:4', 'use.ts:5', 'use.ts:6']);
  });
});
