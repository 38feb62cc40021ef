/** `database`: rows and functions of a Postgres database, through the client's own transport. */

import { secure, secureAny } from '../http/security.js';
import { ValidationError } from '../http/errors.js';
import { add, put, prefer } from './draft.js';
import { conflictText, memberOf } from './names.js';
import { queryOf, select } from './query.js';
import { send, type Credentials } from './send.js';
import { quoted, valueText } from './values.js';
import type { Caller, Endpoint } from '../client/method.js';
import type { Operation } from '../http/types.js';
import type { Dialect } from './dialects.js';
import type { Count, Draft, LinkTexts, Source } from './draft.js';

export interface DatabaseSettings {
  readonly dialect: Dialect;
  /** On whose behalf queries are made, as `auth` of a client table names it. */
  readonly auth?: string | undefined;
  /** The schema that is meant where none is named. Absent: the one of the client. */
  readonly schema?: string | undefined;
  /** How links are written whose names are the schema's own. */
  readonly links?: LinkTexts | undefined;
  /** Under which schema the links of queries stand that name none. */
  readonly defaultSchema?: string | undefined;
}

/**
 * The `database` of a client; the emitted types say which relations and functions there are. Queries carry the
 * credentials of the endpoint, which is one of the same backend; none where there is none.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the emitted code knows the type
export function databaseOf<Database extends object>(
  client: Caller,
  endpoint: Endpoint | undefined,
  settings: DatabaseSettings,
): Database {
  const { dialect, auth, links = {}, defaultSchema = 'public' } = settings;
  let credentials: Promise<Credentials> | undefined;
  const source: Omit<Source, 'schema'> = {
    dialect,
    links,
    defaultSchema,
    send: async (draft, options) =>
      send(client.transport(auth), draft, await (credentials ??= credentialsOf(endpoint)), options),
  };
  const database: object = {
    ...inSchema({ ...source, schema: settings.schema ?? client.defaultSchema }),
    schema: (schema: string) => inSchema({ ...source, schema }),
  };
  return database as Database;
}

/** What an endpoint says of its credentials: it is called, and what it would send is looked at. */
async function credentialsOf(endpoint: Endpoint | undefined): Promise<Credentials> {
  let seen: Operation | undefined;
  const look = (operation: Operation): Promise<never> => {
    seen = operation;
    return Promise.reject(new ValidationError('nothing is sent'));
  };
  await endpoint?.(look, {} as never).catch((): undefined => undefined);
  if (seen === undefined) return { write: [] };
  const { write, security, alternatives } = seen;
  return {
    write: write.filter((each) => each === secure || each === secureAny),
    ...(security === undefined ? {} : { security }),
    ...(alternatives === undefined ? {} : { alternatives }),
  };
}

/** What `select` and writes take besides. */
interface Options {
  readonly count?: Count | undefined;
  readonly head?: boolean | undefined;
  readonly get?: boolean | undefined;
  readonly defaultToNull?: boolean | undefined;
  readonly onConflict?: string | readonly string[] | undefined;
  readonly ignoreDuplicates?: boolean | undefined;
}

function inSchema(source: Source): object {
  return {
    from: (relation: string) => relationOf(relation, source),
    rpc: (fn: string, args: object = {}, options: Options = {}) => {
      const isGet = options.head || options.get;
      const method = options.head ? 'HEAD' : isGet ? 'GET' : 'POST';
      const draft = draftOf(
        source,
        { kind: 'fn', name: fn, method },
        options,
        isGet ? undefined : args,
      );
      attempt(draft, () => {
        for (const [name, value] of isGet ? Object.entries(args) : []) {
          if (value !== undefined)
            add(draft, { name, text: valueText(value, source.dialect.arrayLit) });
        }
      });
      return queryOf(draft, source);
    },
  };
}

/** What starts a query of one relation. Each starts anew: none knows of another's filters. */
function relationOf(name: string, source: Source): object {
  const { dialect } = source;
  const start = (method: Draft['method'], options: Options, body?: unknown): Draft =>
    draftOf(source, { kind: 'table', name, method }, options, body);
  return {
    select: (columns?: string | object, options: Options = {}) => {
      const draft = start(options.head && dialect.count === 'prefer' ? 'HEAD' : 'GET', options);
      attempt(draft, () => {
        select(draft, source, columns);
      });
      if (options.count && dialect.count === 'query') put(draft, 'count', options.count);
      return queryOf(draft, source);
    },
    insert: (values: object, options: Options = {}) => {
      const draft = start('POST', options, values);
      missing(draft, options);
      columnsOf(draft, values);
      return queryOf(draft, source);
    },
    upsert: (values: object, options: Options = {}) => {
      const { onConflict, ignoreDuplicates = false } = options;
      const draft = start('POST', {}, values);
      prefer(draft, `resolution=${ignoreDuplicates ? 'ignore' : 'merge'}-duplicates`);
      if (onConflict !== undefined) put(draft, 'on_conflict', conflictText(draft, onConflict));
      const counted = { ...draft, count: options.count || undefined };
      counting(counted);
      missing(counted, options);
      columnsOf(counted, values);
      return queryOf(counted, source);
    },
    update: (values: object, options: Options = {}) =>
      queryOf(start('PATCH', options, values), source),
    delete: (options: Options = {}) => queryOf(start('DELETE', options), source),
  };
}

function draftOf(
  { dialect, schema, links, defaultSchema }: Source,
  what: Pick<Draft, 'kind' | 'name' | 'method'>,
  { count, head }: Options,
  body?: unknown,
): Draft {
  const draft: Draft = {
    ...what,
    dialect,
    schema,
    known: memberOf(links, schema ?? defaultSchema),
    params: [],
    headers: {},
    returning: false,
    throws: false,
    ...(count ? { count } : {}),
    ...(head && dialect.count === 'query' ? { head } : {}),
    ...(body === undefined ? {} : { body }),
  };
  counting(draft);
  return draft;
}

function counting(draft: Draft): void {
  if (draft.count !== undefined && draft.dialect.count === 'prefer')
    prefer(draft, `count=${draft.count}`);
}

/** What is missing in some rows of many: null, or the default of the column. */
function missing(draft: Draft, { defaultToNull = true }: Options): void {
  if (!defaultToNull && draft.dialect.returning === 'prefer') prefer(draft, 'missing=default');
}

/** The columns that any of the rows says something of: what is undefined is not in the body either. */
function columnsOf(draft: Draft, values: object): void {
  if (!Array.isArray(values) || draft.dialect.returning !== 'prefer') return;
  const names = new Set(values.flatMap(namesOf));
  const text = Array.from(names, quoted).join(',');
  if (text !== '') put(draft, 'columns', text);
}

function namesOf(row: object): readonly string[] {
  return Object.entries(row).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

function attempt(draft: Draft, change: () => void): void {
  try {
    change();
  } catch (error) {
    draft.problem = error as Error;
  }
}
