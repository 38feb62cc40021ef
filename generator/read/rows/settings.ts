/**
 * What a client table says of the client as a whole: how it is made, how its errors are worded, what it waits for.
 *
 * ```yaml
 * $create:                            # functions that make the client; absent: createClient(options)
 *   createClient:
 *     args:
 *       - { name: url, to: baseUrl }
 *       - { name: key, to: [auth.apiKey, auth.bearer] }     # to several places at once
 *     options:                        # further members of the last argument, which is always `options`
 *       serverMode: { to: flags.serverMode, doc: Whether this runs on a server. }
 *   createAdminClient:
 *     args: [{ name: key, to: auth.bearer }]
 *     flags: [serverMode]             # always on
 *     doc: A client for servers.
 *
 * $errors:                            # what is thrown where the server refuses
 *   name: ShopError                   # the class, which the client exports
 *   message: [error, message]         # where in the body the message is: the first that is a text
 *   members: { code: code, details: [] }                    # further members; [] is the whole body
 *
 * $timeout: 30000                     # milliseconds, for calls that do not say
 * $retry: { statuses: [502, 503], times: 3, delay: 500 }  # of what may be sent twice; so is a lost connection
 * ```
 */

import type { z as Zod } from 'zod';

/** A path, `a.b` or a list; several paths are a list of lists or of texts. */
export type PathInput = string | readonly string[];

export interface ClientSettingsInput {
  /** Functions that make the client, by name. */
  readonly $create?: { readonly [name: string]: FactoryInput } | undefined;
  readonly $errors?: ErrorsInput | undefined;
  /** Milliseconds after which a call is given up that does not say. */
  readonly $timeout?: number | undefined;
  /** Answers that are worth another attempt, how many there are, and the milliseconds before the first. */
  readonly $retry?:
    | { readonly statuses: readonly number[]; readonly times: number; readonly delay: number }
    | undefined;
}

export interface FactoryInput {
  readonly args?: readonly GivenInput[] | undefined;
  /** Members of the options, by name. */
  readonly options?:
    | { readonly [name: string]: Omit<GivenInput, 'name'> & { readonly doc?: string | undefined } }
    | undefined;
  /** Flags that are always on. */
  readonly flags?: readonly string[] | undefined;
  readonly doc?: string | undefined;
}

/** Something the caller gives: `baseUrl`, `auth.<scheme>` or `flags.<name>`. */
export interface GivenInput {
  readonly name: string;
  readonly to: string | readonly string[];
  readonly optional?: boolean | undefined;
}

export interface ErrorsInput {
  readonly name: string;
  /** Names of members of the body, in the order in which they are asked. */
  readonly message?: string | readonly string[] | undefined;
  readonly members?: { readonly [name: string]: PathInput } | undefined;
}

/** The zod schemas of these settings. */
export function settingsSchema(z: typeof Zod) {
  const text = z.string().min(1);
  const to = z
    .union([text, z.array(text).min(1)])
    .describe('baseUrl, auth.<security scheme> or flags.<name>; several as a list');
  const given = z.strictObject({ name: text, to, optional: z.boolean().optional() });
  const option = z.strictObject({
    to,
    optional: z.boolean().optional(),
    doc: z.string().optional(),
  });
  const factory = z.strictObject({
    args: z.array(given).optional(),
    options: z.record(z.string(), option).optional().describe('Further members of the options'),
    flags: z.array(text).optional().describe('Flags that are always on'),
    doc: z.string().optional(),
  });
  const errors = z.strictObject({
    name: text.describe('The class of what is thrown, which the client exports'),
    message: z
      .union([text, z.array(text).min(1)])
      .optional()
      .describe('Members of the body that may be the message, in order'),
    members: z
      .record(z.string(), z.union([text, z.array(z.string())]))
      .optional()
      .describe('Members of the error, by their places in the body; [] is all of it'),
  });
  return {
    $create: z.record(z.string(), factory).optional().describe('Functions that make the client'),
    $errors: errors.optional().describe('What is thrown where the server refuses'),
    $timeout: z
      .number()
      .int()
      .positive()
      .optional()
      .describe('Milliseconds, for calls that do not say'),
    $retry: z
      .strictObject({
        statuses: z.array(z.number().int().min(400).max(599)),
        times: z.number().int().min(0),
        delay: z.number().int().min(0),
      })
      .optional()
      .describe('What is repeated of what may be sent twice'),
  };
}
