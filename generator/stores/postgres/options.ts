/** What a target says of its Postgres: `storeOptions` in its `target.json`. */

import type { z as Zod } from 'zod';
import type { Json } from '../../ir.js';

export interface PostgresOptions {
  /** How queries are written: a name of a record in the runtime, or such a one with members of its own. */
  readonly dialect:
    string | ({ readonly like: string } & Readonly<Record<string, Json | undefined>>);
  /** False: the server answers without nested selects. */
  readonly embeds: boolean;
  /** Schemas that are the backend's own, besides those of the system. */
  readonly hiddenSchemas: readonly string[];
  /** The call of its API that takes SQL. */
  readonly introspect?: AdminSql | undefined;
}

/** A call that carries a query and answers with its rows. */
export interface AdminSql {
  /** `POST /api/sql`. */
  readonly call: string;
  /** The member of the body that the query is. */
  readonly query: string;
  /** What else stands in the body. */
  readonly body: Readonly<Record<string, unknown>>;
  /** A JSON pointer to the rows of the answer. */
  readonly rows: string;
  /** The header that carries the key, what stands before the key in it, and the variables that may hold it. */
  readonly key: {
    readonly header: string;
    readonly prefix: string;
    readonly variables: readonly string[];
  };
}

/**
 * The zod schema of them. zod is handed in, so that nothing loads it before it is needed. `values`: what the runtime
 * has, where names of it are to be checked.
 */
export function optionsSchema(
  z: typeof Zod,
  values?: readonly string[],
): Zod.ZodType<PostgresOptions> {
  const word = z.string().min(1);
  const path = z.string().regex(/^\//, 'it begins with a slash');
  const record = word.refine((name) => values?.includes(name) ?? true, 'there is no such dialect');
  return z.strictObject({
    dialect: z
      .union([
        record,
        z.strictObject({
          like: record,
          table: path.optional(),
          schemaTable: path.optional(),
          fn: path.optional(),
          schemaIn: z.enum(['header', 'path']).optional(),
          count: z.enum(['prefer', 'query']).optional(),
          single: z.enum(['accept', 'client']).optional(),
          quoteIn: z.boolean().optional(),
          quoteNames: z.boolean().optional(),
          arrayLit: z.enum(['{}', '()']).optional(),
          returning: z.enum(['prefer', 'always']).optional(),
          rpc: z.enum(['args', 'envelope']).optional(),
          nullsLast: z.boolean().optional(),
          longUrlPost: z.strictObject({ path, from: z.number().int().min(0) }).optional(),
        }),
      ])
      .default('postgrest'),
    embeds: z.boolean().default(true),
    hiddenSchemas: z.array(word).default([]),
    introspect: z
      .strictObject({
        call: z.string().regex(/^[A-Z]+ \/\S*$/, 'a method and a path are expected'),
        query: word.default('query'),
        body: z.record(z.string(), z.unknown()).default({}),
        rows: z.string().default('/rows'),
        key: z.strictObject({
          header: word.default('Authorization'),
          prefix: z.string().default('Bearer '),
          variables: z.array(word).default([]),
        }),
      })
      .optional(),
  });
}
