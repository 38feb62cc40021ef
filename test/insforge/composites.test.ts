import { createHash } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { json } from '../runtime/server.js';
import { emittedClient, insforgeServer, refuse, USER } from './client.js';

const server = insforgeServer();
let insforge: Awaited<ReturnType<typeof emittedClient>>;

beforeAll(async () => {
  insforge = await emittedClient();
});

const client = (options = {}) =>
  insforge.createClient({ baseUrl: server.url(), anonKey: 'anon_k', retryDelay: 1, ...options });

interface Older {
  readonly provider: string;
  readonly redirectTo: string;
}

const BUCKET = '/api/storage/buckets/pics';
const FILE = {
  bucket: 'pics',
  key: 'a/cat.png',
  size: 3,
  uploadedAt: '2026-01-01T00:00:00.000Z',
  url: '/u',
};
const cat = new File(['cat'], 'my cat.png', { type: 'image/png' });

describe('a file is sent', () => {
  it('to the backend, where that wants it', async () => {
    server.route({
      [`POST ${BUCKET}/upload-strategy`]: (_, response) =>
        json(response, 200, { method: 'direct', uploadUrl: 'x', key: 'k', confirmRequired: false }),
      [`PUT ${BUCKET}/objects/a%2Fcat.png`]: (_, response) => json(response, 200, FILE),
    });
    const sent = await client().storage.from('pics').upload('a/cat.png', cat);
    expect(sent).toEqual({ data: FILE, error: null });
    const [asked, put] = server.seen;
    expect(JSON.parse(asked?.body ?? '')).toEqual({
      filename: 'a/cat.png',
      contentType: 'image/png',
      size: 3,
    });
    expect(put?.headers['content-type']).toContain('multipart/form-data; boundary=');
    expect(put?.body).toMatch(/name="file"; filename="my cat.png"[^]*image\/png\r\n\r\ncat\r\n/);
    expect(put?.headers.authorization).toBe('Bearer anon_k');
  });

  it('to a store of its choice without a credential, and the backend is told', async () => {
    const confirmUrl = `${BUCKET}/objects/k/confirm-upload`;
    server.route({
      [`POST ${BUCKET}/upload-strategy`]: (_, response) =>
        json(response, 200, {
          method: 'presigned',
          uploadUrl: `${server.url()}/s3`,
          fields: { policy: 'p', 'x-sig': 's' },
          key: 'k',
          confirmRequired: true,
          confirmUrl,
        }),
      'POST /s3': (_, response) => response.writeHead(204).end(),
      [`POST ${confirmUrl}`]: (_, response) => json(response, 200, FILE),
    });
    const { data, error } = await client().storage.from('pics').upload('k', cat);
    expect([data, error]).toEqual([FILE, null]);
    const [, store, told] = server.seen;
    expect(store?.headers.authorization).toBe(undefined);
    expect(store?.body.indexOf('name="x-sig"')).toBeLessThan(
      store?.body.indexOf('name="file"') ?? 0,
    );
    expect(JSON.parse(told?.body ?? '')).toEqual({ size: 3, contentType: 'image/png' });
    expect(told?.headers.authorization).toBe('Bearer anon_k');
  });

  it('and what the store says is told in words, where the backend wants no confirmation too', async () => {
    const strategy = { method: 'presigned', uploadUrl: '', key: 'k', confirmRequired: false };
    server.route({
      [`POST ${BUCKET}/upload-strategy`]: ({ body }, response) => {
        const path = body.includes('bad') ? '/refused' : '/s3';
        json(response, 200, { ...strategy, uploadUrl: server.url() + path });
      },
      'POST /s3': (_, response) => response.writeHead(201).end(),
      'POST /refused': (_, response) => response.writeHead(403, 'No Way').end('<Error/>'),
    });
    const bucket = client().storage.from('pics');
    expect((await bucket.upload('bad', cat)).error).toMatchObject({
      message: 'Upload to storage failed: No Way',
      statusCode: 403,
      error: 'STORAGE_ERROR',
    });
    expect((await bucket.upload('k', cat)).data).toMatchObject({
      key: 'k',
      bucket: 'pics',
      size: 3,
      url: `${server.url()}${BUCKET}/objects/k`,
    });
  });

  it('under a name of its own, made of that of the file', async () => {
    server.route({
      [`POST ${BUCKET}/upload-strategy`]: (_, response) =>
        json(response, 200, { method: 'other', uploadUrl: '', key: 'k', confirmRequired: false }),
    });
    const { error } = await client().storage.from('pics').uploadAuto(cat);
    expect(error).toMatchObject({ message: 'Unsupported upload method: other', statusCode: 500 });
    const { filename } = JSON.parse(server.seen[0]?.body ?? '') as { filename: string };
    expect(filename).toMatch(/^my-cat-\d{13}-[a-z0-9]{1,6}\.png$/);
  });
});

