import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as official from '@insforge/sdk';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { emittedCase } from '../client/emitted.js';
import { recorder, type Answer, type ClientModule, type Sent } from './recorder.js';
import { rest } from './sides-rest.js';
import { rows } from './sides-rows.js';
import { EMAIL, PASSWORD, sides, type Difference, type SideCall } from './sides.js';
import type { Told, ToldCall } from './told.js';

type Handle = (request: object) => Promise<Answer>;
interface Instance {
  readonly openInstance: (options: object) => Handle;
}

let folder: string;
let ours: ClientModule;
let openInstance: Instance['openInstance'];
beforeAll(async () => {
  const emitted = await emittedCase('insforge');
  folder = emitted.folder;
  ours = emitted.index as ClientModule;
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
  { call, as = 'anon', reply, settings: more }: SideCall | ToldCall,
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

/** Forms are told apart by a boundary that is made up. */
function shown({ headers, signal: _, ...rest }: Sent): object {
  const { 'content-type': type, ...others } = headers;
  const kind = type?.replace(/(?<=boundary=).*/, '<boundary>');
  return { ...rest, headers: others, ...(kind === undefined ? {} : { type: kind }) };
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
    const { why = [], gives = {} } = side;
    const whys = [why].flat();
    if (whys.length === 0) expect(mine).toEqual(theirs);
    const without = (outcome: Outcome, hidden: readonly Difference[]): string =>
      hidden.reduce((all, { hides }) => all.replace(hides, ''), JSON.stringify(outcome));
    expect(without(mine, whys)).toBe(without(theirs, whys));
    // All that is listed as different is.
    for (const each of whys) {
      const others = whys.filter((other) => other !== each);
      expect(without(mine, others)).not.toBe(without(theirs, others));
    }
    expect(mine).toMatchObject(gives);
  });
});

const BASE = 'http://localhost:7130';

/** A query as one reads it; what it is escaped to is in `urls`. */
function view({ sent, gave, threw }: Outcome): Required<Told> {
  const all = sent as readonly (Omit<Sent, 'signal'> & { readonly type?: string })[];
  const urls = all.map(({ url }) =>
    url.replace(BASE, '').replace(/^\/api\/database\/(?:records\/)?/, ''),
  );
  const asked = urls.map((url, at) => {
    const [path = '', ...query] = url.split(/(?=\?)/);
    return `${all[at]?.method ?? ''} ${path}${decodeURIComponent(query.join('').replaceAll('+', ' '))}`;
  });
  const headers = all.map(({ headers: own, type }) => ({
    // Where there is none.
    ...{ authorization: '', accept: '' },
    ...own,
    ...(type === undefined ? {} : { 'content-type': type }),
  }));
  return { asked, urls, headers, bodies: all.map(({ body }) => body), gave, threw };
}

it('are called otherwise only where it is listed', () => {
  const root = join(import.meta.dirname, '../..');
  const sdk = readFileSync(join(root, 'node_modules/@insforge/sdk/dist/index.d.ts'), 'utf8');
  const theirs = [...sdk.matchAll(/^export \{(.*)\}/gm)].flatMap(([, names = '']) =>
    names.split(',').map((each) => each.trim().replace(/^.* as /, '')),
  );
  expect(theirs).toContain('createAdminClient');
  const emitted = new Set(readFileSync(join(folder, 'index.ts'), 'utf8').match(/\w+/g));
  const page = readFileSync(join(root, 'docs/differences.md'), 'utf8').split('<!-- insforge: ')[1];
  const listed = [...(page ?? '').matchAll(/^- ((?:`\w+`(?:,\s+)?)+):/gm)].flatMap(
    ([, names = '']) => names.match(/\w+/g),
  );
  const values = Object.keys(official).filter((each) => !(each in ours));
  expect(values).toContain('InsForgeClient');
  const missing = new Set([...theirs.filter((each) => !emitted.has(each)), ...values]);
  expect(listed.sort()).toEqual([...missing].sort());
});

describe('what the SDK does and what the generated client does', () => {
  it.each([...rows, ...rest].map((each) => [each.name, each] as const))('%s', async (_, told) => {
    const theirs = view(await run(official, told));
    const mine = view(await run(ours, told));
    expect(theirs).toMatchObject(told.theirs);
    expect(mine).toMatchObject(told.ours);
    // It is a difference.
    expect(theirs).not.toMatchObject(told.ours);
    // And there is no other.
    const { urls: _theirs, ...alike } = theirs;
    for (const name of Object.keys(alike) as (keyof typeof alike)[]) {
      if (!(name in told.theirs) && !(name in told.ours)) expect(mine[name]).toEqual(theirs[name]);
    }
  });
});
