import { InstantAPIError, InstantError } from './errors.js';
import { redact, tokensIn } from './redact.js';
import { createTransport, readError } from '../http/transport.js';
import { jsonResult } from '../http/json.js';
import { isUnsendable } from '../http/params.js';
import { isUnsent, retry, waitOf } from '../http/retry.js';
import { limitTime } from '../http/timeout.js';
import { checkAuth, DIALECT, identityHeaders } from './config.js';
import type { ClientConfig, Identity, ResolvedConfig } from './config.js';
import type { SchemaTable } from './schema.js';
import type { HttpRequest, HttpResponse, Policy, Transport } from '../http/types.js';

/** On whose behalf a request is made: the app's, that of `asUser` where it was called, or nobody's. */
export type Auth = 'app' | 'asUser' | 'none';

/** The checks that a client carries: values, so that a client generated without them does not ship them. */
export interface Checks {
  readonly checkQuery?: Check;
  readonly checkTransaction?: Check;
}

/** Throws what is wrong with a query or with chunks. Without a schema, only their outline is checked. */
type Check = (given: unknown, schema: SchemaTable | undefined) => void;

/** What the methods of one client share. */
export interface Session {
  readonly appId: string;
  /** Absent: the client was generated without a schema. */
  readonly schema: SchemaTable | undefined;
  /** What is checked before it is sent: nothing, where the client has no checks or is not to use them. */
  readonly checks: Checks;
  /** What features with connections of their own are made from; not for printing. */
  readonly config: ResolvedConfig;
  /** Absent: it acts as the app itself. */
  readonly identity: Identity | undefined;
  /** Texts that must not show up in errors. */
  readonly secrets: () => readonly string[];
  /** What functions that take a client have made for it, by feature. */
  readonly made: { [feature: string]: unknown };
  /**
   * What a method sends through.
   *
   * @throws {Error} where the configuration lacks the token that this takes.
   */
  transport(auth?: Auth): Transport;
}

export function createSession(
  config: ResolvedConfig,
  schema: SchemaTable | undefined,
  identity: Identity | undefined,
  checks: Checks = {},
): Session {
  const { appId, adminToken } = config;
  const acting = identity && identityHeaders(identity);
  const app = {
    'app-id': appId,
    ...(adminToken && { authorization: `Bearer ${adminToken}` }),
  };
  const secrets = (): readonly string[] =>
    [adminToken, identity?.token].flatMap((secret): string | readonly string[] => secret || []);
  const open = (auth: Auth): Transport => {
    const headers = {
      ...(auth !== 'none' && app),
      ...(auth === 'asUser' && acting),
      'instant-admin-version': DIALECT,
      'instant-core-version': DIALECT,
    };
    return createTransport({
      baseUrl: config.apiURI,
      fetch: config.fetch,
      headers: config.headers,
      use: [dialect(appId, headers, secrets()), ...policiesOf(config)],
    });
  };
  // One of each, so that what the policies of `use` remember outlives a call.
  const transports: { [Each in Auth]?: Transport } = {};
  return {
    appId,
    schema,
    checks: config.disableValidation ? {} : checks,
    config,
    identity,
    secrets,
    made: {},
    transport: (auth = 'app') => {
      if (auth !== 'none') checkAuth(adminToken, auth === 'asUser' ? identity : undefined);
      return (transports[auth] ??= open(auth));
    },
  };
}

/** The policies of a client: its own, repetition, and the end of what takes too long. */
export function policiesOf({
  use = [],
  retry: retries,
  timeout: time,
}: ClientConfig): readonly Policy[] {
  return [
    ...use,
    ...(retries === false ? [] : [retry({ repeats, asked, unsent: isUnsent, ...retries })]),
    limitTime(time),
  ];
}

/** Status 429 also says that a query took too long, and would again. */
function repeats({ status, data }: HttpResponse): boolean {
  return (
    status === 503 ||
    (status === 429 && (data as Partial<{ type: unknown }> | null)?.type === 'rate-limited')
  );
}

/** Milliseconds that the server wants us to wait: its header, or what its error body says. */
function asked({ response, data }: HttpResponse): number | undefined {
  const { hint } = (data ?? {}) as {
    readonly hint?: { readonly 'retry-after'?: string | number | null } | null;
  };
  return waitOf(response.headers.get('retry-after') ?? (hint?.['retry-after'] as string));
}

/** What Instant's server expects of every request and means by every answer. */
function dialect(
  appId: string,
  own: { readonly [name: string]: string },
  secrets: readonly string[],
): Policy {
  return (next) => async (request) => {
    const isJson = request.body === undefined || typeof request.body === 'string';
    const headers = withoutEmptyType({
      ...request.headers,
      ...own,
      ...(isJson && { 'content-type': 'application/json' }),
    });
    for (const [name, value] of Object.entries(headers)) {
      // The platform's own error would repeat the value, which may be a token. It takes white space
      // off both ends, as the line end of a file that a token is in.
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-conversion -- an app id that is missing comes here, too
      if (isUnsendable(String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, ''))) {
        throw new InstantError(`The header "${name}" cannot be sent`);
      }
    }
    const { read } = request.operation;
    const answer = await next({
      ...request,
      operation: {
        ...request.operation,
        // 201 and 204 are no successes here, and are not read as such.
        read: (answer, operation) => {
          if (answer.status !== 200) return readError(answer, operation);
          // Where there is JSON, there is always some: an empty answer was cut short.
          return read === jsonResult ? answer.json() : read(answer, operation);
        },
      },
      headers,
      url: request.url.replace(/\?|$/, (mark) => `?app_id=${appId}${mark && '&'}`),
      fetchOptions: { ...uncached(), ...request.fetchOptions },
    });
    const { status, data } = answer;
    if (status === 200) return answer;
    const tokens = [...secrets, ...tokensIn(request.url, request.body)];
    throw new InstantAPIError({ status, body: redact(issueOf(data), tokens) });
  };
}

/** An upload without a type has an empty one, in place of a guessed one: it is not sent. */
export function withoutEmptyType(headers: HttpRequest['headers']): HttpRequest['headers'] {
  const { 'content-type': type, ...rest } = headers;
  return type === '' ? rest : headers;
}

/** The body of an error; text that is not JSON, as a proxy sends it, becomes the message: the beginning of a page. */
export function issueOf(body: unknown): unknown {
  if (typeof body === 'object' && body !== null) return body;
  const message = typeof body === 'string' ? body : (JSON.stringify(body) as string | undefined);
  return { type: undefined, message: message?.slice(0, 300) ?? '' };
}

/** Next 13 and 14 cache every `fetch` that does not object; from 15 on, they mark the global scope. */
function uncached(): object {
  const { fetch }: Partial<Patchable> = globalThis as object;
  const caches = fetch?.__nextPatched === true;
  return caches && !Reflect.has(globalThis, Symbol.for('next-patch')) ? { cache: 'no-store' } : {};
}

interface Patchable {
  readonly fetch: { readonly __nextPatched?: boolean };
}
