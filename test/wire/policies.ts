/** A call through policies that are composed by chance, to a server that fails by chance. */

import type { Policy } from '../../runtime/abi.js';
import * as policies from '../../runtime/abi.js';
import { choices } from '../schema/random.js';
import type { Case } from './cases.js';
import { checkRequest, mayRefuse } from './check.js';
import type { Client, Server, Step } from './clients.js';
import { AUTH, isSecured } from './credentials.js';
import { callerOf } from './methods.js';
import type { Operation } from './operations.js';

const empty = { headers: {}, body: Buffer.alloc(0) };

export async function tryPolicies(
  server: Server,
  { client, ...own }: Case & { readonly client: Client },
  operation: Operation,
  seed: number,
): Promise<string | undefined> {
  const { below, chance, pick } = choices(seed);
  const shown: string[] = [];
  const progress: policies.Progress[] = [];
  const all: Readonly<Record<string, () => Policy>> = {
    retry: () => policies.retry({ times: 3, delay: 1, maxDelay: 5 }),
    timeout: () => policies.timeout(5000),
    refresh: () => policies.refreshAuth({ refresh: () => undefined }),
    keys: () => policies.idempotencyKeys(),
    hooks: () =>
      policies.hooks({
        onRequest: (request) => void shown.push(JSON.stringify(request)),
        onResponse: (_, request) => void shown.push(JSON.stringify(request)),
        onError: (error, request) => void shown.push(JSON.stringify([String(error), request])),
      }),
    upload: () => policies.uploadProgress((each) => void progress.push(each)),
    download: () => policies.downloadProgress(() => undefined),
  };
  const use: string[] = [];
  for (const name of Object.keys(all)) if (chance(0.5)) use.splice(below(use.length + 1), 0, name);
  const script: ('drop' | number)[] = Array.from({ length: below(4) }, () =>
    pick(['drop', 503, 429, 401, 401, 500]),
  );
  const steps = [...script, 499];
  server.seen.length = 0;
  server.script = steps.map((each): Step => (each === 'drop' ? each : { status: each, ...empty }));
  const call = callerOf(client, own.isObject, {
    ...own.settings,
    auth: own.auth,
    fetch: server.fetch,
    use: use.map((name) => all[name]?.() ?? policies.retry()),
  });
  const outcome = await call(operation).safe();
  const { seen } = server;
  const said = `${use.join(', ')}: ${steps.slice(0, seen.length).join(', ')} of ${steps.join(', ')}`;
  const message = String(outcome.error);
  if (seen.length === 0) return mayRefuse(operation, message) ? undefined : `${said}: ${message}`;
  for (const raw of seen) {
    const problem = await checkRequest(raw, operation, own);
    if (problem !== undefined) return `${said}: ${problem}`;
  }
  const expected = attempts(use, steps, operation, isSecured(operation.security ?? own.security));
  if (seen.length !== expected) return `${said}, and not ${String(expected)} attempts`;
  const last = steps[seen.length - 1];
  if (last === 'drop' ? outcome.status !== undefined : outcome.status !== last)
    return `${said}: ${message}`;
  const [key, ...keys] = seen.map(({ headers }) => headers['idempotency-key']);
  if (use.includes('keys') !== (key !== undefined) && isUnsafe(operation))
    return `${said}: key ${String(key)}`;
  const isOuter = ['retry', 'refresh'].every(
    (name) => !use.includes(name) || use.indexOf(name) > use.indexOf('keys'),
  );
  if (isOuter && keys.some((each) => each !== key))
    return `${said}: keys ${[key, ...keys].join(', ')}`;
  const text = shown.join('\n');
  for (const secret of [
    AUTH.bearer,
    AUTH.inHeader,
    encodeURIComponent(AUTH.inQuery),
    encodeURIComponent(AUTH.inCookie),
  ])
    if (text.includes(JSON.stringify(secret).slice(1, -1))) return `${said}: shows ${secret}`;
  const { loaded = 0 } = progress.at(-1) ?? {};
  const size = seen.at(-1)?.body.length ?? 0;
  if (use.includes('upload') && loaded !== size)
    return `${said}: progress ${String(loaded)} of ${String(size)}`;
  return undefined;
}

const isUnsafe = ({ method }: Operation): boolean => ['post', 'patch'].includes(method);

/** How many there are, by what is said of the policies. */
function attempts(
  use: readonly string[],
  steps: readonly (number | 'drop')[],
  operation: Operation,
  isRefreshed: boolean,
): number {
  const has = (name: string): boolean => use.includes(name);
  const within = (outer: string, inner: string): boolean =>
    has(outer) && use.indexOf(outer) < use.indexOf(inner);
  const hasBody = operation.body !== undefined;
  const isStream = (name: string): boolean => hasBody && within('upload', name);
  // Of methods that HTTP does not define, nobody knows what a repetition does.
  const isUnknown = /^[A-Z]/.test(operation.method);
  const retries =
    has('retry') &&
    !isStream('retry') &&
    !isUnknown &&
    (!isUnsafe(operation) || within('keys', 'retry'));
  const refreshes = has('refresh') && isRefreshed && !isStream('refresh');
  let at = 0;
  type Outcome = number | 'drop';
  const send = (): Outcome => steps[at++] ?? 0;
  const refreshing = (next: () => Outcome) => (): Outcome => {
    const first = next();
    return refreshes && first === 401 ? next() : first;
  };
  const retrying = (next: () => Outcome) => (): Outcome => {
    let outcome = next();
    for (let left = 3; retries && left > 0 && [503, 429, 'drop'].includes(outcome); left--)
      outcome = next();
    return outcome;
  };
  if (within('retry', 'refresh')) retrying(refreshing(send))();
  else refreshing(retrying(send))();
  return at;
}
