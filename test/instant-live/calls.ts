import { noAdmin, open, typed } from '../judge/snippets/snippet.js';
import { jwks } from '../judge/env.js';
import type { Stub } from '../judge/recorder.js';
import type { Call, Feature } from '../judge/wire.js';

/** Calls that the official client answers as ours does, beyond the recorded ones. */
function each(
  feature: Feature,
  init: string,
  sources: readonly string[],
  stub?: Stub | readonly Stub[],
): readonly Call[] {
  return sources.map((call) => ({
    name: `${init} ${call} ${stub === undefined ? '' : JSON.stringify(stub)}`,
    feature,
    init,
    call,
    ...(stub === undefined ? {} : { stub }),
  }));
}

const signed = (body: string, header = 'await sign(body, now)'): string =>
  `const now = 1700000000; const body = ${body}; const header = ${header}; ` +
  'const receivedAt = new Date(now * 1000); ';
const good = 'JSON.stringify({ payloadUrl: "http://x.test/p", token: "t" })';
const nodeRequest = (body: string): string =>
  `{ url: "/h", method: "POST", headers: { "instant-signature": header }, ${body} }`;

const managerCalls = [
  'return db.webhooks.manager.list()',
  'return db.webhooks.manager.create({ url: "https://x.co/h", namespaces: ["goals"], actions: ["create"] })',
  'return db.webhooks.manager.update(WEBHOOK_ID, {})',
  'return db.webhooks.manager.delete(WEBHOOK_ID)',
  'return db.webhooks.manager.enable(WEBHOOK_ID)',
  'return db.webhooks.manager.disable(WEBHOOK_ID)',
  'return db.webhooks.manager.disable(WEBHOOK_ID, { reason: "ä" })',
  'return db.webhooks.manager.disable(WEBHOOK_ID, { reason: "" })',
  'return db.webhooks.manager.listEvents(WEBHOOK_ID)',
  'return db.webhooks.manager.listEvents(WEBHOOK_ID, { after: "a b&c" })',
  'return db.webhooks.manager.getEvent(WEBHOOK_ID, "0/328/48953748")',
  'return db.webhooks.manager.resendEvent(WEBHOOK_ID, "0/328/48953748")',
  'return db.webhooks.manager.getPayload(WEBHOOK_ID, "0/328/48953748")',
];

export const calls: readonly Call[] = [
  ...each('webhooks', open, managerCalls),
  ...each('webhooks', '{ appId: "", adminToken: ADMIN_TOKEN }', managerCalls.slice(0, 1)),
  ...each('webhooks', noAdmin, ['return db.webhooks.manager.list()']),
  ...each('webhooks', open, managerCalls.slice(0, 2), {
    status: 400,
    body: { type: 'x', message: 'no' },
  }),
  ...each('webhooks', open, managerCalls.slice(0, 2), { status: 502, raw: '<html>' }),
  ...each('webhooks', open, [
    'return db.webhooks.keyOfKid("test4").then(({ alg, key }) => [alg.name, key.type])',
    'return db.webhooks.keyOfKid("none")',
    'return db.webhooks.validate("", "{}")',
    'return db.webhooks.validate("t=1,kid=,v1=", "{}")',
    `${signed('"{}"')} return db.webhooks.validate(header, body, { receivedAt })`,
    `${signed('"[]"')} return db.webhooks.validate(header, body, { receivedAt })`,
    `${signed(good)} return db.webhooks.validate(header, body, { receivedAt })`,
    `${signed(good)} return db.webhooks.validate(header, async () => body, { receivedAt })`,
    `${signed(good)} return db.webhooks.validate(header, body + " ", { receivedAt })`,
    `${signed(good)} return db.webhooks.validate(header, body, { receivedAt: new Date((now + 10) * 1000), tolerance: 9 })`,
    `${signed(good)} return db.webhooks.validate(header, body, { receivedAt: new Date((now + 9) * 1000), tolerance: 9 })`,
    `${signed(good, 'await sign(body, now, "nobody")')} return db.webhooks.validate(header, body, { receivedAt })`,
    `${signed(good)} return db.webhooks.validateRequest(new Request("http://x", { method: "POST", body, headers: { "Instant-Signature": header } }), { receivedAt })`,
    `${signed(good)} return db.webhooks.processNodeRequest({}, ${nodeRequest('body: 7')}, { receivedAt })`,
    `${signed(good)} return db.webhooks.processNodeRequest({}, ${nodeRequest('body: { a: 1 }')}, { receivedAt })`,
    'return db.webhooks.processNodeRequest({}, { headers: {}, body: "" })',
    'return db.webhooks.fetchPayloads({ payloadUrl: BASE + "/p?q=1", token: "tok" })',
    'return db.webhooks.processPayload({ goals: { create: async () => { throw new Error("h") } } }, { data: [{ namespace: "goals", action: "create" }] })',
    'return db.webhooks.processPayload({}, { data: [{ namespace: "goals", action: "create" }] })',
  ]),
  ...each(
    'webhooks',
    open,
    [
      `${signed('JSON.stringify({ payloadUrl: BASE + "/p", token: "t" })')} const seen = []; await db.webhooks.processNodeRequest({ $default: (r) => { seen.push(r) } }, ${nodeRequest('body')}, { receivedAt }); return seen`,
    ],
    [
      { status: 200, body: jwks },
      { status: 200, body: { data: [{ namespace: 'goals', action: 'create' }] } },
    ],
  ),
  ...each('routeHandler', open, [
    'const h = createInstantRouteHandler({ appId: APP_ID }); const r = await h.POST(new Request("http://x", { method: "POST", body: JSON.stringify({ type: "sync-user", appId: APP_ID, user: { id: "ü;", refresh_token: "r" } }) })); return [r.status, [...r.headers], await r.json()]',
    'const h = createInstantRouteHandler({ appId: APP_ID }); const r = await h.POST(new Request("http://x", { method: "POST", body: JSON.stringify({ type: "sync-user", appId: APP_ID, user: null }) })); return [r.status, [...r.headers], await r.json()]',
    'const h = createInstantRouteHandler({ appId: APP_ID }); const r = await h.POST(new Request("http://x", { method: "POST", body: JSON.stringify({ type: "sync-user", appId: APP_ID }) })); return [r.status, [...r.headers]]',
  ]),
  ...each('subscribe', noAdmin, [
    'return db.subscribeQuery({ goals: {} })',
    'return db.asUser({ email: "a@b.co" }).subscribeQuery({ goals: {} })',
  ]),
  ...each('subscribe', typed, [
    'return db.subscribeQuery("goals")',
    'return db.subscribeQuery({ goals: 1 })',
    ...['{ guest: true }', '{ token: REFRESH_TOKEN }', '{ email: "a@b.co" }'].map(
      (who) =>
        `return new Promise((resolve) => { const sub = db.asUser(${who}).subscribeQuery({ goals: {} }, (p) => { sub.close(); resolve(p) }, { ruleParams: { k: 1 }, fetchOpts: { headers: { "X-A": "1", "app-id": "no" } } }) })`,
    ),
    'const out = []; const sub = db.subscribeQuery({ goals: {} }); for await (const p of sub) { out.push(p); if (out.length === 2) sub.close() } return out',
  ]),
];
