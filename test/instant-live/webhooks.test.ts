import { createServer } from 'node:http';
import { createSign, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';

import { createKeys } from '../../runtime/instant/webhooks/keys.js';
import { createReplayGuard } from '../../runtime/instant/webhooks/replay.js';
import { createWebhooks, openWebhooks } from '../../runtime/instant/webhooks.js';
import { origin } from './client.js';
import { serve } from './server.js';
import type { LiveServer } from './server.js';
import type { WebhookPayloadRecord } from '../../runtime/instant/webhooks/types.js';

const servers: LiveServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curves = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512' } as const;
const ec = Object.fromEntries(
  Object.keys(curves).map((namedCurve) => [namedCurve, generateKeyPairSync('ec', { namedCurve })]),
) as Record<keyof typeof curves, { publicKey: KeyObject; privateKey: KeyObject }>;
const ed = generateKeyPairSync('ed25519');

const edSign = (data: Buffer): Buffer => signBytes(null, data, ed.privateKey);
const pss = (saltLength: number) => ({ padding: 6, saltLength });
const kinds: readonly (readonly [string, KeyObject, object, (data: Buffer) => Buffer])[] = [
  ['Ed25519', ed.publicKey, { alg: 'EdDSA', use: 'sig' }, edSign],
  ...(Object.keys(curves) as (keyof typeof curves)[]).flatMap((curve) => {
    const { publicKey, privateKey } = ec[curve];
    const made = (dsaEncoding: 'der' | 'ieee-p1363') => (data: Buffer) =>
      createSign(curves[curve]).update(data).sign({ key: privateKey, dsaEncoding });
    return [
      [`${curve} as two numbers`, publicKey, { alg: 'ES', use: 'sig' }, made('ieee-p1363')],
      [`${curve} as DER`, publicKey, {}, made('der')],
    ] as const;
  }),
  ...(['256', '384', '512'] as const).flatMap(
    (bits) =>
      [
        [
          `RS${bits}`,
          rsa.publicKey,
          { alg: `RS${bits}` },
          (data: Buffer) => signBytes(`sha${bits}`, data, rsa.privateKey),
        ],
        [
          `PS${bits}`,
          rsa.publicKey,
          { alg: `PS${bits}` },
          (data: Buffer) =>
            signBytes(`sha${bits}`, data, { key: rsa.privateKey, ...pss(Number(bits) / 8) }),
        ],
      ] as const,
  ),
  ['RSA without alg', rsa.publicKey, {}, (data) => signBytes('sha256', data, rsa.privateKey)],
];

const seconds = () => Math.floor(Date.now() / 1000);
function headerFor(body: string, sign = edSign, t = seconds(), kid = 'k'): string {
  return `t=${t},kid=${kid},v1=${sign(Buffer.from(`${t}.${body}`)).toString('hex')}`;
}

/** A server that publishes keys and holds records. */
async function start(keys: () => readonly object[], records: readonly object[] = []) {
  const server = await serve(({ url, response }) => {
    const jwks = url.endsWith('jwks.json');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(jwks ? { keys: keys() } : { data: records, idempotencyKey: 'i' }));
  });
  servers.push(server);
  return server;
}
const jwk = (key: KeyObject, more: object = {}, kid = 'k') => ({
  ...key.export({ format: 'jwk' }),
  ...more,
  kid,
});
const bodyAt = (url: string) => JSON.stringify({ payloadUrl: `${url}/p`, token: 'tok', é: '😀' });

/** Webhooks that share no keys with others. */
const alone = (apiURI: string) =>
  openWebhooks({
    apiURI,
    fetch: (url, init) => globalThis.fetch(url, init) as never,
  });

describe('signatures', () => {
  it.each(kinds)('%s', async (_name, publicKey, more, sign) => {
    const server = await start(() => [jwk(publicKey, more)]);
    const { validate } = alone(server.url);
    const body = bodyAt(server.url);
    const header = headerFor(body, sign);
    expect(await validate(header, body)).toEqual(JSON.parse(body));
    expect(
      await validate(
        header.toUpperCase().replace(/T=|KID=K|V1=/g, (part) => part.toLowerCase()),
        body,
      ),
    ).toEqual(JSON.parse(body));
    await expect(validate(header, `${body} `)).rejects.toThrow('did not validate');
    const flipped = header.replace(/(?<=v1=.{20})./, (digit) => (digit === '0' ? '1' : '0'));
    await expect(validate(flipped, body)).rejects.toThrow('did not validate');
    await expect(validate(header.slice(0, -1), body)).rejects.toThrow('did not validate');
    await expect(validate(`${header}zz`, body)).rejects.toThrow('did not validate');
    const older = header.replace(/t=(\d+)/, (_, t: string) => `t=${Number(t) - 1}`);
    await expect(validate(older, body)).rejects.toThrow('did not validate');
    expect(server.exchanges).toHaveLength(1);
  });

  it('of kinds that are not known, or without time, are refused', async () => {
    const server = await start(() => [{ kty: 'oct', k: 'AA', kid: 'k' }]);
    const { validate } = alone(server.url);
    await expect(validate(headerFor('{}'), '{}')).rejects.toThrow(
      'Unsupported JWK configuration: kty=oct',
    );
    await expect(validate('t=NaN,kid=k,v1=00', '{}')).rejects.toMatchObject({
      hint: { missingKeys: ['t'] },
    });
  });

  it('of the cloud need no request', async () => {
    const { keyOfKid } = openWebhooks({ fetch: () => Promise.reject(new Error('request')) });
    expect((await keyOfKid('1034696293')).alg).toEqual({ name: 'Ed25519' });
    await expect(keyOfKid('constructor')).rejects.toMatchObject({
      name: 'NetworkError',
      cause: { message: 'request' },
    });
  });
});