describe('a file is fetched', () => {
  const strategy = (method: string, path: string) => ({ method, url: server.url() + path });

  it.each([
    ['direct', 'Bearer anon_k'],
    ['presigned', undefined],
  ])('by the address that the backend names: %s', async (method, authorization) => {
    server.route({
      [`GET ${BUCKET}/download-strategy/objects/a%2Fb`]: (_, response) =>
        json(response, 200, strategy(method, '/file')),
      'GET /file': (_, response) =>
        response.writeHead(200, { 'content-type': 'text/x' }).end('hey'),
    });
    const { data } = await client().storage.from('pics').download('a/b');
    expect(await data?.text()).toBe('hey');
    expect(server.seen[1]?.headers.authorization).toBe(authorization);
  });

  it('the older way where the backend knows no other', async () => {
    server.route({
      [`POST ${BUCKET}/objects/k/download-strategy`]: (_, response) =>
        json(response, 200, { ...strategy('direct', '/file'), expiresAt: '2026-01-01T00:00:00Z' }),
      'GET /file': (_, response) => response.end('hey'),
    });
    const bucket = client().storage.from('pics');
    expect(await (await bucket.download('k')).data?.text()).toBe('hey');
    expect((await bucket.createSignedUrl('k', 60)).data).toEqual({
      signedUrl: `${server.url()}/file`,
      expiresAt: '2026-01-01T00:00:00.000Z',
    });
    expect(server.seen.at(-2)?.url).toBe(`${BUCKET}/download-strategy/objects/k?expiresIn=60`);
    expect(JSON.parse(server.seen.at(-1)?.body ?? '')).toEqual({ expiresIn: 60 });
  });

  it('and one that is not there does not keep the others from their addresses', async () => {
    server.route({
      [`GET ${BUCKET}/download-strategy/objects/k`]: (_, response) =>
        json(response, 200, strategy('direct', '/file')),
      [`GET ${BUCKET}/download-strategy/objects/gone`]: (_, response) =>
        refuse(response, 404, 'STORAGE_NOT_FOUND'),
    });
    const { data } = await client().storage.from('pics').createSignedUrls(['k', 'gone']);
    expect(data).toEqual([
      { path: 'k', signedUrl: `${server.url()}/file`, error: null },
      { path: 'gone', signedUrl: null, error: 'It says STORAGE_NOT_FOUND' },
    ]);
    // Of one that is told not to be there, the older way is not asked.
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });
});

it('lists, names and deletes files', async () => {
  const bucket = client({ baseUrl: `${server.url()}/` }).storage.from('pics');
  expect(bucket.getPublicUrl('a/b')).toEqual({
    data: { publicUrl: `${server.url()}${BUCKET}/objects/a%2Fb` },
    error: null,
  });
  await bucket.list({ prefix: 'a/', limit: 5, offset: 0 });
  await bucket.list();
  await bucket.remove('a/b');
  await bucket.remove(['a', 'b']);
  expect(server.seen.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
    `GET ${BUCKET}/objects?prefix=a%2F&limit=5 `,
    `GET ${BUCKET}/objects `,
    `DELETE ${BUCKET}/objects/a%2Fb `,
    `DELETE ${BUCKET}/objects {"keys":["a","b"]}`,
  ]);
});

