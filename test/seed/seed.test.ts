/** The document that many found before ours: less is in it, and what is in it gives the same client. */

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { compile } from '../golden/compile.js';
import { generate, load } from '../judge/generate.js';
import { startServerProcess, type ServerProcess } from '../server/process.js';

const SEED = readFileSync(
  join(import.meta.dirname, '../../fixtures/instant-seed/openapi.yml'),
  'utf8',
);
const SCHEMA = readFileSync(
  join(import.meta.dirname, '../../fixtures/client/instant.schema.ts'),
  'utf8',
).replace(
  'entities: {',
  'entities: { $files: i.entity({ path: i.string().unique().indexed(), url: i.string() }),',
);

/** Methods whose operations the document does not have. */
const MISSING = [
  'Db.debugQuery',
  'Db.debugTransact',
  'DbAuth.signInGuest',
  'DbStorage.getDownloadUrl',
  'DbStorage.list',
  'DbStorage.upload',
];

const appId = '11111111-1111-4111-8111-111111111111';
const adminToken = '22222222-2222-4222-8222-222222222222';

/** Calls of every kind, with the exact type of each answer. */
const PROGRAM = `
import { id, init, InstantAPIError, type Goal, type User } from './index.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function exactly<Wanted>() {
  return <Given>(value: Given, same: Same<Given, Wanted>): Given => (same ? value : value);
}

export async function run(apiURI: string): Promise<unknown> {
  const db = init({ appId: '${appId}', adminToken: '${adminToken}', apiURI });
  const token = exactly<string>()(await db.auth.createToken('ada@example.com'), true);
  const user = exactly<User>()(await db.auth.verifyToken(token), true);
  const goal = id();
  const { 'tx-id': tx } = exactly<{ 'tx-id': number }>()(
    await db.transact(db.tx.goals.id(goal).create({ title: 'Swim' }).link({ owner: user.id })),
    true,
  );
  const { goals } = await db.query({ goals: { owner: {}, $: { where: { 'owner.id': user.id } } } });
  const owner: string | null | undefined = goals[0]?.owner.email;
  const all = exactly<Goal[]>()((await db.query({ goals: {} })).goals, true);
  const own = await db.asUser({ token }).query({ goals: { $: { fields: ['title'] } } });
  const stored = await db.storage.uploadFile('a/b.txt', 'hello', { contentType: 'text/plain' });
  const { $files } = await db.query({ $files: {} });
  await db.storage.delete('a/b.txt');
  const { p1 } = await db.rooms.getPresence('chat', 'room');
  const typing: boolean | undefined = p1?.data.typing;
  const wrong = await db.auth.verifyToken(id()).catch((error: unknown) => error);
  return {
    tx: typeof tx,
    owner,
    titles: all.map((each) => each.title),
    own: own.goals.map((each) => each.title),
    stored: typeof stored.data.id,
    files: $files.map((each) => each.path),
    typing,
    status: wrong instanceof InstantAPIError ? wrong.status : undefined,
  };
}
`;

let shipped: ReadonlyMap<string, string>;
let seed: ReadonlyMap<string, string>;
let server: ServerProcess;
let program = '';

beforeAll(async () => {
  shipped = filesOf(await generate('seed-shipped', { schema: SCHEMA }));
  const index = await generate('seed-seed', {
    schema: SCHEMA,
    files: { 'openapi.yml': SEED },
    settings: { openapi: 'openapi.yml', target: 'instant' },
  });
  seed = filesOf(index);
  program = join(dirname(index), 'program.ts');
  writeFileSync(program, PROGRAM);
  const { default: schema } = await load<{ default: object }>(
    join(dirname(index), '../../instant.schema.ts'),
  );
  const presence = {
    chat: { room: { p1: { 'peer-id': 'p1', user: null, data: { typing: true } } } },
  };
  server = await startServerProcess({ appId, adminToken, schema, presence });
});
afterAll(() => server.stop());

