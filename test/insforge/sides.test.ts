import { isDeepStrictEqual } from 'node:util';
import * as official from '@insforge/sdk';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { emittedCase } from '../client/emitted.js';
import { recorder, type Answer, type ClientModule, type Sent } from './recorder.js';
import { EMAIL, PASSWORD, sides, type SideCall } from './sides.js';

type Handle = (request: object) => Promise<Answer>;
interface Instance {
  readonly openInstance: (options: object) => Handle;
}

let ours: ClientModule;
let openInstance: Instance['openInstance'];
beforeAll(async () => {
  ours = (await emittedCase('insforge')).index as ClientModule;
  const server = new URL('./server.mjs', import.meta.url).href;
  ({ openInstance } = (await import(server)) as Instance);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const baseUrl = 'http://localhost:7130';
const KEYS = { anonKey: 'anon_key', apiKey: 'ik_key' };

/** What one of both sends, and what comes of it. */
async function run(
  module: ClientModule,
  { call, as = 'anon', reply, settings: more }: SideCall,
): Promise<Outcome> {
  const accounts = [{ id: 'u1', email: EMAIL, password: PASSWORD }];
  const handle = openInstance({ ...KEYS, accounts });
  const { sent, fetch } = recorder(
    async (each, bytes) => (await reply?.(each)) ?? streaming(await handle(requestOf(each, bytes))),
  );
  // The SDK sends some requests through the platform's own, whatever it is given.
  vi.stubGlobal('fetch', fetch);
  const settings = { baseUrl, fetch, retryCount: 0, ...more };
  const client =
    as === 'admin'
      ? module.createAdminClient({ ...settings, apiKey: KEYS.apiKey })
      : module.createClient({ ...settings, anonKey: KEYS.anonKey, isServerMode: as === 'server' });
  if (as === 'user') {
    await client.auth.signInWithPassword({ email: EMAIL, password: PASSWORD });
    sent.length = 0;
  }
  let gave: unknown;
  let threw: unknown;
  try {
    gave = await call(client);
  } catch (error) {
    threw = error;
  }
  return plain({ sent: sent.map(shown), gave: dataOf(gave), threw: dataOf(threw) }) as Outcome;
}

interface Outcome {
  readonly sent: readonly object[];
  readonly gave: unknown;
  readonly threw: unknown;
}

function requestOf({ method, url, headers, body }: Sent, bytes: Uint8Array): object {
  const { origin, pathname: path, searchParams } = new URL(url);
  const query = Object.fromEntries(searchParams);
  return { method, path, query, headers, body, bytes, origin };
}

/** What the instance says piece by piece, as it is on the wire. */
function streaming(answer: Answer & { readonly events?: readonly object[] }): Answer {
  const { status, events } = answer;
  if (events === undefined) return answer;
  const bytes = events.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('');
  return { status, bytes, type: 'text/event-stream' };
}

/** Of headers, those that say something besides what the body is. */
function shown({ headers, signal: _, ...rest }: Sent): object {
  const { 'content-type': type = '', accept: __, ...others } = headers;
  return { ...rest, headers: others, type: type.split(';')[0] };
}

/** Errors as data, with the members that both document. */
function dataOf(value: unknown): unknown {
  if (value instanceof Error) {
    const { name, message } = value;
    const { statusCode, error, nextActions } = value as Partial<official.InsForgeError>;
    return { name, message, statusCode, error, nextActions };
  }
  if (Array.isArray(value)) return value.map(dataOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, dataOf(each)]));
}

const RANDOM: readonly (readonly [RegExp, string])[] = [
  [/eyJ[\w-]+\.[\w-]+\.\w+/g, '<token>'],
  [/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, '<id>'],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>'],
  [/(?<="id":"chatcmpl-)[^"]+/g, '<id>'],
  [/(?<="created":)\d+/g, '0'],
  [/(?<=code_challenge=|"codeVerifier":"|"code_verifier":")[\w.~-]{43,}/g, '<pkce>'],
  [/-\d{13}-[a-z\d]{6}(?=\.|")/g, '-<auto>'],
];

/** What is made up anew each time, as it is called. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(sorted(value));
  return JSON.parse(RANDOM.reduce((all, [what, name]) => all.replace(what, name), text));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, sorted(each)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('the SDK and the generated client, side by side', () => {
  it.each(sides.map((each) => [each.name, each] as const))('%s', async (_, side) => {
    const theirs = await run(official, side);
    const mine = await run(ours, side);
    const { why, gives = {} } = side;
    if (why === undefined) expect(mine).toEqual(theirs);
    else {
      // What is listed as different is, and nothing besides.
      expect(isDeepStrictEqual(mine, theirs)).toBe(false);
      const without = (outcome: Outcome): string => JSON.stringify(outcome).replace(why.hides, '');
      expect(without(mine)).toBe(without(theirs));
      expect(mine).toMatchObject(gives);
    }
  });
});