describe('an edge function', () => {
  afterEach(() => Reflect.deleteProperty(globalThis, '__insforge_dispatch__'));

  it('is called where functions are, and of the backend where it is not there', async () => {
    server.route({
      'POST /functions/hello': (_, response) => json(response, 200, { from: 'backend' }),
      'POST /own/other': (_, response) => json(response, 200, { from: 'own' }),
      'POST /own/broken': (_, response) => refuse(response, 500, 'BROKEN'),
    });
    const { functions } = client({ functionsUrl: `${server.url()}/own/` });
    expect(await functions.invoke('hello')).toEqual({ data: { from: 'backend' }, error: null });
    expect((await functions.invoke('other', { body: { a: 1 } })).data).toEqual({ from: 'own' });
    expect((await functions.invoke('broken')).error).toMatchObject({ error: 'BROKEN' });
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/own/hello',
      '/functions/hello',
      '/own/other',
      '/own/broken',
    ]);
  });

  it('gets what it is given: JSON, forms, bytes, and no body by GET', async () => {
    const { functions } = client();
    const form = new FormData();
    form.append('a', '1');
    await functions.invoke('f', {
      body: { a: 1 },
      headers: { 'X-Own': 'y', Authorization: 'Mine' },
    });
    await functions.invoke('f', { body: form });
    await functions.invoke('f', { body: new Uint8Array([104, 105]) });
    await functions.invoke('f', { method: 'GET', body: { a: 1 } });
    await functions.invoke('f');
    const [one, two, three, four, five] = server.seen;
    expect(one).toMatchObject({ method: 'POST', url: '/functions/f', body: '{"a":1}' });
    expect(one?.headers).toMatchObject({ 'x-own': 'y', authorization: 'Mine' });
    expect(two?.headers['content-type']).toContain('multipart/form-data; boundary=');
    expect(three?.body).toBe('hi');
    expect(four).toMatchObject({ method: 'GET', body: '' });
    expect(five?.headers['content-type']).toBe(undefined);
  });

  it('answers JSON, text or nothing, and rejects only where the caller ends it', async () => {
    server.route({
      'POST /functions/text': (_, response) =>
        response.writeHead(200, { 'content-type': 'text/plain' }).end('hey'),
      'POST /functions/none': (_, response) => response.writeHead(204).end(),
    });
    const { functions } = client();
    expect(await functions.invoke('text')).toEqual({ data: 'hey', error: null });
    expect(await functions.invoke('none')).toEqual({ data: undefined, error: null });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(functions.invoke('text', { signal })).rejects.toThrow('enough');
  });

  it('of the same deployment is called without a request', async () => {
    const asked: Request[] = [];
    Object.assign(globalThis, {
      __insforge_dispatch__: (request: Request) => {
        asked.push(request);
        const ok = request.url.endsWith('/ok');
        return Promise.resolve(
          Response.json(ok ? { a: 1 } : { error: 'E', message: 'm' }, { status: ok ? 200 : 422 }),
        );
      },
    });
    const baseUrl = 'https://app1.us-east.insforge.app';
    const { functions } = client({ baseUrl });
    expect(await functions.invoke('ok', { body: { b: 2 } })).toEqual({
      data: { a: 1 },
      error: null,
    });
    expect((await functions.invoke('no')).error).toMatchObject({ error: 'E', statusCode: 422 });
    expect(await asked[0]?.json()).toEqual({ b: 2 });
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer anon_k');
    // Functions of another place are not of this deployment.
    await client({ baseUrl, functionsUrl: server.url() }).functions.invoke('ok');
    expect(asked.length).toBe(2);
  });
});