describe('the client of the seed document', () => {
  it('has the methods of the shipped document, each with the same type, but for those listed', () => {
    const [all, some] = [membersOf(shipped), membersOf(seed)];
    expect([...all.keys()].filter((name) => !some.has(name)).sort()).toEqual(MISSING);
    for (const [name, type] of some) expect(type, name).toBe(all.get(name));
    for (const name of ['Db.query', 'Db.transact', 'DbAuth.createToken', 'DbRooms.getPresence'])
      expect(some.has(name), name).toBe(true);
  });

  it('has the types that these name, word for word', () => {
    const [all, some] = [typesOf(shipped), typesOf(seed)];
    expect(some.size).toBeGreaterThan(50);
    // What is only sent may be given with readonly lists; these the shipped document has in answers, too.
    const plain = (text = ''): string => text.replace(/readonly /g, '');
    for (const [name, type] of some) expect(plain(type), name).toBe(plain(all.get(name)));
    const differ = [...some].flatMap(([name, type]) => (type === all.get(name) ? [] : [name]));
    expect(differ).toEqual(['InstaQLOptions', 'InstaQLWhere', 'InstaQLOperator', 'PageCursor']);
  });

  it('has the same files for the schema', () => {
    for (const path of ['entities.ts', 'query.ts', 'tx.ts', 'rooms.ts', 'builder.ts', 'schema.ts'])
      expect(seed.get(path), path).toBe(shipped.get(path));
  });

  it.each([
    ['shipped', () => shipped],
    ['seed', () => seed],
  ] as const)('compiles a program with calls of every kind: %s', (_name, files) => {
    expect(compile(new Map([...files(), ['program.ts', PROGRAM]]), USER)).toEqual([]);
    const other = PROGRAM.replace('db.query({ goals: {} })', 'db.query({ goal: {} })');
    expect(compile(new Map([...files(), ['program.ts', other]]), USER)).not.toEqual([]);
  });

  it('runs it', async () => {
    const { run } = await load<{ run: (url: string) => Promise<unknown> }>(program);
    expect(await run(server.url)).toEqual({
      tx: 'number',
      owner: 'ada@example.com',
      titles: ['Swim'],
      own: ['Swim'],
      stored: 'string',
      files: ['a/b.txt'],
      typing: true,
      status: 400,
    });
  });
});

describe('without a target', () => {
  it('gives functions for its endpoints, which compile', async () => {
    const files = filesOf(
      await generate('seed-none', {
        files: { 'openapi.yml': SEED },
        settings: { openapi: 'openapi.yml', target: 'none' },
      }),
    );
    expect(compile(files)).toEqual([]);
    expect(files.get('index.ts')).toMatch(/\badminQuery\b/);
    expect(files.has('client.ts')).toBe(false);
  });

  it('is what it is for a document that says nothing of one', async () => {
    const files = filesOf(
      await generate('seed-unsaid', {
        files: { 'openapi.yml': SEED },
        settings: { openapi: 'openapi.yml' },
      }),
    );
    expect(files.has('client.ts')).toBe(false);
  });

  it('is overruled by the document', async () => {
    const files = filesOf(
      await generate('seed-said', {
        schema: SCHEMA,
        files: { 'openapi.yml': `x-instant-codegen-target: instant\n${SEED}` },
        settings: { openapi: 'openapi.yml' },
      }),
    );
    expect(files.get('client.ts')).toBe(seed.get('client.ts'));
  });
});

/** A program of the user, who sets fewer flags than emitted code has to stand. */
const USER: ts.CompilerOptions = {
  isolatedDeclarations: false,
  declaration: false,
  noUnusedLocals: false,
};

function filesOf(index: string): ReadonlyMap<string, string> {
  const folder = dirname(index);
  return new Map(
    ts.sys
      .readDirectory(folder, ['.ts'])
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}

/**
 * `DbAuth.createToken` → its text of every interface of the client, comments included, but for those of groups: each
 * document says its own of a tag.
 */
function membersOf(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const file = parse(files, 'client.ts');
  const interfaces = file.statements.filter(ts.isInterfaceDeclaration);
  const groups = new Set(interfaces.map(({ name }) => name.text));
  const textOf = (member: ts.TypeElement): string =>
    ts.isPropertySignature(member) && groups.has(member.type?.getText(file) ?? '')
      ? member.getText(file)
      : member.getFullText(file);
  return new Map(
    interfaces.flatMap((each) =>
      each.members.map((member): [string, string] => [
        `${each.name.text}.${member.name?.getText(file) ?? ''}`,
        textOf(member),
      ]),
    ),
  );
}

function typesOf(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const file = parse(files, 'types.ts');
  return new Map(
    file.statements.flatMap((each): [string, string][] =>
      ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each)
        ? [[each.name.text, each.getText(file)]]
        : [],
    ),
  );
}

function parse(files: ReadonlyMap<string, string>, path: string): ts.SourceFile {
  return ts.createSourceFile(path, files.get(path) ?? '', ts.ScriptTarget.Latest, true);
}
