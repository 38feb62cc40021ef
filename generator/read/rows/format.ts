/**
 * The format of a client table: what a person writes into `client.yml`, or under `client` in the config.
 *
 * A table is keyed by dotted method name. One row says which operation a method calls, which argument goes
 * where in the request, and which part of the answer comes back:
 *
 * ```yaml
 * auth.createToken:
 *   call: createRefreshToken          # an operationId, or `POST /admin/refresh_tokens`
 *   overloads:                        # tried in this order; `args: [...]` is short for one overload
 *     - args: [{ name: user, spread: body }]            # the argument's members are those of the body
 *     - args: [{ name: email, to: body.email }]         # the argument is this one member
 *   pick: user.refresh_token          # what of the answer comes back; absent: all of it
 *
 * auth.checkMagicCode:
 *   call: POST /admin/verify_magic_code
 *   args:
 *     - { name: email, to: body.email }
 *     - { name: code, to: body.code }
 *     - { name: options, optional: true, fields: { extraFields: body.extra-fields } }
 *
 * storage.list:                       # a call without `args` takes none
 *   call: GET /admin/storage/files
 *   constants: { query.limit: 100 }   # members that every request of this method carries
 *   result: data-error                # throw (the default) | data-error | error-only | nothing
 *   auth: none                        # which identity the request carries: a slot, or none; absent: the client's own
 *   deprecated: Query $files instead.
 *   doc: Lists the files of the app.
 *
 * subscribeQuery:
 *   recipe: subscribe                 # a composite that the runtime holds, with its own signature
 *   operations: [adminSubscribe]      # what it is built on: without these the row is left out
 *   feature: subscribe                # the row is left out unless `features` of the config has this one
 *
 * webhooks.delete: null               # in a user's table: removes the shipped row of this name
 *
 * $derive: true                       # besides, a row for each operation of the document
 * $result: data-error                 # for all rows that do not say
 * $auth: user                         # likewise
 * $session:                           # tokens that the client keeps, each with the credential it replaces
 *   user:
 *     scheme: bearer                  # a security scheme of the document
 *     refresh: { call: refreshToken, to: body.refresh_token, set: access_token, renewal: refresh_token }
 *
 * login:
 *   call: POST /login
 *   auth: none
 *   session: { slot: user, set: access_token, renewal: refresh_token }
 * logout:
 *   call: POST /logout
 *   auth: user
 *   session: { slot: user, clear: always }          # or `success`: only where the call succeeded
 *   result: { throw: nothing, data-error: error-only }   # by the style of the client, `$result`
 *   refresh: never                    # where the slot's token is refused, it is not renewed
 *   idempotent: body.key              # may be repeated where this is given; true: always, false: never
 *   when: { serverMode: { query.client: mobile } }  # further constants, where that flag of the client is on
 * ```
 *
 * A place in the request is `body`, `query`, `path`, `headers` or `cookies`, a dot, and the member; deeper
 * dots go into the body (`body.user.email`), while for the others the rest is the name (`query.page.size`).
 * A member whose name holds a dot is written as a list: `[body, a.b]`. `body` alone is the whole body,
 * `options` the options of the call (its abort signal and the like), `contentType` the media type of a body that has
 * several; `spread: request` takes the whole request as one argument. For the client as a whole: `rows-settings.ts`.
 */

import type { z as Zod } from 'zod';
import type { Json } from '../../ir.js';
import { settingsSchema, type ClientSettingsInput } from './settings.js';

/** What a client has only where its configuration says so. */
export const FEATURES = ['subscribe', 'streams', 'webhooks'] as const;
export type Feature = (typeof FEATURES)[number];

/** What a method gives: what it throws is thrown, or comes back beside the data, or instead of it. */
export const RESULTS = ['throw', 'data-error', 'error-only', 'nothing'] as const;
export type ResultInput = (typeof RESULTS)[number];

/** A client table as written; `null` removes the shipped row of that name. */
export interface ClientTable extends TableSettings {
  readonly [method: string]: RowInput | TableSettings[keyof TableSettings] | null;
}