describe('published keys', () => {
  const publish = () => {
    let now = 0;
    let reads = 0;
    let keys: readonly object[] = [jwk(ed.publicKey)];
    let fails = false;
    const fetchJwks = () => {
      reads++;
      return fails ? Promise.reject(new Error('down')) : Promise.resolve({ keys });
    };
    const find = createKeys('http://x', () => now);
    return {
      keyOf: (kid: string) => find(kid, fetchJwks),
      at: (time: number) => (now = time),
      set: (next: readonly object[]) => (keys = next),
      fail: () => (fails = true),
      reads: () => reads,
    };
  };

  it('are read once for many, again for a new one, and not for each that is made up', async () => {
    const { keyOf, at, set, reads } = publish();
    await Promise.all([keyOf('k'), keyOf('k'), keyOf('k')]);
    expect(reads()).toBe(1);
    set([jwk(ed.publicKey), jwk(rsa.publicKey, {}, 'new')]);
    expect((await keyOf('new')).alg.name).toBe('RSASSA-PKCS1-v1_5');
    expect(reads()).toBe(2);
    for (let n = 0; n < 10; n++)
      await expect(keyOf(`made-up-${n}`)).rejects.toThrow('matching signing key');
    expect(reads()).toBe(3);
    set([jwk(rsa.publicKey, {}, 'newer')]);
    at(31_000);
    expect((await keyOf('newer')).alg.name).toBe('RSASSA-PKCS1-v1_5');
    expect(reads()).toBe(4);
  });

  it('are read once for all clients of a process that send through one function', async () => {
    const server = await start(() => [jwk(ed.publicKey)]);
    const body = bodyAt(server.url);
    const guest = origin(server.url, {}, undefined, { guest: true });
    const clients = [origin(server.url), origin(server.url), guest].map((each) =>
      createWebhooks(each),
    );
    for (const { validate } of [...clients, openWebhooks({ apiURI: server.url })]) {
      await validate(headerFor(body), body);
    }
    expect(server.exchanges).toHaveLength(1);
    await alone(server.url).validate(headerFor(body), body);
    const other = openWebhooks({ apiURI: server.url }, () => Promise.resolve({ keys: [] }));
    await expect(other.keyOfKid('k')).rejects.toThrow('matching signing key');
    expect(server.exchanges).toHaveLength(2);
  });

  it('are dropped an hour after they were withdrawn, but not because the server is down', async () => {
    const { keyOf, at, set, reads } = publish();
    await keyOf('k');
    set([]);
    at(3_500_000);
    await keyOf('k');
    expect(reads()).toBe(1);
    at(3_700_000);
    await expect(keyOf('k')).rejects.toMatchObject({ hint: { kid: 'k' } });
    const other = publish();
    await other.keyOf('k');
    other.fail();
    other.at(3_700_000);
    expect((await other.keyOf('k')).alg.name).toBe('Ed25519');
    await expect(other.keyOf('new')).rejects.toThrow('down');
  });
});

