/** Calls besides those of rows that are not sent as the SDK sends them, or do not give what it gives. */

import { expect } from 'vitest';
import { EMAIL, PASSWORD } from './sides.js';
import { text, type ToldCall } from './told.js';
import type { Client } from './recorder.js';

const config = ({ auth }: Client): unknown => auth.getPublicAuthConfig();
const messages = [{ role: 'user' as const, content: 'hi' }];
const stream = async ({ ai }: Client): Promise<unknown> => {
  const chunks: unknown[] = [];
  const answer = ai.chat.completions.create({ model: 'm', messages, stream: true });
  for await (const chunk of (await answer) as AsyncIterable<unknown>) chunks.push(chunk);
  return chunks;
};
const CHAT = 'POST /api/ai/chat/completion';

function debugged(): ToldCall {
  const lines: string[] = [];
  return {
    name: 'debug',
    reason: 'What `debug` writes has no bodies, and words of its own.',
    settings: { debug: (line: string) => lines.push(line) },
    reply: () => ({ status: 200, body: { title: 't' } }),
    call: async (client) => {
      lines.length = 0;
      await config(client);
      return lines.join();
    },
    theirs: { gave: expect.stringMatching(/^\[InsForge Debug\] → GET [^]*"title": "t"/) },
    ours: { gave: expect.stringMatching(/^\[InsForge\] GET [^"]*: 200$/) },
  };
}

const error = (told: object): object => ({ data: null, error: told });

export const rest: readonly ToldCall[] = [
  // Addresses
  {
    name: 'storage.from of a name with a slash',
    reason: 'What stands in an address is escaped.',
    reply: () => ({ status: 200, body: { data: [] } }),
    call: ({ storage }) => storage.from('a/b').list(),
    theirs: { asked: ['GET /api/storage/buckets/a/b/objects'] },
    ours: { asked: ['GET /api/storage/buckets/a%2Fb/objects'] },
  },
  {
    name: 'storage.remove of two dots',
    reason: 'An empty name, `.` and `..` name nothing, and are refused.',
    reply: () => ({ status: 200, body: {} }),
    call: ({ storage }) => storage.from('avatars').remove('..'),
    // As a platform reads it, that is the bucket.
    theirs: { asked: ['DELETE /api/storage/buckets/avatars/'], gave: { error: null } },
    ours: { asked: [], headers: [], bodies: [], gave: error({ error: 'STORAGE_ERROR' }) },
  },
  {
    name: 'auth.getProfile of nobody',
    reason: 'An empty name, `.` and `..` name nothing, and are refused.',
    reply: () => ({ status: 200, body: {} }),
    call: ({ auth }) => auth.getProfile(''),
    theirs: { asked: ['GET /api/auth/profiles/'], gave: { error: null } },
    ours: {
      ...{ asked: [], headers: [], bodies: [] },
      gave: error({ message: 'getProfile: no path.userId' }),
    },
  },
  {
    name: 'a backend below a path',
    reason: 'The address of the backend may have a path, and a slash at its end.',
    settings: { baseUrl: 'http://localhost:7130/p' },
    reply: () => ({ status: 200, body: {} }),
    call: config,
    theirs: { asked: ['GET /api/auth/public-config'] },
    ours: { asked: ['GET /p/api/auth/public-config'] },
  },
  {
    name: 'a backend with a slash at its end',
    reason: 'The address of the backend may have a path, and a slash at its end.',
    settings: { baseUrl: 'http://localhost:7130/' },
    reply: () => ({ status: 200, body: [] }),
    call: async ({ database }) => database.from('posts').select('*'),
    theirs: { asked: ['GET //api/database/records/posts?select=*'] },
    ours: { asked: ['GET posts?select=*'] },
  },
  {
    name: 'auth.signInWithOAuth with a parameter that is not given',
    reason: 'Parameters that are undefined are left out of an address.',
    call: async ({ auth }) => {
      const additionalParams = { prompt: undefined } as never;
      const options = { redirectTo: 'r', additionalParams, skipBrowserRedirect: true };
      return (await auth.signInWithOAuth('google', options)).error;
    },
    theirs: {
      asked: [expect.stringContaining('?prompt=undefined&redirect_uri=r') as never],
    },
    ours: { asked: [expect.stringContaining('/google?redirect_uri=r') as never] },
  },
  {
    name: 'a request with spaces in its select',
    reason: 'Parameters of a request go as they are given.',
    reply: () => ({ status: 200, body: {} }),
    call: (client) => client.getHttpClient().get('/a', { params: { select: ' a , b ( c )' } }),
    theirs: { asked: ['GET /a?select=a , b(c)'] },
    ours: { asked: ['GET /a?select= a , b ( c )'] },
  },

  // Headers
  {
    name: 'a request to another origin',
    reason: 'No token goes to another origin.',
    reply: () => ({ status: 200, body: {} }),
    call: (client) => client.getHttpClient().get('https://other.example.com/a'),
    theirs: { headers: [{ authorization: 'Bearer anon_key' }] },
    ours: { headers: [{ authorization: '' }] },
  },
  {
    name: 'headers with a name of the client’s',
    reason: 'Of two headers of one name one is sent, whatever their capitals.',
    settings: { headers: { authorization: 'Bearer mine' } },
    call: config,
    theirs: { headers: [{ authorization: 'Bearer mine, Bearer anon_key' }] },
    ours: { headers: [{ authorization: 'Bearer anon_key' }] },
  },
  {
    name: 'functions.invoke with a type of its own',
    reason: 'Of two headers of one name one is sent, whatever their capitals.',
    reply: () => ({ status: 200, body: {} }),
    call: ({ functions }) =>
      functions.invoke('f', { body: 'x', headers: { 'content-type': 'text/plain' } }),
    theirs: {
      headers: [{ 'content-type': 'application/json;charset=UTF-8, text/plain' }],
      bodies: ['x'],
    },
    ours: { headers: [{ 'content-type': 'text/plain' }], bodies: ['"x"'] },
  },
  {
    name: 'getHttpClient().getHeaders',
    reason: 'Names of headers are in lower case.',
    call: async (client) => Promise.resolve(client.getHttpClient().getHeaders()),
    theirs: { gave: { Authorization: 'Bearer anon_key' } },
    ours: { gave: { authorization: 'Bearer anon_key' } },
  },
  {
    name: 'setAccessToken with an empty text',
    reason: 'An empty token is none.',
    call: (client) => {
      client.setAccessToken('');
      return config(client);
    },
    theirs: { headers: [{ authorization: '' }] },
    ours: { headers: [{ authorization: 'Bearer anon_key' }] },
  },

  // Models
  {
    name: 'ai.chat.completions.create with an option that is new',
    reason: 'Members of a request that the SDK does not know are sent.',
    reply: () => ({ status: 200, body: { text: 'hi' } }),
    call: ({ ai }) =>
      ai.chat.completions.create({ model: 'm', messages, seed: 1 } as never) as Promise<unknown>,
    theirs: { headers: [{ accept: '' }], bodies: [{ model: 'm', messages }] },
    ours: {
      headers: [{ accept: 'application/json, text/event-stream' }],
      bodies: [{ model: 'm', messages, seed: 1 }],
    },
  },
  {
    name: 'auth.signInWithIdToken with a nonce',
    reason: 'Members of a request that the SDK does not know are sent.',
    reply: () => ({ status: 200, body: {} }),
    call: ({ auth }) =>
      auth.signInWithIdToken({ provider: 'google', token: 't', nonce: 'n' } as never),
    theirs: { bodies: [{ provider: 'google', token: 't' }] },
    ours: { bodies: [{ provider: 'google', token: 't', nonce: 'n' }] },
  },
  {
    name: 'ai.chat.completions.create as a stream, refused',
    reason: 'A streamed chat is sent, and fails, as any other call does.',
    reply: () => ({ status: 429, body: { error: 'RATE_LIMITED', message: 'Later.' } }),
    call: stream,
    theirs: {
      headers: [{ 'content-type': 'application/json' }],
      threw: { name: 'Error', message: 'RATE_LIMITED' },
    },
    ours: {
      headers: [{ 'content-type': 'application/json;charset=UTF-8' }],
      threw: { name: 'InsForgeError', message: 'Later.', error: 'RATE_LIMITED', statusCode: 429 },
    },
  },
  {
    name: 'ai.chat.completions.create as a stream, without an answer',
    reason: 'A streamed chat is sent, and fails, as any other call does.',
    reply: () => {
      throw new TypeError('fetch failed');
    },
    call: stream,
    theirs: {
      headers: [{ 'content-type': 'application/json' }],
      threw: { name: 'TypeError', message: 'fetch failed' },
    },
    ours: {
      headers: [{ 'content-type': 'application/json;charset=UTF-8' }],
      threw: { name: 'InsForgeError', error: 'NETWORK_ERROR', statusCode: 0 },
    },
  },
  {
    name: 'ai.chat.completions.create as a stream, with a token that has ended',
    reason: 'A streamed chat is sent, and fails, as any other call does.',
    as: 'user',
    reply: ({ url, headers }) => {
      if (url.includes('/auth/refresh'))
        return { status: 200, body: { accessToken: 'new', user: { id: 'u1' } } };
      if (!url.includes('/ai/')) return undefined;
      return headers['authorization'] === 'Bearer new'
        ? { status: 200, bytes: 'data: {"chunk":"a"}\n\n', type: 'text/event-stream' }
        : { status: 401, body: { error: 'AUTH_UNAUTHORIZED', message: 'm' } };
    },
    call: stream,
    theirs: { threw: { name: 'Error', message: 'AUTH_UNAUTHORIZED' } },
    ours: {
      ...{ asked: [CHAT, 'POST /api/auth/refresh', CHAT], headers: [{}, {}, {}] },
      ...{ bodies: [{}, undefined, {}], gave: [{ choices: [{ delta: { content: 'a' } }] }] },
    },
  },
  {
    name: 'ai.chat.completions.create as a stream that ends within a piece',
    reason: 'A piece of a stream that did not come whole is none.',
    reply: text(200, 'data: {"chunk":"a"}\n\ndata: {"chunk":"b"}\n', 'text/event-stream'),
    call: stream,
    theirs: {
      headers: [{}],
      gave: [
        { choices: [{ delta: { content: 'a' } }] },
        { choices: [{ delta: { content: 'b' } }] },
      ],
    },
    ours: { headers: [{}], gave: [{ choices: [{ delta: { content: 'a' } }] }] },
  },

  // Answers
  {
    name: 'a query whose token cannot be renewed',
    reason: 'A query whose token cannot be renewed gives what the server said of it.',
    as: 'user',
    reply: ({ url }) =>
      url.includes('/api/database/')
        ? { status: 401, body: { code: 'PGRST301', message: 'JWT expired' } }
        : url.includes('/auth/refresh')
          ? { status: 500, body: { error: 'E', message: 'no', statusCode: 500 } }
          : undefined,
    call: async ({ database }) => database.from('posts').select('*'),
    theirs: {
      headers: [{}, {}],
      gave: { error: { message: 'InsForgeError: no', code: '' }, status: 0 },
    },
    ours: {
      headers: [{}, {}],
      gave: { error: { message: 'JWT expired', code: 'PGRST301' }, status: 401 },
    },
  },
  debugged(),
  {
    name: 'a page in the place of JSON',
    reason: 'An answer that is no JSON where it should be is an error.',
    reply: text(200, '<html>', 'text/html'),
    call: config,
    theirs: { gave: { data: '<html>', error: null } },
    ours: { gave: error({ name: 'InsForgeError', error: 'PARSE_ERROR', statusCode: 200 }) },
  },
  {
    name: 'JSON that is called text',
    reason: 'JSON is read as JSON, also where an answer calls it text.',
    reply: text(200, '{"ok":1}', 'text/plain'),
    call: config,
    theirs: { gave: { data: '{"ok":1}', error: null } },
    ours: { gave: { data: { ok: 1 }, error: null } },
  },
  {
    name: 'a refusal in JSON that is called text',
    reason: 'JSON is read as JSON, also where an answer calls it text.',
    reply: text(418, '{"error":"nf"}', 'text/plain'),
    call: config,
    theirs: { gave: error({ error: 'REQUEST_FAILED', statusCode: 418 }) },
    ours: { gave: error({ error: 'nf', statusCode: 418 }) },
  },
  {
    name: 'an answer without a byte',
    reason: 'An answer with nothing in it gives nothing.',
    reply: text(200, '', 'text/plain'),
    call: async ({ auth }) => typeof (await auth.getPublicAuthConfig()).data,
    theirs: { gave: 'string' },
    ours: { gave: 'undefined' },
  },
  {
    name: 'an answer without a byte that is called JSON',
    reason: 'An answer with nothing in it gives nothing.',
    reply: text(200, ''),
    call: config,
    theirs: { gave: error({ error: 'PARSE_ERROR' }) },
    ours: { gave: { error: null } },
  },
  {
    name: 'auth.signInWithPassword without an answer in it',
    reason: 'An answer with nothing in it gives nothing.',
    reply: text(200, 'null'),
    call: ({ auth }) => auth.signInWithPassword({ email: EMAIL, password: PASSWORD }),
    theirs: { gave: error({ error: 'UNEXPECTED_ERROR' }) },
    ours: { gave: { data: null, error: null } },
  },
  {
    name: 'a refusal that breaks off',
    reason: 'A refusal that cannot be read is told by its status.',
    reply: text(400, '{'),
    call: config,
    theirs: { gave: error({ message: expect.stringContaining('Failed to parse') as unknown }) },
    ours: { gave: error({ message: 'Request failed: ' }) },
  },
  {
    name: 'what an error has besides',
    reason: 'Errors have the status, the headers and the body of the answer, and what caused them.',
    reply: () => ({ status: 400, body: { error: 'E', message: 'm' } }),
    call: async ({ auth }) => {
      const told = (await auth.getPublicAuthConfig()).error as unknown as {
        readonly body?: object;
      };
      return told.body ?? 'no body';
    },
    theirs: { gave: 'no body' },
    ours: { gave: { error: 'E', message: 'm' } },
  },
  {
    name: 'functions.invoke with a header that cannot be sent',
    reason: 'What cannot be sent is no failure of the network.',
    call: ({ functions }) => functions.invoke('f', { headers: { 'x-a': '日本' } }),
    theirs: { gave: error({ error: 'NETWORK_ERROR', statusCode: 0 }) },
    ours: { gave: error({ error: 'FUNCTION_ERROR', statusCode: 500 }) },
  },
  {
    name: 'functions.invoke with a signal',
    reason: '`functions.invoke` ends with its signal.',
    reply: ({ signal }) => {
      if (signal?.aborted === true) throw signal.reason as Error;
      return { status: 200, body: {} };
    },
    call: ({ functions }) => functions.invoke('f', { signal: AbortSignal.abort() } as never),
    theirs: { gave: { data: {}, error: null } },
    ours: { threw: { name: 'AbortError' } },
  },
  {
    name: 'a request that its signal ends',
    reason: 'What ended a call is told as it is.',
    reply: ({ signal }) => {
      throw signal?.reason as Error;
    },
    call: (client) =>
      client.getHttpClient().get('/a', { signal: AbortSignal.abort(new Error('enough')) }),
    theirs: { threw: { name: 'InsForgeError', message: 'Network request failed: enough' } },
    ours: { threw: { name: 'Error', message: 'enough' } },
  },
  {
    name: 'what getHttpClient() has',
    reason: 'The client for requests has methods for requests and for tokens, and no others.',
    call: async (client) => Promise.resolve('rawFetch' in client.getHttpClient()),
    theirs: { gave: true },
    ours: { gave: false },
  },
];