describe('a sign-in through a provider', () => {
  const NAMES = ['window', 'document', 'location', 'history', 'sessionStorage'];
  afterEach(() => NAMES.forEach((name) => Reflect.deleteProperty(globalThis, name)));

  /** As much of a page as is asked for. */
  function page(href: string) {
    const kept = new Map<string, string>();
    const sessionStorage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    const shown: string[] = [];
    const history = { replaceState: (_: unknown, __: string, url: string) => shown.push(url) };
    const location = { href, search: new URL(href).search, protocol: 'https:' };
    const document = { cookie: '', title: 'T' };
    const made = { window: globalThis, document, location, history, sessionStorage };
    for (const [name, value] of Object.entries(made)) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
    return { ...made, kept, shown };
  }

  const routes = {
    'GET /api/auth/oauth/google': (_: unknown, response: Parameters<typeof json>[0]) =>
      json(response, 200, { authUrl: 'https://provider.example/go' }),
    'GET /api/auth/oauth/custom/my-idp': (_: unknown, response: Parameters<typeof json>[0]) =>
      json(response, 200, { authUrl: 'https://idp.example/go' }),
    'POST /api/auth/oauth/exchange': (_: unknown, response: Parameters<typeof json>[0]) =>
      json(response, 200, { user: USER, accessToken: 't1', csrfToken: 'c1' }),
  };

  it('begins with a challenge whose secret stays here', async () => {
    server.route(routes);
    const { auth } = client();
    const { data, error } = await auth.signInWithOAuth('Google', {
      redirectTo: 'https://app.example/back',
      additionalParams: { prompt: 'select_account', code_challenge: 'mine' },
    });
    expect(error).toBe(null);
    expect(data).toMatchObject({ url: 'https://provider.example/go', provider: 'google' });
    const query = new URL(server.seen[0]?.url ?? '', 'http://x').searchParams;
    const verifier = data.codeVerifier ?? '';
    expect(verifier).toMatch(/^[\w-]{43}$/);
    expect(Object.fromEntries(query)).toEqual({
      prompt: 'select_account',
      redirect_uri: 'https://app.example/back',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    });
    // The form that older apps use.
    const older: (options: Older) => ReturnType<typeof auth.signInWithOAuth> = auth.signInWithOAuth;
    const own = await older({ provider: 'my-idp', redirectTo: 'https://a.b' });
    expect(own.data.url).toBe('https://idp.example/go');
    expect(own.data.codeVerifier).not.toBe(verifier);
  });

  it('takes a browser there, and ends where it comes back', async () => {
    server.route(routes);
    const before = page('https://app.example/');
    const options = { redirectTo: 'https://app.example/back' };
    expect(await client().auth.signInWithOAuth('google', options)).toEqual({
      data: {},
      error: null,
    });
    expect(before.location.href).toBe('https://provider.example/go');
    const verifier = before.kept.get('insforge_pkce_verifier') ?? '';
    expect(verifier).not.toBe('');

    const after = page('https://app.example/back?insforge_code=code1&tab=2#x');
    after.kept.set('insforge_pkce_verifier', verifier);
    server.seen.length = 0;
    const { auth } = client();
    expect(after.shown).toEqual(['https://app.example/back?tab=2#x']);
    expect((await auth.getCurrentUser()).data.user).toEqual(USER);
    expect(server.seen.map(({ url }) => url)).toEqual(['/api/auth/oauth/exchange']);
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
      code: 'code1',
      code_verifier: verifier,
    });
    expect(after.kept.size).toBe(0);
  });

  it.each([
    ['asked not to look', '?insforge_code=c', { auth: { detectOAuthCallback: false } }, []],
    ['in server mode', '?insforge_code=c', { isServerMode: true }, []],
    ['an error came back', '?error=denied', {}, ['https://app.example/']],
  ])('is not ended by itself: %s', (_, search, options, shown) => {
    const made = page(`https://app.example/${search}`);
    client(options);
    expect(made.shown).toEqual(shown);
    expect(server.seen).toEqual([]);
  });

  it('is refused here where something is missing', async () => {
    const { auth } = client();
    const { data, error } = await auth.signInWithOAuth('google', { redirectTo: '' });
    expect(data).toEqual({});
    expect(error).toMatchObject({ message: 'Redirect URI is required', error: 'INVALID_INPUT' });
    expect((await auth.exchangeOAuthCode('c')).error).toMatchObject({
      statusCode: 400,
      error: 'PKCE_VERIFIER_MISSING',
    });
    expect(server.seen).toEqual([]);
  });
});