/** What a table says of all its rows. */
export interface TableSettings extends ClientSettingsInput {
  /** For editors. */
  readonly $schema?: string | undefined;
  /** A row for each operation of the document, to be replaced or removed by others. */
  readonly $derive?: boolean | undefined;
  readonly $result?: ResultInput | undefined;
  readonly $auth?: string | undefined;
  /** Tokens that the client keeps, by the names of their slots. */
  readonly $session?: { readonly [slot: string]: SlotInput } | undefined;
}

/** A slot for one token. */
export interface SlotInput {
  /** The security scheme of the document whose credential the token replaces. */
  readonly scheme: string;
  /** How a refused token is renewed: which operation takes what renews it, and where the answer has the new ones. */
  readonly refresh?:
    | {
        readonly call: string;
        readonly to: PlaceInput;
        readonly set: string | readonly string[];
        readonly renewal?: string | readonly string[] | undefined;
        /** By place in the body: only a refusal with one of these renews it. */
        readonly codes?: { readonly [place: string]: readonly string[] } | undefined;
      }
    | undefined;
}

/** Exactly one of `set` and `clear` stands in a rule. */
export interface SessionInput {
  readonly slot: string;
  /** Where in the answer the token is. */
  readonly set?: string | readonly string[] | undefined;
  /** Where in the answer that is with which it is renewed. */
  readonly renewal?: string | readonly string[] | undefined;
  readonly clear?: 'success' | 'always' | undefined;
}

/** One client method, as written. Exactly one of `call` and `recipe` stands in a row. */
export interface RowInput {
  /** An `operationId`, or method and path: `POST /admin/query`. */
  readonly call?: string | undefined;
  /** The name of a composite in the runtime. */
  readonly recipe?: string | undefined;
  /** The operations a recipe is built on, by `operationId` or method and path. */
  readonly operations?: readonly string[] | undefined;
  /** The arguments in order; short for `overloads` with one member. */
  readonly args?: readonly ArgumentInput[] | undefined;
  readonly overloads?: readonly { readonly args: readonly ArgumentInput[] }[] | undefined;
  /** Without this feature the row is left out. */
  readonly feature?: Feature | undefined;
  /** By place: `{ 'body.kind': 'guest' }`. */
  readonly constants?: { readonly [place: string]: Json } | undefined;
  readonly pick?: string | readonly string[] | undefined;
  /** By the style of the client, or the same for each. */
  readonly result?: ResultInput | { readonly [Style in ResultInput]?: ResultInput } | undefined;
  readonly auth?: string | undefined;
  readonly refresh?: 'never' | undefined;
  /** Whether it may be sent twice; a place: where that is given. */
  readonly idempotent?: boolean | string | undefined;
  /** Further constants, by the flag of the client that asks for them. */
  readonly when?: { readonly [flag: string]: { readonly [place: string]: Json } } | undefined;
  readonly session?: SessionInput | undefined;
  /** Why, and what to use instead. */
  readonly deprecated?: string | undefined;
  readonly doc?: string | undefined;
}

/** A place in the request: `'body.email'`, or `['body', 'a.b']` where a name holds a dot. */
export type PlaceInput = string | readonly string[];

/** Exactly one of `to`, `spread` and `fields` stands in an argument. */
export interface ArgumentInput {
  readonly name: string;
  /** The argument is this member of the request. */
  readonly to?: PlaceInput | undefined;
  /** The members of the argument are those of this part of the request. */
  readonly spread?: PlaceInput | undefined;
  /** The argument is an object whose members go to these places. */
  readonly fields?:
    | {
        readonly [field: string]:
          PlaceInput | { readonly to: PlaceInput; readonly optional?: boolean | undefined };
      }
    | undefined;
  readonly optional?: boolean | undefined;
  /** Used where the caller leaves the argument out. */
  readonly default?: Json | undefined;
}

