/** Answers → what a query gives. */

import { PostgrestError, type QueryError } from './errors.js';
import type { Answered, Draft } from './draft.js';

/** What a query gives, before the emitted types say what its data is. */
export interface OpenResult {
  readonly error: QueryError | null;
  readonly data: unknown;
  readonly count: number | null;
  readonly status: number;
  readonly statusText: string;
}

/**
 * The outcome of an answer.
 *
 * @throws {SyntaxError} where a success is not JSON
 */
export function resultOf(draft: Draft, answer: Answered): OpenResult {
  return answer.ok ? success(draft, answer) : refusal(draft, answer);
}

/** The outcome where no answer came, or none that could be read. */
export function failureOf(reason: unknown): OpenResult {
  const error = (reason ?? {}) as Partial<Error> & { readonly code?: unknown };
  const { code } = error;
  return refused(
    {
      message: `${error.name ?? 'Error'}: ${error.message ?? String(reason)}`,
      details: error.stack ?? '',
      hint: '',
      code: typeof code === 'string' || typeof code === 'number' ? String(code) : '',
    },
    0,
    '',
  );
}

/** @throws {PostgrestError} the error of the result, where it has one; where no answer was read, why not */
export function thrown(result: OpenResult, cause?: unknown): OpenResult {
  if (result.error === null) return result;
  throw cause ?? new PostgrestError(result.error);
}

function success(draft: Draft, { status, statusText, range, body }: Answered): OpenResult {
  const count = draft.count === undefined ? null : countOf(range);
  const data = shaped(draft, dataOf(draft, body as string));
  const found: OpenResult = { error: null, data, count, status, statusText };
  if (!Array.isArray(data) || draft.one === undefined) return found;
  if (draft.dialect.single === 'client') {
    const [first] = data as readonly unknown[];
    if (first !== undefined) return { ...found, data: first };
    if (draft.one === 'maybe') return { ...found, data: null };
    return refused(
      { message: 'No rows found', code: 'PGRST116', details: '', hint: '' },
      404,
      'Not Found',
    );
  }
  if (draft.one !== 'maybe' || draft.method !== 'GET') return found;
  if (data.length > 1) {
    return refused(
      {
        code: 'PGRST116',
        details: `Results contain ${String(data.length)} rows, application/vnd.pgrst.object+json requires 1 row`,
        hint: null,
        message: 'JSON object requested, multiple (or no) rows returned',
      },
      406,
      'Not Acceptable',
    );
  }
  return { ...found, data: (data as readonly unknown[])[0] ?? null };
}

function dataOf({ method, headers }: Draft, text: string): unknown {
  if (method === 'HEAD' || text === '') return null;
  const accept = headers['accept'] ?? '';
  const isText = accept === 'text/csv' || accept.includes('application/vnd.pgrst.plan+text');
  return isText ? text : (JSON.parse(text) as unknown);
}

/** What a dialect puts around rows is taken off. */
function shaped(draft: Draft, data: unknown): unknown {
  const { dialect, kind, method } = draft;
  if (kind === 'fn') {
    return dialect.rpc === 'envelope' ? (member(data, 'result') ?? null) : data;
  }
  if (draft.head === true) {
    return null;
  }
  if (dialect.returning !== 'always' || method === 'GET' || method === 'HEAD') return data;
  if (!draft.returning) return null;
  const rows = method === 'DELETE' ? (member(data, 'records') ?? []) : data;
  return Array.isArray(rows) || rows === null ? rows : [rows];
}

function member(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
}

function countOf(range: string | null): number | null {
  const total = range?.split('/')[1];
  return total === undefined ? null : parseInt(total, 10);
}

function refusal(draft: Draft, { status, statusText, body }: Answered): OpenResult {
  // Proxies answer so where there is nothing; PostgREST itself does not.
  if (status === 404 && Array.isArray(body)) return found([], 200, 'OK');
  if (status === 404 && body === '') return found(null, 204, 'No Content');
  const error = (typeof body === 'string' ? { message: body } : body) as QueryError;
  const details: unknown = (error as QueryError | null)?.details;
  if (draft.one === 'maybe' && typeof details === 'string' && details.includes('0 rows')) {
    return found(null, 200, 'OK');
  }
  return refused(error, status, statusText);
}

function found(data: unknown, status: number, statusText: string): OpenResult {
  return { error: null, data, count: null, status, statusText };
}

function refused(error: QueryError, status: number, statusText: string): OpenResult {
  return { error, data: null, count: null, status, statusText };
}