describe('a model', () => {
  const messages = [{ role: 'user', content: 'Hi' }] as const;
  const CHAT = 'POST /api/ai/chat/completion';
  const usage = { promptTokens: 1, completionTokens: 2, totalTokens: 3 };

  it('answers in the form of OpenAI, and what is refused is thrown', async () => {
    server.route({
      [CHAT]: ({ body }, response) =>
        body.includes('gone')
          ? refuse(response, 404, 'NO_MODEL')
          : json(response, 200, { text: 'Hey', metadata: { model: 'm-1', usage } }),
    });
    const { completions } = client().ai.chat;
    const answer = await completions.create({ model: 'm', messages: [...messages] });
    expect(answer.choices[0].message).toEqual({ role: 'assistant', content: 'Hey' });
    expect(answer).toMatchObject({
      object: 'chat.completion',
      model: 'm-1',
      choices: [{ finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
    });
    const refused = completions.create({ model: 'gone', messages: [...messages] });
    await expect(refused).rejects.toMatchObject({ name: 'InsForgeError', error: 'NO_MODEL' });
  });

  it('answers piece by piece, where asked to', async () => {
    const frames = [
      { chunk: 'He' },
      { content: 'y' },
      { tool_calls: [{ id: '1' }] },
      { tokenUsage: usage },
      { done: true },
      { chunk: 'never' },
    ];
    server.route({
      [CHAT]: (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: no json\n\n');
        for (const each of frames) response.write(`data: ${JSON.stringify(each)}\n\n`);
        response.end();
      },
    });
    const { completions } = client().ai.chat;
    const stream = await completions.create({ model: 'm', messages: [...messages], stream: true });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks.map(({ choices: [{ delta }] }) => delta)).toEqual([
      { content: 'He' },
      { content: 'y' },
      { tool_calls: [{ id: '1' }] },
      {},
    ]);
    expect(chunks[2]?.choices[0].finish_reason).toBe('tool_calls');
    expect(chunks[3]?.usage).toMatchObject({ total_tokens: 3 });
    expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({ stream: true, model: 'm' });
  });

  it('that breaks off says so', async () => {
    server.route({
      [CHAT]: (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end('data: {"chunk":"a"}\n\ndata: {"error":true,"message":"Out of tokens"}\n\n');
      },
    });
    const { completions } = client().ai.chat;
    const stream = await completions.create({ model: 'm', messages: [...messages], stream: true });
    const read = async (): Promise<void> => {
      for await (const { choices } of stream) expect(choices.length).toBe(1);
    };
    await expect(read()).rejects.toThrow('Out of tokens');
  });

  it('makes images and embeddings', async () => {
    server.route({
      'POST /api/ai/image/generation': (_, response) =>
        json(response, 200, {
          text: 'done',
          images: [{ imageUrl: 'data:image/png;base64,AAAA' }],
          metadata: { usage },
        }),
      'POST /api/ai/embeddings': (_, response) =>
        json(response, 200, {
          object: 'list',
          data: [{ object: 'embedding', embedding: [1], index: 0 }],
          metadata: { model: 'e', usage },
        }),
    });
    const { ai } = client();
    expect(await ai.images.generate({ model: 'm', prompt: 'p' })).toMatchObject({
      data: [{ b64_json: 'AAAA', content: 'done' }],
      usage: { total_tokens: 3, input_tokens: 1, output_tokens: 2 },
    });
    const made = await ai.embeddings.create({ model: 'e', input: 'x' });
    expect(made.data[0]?.embedding).toEqual([1]);
    expect(made).toMatchObject({ model: 'e', usage: { prompt_tokens: 1, total_tokens: 3 } });
  });
});
