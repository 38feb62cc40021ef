/** The builder: each method adds to the query, and awaiting it sends it. */

import { failureOf, resultOf, thrown, type OpenResult } from './answers.js';
import { add, paramOf, prefer, put } from './draft.js';
import { among, compared, likeMany, matching, search, where } from './filters.js';
import { below, orderName } from './names.js';
import { cleanText, selectText } from './select.js';
import { ValidationError } from '../http/errors.js';
import type { Draft, Selected, Source } from './draft.js';
import type { SearchOptions } from './filters.js';
import type { WebSignal } from '../web.js';

/** Options of what goes to a nested select, which is named as it comes back. */
interface Referenced {
  readonly referencedTable?: string | undefined;
  readonly foreignTable?: string | undefined;
}

interface OrderOptions extends Referenced {
  readonly ascending?: boolean | undefined;
  readonly nullsFirst?: boolean | undefined;
}

interface ExplainOptions {
  readonly analyze?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  readonly settings?: boolean | undefined;
  readonly buffers?: boolean | undefined;
  readonly wal?: boolean | undefined;
  readonly format?: 'json' | 'text' | undefined;
}

/** Operators that compare a column with one value, by the names of their methods. */
const COMPARISONS = {
  eq: 'eq',
  neq: 'neq',
  gt: 'gt',
  gte: 'gte',
  lt: 'lt',
  lte: 'lte',
  like: 'like',
  ilike: 'ilike',
  regexMatch: 'match',
  regexIMatch: 'imatch',
  is: 'is',
  isDistinct: 'isdistinct',
  contains: 'cs',
  containedBy: 'cd',
  rangeGt: 'sr',
  rangeGte: 'nxl',
  rangeLt: 'sl',
  rangeLte: 'nxr',
  rangeAdjacent: 'adj',
  overlaps: 'ov',
};

const PATTERNS = {
  likeAllOf: 'like(all)',
  likeAnyOf: 'like(any)',
  ilikeAllOf: 'ilike(all)',
  ilikeAnyOf: 'ilike(any)',
};

/** What `select` takes on any query: text or an object. */
export function select(draft: Draft, source: Source, given?: string | object | null): void {
  const columns = given ?? '*';
  const text =
    typeof columns === 'string'
      ? cleanText(columns)
      : selectText(columns, source, draft.kind === 'fn' ? `${draft.name}()` : draft.name);
  draft.selected = typeof columns === 'string' ? undefined : (columns as Selected);
  if (text !== '*' || draft.dialect.returning === 'prefer') put(draft, 'select', text);
}

