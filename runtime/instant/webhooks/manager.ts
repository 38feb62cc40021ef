import { InstantError } from '../errors.js';
import type { WebSignal } from '../../web.js';
import type { JsonFetch } from './request.js';
import type {
  AnyEntities,
  CreateWebhookParams,
  UpdateWebhookParams,
  WebhookAttempt,
  WebhookEventInfo,
  WebhookEventsPage,
  WebhookInfo,
  WebhookPayload,
} from './types.js';

export interface ManagerCallOptions {
  /** Aborts the call, which then rejects with the signal's own reason. */
  readonly signal?: WebSignal | undefined;
}

/** The webhooks of an app, and what became of their events. All of it takes the admin token. */
export interface WebhooksManager<Entities = AnyEntities> {
  /** All webhooks, newest first. */
  readonly list: (options?: ManagerCallOptions) => Promise<WebhookInfo[]>;
  /** Adds a webhook, which is active at once. An app has at most a hundred active ones. */
  readonly create: (
    params: CreateWebhookParams<keyof Entities & string>,
    options?: ManagerCallOptions,
  ) => Promise<WebhookInfo>;
  /** Changes where, of which entities and for which actions events are sent. */
  readonly update: (
    webhookId: string,
    params: UpdateWebhookParams<keyof Entities & string>,
    options?: ManagerCallOptions,
  ) => Promise<WebhookInfo>;
  /** Removes a webhook, and gives what it was. */
  readonly delete: (webhookId: string, options?: ManagerCallOptions) => Promise<WebhookInfo>;
  /** Makes a webhook active again. What happened meanwhile is not sent. */
  readonly enable: (webhookId: string, options?: ManagerCallOptions) => Promise<WebhookInfo>;
  /** Stops a webhook; what is being sent is still sent. */
  readonly disable: (
    webhookId: string,
    options?: (ManagerCallOptions & { readonly reason?: string | null | undefined }) | null,
  ) => Promise<WebhookInfo>;
  /** One page of events, newest first, kept for about sixty days; the next with `after: endCursor`. */
  readonly listEvents: (
    webhookId: string,
    options?: (ManagerCallOptions & { readonly after?: string | null | undefined }) | null,
  ) => Promise<WebhookEventsPage>;
  readonly getEvent: (
    webhookId: string,
    isn: string,
    options?: ManagerCallOptions,
  ) => Promise<WebhookEventInfo>;
  /** The changes that an event tells of. */
  readonly getPayload: (
    webhookId: string,
    isn: string,
    options?: ManagerCallOptions,
  ) => Promise<WebhookPayload<Entities>>;
  /** Sends an event again, whatever became of it. Refused when it has just been sent. */
  readonly resendEvent: (
    webhookId: string,
    isn: string,
    options?: ManagerCallOptions,
  ) => Promise<WebhookEventInfo>;
}

export interface ManagerSettings {
  readonly appId: string | null | undefined;
  readonly apiURI: string;
  readonly token: () => string | null | undefined;
  /** Gets the token for an operation, and may run it again with another one. */
  readonly withAuth?: WithAuth | undefined;
  readonly jsonFetch: JsonFetch;
}

export type WithAuth = <Result>(run: (token: string) => Promise<Result>) => Promise<Result>;

/** A call apart from its address. */
interface Asked {
  readonly method?: string;
  /** JSON already. */
  readonly body?: string;
  readonly query?: string;
}

