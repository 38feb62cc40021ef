/** How the queries of a backend are written: the same builder, the same encoder, another record. */

export interface Dialect {
  /** Where rows are, `{table}` and `{schema}` being places; the latter only where `schemaIn` is `path`. */
  readonly table: string;
  /** The same for a schema that is named. */
  readonly schemaTable: string;
  /** Where functions are called: `{fn}`, and `{schema}` where `schemaIn` is `path`. */
  readonly fn: string;
  /** What names a schema other than the usual one: a header for each direction, or the address. */
  readonly schemaIn: 'header' | 'path';
  /** How a count is asked for. */
  readonly count: 'prefer' | 'query';
  /** Who sees to it that there is one row: the server, by media type, or the client. */
  readonly single: 'accept' | 'client';
  /** Whether values of `in` may be quoted in an address. Where not, such a query is sent as a body. */
  readonly quoteIn: boolean;
  /** Whether a column may be quoted whose name means something else in an address. */
  readonly quoteNames: boolean;
  /** What stands around the elements of an array. */
  readonly arrayLit: '{}' | '()';
  /** Whether written rows come back when they are asked for, or always. */
  readonly returning: 'prefer' | 'always';
  /** What a function is called with: its arguments, or an envelope around them and around the answer. */
  readonly rpc: 'args' | 'envelope';
  /** Whether rows come with those that they refer to. */
  readonly embed: boolean;
  /** Whether an order without a word on nulls has them last. */
  readonly nullsLast: boolean;
  /** Where queries go by POST whose address would be too long, and from how many characters on. */
  readonly longUrlPost?: { readonly path: string; readonly from: number };
}

/** PostgREST 12, as InsForge has it. */
export const postgrest: Dialect = {
  table: '/api/database/records/{table}',
  schemaTable: '/api/database/records/{table}',
  fn: '/api/database/rpc/{fn}',
  schemaIn: 'header',
  count: 'prefer',
  single: 'accept',
  quoteIn: true,
  quoteNames: true,
  arrayLit: '{}',
  returning: 'prefer',
  rpc: 'args',
  embed: true,
  nullsLast: false,
};

/** What Fluxbase answers, which looks like PostgREST and is not. */
export const fluxbase: Dialect = {
  table: '/api/v1/tables/{table}',
  schemaTable: '/api/v1/tables/{schema}/{table}',
  fn: '/api/v1/rpc/{schema}/{fn}',
  schemaIn: 'path',
  count: 'query',
  single: 'client',
  // Its server cuts lists at every comma.
  quoteIn: false,
  quoteNames: false,
  arrayLit: '()',
  returning: 'always',
  rpc: 'envelope',
  // It reads nested selects and answers without them.
  embed: false,
  nullsLast: true,
  longUrlPost: { path: '/query', from: 4096 },
};
