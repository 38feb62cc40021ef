import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../judge/generate.js';
import { schemaSource } from './source.js';
import { problemsIn, type Problem } from '../types/program.js';

let folder = '';
let dated = '';
let strict = '';
let featured = '';
let open = '';
beforeAll(async () => {
  folder = dirname(await generate('instant-types', { schema: schemaSource }));
  const settings = { dates: 'date' } as const;
  dated = dirname(await generate('instant-types-dates', { schema: schemaSource, settings }));
  const only = { dates: 'strict' } as const;
  strict = dirname(
    await generate('instant-types-strict', { schema: schemaSource, settings: only }),
  );
  const all = { dates: 'date', features: ['all'] } as const;
  const given = { schema: schemaSource, settings: all };
  featured = dirname(await generate('instant-types-features', given));
  open = dirname(await generate('instant-types-open', { settings: all }));
});

const head = `import { init, id, lookup, InstantAPIError } from './index.js';
import type { AppUser, Db, InstantAdminDatabase, InstantConfig, Config, User, ImpersonationOpts, FileOpts,
  UploadFileResponse, DeleteFileResponse, DeleteManyFileResponse, DebugCheckResult, DebugTransactResult,
  AuthToken, AppSchema, InstantIssue } from './index.js';
const db = init({ appId: 'a', adminToken: process.env['T'] });
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Equal<A, B>): void => {};
void [id, lookup];
`;

/** The lines of a text in which TypeScript finds errors; a line with two errors stands there twice. */
function linesOf(body: string, into = folder): readonly (string | undefined)[] {
  const lines = `${head}${body}`.split('\n');
  return said(body, into).map(({ line }) => lines[line - 1]);
}

function problems(body: string, into = folder): readonly string[] {
  return said(body, into).map(({ text }) => text);
}

/** The same for a client without a schema, which has fewer names to import. */
function openProblems(body: string): readonly string[] {
  return said(body, open, `import { init } from './index.js';`).map(({ text }) => text);
}

/** What TypeScript says of a module in the client's folder. */
function said(body: string, into: string, start = head): readonly Problem[] {
  const file = join(into, 'usage.ts');
  writeFileSync(file, `${start}${body}\n`);
  const options = {
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    types: ['node'],
  };
  // The client compiles, as other tests say.
  return problemsIn([file], options, (path) => path === file);
}

