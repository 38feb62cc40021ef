/**
 * The samples of Instant's page about its SDK on servers, as they stand there: only the import names the
 * generated client. Where a sample declares one name several times, as alternatives, each has a scope of its
 * own. What a sample leaves out is listed beside it.
 */
export interface Sample {
  readonly name: string;
  readonly code: string;
  /** Declarations that the sample omits. */
  readonly omits?: readonly string[];
  /** An expression over the sample's names: what it came to. */
  readonly shows?: string;
  readonly expects?: unknown;
}

/** Before every sample there is such an app; a page says so once. */
const db = [
  "import { init } from './instant/index.js';",
  'const db = init({ appId: "__APP_ID__", adminToken: process.env.INSTANT_APP_ADMIN_TOKEN });',
];
const app = [
  'type Req = { body: { email: string; code: string }; headers: Record<string, string> };',
  'type Res = { status(code: number): Res; send(body: unknown): string };',
  'const sent: unknown[] = [];',
  'const res: Res = { status: (code) => (sent.push(code), res), send: (body) => (sent.push(body), "") };',
  'const app = { routes: new Map<string, (req: Req, res: Res) => Promise<unknown>>(),',
  '  post(path: string, route: (req: Req, res: Res) => Promise<unknown>) { app.routes.set(path, route); } };',
];
const user = (attributes: object): unknown => ({ isGuest: false, ...attributes });
/** The one user that there is when a sample starts. */
export const ada = {
  id: '99999999-9999-4999-8999-999999999999',
  email: 'alyssa_p_hacker@instantdb.com',
};
const userId = `const userId = '${ada.id}';`;
const token =
  'const token = await db.auth.createToken({ email: "alyssa_p_hacker@instantdb.com" });';
const refresh = token.replace('const token', 'const userRefreshToken');