describe('requests', () => {
  const record = {
    namespace: 'goals',
    action: 'create',
    id: '1',
    before: null,
    after: { id: '1' },
  };

  it('of Node are read in every form', async () => {
    const server = await start(() => [jwk(ed.publicKey)], [record]);
    const { processNodeRequest } = createWebhooks(origin(server.url));
    const seen: WebhookPayloadRecord[] = [];
    const handlers = { goals: { create: (each: WebhookPayloadRecord) => void seen.push(each) } };
    const body = bodyAt(server.url);
    const headers = { 'instant-signature': headerFor(body) };
    const bytes = Buffer.from(body);
    const forms: readonly [object, object?][] = [
      [{ headers, body }],
      [{ headers, body: bytes }],
      [{ headers, body: JSON.parse(body) as unknown }],
      [{ headers, rawBody: bytes, body: JSON.parse(body) as unknown }],
      [{ headers }, { body: Promise.resolve(bytes) }],
      [{ headers: { 'instant-signature': [headers['instant-signature']] }, body }],
      [{ headers: { 'Instant-Signature': headers['instant-signature'] }, body }],
    ];
    for (const [request, options] of forms)
      await processNodeRequest(handlers, request as never, options);
    expect(seen).toEqual(forms.map(() => record));
    await expect(processNodeRequest({}, { headers })).rejects.toThrow(
      'Could not read the webhook request body',
    );
    await expect(
      processNodeRequest({}, { headers, body: { token: 't', payloadUrl: 'p' } }),
    ).rejects.toThrow('re-serialized');

    const errors: unknown[] = [];
    const receiver = createServer((request, response) => {
      processNodeRequest(handlers, request)
        .catch((error: unknown) => errors.push(error))
        .finally(() => response.end());
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo;
    await fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      body,
      headers: { 'Instant-Signature': headers['instant-signature'] },
    });
    receiver.closeAllConnections();
    receiver.close();
    expect(errors).toEqual([]);
    expect(seen).toHaveLength(forms.length + 1);
  });

  it('are taken as bytes, and what is neither text nor these is refused', async () => {
    const server = await start(() => [jwk(ed.publicKey)], [record]);
    const { validate } = createWebhooks(origin(server.url));
    const body = bodyAt(server.url);
    const sent = JSON.parse(body) as unknown;
    expect(await validate(headerFor(body), Buffer.from(body) as never)).toEqual(sent);
    await expect(validate(headerFor(body), sent as never)).rejects.toThrow('did not validate');
  });

  it('that come twice are refused, unless the first could not be handled', async () => {
    const server = await start(() => [jwk(ed.publicKey)], [record]);
    const { processRequest } = openWebhooks({ apiURI: server.url });
    const body = bodyAt(server.url);
    const headers = { 'instant-signature': headerFor(body) };
    const replayGuard = createReplayGuard();
    let failing = true;
    let handled = 0;
    const send = () =>
      processRequest(
        {
          $default: () => {
            handled++;
            if (failing) throw new Error('database down');
          },
        },
        new Request('http://x', { method: 'POST', body, headers }),
        { replayGuard },
      );
    await expect(send()).rejects.toThrow('database down');
    failing = false;
    await send();
    await expect(send()).rejects.toThrow('has been received before');
    expect(handled).toBe(2);
  });

  it('are forgotten when they are too old to come again', () => {
    let now = 0;
    const guard = createReplayGuard(() => now);
    expect(guard.claim('a', new Date(1000))).toBe(true);
    expect(guard.claim('a', new Date(1000))).toBe(false);
    now = 1001;
    expect(guard.claim('a', new Date(2000))).toBe(true);
  });

  it('run all handlers, whatever the first one does, and none of a name that is inherited', async () => {
    const { processPayload } = openWebhooks({});
    const seen: string[] = [];
    const data = ['goals', 'constructor', '__proto__'].map((namespace) => ({
      ...record,
      namespace,
    }));
    const handlers = {
      goals: {
        create: () => {
          throw new Error('sync');
        },
      },
      $default: (each: { namespace: string }) => void seen.push(each.namespace),
    };
    await expect(
      processPayload(handlers as never, { data, idempotencyKey: '' } as never),
    ).rejects.toThrow('sync');
    expect(seen).toEqual(['constructor', '__proto__']);
  });

  it('send the token of a request to nobody in an error', async () => {
    const server = await serve(({ response }) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end('{"message":"bad tok-1234567","hint":{"args":["tok-1234567"]}}');
    });
    servers.push(server);
    const { fetchPayloads, manager } = openWebhooks({
      apiURI: server.url,
      appId: 'a/b',
      token: 'tok-1234567',
    });
    for (const failing of [
      fetchPayloads({ payloadUrl: server.url, token: 'tok-1234567' }),
      manager.list(),
    ]) {
      const error: unknown = await failing.catch((reason: unknown) => reason);
      expect(error).toMatchObject({ status: 400, message: 'bad [hidden]' });
      expect(JSON.stringify(error)).not.toContain('tok-1234567');
    }
    expect(server.exchanges[1]?.url).toBe('/dash/apps/a%2Fb/webhooks');
  });

  it('of the manager take their token from withAuth, and can be aborted', async () => {
    const server = await start(() => []);
    const { manager } = openWebhooks({
      apiURI: server.url,
      appId: 'a',
      withAuth: (run) => run('fresh'),
    });
    expect(await manager.list()).toEqual([]);
    expect(server.exchanges[0]?.headers.authorization).toBe('Bearer fresh');
    await expect(manager.list({ signal: AbortSignal.abort(new Error('mine')) })).rejects.toThrow(
      'mine',
    );
  });

  it('are managed with the other token where the first is empty', async () => {
    const seen: unknown[] = [];
    const config = { appId: 'a', adminToken: '', token: 'other' };
    const { manager } = openWebhooks(config, (_, options) => {
      seen.push(options?.headers);
      return Promise.resolve({ webhook: {} });
    });
    await manager.enable('w').catch(() => undefined);
    expect(JSON.stringify(seen)).toContain('Bearer other');
  });
});