/** The zod schema of a client table. zod is handed in, so that nothing loads it before it is needed. */
export function tableSchema(z: typeof Zod) {
  const place = z
    .union([z.string().min(1), z.array(z.string()).min(1)])
    .describe('A place in the request: body.email, query.id, path.petId, headers.X-Name, options');
  const argument = z
    .strictObject({
      name: z.string().min(1).describe('Name of the argument'),
      to: place.optional().describe('The argument is this member of the request'),
      spread: place
        .optional()
        .describe('The members of the argument are those of this part of the request'),
      fields: z
        .record(
          z.string(),
          z.union([place, z.strictObject({ to: place, optional: z.boolean().optional() })]),
        )
        .optional()
        .describe('The argument is an object whose members go to these places'),
      optional: z.boolean().optional(),
      default: z.json().optional().describe('Used where the caller leaves the argument out'),
    })
    .refine((each) => countOf(each.to, each.spread, each.fields) === 1, {
      error: 'an argument needs exactly one of "to", "spread" and "fields"',
      when: () => true,
    })
    .meta({
      oneOf: [{ required: ['to'] }, { required: ['spread'] }, { required: ['fields'] }],
    });
  const path = z.union([z.string().min(1), z.array(z.string()).min(1)]);
  const session = z
    .strictObject({
      slot: z.string().min(1),
      set: path.optional().describe('Where in the answer the token is'),
      renewal: path.optional().describe('Where in the answer that is with which it is renewed'),
      clear: z.enum(['success', 'always']).optional(),
    })
    .refine((each) => countOf(each.set, each.clear) === 1, {
      error: '"session" needs exactly one of "set" and "clear"',
      when: () => true,
    })
    .meta({ oneOf: [{ required: ['set'] }, { required: ['clear'] }] });
  const slot = z.strictObject({
    scheme: z.string().min(1).describe('The security scheme whose credential the token replaces'),
    refresh: z
      .strictObject({
        ...{ call: z.string().min(1), to: place, set: path, renewal: path.optional() },
        codes: z.record(z.string(), z.array(z.string())).optional(),
      })
      .optional()
      .describe('How a refused token is renewed'),
  });
  const row = z
    .strictObject({
      call: z
        .string()
        .min(1)
        .optional()
        .describe('An operationId, or method and path: POST /admin/query'),
      recipe: z.string().min(1).optional().describe('A composite that the runtime holds'),
      operations: z
        .array(z.string())
        .optional()
        .describe('The operations that a recipe is built on'),
      feature: z.enum(FEATURES).optional().describe('Without this feature the row is left out'),
      args: z.array(argument).optional().describe('Short for overloads with one member'),
      overloads: z
        .array(z.strictObject({ args: z.array(argument) }))
        .min(1)
        .optional(),
      constants: z
        .record(z.string(), z.json())
        .optional()
        .describe('Members that every request of this method carries, by place'),
      pick: z
        .union([z.string().min(1), z.array(z.string())])
        .optional()
        .describe('What of the answer comes back: user.refresh_token'),
      result: z
        .union([z.enum(RESULTS), z.partialRecord(z.enum(RESULTS), z.enum(RESULTS))])
        .optional()
        .describe('What comes back, or that by the style of the client'),
      refresh: z
        .literal('never')
        .optional()
        .describe('The token is not renewed where this call is refused'),
      idempotent: z
        .union([z.boolean(), z.string().min(1)])
        .optional()
        .describe('May be sent twice: always, never, or where this place is given'),
      when: z
        .record(z.string(), z.record(z.string(), z.json()))
        .optional()
        .describe('Further constants, by the flag of the client that asks for them'),
      auth: z.string().min(1).optional().describe('Which identity the request carries, or none'),
      session: session.optional().describe('What the call does to the token of a slot'),
      deprecated: z.string().optional().describe('Why, and what to use instead'),
      doc: z.string().optional(),
    })
    .refine((each) => countOf(each.call, each.recipe) === 1, {
      error: 'a row needs exactly one of "call" and "recipe"',
      when: () => true,
    })
    .refine((each) => countOf(each.args, each.overloads) < 2, {
      error: '"args" is short for "overloads" with one member; a row has only one of them',
      when: () => true,
    })
    .meta({ oneOf: [{ required: ['call'] }, { required: ['recipe'] }] });
  return z
    .object({
      $schema: z.string().optional().describe('For editors'),
      $derive: z.boolean().optional().describe('A row for each operation of the document'),
      $result: z.enum(RESULTS).optional().describe('For all rows that do not say'),
      $auth: z.string().min(1).optional().describe('For all rows that do not say'),
      $session: z.record(z.string(), slot).optional().describe('Tokens that the client keeps'),
      ...settingsSchema(z),
    })
    .catchall(row.nullable())
    .meta({ title: 'instant-codegen client table' });
}

function countOf(...values: readonly unknown[]): number {
  return values.filter((value) => value !== undefined).length;
}
