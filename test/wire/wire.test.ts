/** Clients of documents by chance: what arrives is what was sent, by a reader of the specifications' own; and back. */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from './answers.js';
import { same } from './check-body.js';
import { checkRequest, mayRefuse } from './check.js';
import { buildClients, type Built, type Client, type Server, startServer } from './clients.js';
import { type Caller, callerOf } from './methods.js';
import { tryPolicies } from './policies.js';
import type { Operation } from './operations.js';

const WORK = join(import.meta.dirname, `../../.tmp/wire-${String(process.pid)}`);
/** `RANDOM_SEED` and `RANDOM_DOCUMENTS` ask for others, and for more. */
const seed = Number(process.env['RANDOM_SEED'] ?? 7);
const count = Number(process.env['RANDOM_DOCUMENTS'] ?? 12);
const TIME = 60_000 + count * 3000;

let server: Server;
let built: Built;
beforeAll(async () => {
  server = await startServer();
  built = await buildClients(
    WORK,
    Array.from({ length: count }, (_, index) => seed + index),
  );
}, TIME);
afterAll(() => {
  server.close();
  rmSync(WORK, { recursive: true, force: true });
});

async function given(value: unknown): Promise<unknown> {
  if (value instanceof Blob) return Buffer.from(await value.arrayBuffer()).toString('hex');
  if (typeof value !== 'object' || value === null || !(Symbol.asyncIterator in value)) return value;
  const items: unknown[] = [];
  for await (const each of value as AsyncIterable<unknown>) items.push(each);
  return items;
}
const expectedOf = ({ kind, value }: Answer): unknown => (kind === 'nothing' ? undefined : value);
const trimmed = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map((each: unknown) =>
        typeof each === 'object' && each !== null && 'event' in each && 'data' in each
          ? Object.fromEntries(Object.entries(each).filter(([, one]) => one !== undefined))
          : each,
      )
    : value;

/** What servers say of errors is JSON where it can be, whatever they call it. */
function asJson(value: unknown): unknown {
  try {
    return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  } catch {
    return value;
  }
}

/** Statuses of which each guard says that they are its own. */
const OWN = {
  isBadRequest: (status: number) => status === 400,
  isUnauthorized: (status: number) => status === 401,
  isForbidden: (status: number) => status === 403,
  isNotFound: (status: number) => status === 404,
  isConflict: (status: number) => status === 409,
  isGone: (status: number) => status === 410,
  isPreconditionFailed: (status: number) => status === 412,
  isUnprocessable: (status: number) => status === 422,
  isRateLimited: (status: number) => status === 429,
  isClientError: (status: number) => status < 500,
  isServerError: (status: number) => status >= 500,
};

async function checkAnswer(
  server: Server,
  client: Client,
  caller: Caller,
  operation: Operation,
  answer: Answer,
): Promise<string | undefined> {
  const call = (): ReturnType<Caller> => caller(operation, answer.accept);
  server.script = [answer];
  const show = (value: unknown): string =>
    `${JSON.stringify(value)} for ${String(answer.status)} ${String(answer.type)} ${answer.body.toString().slice(0, 200)}`;
  try {
    const outcome = await call().safe();
    if (answer.status >= 400) {
      const { error, status } = outcome;
      if (!(error instanceof client.ApiError)) return `no ApiError: ${String(error)}`;
      if (status !== answer.status || error.status !== answer.status)
        return `status ${String(status)}`;
      const body =
        answer.kind === 'nothing'
          ? ''
          : answer.type?.startsWith('text')
            ? asJson(answer.value)
            : answer.value;
      if (!same(error.body ?? '', body ?? '')) return `error: ${show(error.body)}`;
      const thrown = await call().catch((each: unknown) => each);
      if (!(thrown instanceof client.ApiError) || thrown.status !== answer.status)
        return 'not thrown';
      for (const [name, own] of Object.entries(OWN))
        if (client[name as keyof typeof OWN](thrown) !== own(answer.status)) return name;
      return undefined;
    }
    if (outcome.error !== undefined) return `error ${String(outcome.error)}`;
    if (outcome.status !== answer.status) return `status ${String(outcome.status)}`;
    const first = trimmed(await given(outcome.data));
    if (!same(first, expectedOf(answer))) return `safe: ${show(first)}`;
    const second = trimmed(await given(await call()));
    if (!same(second, expectedOf(answer))) return `await: ${show(second)}`;
    const { data, status, response } = await call().withResponse();
    if (!same(trimmed(await given(data)), expectedOf(answer)) || status !== answer.status)
      return `withResponse: ${show(data)}`;
    for (const [name, value] of Object.entries(answer.headers))
      if (response.headers.get(name) !== value) return `header ${name}`;
    return undefined;
  } catch (error) {
    return String((error as Error).stack);
  }
}

/** What is wrong, and of which operation of which document. */
function report(number: number, operation: Operation, problem: string): string {
  const { method, path, written } = operation;
  const more = JSON.stringify({ method, path, ...written }).slice(0, 1500);
  return `${String(number)} ${operation.id}: ${problem}\n    ${more}`;
}

test(`documents ${seed} to ${seed + count - 1}`, { timeout: TIME }, async () => {
  const found = [...built.problems];
  for (const [number, own] of built.clients) {
    const { operations, answers: all, auth, settings, known, client, isObject } = own;
    const call = callerOf(client, isObject, { ...settings, auth, fetch: server.fetch });
    const said = (client as { readonly serverUrl?: () => string }).serverUrl?.();
    if (said !== known) found.push(`${String(number)}: ${String(said)} for ${String(known)}`);
    for (const operation of operations) {
      const answers = all.get(operation.id) ?? [];
      server.seen.length = 0;
      server.script = answers.slice(0, 1);
      const outcome = await call(operation).safe();
      const [raw] = server.seen;
      if (raw === undefined) {
        const message = String(outcome.error);
        if (!mayRefuse(operation, message)) found.push(report(number, operation, message));
        continue;
      }
      const problem = await checkRequest(raw, operation, own);
      if (problem !== undefined) found.push(report(number, operation, `${problem} (${raw.url})`));
      for (const answer of answers) {
        const wrong = await checkAnswer(server, client, call, operation, answer);
        if (wrong !== undefined) found.push(report(number, operation, wrong));
      }
    }
  }
  expect(found.join('\n\n')).toBe('');
});

test('the same through policies in any order', { timeout: TIME }, async () => {
  const found: string[] = [];
  for (const [number, own] of built.clients) {
    for (const [index, operation] of own.operations.entries()) {
      for (let time = 0; time < 3; time++) {
        const problem = await tryPolicies(server, own, operation, number * 100 + index * 3 + time);
        if (problem !== undefined) found.push(report(number, operation, problem));
      }
    }
  }
  expect(found.join('\n\n')).toBe('');
});