/** The calls reject with an `InstantError` where the app's id or its token is missing. */
export function createManager<Entities = AnyEntities>({
  appId,
  apiURI,
  token,
  withAuth,
  jsonFetch,
}: ManagerSettings): WebhooksManager<Entities> {
  /** Below a place of the app; each name is one step of the path. */
  const send = async (
    place: string,
    { query = '', ...asked }: Asked,
    options: ManagerCallOptions | null | undefined,
    ...names: readonly string[]
  ): Promise<unknown> => {
    if (!appId) {
      throw new InstantError(
        'appId is required to manage webhooks. Pass it to the Webhooks constructor.',
      );
    }
    const steps = [appId, ...names].map(encodeURIComponent);
    const url = [apiURI, place, ...steps].join('/') + query;
    const run = (bearer: string): Promise<unknown> =>
      jsonFetch(url, {
        ...asked,
        ...(options?.signal && { signal: options.signal }),
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      });
    if (withAuth) return withAuth(run);
    const bearer = token();
    if (bearer) return run(bearer);
    throw new InstantError(
      'A token is required to manage webhooks. Pass `adminToken` or `token` to the Webhooks constructor.',
    );
  };
  const dash = (
    asked: Asked,
    options: ManagerCallOptions | null | undefined,
    ...names: readonly string[]
  ) => send('dash/apps', asked, options, 'webhooks', ...names);
  const hook = async (...call: Parameters<typeof dash>): Promise<WebhookInfo> =>
    infoOf(((await dash(...call)) as { readonly webhook: RawWebhook }).webhook);
  const event = async (...call: Parameters<typeof dash>): Promise<WebhookEventInfo> =>
    eventOf(((await dash(...call)) as { readonly event: RawEvent }).event);
  const post = (body: unknown): Asked => ({ method: 'POST', body: JSON.stringify(body) });

  return {
    list: async (options) => {
      const { webhooks } = (await dash({}, options)) as { webhooks?: readonly RawWebhook[] | null };
      return (webhooks ?? []).map(infoOf);
    },
    // What is no JSON rejects, as all that is wrong does.
    create: async (params, options) => hook(post(params), options),
    update: async (webhookId, params, options) => hook(post(params), options, webhookId),
    delete: (webhookId, options) => hook({ method: 'DELETE' }, options, webhookId),
    enable: (webhookId, options) => hook(post({}), options, webhookId, 'enable'),
    disable: async (webhookId, options) =>
      // No reason is none in the body.
      hook(post({ reason: options?.reason || undefined }), options, webhookId, 'disable'),
    listEvents: async (webhookId, options) => {
      const after = options?.after;
      const query = after ? `?after=${encodeURIComponent(after)}` : '';
      return pageOf((await dash({ query }, options, webhookId, 'events')) as RawPage);
    },
    getEvent: (webhookId, isn, options) => event({}, options, webhookId, 'events', ...stepsOf(isn)),
    resendEvent: (webhookId, isn, options) =>
      event(post({}), options, webhookId, 'events', ...stepsOf(isn)),
    getPayload: async (webhookId, isn, options) => {
      const payload = await send('webhooks/payload', {}, options, webhookId, ...stepsOf(isn));
      return payload as WebhookPayload<Entities>;
    },
  };
}

/** The number of an event is a path of its own: `0/328/48953748`. */
function stepsOf(isn: string): readonly string[] {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-conversion -- programs without types
  return String(isn).split('/');
}

interface RawWebhook {
  readonly id: string;
  readonly sink: WebhookInfo['sink'];
  readonly namespaces?: string[] | null;
  readonly actions: WebhookInfo['actions'];
  readonly status: WebhookInfo['status'];
  readonly disabled_reason?: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

function infoOf(raw: RawWebhook): WebhookInfo {
  return {
    id: raw.id,
    sink: raw.sink,
    namespaces: raw.namespaces ?? [],
    actions: raw.actions,
    status: raw.status,
    disabledReason: raw.disabled_reason ?? null,
    createdAt: new Date(raw.created_at),
    updatedAt: new Date(raw.updated_at),
  };
}

interface RawEvent {
  readonly isn: string;
  readonly status: WebhookEventInfo['status'];
  readonly attempts?: readonly RawAttempt[] | null;
  readonly next_attempt_after?: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

interface RawAttempt {
  readonly 'attempt-at'?: string | null;
  readonly 'duration-ms'?: number | null;
  readonly 'success?'?: boolean | null;
  readonly 'status-code'?: number | null;
  readonly 'response-text'?: string | null;
  readonly 'error-type'?: string | null;
  readonly 'error-message'?: string | null;
}

function eventOf(raw: RawEvent): WebhookEventInfo {
  return {
    isn: raw.isn,
    status: raw.status,
    attempts: raw.attempts ? raw.attempts.map(attemptOf) : null,
    nextAttemptAfter: dateOf(raw.next_attempt_after),
    createdAt: new Date(raw.created_at),
    updatedAt: new Date(raw.updated_at),
  };
}

function attemptOf(raw: RawAttempt): WebhookAttempt {
  return {
    attemptAt: dateOf(raw['attempt-at']),
    durationMs: raw['duration-ms'] ?? null,
    success: raw['success?'] ?? null,
    statusCode: raw['status-code'] ?? null,
    responseText: raw['response-text'] ?? null,
    errorType: raw['error-type'] ?? null,
    errorMessage: raw['error-message'] ?? null,
  };
}

function dateOf(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}

interface RawPage {
  readonly events?: readonly RawEvent[] | null;
  readonly pageInfo?: Partial<WebhookEventsPage['pageInfo']> | null;
}

function pageOf({ events, pageInfo }: RawPage): WebhookEventsPage {
  return {
    events: (events ?? []).map(eventOf),
    pageInfo: {
      startCursor: pageInfo?.startCursor ?? null,
      endCursor: pageInfo?.endCursor ?? null,
      hasNextPage: !!pageInfo?.hasNextPage,
    },
  };
}