export const samples: readonly Sample[] = [
  {
    name: 'init',
    code: `import { init, id } from './instant/index.js';
// Visit https://instantdb.com/dash to get your APP_ID :)
const APP_ID = '__APP_ID__';
const db = init({
  appId: APP_ID,
  adminToken: process.env.INSTANT_APP_ADMIN_TOKEN,
});`,
    shows: '[typeof db.query, id().length]',
    expects: ['function', 36],
  },
  {
    name: 'query',
    omits: db,
    code: `const data = await db.query({ goals: {}, todos: {} });
const { goals, todos } = data;`,
    shows: '[goals.length, todos.length]',
    expects: [0, 0],
  },
  {
    name: 'transact',
    omits: [...db, "import { id } from './instant/index.js';"],
    code: `const res = await db.transact([db.tx.todos[id()].update({ title: 'Get fit' })]);
console.log('New todo entry made for with tx-id', res['tx-id']);`,
    shows: "typeof res['tx-id']",
    expects: 'number',
  },
  {
    name: 'schema',
    code: `import { init, id } from './instant/index.js';
import schema from '../instant.schema.ts';
// Visit https://instantdb.com/dash to get your APP_ID :)
const APP_ID = '__APP_ID__';
const db = init({
  appId: APP_ID,
  adminToken: process.env.INSTANT_APP_ADMIN_TOKEN,
  schema,
});`,
    shows: '[typeof db.transact, typeof id()]',
    expects: ['function', 'string'],
  },
  ...[
    [
      'email',
      "// Scope by their email\nconst scopedDb = db.asUser({ email: 'alyssa_p_hacker@instantdb.com' });",
    ],
    ['token', '// Or with their auth token\nconst scopedDb = db.asUser({ token });'],
    ['guest', '// Or use the db as a guest!\nconst scopedDb = db.asUser({ guest: true });'],
  ].map(([kind, code]): Sample => ({
    name: `asUser: ${kind}`,
    omits: [...db, token, 'let data: unknown;', 'if (!token) data = token;'],
    code: `${code}
// Queries and transactions will run with those permissions
await scopedDb.query({ logs: {} });`,
    shows: 'scopedDb.impersonationOpts !== undefined',
    expects: true,
  })),
  {
    name: 'getUser by email',
    omits: db,
    code: "const user = await db.auth.getUser({ email: 'alyssa_p_hacker@instantdb.com' });",
    shows: 'user',
    expects: user(ada),
  },
  {
    name: 'getUser by id',
    omits: [...db, userId],
    code: `const user = await db.auth.getUser({
  id: userId,
});`,
    shows: 'user',
    expects: user(ada),
  },
  {
    name: 'getUser by refresh token',
    omits: [...db, refresh],
    code: `const user = await db.auth.getUser({
  refresh_token: userRefreshToken,
});`,
    shows: 'user',
    expects: user(ada),
  },
  {
    name: 'deleteUser, and what is left of the user',
    omits: [...db, "import { tx } from './instant/index.js';", userId, newUser()],
    code: `const { goals, todos } = await db.query({
  goals: { $: { where: { creator: userId } } },
  todos: { $: { where: { creator: userId } } },
});
await db.transact([
  ...goals.map((item) => db.tx.goals[item.id].delete()),
  ...todos.map((item) => tx.todos[item.id].delete()),
]);
// Now we can delete the user
await db.auth.deleteUser({ id: userId });`,
    shows: '[goals.length, todos.length, await db.auth.getUser({ id: userId })]',
    expects: [1, 0, null],
  },
  {
    name: 'deleteUser by email',
    omits: [...db, token],
    code: `const deletedUser = await db.auth.deleteUser({
  email: 'alyssa_p_hacker@instantdb.com',
});`,
    shows: '[deletedUser?.email, token.length]',
    expects: [ada.email, 36],
  },
  {
    name: 'deleteUser by id',
    omits: [...db, userId],
    code: `const deletedUser = await db.auth.deleteUser({
  id: userId,
});`,
    shows: 'deletedUser',
    expects: user(ada),
  },
  {
    name: 'deleteUser by refresh token',
    omits: [...db, refresh],
    code: `const deletedUser = await db.auth.deleteUser({
  refresh_token: userRefreshToken,
});`,
    shows: 'deletedUser?.email',
    expects: ada.email,
  },
  {
    name: 'getPresence',
    omits: db,
    code: `const data = await db.rooms.getPresence('chat', 'room-123');
console.log(Object.values(data));`,
    shows: 'Object.values(data)',
    expects: [{ 'peer-id': 'p1', user: null, data: { typing: true } }],
  },
  {
    name: 'signOut by email',
    omits: [...db, token],
    code: `// All sessions for this email sign out
await db.auth.signOut({ email: 'alyssa_p_hacker@instantdb.com' });`,
    shows: 'await db.auth.verifyToken(token).then(() => "valid", () => "gone")',
    expects: 'gone',
  },
  {
    name: 'signOut by id',
    omits: [
      ...db,
      'const userId = (await db.auth.getUser({ email: "alyssa_p_hacker@instantdb.com" }))!.id;',
    ],
    code: `// All sessions for this user id sign out
const user = await db.auth.signOut({
  id: userId,
});`,
    shows: 'user',
    expects: undefined,
  },
  {
    name: 'signOut by refresh token',
    omits: [...db, refresh],
    code: `// Just sign out the session for this refresh token
await db.auth.signOut({
  refresh_token: userRefreshToken,
});`,
    shows: 'await db.auth.verifyToken(userRefreshToken).then(() => "valid", () => "gone")',
    expects: 'gone',
  },
  {
    name: 'custom auth',
    omits: [...db, ...app, "const email = 'alyssa_p_hacker@instantdb.com';"],
    code: `app.post('/sign-in', async (req, res) => {
  // your custom logic for signing users in
  // ...
  // on success, create and return a token
  const token = await db.auth.createToken(email);
  return res.status(200).send({ token });
});`,
    shows:
      "(await app.routes.get('/sign-in')!({} as Req, res), [sent[0], Object.keys(sent[1] as object)])",
    expects: [200, ['token']],
  },
  {
    name: 'custom magic codes',
    omits: [
      ...db,
      ...app,
      'const sendMyCustomMagicCodeEmail = (to: string, code: string) => Promise.resolve(sent.push(to, code.length));',
    ],
    code: `app.post('/custom-send-magic-code', async (req, res) => {
  const { code } = await db.auth.generateMagicCode(req.body.email);
  // Now you can use your email provider to send magic codes
  await sendMyCustomMagicCodeEmail(req.body.email, code);
  return res.status(200).send({ ok: true });
});`,
    shows:
      "(await app.routes.get('/custom-send-magic-code')!({ body: { email: 'a@b.co' } } as Req, res), sent)",
    expects: ['a@b.co', 6, 200, { ok: true }],
  },
  {
    name: 'sendMagicCode',
    omits: [...db, 'const req = { body: { email: "a@b.co" } };'],
    code: `// You can tigger a magic code email in your backend with \`sendMagicCode\`
const { code } = await db.auth.sendMagicCode(req.body.email);`,
    shows: 'code.length',
    expects: 6,
  },
  {
    name: 'verifyMagicCode',
    omits: [
      ...db,
      'const { code } = await db.auth.generateMagicCode("a@b.co");',
      'const req = { body: { email: "a@b.co", code } };',
    ],
    code: `const user = await db.auth.verifyMagicCode(req.body.email, req.body.code);
const token = user.refresh_token;`,
    shows: '[user.email, token.length]',
    expects: ['a@b.co', 36],
  },
  {
    name: 'authenticated endpoints',
    omits: [...db, ...app, token],
    code: `app.post('/custom_endpoint', async (req, res) => {
  // verify the token this user passed in
  const user = await db.auth.verifyToken(req.headers['token']);
  if (!user) {
    return res.status(401).send('Uh oh, you are not authenticated');
  }
  // ...
});`,
    shows:
      "await app.routes.get('/custom_endpoint')!({ headers: { token } as Record<string, string> } as Req, res)",
    expects: undefined,
  },
];

/** A user with one goal, for the sample that cleans up. */
function newUser(): string {
  return [
    "import { id } from './instant/index.js';",
    'await db.transact([',
    "  db.tx.$users[userId].update({ email: 'alyssa_p_hacker@instantdb.com' }),",
    "  db.tx.goals[id()].create({ title: 'Run' }).link({ creator: userId }),",
    ']);',
  ].join('\n');
}
