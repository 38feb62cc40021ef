import { createPrivateKey, sign as signBytes } from 'node:crypto';
import { Readable } from 'node:stream';

import * as core from '@instantdb/core';

import { constants, fixture, jwks, makeSchema, signingKey } from './env.js';
import { normalise } from './normalise.js';
import type { Outcome } from './normalise.js';
import { closedOrigin, startRecorder } from './recorder.js';
import type { Stub } from './recorder.js';
import type { SseScript } from './sse.js';

/** A client package as its importer sees it: `init` and whatever else the calls name. */
export interface ClientModule {
  readonly init: (config: never) => unknown;
  readonly [name: string]: unknown;
}

/** One call and what it is run with. `init` and `call` are JavaScript source. */
export interface Call {
  readonly name: string;
  readonly feature: Feature;
  /** An object literal; `apiURI` is the recorder's unless it names another. */
  readonly init: string;
  /** A function body; `await` makes it asynchronous. */
  readonly call: string;
  /** One answer for every request, or the answers in turn. */
  readonly stub?: Stub | readonly Stub[];
  readonly sse?: SseScript;
}

/** A recorded call with what the official SDK did. */
export interface WireCase extends Call, Expected {}

/** The observable part of an outcome. */
export type Expected = Pick<Outcome, 'requests' | 'result' | 'error' | 'warnings'>;

/** Parts of the official SDK that a client may lack as a whole. */
export const features = [
  'query',
  'transact',
  'auth',
  'cookies',
  'storage',
  'legacyStorage',
  'rooms',
  'debug',
  'subscribe',
  'streams',
  'webhooks',
  'routeHandler',
  'schemaDsl',
] as const;
export type Feature = (typeof features)[number];

/** The recorded cases. */
export function wireCases(): readonly WireCase[] {
  return JSON.parse(fixture('cases.json')) as readonly WireCase[];
}

/** True when the call gives `init` a schema: a generated client is then the one made from it. */
export function usesSchema(call: Pick<Call, 'init'>): boolean {
  return /\bschema\b/.test(call.init);
}

/**
 * Runs one call of a client against a recorder of its own and reports what could be seen of it.
 * `extra` is merged into the argument of `init` (a generated client's retry settings, say).
 * Never throws for what the client does.
 */
export async function runCall(
  client: ClientModule,
  call: Call,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<Outcome> {
  const stubs = call.stub === undefined ? undefined : [call.stub].flat();
  const recorder = await startRecorder({
    jwks,
    ...(stubs === undefined ? {} : { stubs }),
    ...(call.sse === undefined ? {} : { sse: call.sse }),
  });
  // Taken second, so that it cannot be the port on which the recorder then listens.
  const closed = await closedOrigin();
  const warnings: string[] = [];
  const warn = console.warn;
  console.warn = (...parts: unknown[]) => void warnings.push(parts.map(String).join(' '));
  try {
    const settled = await settle(client, call, scope(client, recorder.url, closed), extra);
    return normalise({
      origins: { [recorder.url]: 'http://127.0.0.1:PORT', [closed]: 'http://127.0.0.1:CLOSED' },
      requests: recorder.requests,
      warnings,
      client,
      ...settled,
    });
  } finally {
    console.warn = warn;
    await recorder.close();
  }
}

type Settled = { readonly result: unknown } | { readonly thrown: unknown; readonly sync: boolean };

async function settle(
  client: ClientModule,
  call: Call,
  names: Readonly<Record<string, unknown>>,
  extra: Readonly<Record<string, unknown>>,
): Promise<Settled> {
  let pending: unknown;
  try {
    const given = compile('return (' + call.init + ')', names) as Record<string, unknown>;
    const db = client.init({ apiURI: names['BASE'], ...given, ...extra } as never);
    pending = compile(call.call, { ...names, db });
  } catch (thrown) {
    return { thrown, sync: true };
  }
  try {
    return { result: await pending };
  } catch (thrown) {
    return { thrown, sync: false };
  }
}

/** Runs source as a function body with the given names in scope. */
function compile(source: string, names: Readonly<Record<string, unknown>>): unknown {
  const head = /\bawait\b/.test(source) ? 'return (async () => {' : 'return (() => {';
  const keys = Object.keys(names);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- recorded calls are source text
  const run = new Function(...keys, `'use strict'; ${head}${source}\n})()`) as (
    ...values: readonly unknown[]
  ) => unknown;
  return run(...keys.map((key) => names[key]));
}

function scope(
  client: ClientModule,
  base: string,
  closed: string,
): Readonly<Record<string, unknown>> {
  return {
    // A generated client needs no schema DSL, so a call's schema comes from the official one.
    i: core.i,
    ...client,
    ...constants,
    schema: makeSchema(core.i),
    BASE: base,
    CLOSED_BASE: closed,
    Readable,
    sleep: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
    sign,
  };
}

/** The value of an Instant-Signature header over a body, at a time in seconds. */
function sign(body: string, time: number, kid = 'test'): Promise<string> {
  const key = createPrivateKey({ key: { ...signingKey }, format: 'jwk' });
  const hex = signBytes(null, Buffer.from(`${time}.${body}`), key).toString('hex');
  return Promise.resolve(`t=${time},kid=${kid},v1=${hex}`);
}
