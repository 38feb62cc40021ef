import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../command/disk.js';
import { put } from '../command/run.js';
import { places, run, say, type Place } from './command.js';

const SCHEMA = `import { i } from '@instantdb/core';
export default i.schema({ entities: { goals: i.entity({ title: i.string() }) } });
`;
const DB = `import { init } from '@instantdb/admin';\nimport schema from '../instant.schema';\nexport const db = init({ appId: '', schema });\n`;

function app(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  put(folder, {
    'package.json': JSON.stringify({ name: 'a', dependencies: { '@instantdb/core': '1' } }),
    'tsconfig.json': '{}',
    'instant.schema.ts': SCHEMA,
    'src/db.ts': DB,
    ...files,
  });
  return folder;
}

/** What is told of one more file. */
async function told(text: string, path = 'src/app.ts'): Promise<readonly Place[]> {
  const { open } = await say(app({ [path]: text }));
  return open.filter(({ file }) => file === path);
}

const FROM = `import { db } from './db';\n`;

describe('what differs at run time is listed where it can be seen', () => {
  it.each([
    [
      'instanceof',
      `try { await db.query({ goals: {} }); } catch (e) {\n if (e instanceof TypeError) throw e;\n}`,
      3,
    ],
    ['the words', `await db.query({ goals: {} }).catch((e) =>\n e.message === 'fetch failed');`, 3],
    [
      'words in words',
      `await db.query({ goals: {} }).then(String, (e) =>\n e.message.includes('fetch failed'));`,
      3,
    ],
    [
      'the name',
      `try { await db.asUser({ guest: true }).query({ goals: {} }); } catch (e) {\n if ((e as Error).name === 'TypeError') throw e;\n}`,
      3,
    ],
  ])('failures of the network: %s', async (_, text, line) => {
    const open = await told(FROM + text);
    expect(places(open)).toEqual([`src/app.ts:${String(line)} migrate-run-time`]);
    expect(open[0]?.remedy).toContain('instanceof NetworkError');
  });

  it('once for one condition', async () => {
    const text = `try { await db.query({ goals: {} }); } catch (e) {\n if (e instanceof TypeError && (e.message === 'fetch failed' || e.name === 'TypeError')) throw e;\n if (e instanceof TypeError) throw e;\n}`;
    const open = await told(FROM + text);
    expect(places(open)).toEqual([
      'src/app.ts:3 migrate-run-time',
      'src/app.ts:4 migrate-run-time',
    ]);
  });

  it.each([
    ['instanceof', `if (e instanceof SyntaxError) throw e;`],
    ['the name', `if (e.name === 'SyntaxError') throw e;`],
  ])('answers that cannot be read: %s', async (_, text) => {
    const open = await told(
      `${FROM}try { await db.query({ goals: {} }); } catch (e: any) {\n ${text}\n}`,
    );
    expect(places(open)).toEqual(['src/app.ts:3 migrate-run-time']);
    expect(open[0]?.remedy).toContain('instanceof DecodeError');
  });

  it.each([
    `if (e.cause?.code === 'ECONNREFUSED') throw e;`,
    `if ((e as any).cause.errno < 0) throw e;`,
    `if (((e as Error).cause as any)['code'] === 'ENOTFOUND') throw e;`,
    `const { cause } = e; if (cause.code === 'UND_ERR_SOCKET') throw e;`,
  ])('what the system said of the network: %s', async (text) => {
    const open = await told(
      `${FROM}try { await db.query({ goals: {} }); } catch (e: any) {\n ${text}\n}`,
    );
    expect(places(open)).toEqual(['src/app.ts:3 migrate-run-time']);
    expect(open[0]?.remedy).toContain('error.cause.cause');
  });

  it('both, where one condition asks for both', async () => {
    const open = await told(
      `${FROM}try { await db.query({ goals: {} }); } catch (e: any) {\n if (e instanceof SyntaxError || e.cause?.code === 'ECONNRESET' || e instanceof TypeError) throw e;\n}`,
    );
    expect(open.map(({ message }) => /a (\w+), whose/.exec(message)?.[1])).toEqual([
      'DecodeError',
      'NetworkError',
    ]);
  });

  it.each([
    `db.rooms.getPresence('chat', encodeURIComponent(name));`,
    'db.asUser({ guest: true }).rooms.getPresence(`chat`, `a-${encodeURI(name)}`);',
    `const id = encodeURIComponent(name); db.rooms.getPresence('chat', id);`,
    `db.webhooks.manager.enable(encodeURIComponent(name));`,
  ])('ids that are encoded twice: %s', async (text) => {
    const open = await told(`${FROM}declare const name: string;\n${text}`);
    expect(places(open)).toEqual(['src/app.ts:3 migrate-run-time']);
    expect(open[0]?.remedy).toContain('without the encoding');
  });

  it.each([
    `globalThis.fetch = async () => ({ status: 200, json: async () => ({}) }) as Response;`,
    `vi.stubGlobal('fetch', () => { const json = async () => ({}); return { ok: true, json }; });`,
    `jest.spyOn(global, 'fetch').mockResolvedValue({ status: 200, json() { return {}; } } as any);`,
  ])('answers that are less than a response: %s', async (text) => {
    const open = await told(`${FROM}db.query({ goals: {} });\n${text}`, 'src/app.test.ts');
    expect(places(open)).toEqual(['src/app.test.ts:3 migrate-run-time']);
    expect(open[0]?.remedy).toContain('Response.json(');
  });

  it('mocks that stood for the package by their paths', async () => {
    const mock = `export const init = () => ({});\n`;
    const open = await told(mock, '__mocks__/@instantdb/admin.ts');
    expect(places(open)).toEqual(['__mocks__/@instantdb/admin.ts:1 migrate-mock']);
    expect(open[0]?.remedy).toContain('src/instant/__mocks__/index.ts');
    expect(await told(mock, '__mocks__/@instantdb/admin/index.js')).toHaveLength(1);
    expect(await told(mock, 'src/__mocks__/other.ts')).toEqual([]);
  });

  it('copies of the configuration of a client', async () => {
    const text = `import { init } from '@instantdb/admin';\n${FROM}export const other = init({\n  ...db.config, appId: 'b' });\n`;
    const open = await told(text);
    expect(places(open)).toEqual(['src/app.ts:4 migrate-run-time']);
    expect(open[0]?.remedy).toBe('Write `adminToken: db.config.adminToken` beside it.');
  });

  it.each([
    ['vi.stubGlobal', `vi.stubGlobal('fetch', async () => new Response('', { status: 429 }));`],
    [
      'an assignment',
      `globalThis.fetch = async () => { throw Object.assign(new Error('a'), { code: 'ECONNRESET' }); };`,
    ],
    ['jest.spyOn', `jest.spyOn(global, 'fetch').mockRejectedValue(new Error('a'));`],
    [
      'an assignment past the types',
      `(globalThis as any).fetch = async () => { throw new TypeError('a'); };`,
    ],
    [
      'sinon, told in a test',
      `const sent = sinon.stub(globalThis, 'fetch'); it('a', () => { sent.rejects(new Error('a')); });`,
    ],
    ['node:test', `mock.method(globalThis, 'fetch', async () => { throw new Error('a'); });`],
    [
      'undici',
      `const agent = new MockAgent(); agent.get('https://a').intercept({}).replyWithError(new Error('a'));`,
    ],
    ['nock', `import nock from 'nock';\nnock('https://a').post('/').reply(503);`],
    [
      'msw',
      `import { setupServer } from 'msw/node';\nexport const answer = () => HttpResponse.error();`,
    ],
  ])('networks that fail in tests: %s', async (_, text) => {
    const open = await told(
      `import { db } from '../src/db';\ndb.query({ goals: {} });\n${text}\n`,
      'test/app.ts',
    );
    expect(places(open)).toEqual(['test/app.ts:3 migrate-run-time']);
    expect(open[0]?.remedy).toContain('retry: false');
  });

  it.each([
    [
      'other errors',
      `${FROM}try { await db.query({ goals: {} }); } catch (e) { if (e instanceof RangeError) throw e; }`,
    ],
    [
      'errors of other calls',
      `${FROM}await db.query({ goals: {} });\ntry { new URL('a'); } catch (e) { if (e instanceof TypeError) throw e; }`,
    ],
    [
      'tests whose network answers',
      `${FROM}db.query({ goals: {} });\nvi.stubGlobal('fetch', async () => new Response('{}'));`,
    ],
    [
      'tests whose network answers and which look for failures of other things',
      `${FROM}db.query({ goals: {} });\nsinon.stub(globalThis, 'fetch').resolves(new Response('{}')); assert.rejects(other());`,
    ],
    [
      'causes of causes, and of other calls',
      `${FROM}try { await db.query({ goals: {} }); } catch (e: any) { if (e.cause.cause.code) throw e; }\ntry { open(); } catch (e: any) { if (e.cause.code || e instanceof SyntaxError) throw e; }`,
    ],
    [
      'ids as they are, and encoded ones elsewhere',
      `${FROM}db.rooms.getPresence('chat', 'a b');\nopen(encodeURIComponent('a'));\ndb.storage.delete(encodeURIComponent('a'));`,
    ],
    [
      'answers that have what is asked for',
      `${FROM}db.query({ goals: {} });\nvi.stubGlobal('fetch', () => ({ ok: true, text: async () => '', json: async () => ({}) }));`,
    ],
    [
      'tests without a client',
      `vi.stubGlobal('fetch', async () => new Response('', { status: 503 }));`,
    ],
    [
      'other configurations',
      `${FROM}const app = { config: { a: 1 } };\nexport const all = [db, { ...app.config }];`,
    ],
  ])('and nowhere else: %s', async (_, text) => {
    expect(places(await told(text))).toEqual([]);
  });

  it('and a note says what to read', async () => {
    const folder = app({});
    const { stdout } = await run(folder);
    expect(stdout).toContain(
      'At run time: a call that may safely be repeated is, twice (`init({ retry: false })` sends one request), and one that got no answer is a NetworkError, not a TypeError. docs/differences.md has all that differs.\n',
    );
    expect((await run(folder)).stdout).not.toContain('At run time');
  });
});

describe('a schema that a function is given', () => {
  it.each([
    [
      'generic',
      `import { init, type InstantSchemaDef } from '@instantdb/admin';\nexport function make<S extends InstantSchemaDef<any, any, any>>(s: S) {\n  return init({ appId: '', schema: s });\n}\n`,
    ],
    [
      'an option',
      `import { init, type InstantUnknownSchema } from '@instantdb/admin';\nexport const make = (options: { schema: InstantUnknownSchema }) =>\n  init({ appId: '', schema: options.schema });\n`,
    ],
    [
      'taken apart',
      `import { init } from '@instantdb/admin';\nexport const make = <S,>({ schema }: { schema: S }) =>\n  init({ appId: '', schema });\n`,
    ],
  ])('is listed: %s', async (_, text) => {
    const open = await told(text);
    expect(places(open)).toContain('src/app.ts:3 migrate-schema-given');
  });

  it('is not where it can only be one', async () => {
    const text = `import { init } from '@instantdb/admin';\nimport schema from '../instant.schema';\nexport const make = (given: typeof schema) => init({ appId: '', schema: given });\n`;
    expect(places(await told(text))).not.toContain('src/app.ts:3 migrate-schema-given');
  });
});