/** A query that is sent each time it is awaited. Its methods change it and return it. */
export function queryOf(draft: Draft, source: Source): object {
  const query: Record<string, unknown> = {};
  const define = (name: string, change: (...args: never) => void): void => {
    query[name] = (...args: never) => {
      try {
        change(...args);
      } catch (error) {
        // Whoever awaits the query is told, as of any other failure.
        draft.problem ??= worded(name, args[0], error);
      }
      return query;
    };
  };
  const header = (name: string, value: string): void => {
    draft.headers[name.toLowerCase()] = value;
  };

  for (const [name, operator] of Object.entries(COMPARISONS)) {
    define(name, (column: string, value: unknown) => {
      where(draft, column, operator, value);
    });
  }
  for (const [name, operator] of Object.entries(PATTERNS)) {
    define(name, (column: string, patterns: readonly string[]) => {
      likeMany(draft, column, operator, patterns);
    });
  }
  define('in', (column: string, values: Iterable<unknown>) => {
    among(draft, column, values);
  });
  define('match', (members: object) => {
    matching(draft, members);
  });
  define('not', (column: string, operator: string, value: unknown) => {
    compared(draft, column, `not.${operator}`, value);
  });
  define('filter', (column: string, operator: string, value: unknown) => {
    compared(draft, column, operator, value);
  });
  define('textSearch', (column: string, text: string, options?: SearchOptions) => {
    search(draft, column, text, options);
  });
  define('or', (filters: string, options: Referenced = {}) => {
    add(draft, { name: below(draft, tableOf(options), 'or'), text: `(${filters})` });
  });

  define('select', (columns?: string | object) => {
    select(draft, source, columns);
    draft.returning = true;
    if (draft.dialect.returning === 'prefer') prefer(draft, 'return=representation');
  });
  define('order', (column: string, options: OrderOptions = {}) => {
    const { ascending = true } = options;
    const name = below(draft, tableOf(options), 'order');
    const before = paramOf(draft, name);
    const term = `${orderName(draft, column, tableOf(options))}.${ascending ? 'asc' : 'desc'}${nulls(draft, options)}`;
    put(draft, name, before === undefined ? term : `${before},${term}`);
  });
  define('limit', (count: number, options: Referenced = {}) => {
    put(draft, below(draft, tableOf(options), 'limit'), String(count));
  });
  define('range', (from: number, to: number, options: Referenced = {}) => {
    put(draft, below(draft, tableOf(options), 'offset'), String(from));
    // Both ends are in it.
    put(draft, below(draft, tableOf(options), 'limit'), String(to - from + 1));
  });
  define('single', () => {
    draft.one = 'single';
    if (draft.dialect.single === 'accept') header('accept', OBJECT);
    else put(draft, 'limit', '1');
  });
  define('maybeSingle', () => {
    draft.one = 'maybe';
    if (draft.dialect.single === 'client') put(draft, 'limit', '1');
    else header('accept', draft.method === 'GET' ? 'application/json' : OBJECT);
  });
  define('csv', () => {
    header('accept', 'text/csv');
  });
  define('geojson', () => {
    header('accept', 'application/geo+json');
  });
  define('explain', (options: ExplainOptions = {}) => {
    header('accept', planOf(options, draft.headers['accept']));
  });
  define('rollback', () => {
    prefer(draft, 'tx=rollback');
  });
  define('maxAffected', (rows: number) => {
    prefer(draft, 'handling=strict');
    prefer(draft, `max-affected=${String(rows)}`);
  });
  define('setHeader', header);
  define('abortSignal', (signal: WebSignal) => {
    draft.signal = signal;
  });
  define('throwOnError', () => {
    draft.throws = true;
  });
  define('returns', () => {});
  define('overrideTypes', () => {});

  return Object.assign(query, {
    then: (
      onResult?: (result: OpenResult) => unknown,
      onError?: (reason: unknown) => unknown,
    ): Promise<unknown> => sent(draft, source).then(onResult, onError),
  });
}

const OBJECT = 'application/vnd.pgrst.object+json';

async function sent(draft: Draft, source: Source): Promise<OpenResult> {
  let result: OpenResult;
  let cause: unknown;
  try {
    if (draft.problem !== undefined) throw draft.problem;
    const answer = await source.send(
      draft,
      draft.signal === undefined ? {} : { signal: draft.signal },
    );
    result = resultOf(draft, answer);
  } catch (error) {
    result = failureOf(error);
    cause = error;
  }
  return draft.throws ? thrown(result, cause) : result;
}

function worded(method: string, first: unknown, error: unknown): Error {
  const words = error instanceof Error ? error.message : String(error);
  const of = typeof first === 'string' ? `${method} ${first}` : method;
  return new ValidationError(`${of}: ${words}`, { cause: error });
}

function tableOf({ referencedTable, foreignTable }: Referenced): string | undefined {
  return referencedTable ?? foreignTable;
}

function nulls({ dialect }: Draft, { nullsFirst }: OrderOptions): string {
  const first = nullsFirst === undefined && dialect.nullsLast ? false : nullsFirst;
  return first === undefined ? '' : first ? '.nullsfirst' : '.nullslast';
}

function planOf(options: ExplainOptions, accept = 'application/json'): string {
  const { format = 'text' } = options;
  const wanted = (['analyze', 'verbose', 'settings', 'buffers', 'wal'] as const).filter(
    (each) => options[each],
  );
  return `application/vnd.pgrst.plan+${format}; for="${accept}"; options=${wanted.join('|')};`;
}
