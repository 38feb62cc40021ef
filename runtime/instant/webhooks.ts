import { InstantError } from './errors.js';
import { DIALECT } from './config.js';
import { runHandlers, webhookHelpers } from './webhooks/handlers.js';
import { sharedKeys } from './webhooks/keys.js';
import { createManager } from './webhooks/manager.js';
import { nodeBody, nodeSignature, rewrittenError } from './webhooks/node.js';
import { createJsonFetch } from './webhooks/request.js';
import { validateSignature } from './webhooks/signature.js';
import { web } from '../web.js';
import type { Origin } from './origin.js';
import type { Fetch } from '../web.js';
import type { JwkSet, VerifyKey } from './webhooks/keys.js';
import type { WebhookHelpers } from './webhooks/handlers.js';
import type { WebhooksManager, WithAuth } from './webhooks/manager.js';
import type { NodeRequest } from './webhooks/node.js';
import type { JsonFetch } from './webhooks/request.js';
import type { ValidateOptions, Validated } from './webhooks/signature.js';
import type {
  AnyEntities,
  WebhookBody,
  WebhookHandlers,
  WebhookPayload,
} from './webhooks/types.js';

/** A request of the web, as far as it is needed. */
export interface FetchRequest {
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

export interface NodeRequestOptions extends ValidateOptions {
  /** The body, where it does not lie in the request: bytes, text, or a promise of them. */
  readonly body?: unknown;
}

/** Receives what webhooks send, and (`manager`) sets them up. Methods may be taken off the object. */
export interface Webhooks<Entities = AnyEntities> {
  readonly appId: string | null | undefined;
  readonly apiURI: string;
  readonly schema?: unknown;
  readonly manager: WebhooksManager<Entities>;
  /** Types for handlers that are written one by one. */
  readonly helpers: () => WebhookHelpers<Entities>;
  /** The keys that the server signs with. */
  readonly fetchJwks: () => Promise<JwkSet>;
  readonly keyOfKid: (kid: string) => Promise<VerifyKey>;
  /** Checks a signature over a body, which is read only once it has to be. */
  readonly validate: (
    header: string,
    body: string | (() => Promise<string>),
    options?: ValidateOptions | null,
  ) => Promise<WebhookBody>;
  readonly validateRequest: (
    request: FetchRequest,
    options?: ValidateOptions | null,
  ) => Promise<WebhookBody>;
  /** Gets the records that a request tells of. */
  readonly fetchPayloads: (body: WebhookBody) => Promise<WebhookPayload<Entities>>;
  /** Runs the handler of each record, all at once; rejects where one of them does. */
  readonly processPayload: (
    handlers: WebhookHandlers<Entities>,
    payload: WebhookPayload<Entities>,
  ) => Promise<void>;
  /** Checks a request, gets its records and runs their handlers. When it rejects, answer with an error. */
  readonly processRequest: (
    handlers: WebhookHandlers<Entities>,
    request: FetchRequest,
    options?: ValidateOptions | null,
  ) => Promise<void>;
  /** The same for a request of Node's servers. The body must not have gone through a JSON parser. */
  readonly processNodeRequest: (
    handlers: WebhookHandlers<Entities>,
    request: NodeRequest,
    options?: NodeRequestOptions | null,
  ) => Promise<void>;
}

/** For use without a client. `token` is another name of `adminToken`; only `manager` needs it. */
export interface WebhooksConfig {
  readonly appId?: string | null | undefined;
  readonly adminToken?: string | null | undefined;
  readonly token?: string | null | undefined;
  readonly apiURI?: string | null | undefined;
  readonly schema?: unknown;
  /** Gets the token for each call of the manager. */
  readonly withAuth?: WithAuth | undefined;
  readonly fetch?: Fetch | undefined;
}

/** The webhooks of a client. */
export function createWebhooks<Entities = AnyEntities>(origin: Origin): Webhooks<Entities> {
  const versions = { 'instant-admin-version': DIALECT, 'instant-core-version': DIALECT };
  return build(
    { appId: origin.appId, apiURI: origin.apiURI },
    origin.token,
    createJsonFetch(origin.fetch, versions, origin.policies),
    origin.sender,
  );
}

/** Webhooks without a client: for a process that only receives them. */
export function openWebhooks<Entities = AnyEntities>(
  config: WebhooksConfig,
  jsonFetch?: JsonFetch,
): Webhooks<Entities> {
  const { adminToken, token, fetch } = config;
  const sender = (): Fetch => fetch ?? web.fetch;
  const send: Fetch = (url, init) => sender()(url, init);
  return build(
    config,
    () => adminToken || token,
    jsonFetch ?? createJsonFetch(send, { 'instant-core-version': DIALECT }),
    jsonFetch ? () => jsonFetch : sender,
  );
}

function build<Entities>(
  { appId, apiURI: given, schema, withAuth }: WebhooksConfig,
  token: () => string | null | undefined,
  jsonFetch: JsonFetch,
  sender: () => object,
): Webhooks<Entities> {
  const apiURI = (given ?? '').replace(/\/+$/, '') || 'https://api.instantdb.com';
  const fetchJwks = () => jsonFetch(`${apiURI}/.well-known/webhooks/jwks.json`) as Promise<JwkSet>;
  const keyOfKid = async (kid: string) => sharedKeys(sender(), apiURI)(kid, fetchJwks);

  const check = async (
    header: string | null | undefined,
    read: () => string | Promise<string>,
    options: ValidateOptions | null | undefined,
  ): Promise<Validated> => {
    if (!header) throw new InstantError('Request is missing Instant-Signature header');
    return validateSignature(keyOfKid, header, read, options ?? {});
  };
  const checkRequest = (request: FetchRequest, options: ValidateOptions | null | undefined) =>
    check(request.headers.get('instant-signature'), () => request.text(), options);
  const fetchPayloads = ({ payloadUrl, token: bearer }: WebhookBody) =>
    jsonFetch(payloadUrl, {
      headers: { authorization: `Bearer ${bearer}`, accept: 'application/json' },
    }) as Promise<WebhookPayload<Entities>>;
  const process = async (
    handlers: WebhookHandlers<Entities>,
    { body, key }: Validated,
    options: ValidateOptions | null | undefined,
  ): Promise<void> => {
    try {
      await runHandlers(handlers, await fetchPayloads(body));
    } catch (error) {
      // What failed is sent again, and must not be taken for a copy then.
      await options?.replayGuard?.release(key);
      throw error;
    }
  };

  return {
    appId,
    apiURI,
    schema,
    manager: createManager({ appId, apiURI, token, withAuth, jsonFetch }),
    helpers: webhookHelpers,
    fetchJwks,
    keyOfKid,
    validate: async (header, body, options) => {
      const read = typeof body === 'function' ? body : () => body;
      return (await validateSignature(keyOfKid, header, read, options ?? {})).body;
    },
    validateRequest: async (request, options) => (await checkRequest(request, options)).body,
    fetchPayloads,
    processPayload: runHandlers,
    processRequest: async (handlers, request, options) =>
      process(handlers, await checkRequest(request, options), options),
    processNodeRequest: async (handlers, request, options) => {
      const header = nodeSignature(request);
      const { text, rewritten } = await nodeBody(request, options?.body);
      const checked = await check(header, () => text, options).catch((error: unknown) => {
        const unsigned = error instanceof InstantError && /did not validate$/.test(error.message);
        throw rewritten && unsigned ? rewrittenError(error) : error;
      });
      await process(handlers, checked, options);
    },
  };
}
