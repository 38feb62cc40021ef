import { fromZero, InstantAPIError } from './errors.js';
import { receiveEvents, STALL } from './events.js';
import { id } from './ids.js';
import { createInbox } from './inbox.js';
import { VERSIONS } from './origin.js';
import { payloadOf } from './payload.js';
import { finishQuery, writtenQuery } from './query.js';
import { redact } from './redact.js';
import { mergeHeaders } from '../http/headers.js';
import { pause } from '../http/pause.js';
import { web } from '../web.js';
import type { Inbox } from './inbox.js';
import type { InstantIssue } from './issue.js';
import type { Origin } from './origin.js';
import type { Convert, Message } from './payload.js';
import type {
  SubscribeOptions,
  Subscription,
  SubscriptionPayload,
  SubscriptionReadyState,
  SubscriptionSession,
} from './subscription.js';
import type { ErrorConstructor2022, HeadersInput, WebResponse, WebSignal } from '../web.js';

declare const Error: ErrorConstructor2022;

type Payload = SubscriptionPayload;

/** Milliseconds before another attempt, as long as the server names none. */
const RETRY = 3000;
/** Milliseconds without connection after which it is worth telling. */
const LATE = 5000;

/**
 * Follows a query: the connection is made at once, and made again whenever it breaks off.
 *
 * @throws {QueryValidationError} for a query that the schema does not allow.
 * @throws {RangeError} where `stall` or `queue` is no number.
 * @throws {Error} where no token allows it.
 */
export function subscribe(
  origin: Origin,
  given: unknown,
  callback?: (payload: Payload) => void,
  about?: SubscribeOptions | null,
  convert?: Convert,
): Subscription {
  const options = about ?? {};
  const stall = fromZero('stall', options.stall ?? STALL);
  const queue = fromZero('queue', options.queue ?? 100);
  const query = writtenQuery(given as object, options, origin);
  const finish = (result: unknown): unknown => finishQuery(query, result, origin.schema, convert);
  const request = requestOf(origin, query, options);
  const secrets = origin.secrets();

  const controller = new web.AbortController();
  const { signal } = controller;
  let inboxes: readonly Inbox<Payload>[] = [];
  let readyState: SubscriptionReadyState = 'connecting';
  let sessionInfo: SubscriptionSession | null = null;
  let retry = RETRY;
  let late: unknown;

  const deliver = (payload: Payload): void => {
    if (signal.aborted) return;
    try {
      callback?.(payload);
    } catch (error) {
      report(error);
    }
    for (const inbox of inboxes) inbox.push(payload);
  };
  const deliverError = (issue: InstantIssue<unknown>, cause?: unknown): void => {
    const error = new InstantAPIError({ ...issue, body: redact(issue.body, secrets) });
    if (cause !== undefined) error.cause = cause;
    deliver({
      type: 'error',
      error: error as InstantAPIError,
      get readyState() {
        return readyState;
      },
      get isClosed() {
        return readyState === 'closed';
      },
      sessionInfo,
    });
  };

  const stop = (): void => {
    readyState = 'closed';
    web.clearTimeout(late);
    options.signal?.removeEventListener('abort', close);
    outer?.removeEventListener('abort', close);
    controller.abort();
  };
  const close = (): void => {
    stop();
    for (const inbox of inboxes) inbox.clear();
    inboxes = [];
  };

  const onMessage = (message: Message | null): void => {
    switch (message?.op) {
      case undefined:
        break;
      case 'sse-init':
        sessionInfo = { machineId: message['machine-id'], sessionId: message['session-id'] };
        break;
      case 'add-query-ok':
        deliver(payloadOf(message.result, message['result-meta'], sessionInfo, finish));
        break;
      case 'refresh-ok':
        // Only what concerns this query is computed; there may be nothing.
        for (const first of message.computations.slice(0, 1)) {
          deliver(payloadOf(first['instaql-result'], first['result-meta'], sessionInfo, finish));
        }
        break;
      case 'error':
        deliverError({ status: message.status, body: message });
    }
  };
  const onData = (data: string): void => {
    try {
      onMessage(JSON.parse(data) as Message | null);
    } catch (cause) {
      const text = 'The server sent an event that cannot be read.';
      deliverError({ status: 500, body: { type: undefined, message: text } }, cause);
    }
  };

  const isOver = (): boolean => signal.aborted;
  const run = async (): Promise<void> => {
    while (!isOver()) {
      readyState = 'connecting';
      const end = await receiveEvents(
        {
          connect: request,
          onOpen: () => {
            readyState = 'open';
            web.clearTimeout(late);
            late = undefined;
          },
          onData,
          onRetry: (wait) => (retry = wait),
          stall,
        },
        signal,
      );
      if (isOver()) return;
      if (end.kind === 'refused') {
        readyState = 'closed';
        deliverError(end);
        stop();
        for (const inbox of inboxes) inbox.end();
        return;
      }
      readyState = 'connecting';
      late ??= web.setTimeout(() => {
        late = undefined;
        const message = messageOf(end.cause);
        deliverError({ status: 500, body: { type: undefined, message } }, end.cause);
      }, LATE);
      await pause(retry, signal).catch(() => {});
    }
  };

  const open = (): Inbox<Payload> => {
    const inbox = createInbox<Payload>({
      limit: queue,
      marked: (payload, lost) =>
        Object.create(Object.prototype, {
          lost: { value: lost, enumerable: true },
          ...Object.getOwnPropertyDescriptors(payload),
        }) as Payload,
      onLeave: () => {
        inboxes = inboxes.filter((each) => each !== inbox);
        if (callback === undefined && inboxes.length === 0) close();
      },
    });
    inboxes = [...inboxes, inbox];
    if (readyState === 'closed') inbox.end();
    return inbox;
  };
  // Until somebody reads: what comes is kept for the first loop.
  let first = callback === undefined ? open() : undefined;

  const outer = (options.fetchOpts as { readonly signal?: WebSignal | null } | undefined)?.signal;
  for (const each of [options.signal, outer]) {
    each?.addEventListener('abort', close);
    if (each?.aborted) close();
  }
  void run();

  const subscription = {
    close,
    get readyState() {
      return readyState;
    },
    get isClosed() {
      return readyState === 'closed';
    },
    get sessionInfo() {
      return sessionInfo;
    },
    [Symbol.asyncIterator]: () => {
      const inbox = first ?? open();
      first = undefined;
      return inbox.iterator;
    },
    [Symbol.iterator]: (): never => {
      throw new Error(
        'subscribeQuery does not support synchronous iteration. Use `for await` instead.',
      );
    },
    ...disposal(close),
  };
  return subscription as Subscription;
}