describe('the types of the client', () => {
  it('say what comes back', () => {
    expect(
      problems(`
        same<Awaited<ReturnType<typeof db.auth.createToken>>, string>(true);
        same<Awaited<ReturnType<typeof db.auth.getUser>>, AppUser | null>(true);
        same<Awaited<ReturnType<typeof db.auth.verifyToken>>, User>(true);
        same<Awaited<ReturnType<typeof db.auth.signOut>>, void>(true);
        same<Awaited<ReturnType<typeof db.transact>>['tx-id'], number>(true);
        same<Awaited<ReturnType<typeof db.storage.upload>>, boolean>(true);
        same<typeof db.config.adminToken, string | undefined>(true);
        same<ReturnType<typeof db.asUser>, Db>(true);
        same<Config<AppSchema, false>, InstantConfig>(true);
        same<InstantAdminDatabase<AppSchema, false>, Db>(true);
        export const presence = await db.rooms.getPresence('chat', 'room');
        same<(typeof presence)[string], (typeof presence)[string]>(true);
        for (const { data, user } of Object.values(presence)) {
          const typing: boolean = data.typing;
          void [typing, user?.id];
        }
        const upload: UploadFileResponse = await db.storage.uploadFile('p', 'text');
        const removed: DeleteFileResponse = await db.storage.delete('p');
        const several: DeleteManyFileResponse = await db.storage.deleteMany(['p'] as const);
        const about: FileOpts = { contentType: 'text/plain', fileSize: 5 };
        const token: AuthToken = await db.auth.createToken({ id: upload.data.id });
        const identity: ImpersonationOpts = { token };
        const debug = await db.asUser(identity).debugQuery({ goals: { todos: {} } });
        const check: DebugCheckResult | undefined = debug.checkResults[0];
        const goal: string | undefined = debug.result.goals[0]?.todos[0]?.title;
        const done: DebugTransactResult = await db.debugTransact([], { rules: {}, ip: '1.2.3.4' });
        void [removed.data, several.data, about, check?.entity, goal, done['all-checks-ok?']];
        const issue: InstantIssue = { status: 400, body: { type: 'timeout', message: 'm' } };
        const error = new InstantAPIError(issue);
        if (error.body.type === 'rate-limited') {
          const seconds: number | undefined = error.body.hint?.['retry-after'];
          void seconds;
        }`),
    ).toEqual([]);
  });

  it('of features say what is delivered', () => {
    const body = `
      db.subscribeQuery({ goals: { $: { limit: 2 }, todos: {} }, todos: {} }, (payload) => {
        if (payload.type === 'error') {
          const status: number | undefined = payload.error.status;
          return status;
        }
        same<typeof payload.data.goals, Awaited<ReturnType<typeof ask>>['goals']>(true);
        const due: string | number | Date | null | undefined = payload.data.goals[0]?.due;
        const cursor = payload.pageInfo?.goals.endCursor;
        const more: boolean | undefined = payload.pageInfo?.todos?.hasNextPage;
        return [due, cursor?.[0].length, more];
      }, { ruleParams: { a: 1 }, queue: 5 });
      const ask = () => db.query({ goals: { $: { limit: 2 }, todos: {} }, todos: {} });
      const sub = db.subscribeQuery({ todos: {} });
      for await (const payload of sub) {
        if (payload.type === 'ok') same<(typeof payload.data.todos)[number]['title'], string>(true);
      }
      sub.close();
      await db.webhooks.processRequest(
        {
          goals: {
            create: ({ after, before }) => {
              same<typeof before, null>(true);
              same<typeof after.due, string | number | null | undefined>(true);
              same<typeof after.title, string>(true);
            },
          },
        },
        new Request('http://x/'),
      );
      await db.webhooks.manager.create({ url: 'https://x', namespaces: ['goals'], actions: ['create'] });
      const list = await db.webhooks.manager.list();
      list.sort().forEach(({ namespaces, actions }) => void [namespaces.push('goals'), actions.pop()]);
      const write = db.streams.createWriteStream({ clientId: 'c' });
      const read = db.asUser({ guest: true }).streams.createReadStream({ clientId: 'c' });
      void [write, read];
      // What Next holds a route to.
      const { POST } = createInstantRouteHandler({ appId: 'a' });
      same<Parameters<typeof POST>, [Request]>(true);`;
    const route = `import { createInstantRouteHandler } from './index.js';`;
    expect(problems(`${route}${body}`, featured)).toEqual([]);
  });

  it('of features refuse what cannot be right', () => {
    const wrong = [
      'db.subscribeQuery({ goalz: {} })',
      'db.subscribeQuery({ goals: { nothing: {} } })',
      'db.subscribeQuery({ goals: {} }, ({ pageInfo }) => pageInfo)',
      'db.subscribeQuery({ todos: {} }, (p) => p.type === "ok" && p.pageInfo?.todos.endCursor)',
      'db.webhooks.manager.create({ url: "https://x", namespaces: ["goalz"], actions: ["create"] })',
      'db.webhooks.processPayload({ goalz: {} }, { data: [], idempotencyKey: "" })',
    ].map((each) => `${each};`);
    expect(linesOf(wrong.join('\n'), featured)).toEqual(wrong);
  });

  it('name the setting that what is absent takes', () => {
    expect(
      problems(`
        db.subscribeQuery({ goals: {} });
        db.streams.createReadStream({ clientId: 'a' });
        db.webhooks.manager.list();`),
    ).toEqual([
      `TS2349 This expression is not callable.\n  Type 'AddToFeatures<"subscribe">' has no call signatures.`,
      `TS2339 Property 'createReadStream' does not exist on type 'AddToFeatures<"streams">'.`,
      `TS2339 Property 'manager' does not exist on type 'AddToFeatures<"webhooks">'.`,
    ]);
  });

  it('have classes for webhooks without a client', () => {
    const classes = `
      import { Webhooks, WebhooksManager } from './index.js';
      const hooks: Webhooks<AppSchema> = new Webhooks({ appId: 'a', adminToken: 'b' });
      const other: typeof db.webhooks = new Webhooks<AppSchema>({ appId: 'a' });
      const manager: WebhooksManager = new WebhooksManager({ appId: 'a', token: 'b' });
      await hooks.processPayload({ goals: { create: ({ after }) => void after.title.length } }, { data: [], idempotencyKey: '' });
      await manager.create({ url: 'https://x', namespaces: ['goals'], actions: ['create'] });
      const { typedHandlers, combineHandlers } = Webhooks.helpers<AppSchema>();
      const handlers = combineHandlers(
        typedHandlers('goals', 'create', ({ after }) => void after.title.length),
        typedHandlers('$default', ({ namespace }) => void namespace),
      );
      await hooks.processPayload(handlers, { data: [], idempotencyKey: '' });
      void [other];`;
    expect(problems(classes, featured)).toEqual([]);
    expect(
      problems(
        `${classes} hooks.processPayload({ goalz: {} }, { data: [], idempotencyKey: '' });
         typedHandlers('goals', 'create', ({ after }) => void after.titel);`,
        featured,
      ),
    ).toHaveLength(2);
  });

  it('of features are open without a schema', () => {
    const body = `
      const loose = init({ appId: 'a' });
      loose.subscribeQuery({ goals: { $: { limit: 1 } } }, (payload) => {
        if (payload.type === 'ok') void [payload.data.goals[0]?.id, payload.pageInfo?.goals.endCursor];
      });
      loose.subscribeQuery({ goals: {}, $$ruleParams: {} }, (payload) => {
        // @ts-expect-error Of these there are no pages.
        if (payload.type === 'ok') void payload.pageInfo?.$$ruleParams;
      });
      await loose.webhooks.processPayload({ goals: { create: () => 1 } }, { data: [], idempotencyKey: '' });`;
    expect(openProblems(body)).toEqual([]);
  });

  it('are read as they are without a schema, and taken for what the app knows them to be', () => {
    const body = `
      interface Goal { readonly id: string; readonly title: string; readonly tags?: readonly string[] }
      const loose = init({ appId: 'a' });
      const { goals } = await loose.query({ goals: { owner: {} } });
      const named = (given: { readonly name: string }): string => given.name;
      void [goals[0]?.title.length, goals[0]?.owner[0]?.email.trim(), named(goals[0]?.meta)];
      const { todos } = await loose.query({ todos: {} });
      export const known: readonly Goal[] = (todos ?? []) as Goal[];`;
    expect(openProblems(body)).toEqual([]);
  });

  it('take what the official samples give, and more', () => {
    expect(
      problems(`
        init({ appId: 'a', schema: {}, useDateObjects: false, apiURI: undefined });
        await db.auth.createToken('a@b.co');
        await db.auth.createToken({ email: 'a@b.co' });
        await db.auth.signOut('a@b.co', { signal: AbortSignal.timeout(5), timeout: 5 });
        await db.auth.checkMagicCode('a@b.co', '123', { extraFields: { nickname: 'x' } });
        // @ts-expect-error The schema declares no such attribute.
        await db.auth.checkMagicCode('a@b.co', '123', { extraFields: { shoe: 'x' } });
        await db.auth.getUserFromRequest(new Request('http://x/'), { disableValidation: true });
        await db.query({ goals: {} }, { fetchOpts: { headers: new Headers() }, signal: AbortSignal.abort() });
        await db.storage.uploadFile('p', new Blob([]));
        await db.storage.uploadFile('p', new File([], 'x'));
        await db.storage.uploadFile('p', new Uint8Array(2));
        await db.storage.uploadFile('p', Buffer.from('x'));
        await db.storage.uploadFile('p', new ReadableStream<Uint8Array>(), { fileSize: 0 });
        await db.storage.uploadFile('p', (await import('node:stream')).Readable.from([]), { fileSize: 0 });
        const { query, asUser } = db;
        await asUser({ guest: true }).query({ todos: {} });
        await query({ todos: {} });`),
    ).toEqual([]);
  });

  it('refuse what cannot be right', () => {
    const wrong = [
      'db.asUser({ guest: false })',
      "db.asUser({ email: 'a', token: 'b' })",
      'db.asUser({})',
      "init({ adminToken: 'a' })",
      "init({ appId: 'a', useDateObjects: true })",
      'db.auth.generateMagicCode({ email: "a@b.co" })',
      'db.auth.getUser({ name: "x" })',
      'db.auth.createToken({})',
      'db.auth.verifyToken(undefined)',
      "lookup('slug', undefined)",
      'db.rooms.getPresence("nowhere", "x")',
      'db.storage.uploadFile("p", { not: "a file" })',
      'db.storage.uploadFile("p", 5)',
      'db.transact("x")',
      'db.nothing',
    ];
    // One error for each, and none elsewhere: the lines stand in one program.
    expect(linesOf(wrong.join('\n'))).toEqual(wrong);
  });

  it('accept only the kind of dates that the client was made for', () => {
    expect(problems("init({ appId: 'a', useDateObjects: true });", dated)).toEqual([]);
    expect(problems("init({ appId: 'a', useDateObjects: true });", strict)).toEqual([]);
    expect(problems("init({ appId: 'a', useDateObjects: false });", dated)).toHaveLength(1);
  });

  it('hold dates only where nothing else may come', () => {
    const read = `const { goals } = await db.query({ goals: { todos: {} } });
      same<NonNullable<(typeof goals)[0]['due']>, Date>(true);
      void goals.map((goal) => [goal.due?.getTime(), goal.todos[0]?.at?.toISOString()]);
      await db.transact(db.tx.goals['a']!.update({ due: Date.now() }));
      export {};`;
    expect(problems(read, strict)).toEqual([]);
    expect(problems(read, dated)).not.toEqual([]);
  });
});
