/** Where a query goes, and in what form. */

import { ValidationError } from '../http/errors.js';
import { needsBody } from './filters.js';
import type { Draft, Param } from './draft.js';

export interface QueryRequest {
  readonly method: string;
  readonly path: string;
  readonly query: readonly Param[];
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string };
  /** Undefined: there is none. */
  readonly body: unknown;
}

/** @throws {ValidationError} for names that no address can hold, and lists that the backend would cut */
export function requestOf(draft: Draft): QueryRequest {
  const path = addressOf(draft);
  const long = draft.dialect.longUrlPost;
  const listed = needsBody(draft);
  const sent = { method: draft.method, path, query: draft.params };
  if (long !== undefined && draft.method === 'GET' && draft.kind === 'table') {
    if (listed || lengthOf(draft.params) > long.from) {
      const body = queryBody(draft.params);
      return {
        ...sent,
        method: 'POST',
        path: path + long.path,
        query: [],
        headers: headersOf(draft, 'POST'),
        body,
      };
    }
  } else if (listed) {
    throw new ValidationError('in: this backend would cut the values of the list at their commas');
  }
  return { ...sent, headers: headersOf(draft, draft.method), body: bodyOf(draft) };
}

function addressOf({ dialect, kind, name, schema }: Draft): string {
  const template =
    kind === 'fn' ? dialect.fn : schema === undefined ? dialect.table : dialect.schemaTable;
  return template
    .replace('{schema}', () => segment(schema ?? 'default'))
    .replace(/\{(?:table|fn)\}/, () => segment(name));
}

/** An empty segment or a dot would make the address that of something else. */
function segment(name: string): string {
  if (/^\.{0,2}$/.test(name))
    throw new ValidationError(`no relation is called ${JSON.stringify(name)}`);
  return encodeURIComponent(name);
}

function headersOf({ dialect, headers, schema }: Draft, method: string): Record<string, string> {
  const isRead = method === 'GET' || method === 'HEAD';
  return {
    ...headers,
    ...(schema === undefined || dialect.schemaIn === 'path'
      ? {}
      : { [isRead ? 'accept-profile' : 'content-profile']: utf8(schema) }),
    ...(isRead ? {} : { 'content-type': 'application/json' }),
  };
}

/** A header holds bytes, and the server reads them as UTF-8: a character for each. */
function utf8(text: string): string {
  return encodeURIComponent(text).replace(/%(..)/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
}

function bodyOf({ dialect, kind, method, body }: Draft): unknown {
  return kind === 'fn' && method === 'POST' && dialect.rpc === 'envelope' ? { params: body } : body;
}

function lengthOf(params: readonly Param[]): number {
  return params.reduce(
    (sum, { name, text }) =>
      sum + encodeURIComponent(name).length + encodeURIComponent(text).length + 2,
    0,
  );
}

/** The query as Fluxbase takes it by POST: what an address would say, in members. */
function queryBody(params: readonly Param[]): object {
  const text = (name: string): string | undefined =>
    params.find((each) => each.name === name && each.filter === undefined)?.text;
  const number = (name: string): number | undefined => {
    const found = text(name);
    return found === undefined ? undefined : Number(found);
  };
  return {
    select: text('select'),
    filters: params.flatMap(({ name, filter }) =>
      filter === undefined ? [] : [{ column: name, ...filter }],
    ),
    orFilters: params.flatMap(({ name, text: filters, filter }) =>
      name === 'or' && filter === undefined ? [filters.slice(1, -1)] : [],
    ),
    order: text('order')?.split(',').map(orderTerm),
    limit: number('limit'),
    offset: number('offset'),
    count: text('count'),
  };
}

function orderTerm(term: string): object {
  const [, column = term, direction, nulls] =
    /^(.*)\.(asc|desc)(?:\.nulls(first|last))?$/.exec(term) ?? [];
  return { column, direction, nulls };
}