/** What is sent on each attempt, always the same, so that the server knows it for the same subscription. */
function requestOf(
  origin: Origin,
  query: unknown,
  { fetchOpts, headers }: SubscribeOptions,
): (signal: WebSignal) => Promise<WebResponse> {
  const given = fetchOpts as { readonly headers?: HeadersInput } | undefined;
  const own = origin.headers();
  const url = `${origin.apiURI}/admin/subscribe-query?local_connection_id=${id()}`;
  const init = {
    options: { cache: 'no-store', ...fetchOpts },
    headers: mergeHeaders(mergeHeaders(mergeHeaders({}, given?.headers), headers), own),
    body: JSON.stringify({
      query,
      'inference?': origin.schema !== undefined,
      versions: VERSIONS,
    }),
  };
  return (signal) => origin.connect('subscribeQuery', url, { ...init, signal });
}

/** The method of `await using`, on platforms that know it. */
function disposal(close: () => void): object {
  const key: unknown = Reflect.get(Symbol, 'asyncDispose');
  if (typeof key !== 'symbol') return {};
  return { [key]: () => Promise.resolve().then(close) };
}

function report(error: unknown): void {
  web.console.error('Error in subscribeQuery callback', error);
}

/** `fetch` says little itself; what it says stands in its cause, which has one error for each address that it tried. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The connection broke off.';
  const { cause, errors } = error as { readonly cause?: unknown; readonly errors?: unknown[] };
  if (errors) return errors.map(messageOf).join(', ');
  return cause instanceof Error ? `${String(error)}: ${messageOf(cause)}` : error.message;
}
