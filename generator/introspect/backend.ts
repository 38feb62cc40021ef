/** A backend that takes SQL by a call of its API. */

import { HEADER_PROBLEM, parseHeaders } from '../headers.js';
import type { AdminSql } from '../stores/postgres/options.js';
import { EngineProblem, SqlError, type Engine } from './engine.js';

const MILLISECONDS = 60_000;
/** Shorter ones are words, and in any text. */
const SHORTEST_SECRET = 4;

export interface BackendAsk {
  readonly url: URL;
  readonly admin: AdminSql;
  /** `Name: value`, one a line. They take the place of the key from the environment. */
  readonly headers: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Nothing is sent before the first query. Throws {@link EngineProblem} where there is no key. */
export function askBackend({ url, admin, headers: given, env }: BackendAsk): Engine {
  const headers = given === undefined ? keyHeader(admin, env) : givenHeaders(given);
  const [method = 'POST', path = ''] = admin.call.split(' ');
  const address = new URL(url.pathname.replace(/\/$/, '') + path, url);
  const shown = `${method} ${address.host}${address.pathname}`;
  const hide = hider(Object.values(headers));
  const run: Engine['run'] = async (sql) => {
    const response = await fetch(address, {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify({ ...admin.body, [admin.query]: sql }),
      // A key is for the one it was given for.
      redirect: 'error',
      signal: AbortSignal.timeout(MILLISECONDS),
    }).catch((error: unknown) => {
      throw new EngineProblem(
        'introspect-unreachable',
        `${shown} does not answer: ${hide(reasonOf(error))}.`,
        'Look at the address, and whether the backend runs.',
      );
    });
    const text = await response.text();
    if (response.status === 401 || response.status === 403)
      throw new EngineProblem(
        'introspect-refused',
        `${shown} answers ${String(response.status)}: ${short(hide(text))}.`,
        `Give it a key that may run SQL: ${keyHelp(admin)}.`,
      );
    if (!response.ok)
      throw new SqlError(`${shown} answers ${String(response.status)}: ${short(hide(text))}`, '');
    const rows = at(parsed(text), admin.rows);
    if (!Array.isArray(rows))
      throw new SqlError(`${shown} answers something else than rows: ${short(hide(text))}`, '');
    return rows as readonly Readonly<Record<string, unknown>>[];
  };
  return { name: address.origin, run, close: () => Promise.resolve() };
}

/** Whatever a server says back: what was sent to it in confidence is not in it. */
function hider(values: readonly string[]): (text: string) => string {
  const secrets = values
    .flatMap((each) => [each, each.replace(/^\S+\s+/, '')])
    .flatMap((each) => [each, JSON.stringify(each).slice(1, -1), encodeURIComponent(each)])
    .filter((each) => each.length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length);
  return (text) => secrets.reduce((left, each) => left.replaceAll(each, '***'), text);
}

function keyHeader(admin: AdminSql, env: BackendAsk['env']): Readonly<Record<string, string>> {
  const { header, prefix, variables } = admin.key;
  const key = variables.map((name) => env[name]).find((each) => (each ?? '') !== '');
  if (key === undefined)
    throw new EngineProblem(
      'introspect-no-key',
      'The backend is asked with its key, and there is none.',
      `Give it: ${keyHelp(admin)}.`,
    );
  return { [header]: prefix + key };
}

function keyHelp({ key: { header, prefix, variables } }: AdminSql): string {
  const names = variables.length === 0 ? '' : `${variables.join(' or ')} in the environment, or `;
  return `${names}--header '${header}: ${prefix}…'`;
}

function givenHeaders(given: string): Readonly<Record<string, string>> {
  const headers = parseHeaders(given);
  if (headers !== undefined) return headers;
  throw new EngineProblem('introspect-header', HEADER_PROBLEM.message, HEADER_PROBLEM.remedy);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== ''
    ? error.cause.message
    : error.message;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a JSON pointer leads to. */
function at(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (here, key) =>
        typeof here === 'object' && here !== null && Object.hasOwn(here, key)
          ? Reflect.get(here, key)
          : undefined,
      value,
    );
}
