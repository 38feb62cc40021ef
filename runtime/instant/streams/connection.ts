import { InstantAPIError } from '../errors.js';
import { bodyOf, receiveEvents, STALL } from '../events.js';
import { VERSIONS } from '../origin.js';
import { redact } from '../redact.js';
import { pause } from '../../http/pause.js';
import { web } from '../../web.js';
import type { EventsEnd } from '../events.js';
import type { Origin } from '../origin.js';
import type { PushMessage, StreamMessage } from './messages.js';
import type { WebResponse, WebSignal } from '../../web.js';

/** One stream that uses the connection. */
export interface Member {
  /** The connection is there, for the first time or again: what was said before is forgotten. */
  readonly onReady: () => void;
  readonly onDown: () => void;
  readonly onMessage: (message: StreamMessage) => void;
  /** There will be no connection. */
  readonly onRefused: (error: InstantAPIError) => void;
}

/** The connection that all streams of a client share: there while one of them needs it. */
export interface Connection {
  /** Connects for a stream; what comes back ends its use. */
  readonly join: (member: Member) => () => void;
  /** Says something; tells whether the server has taken it. Never rejects. */
  readonly send: (message: PushMessage) => Promise<boolean>;
}

/** Milliseconds to wait for the server's first word. */
const INIT = 10_000;
const MAX_DELAY = 15_000;
const MAX_REFUSALS = 5;

interface Session {
  readonly machine_id: string;
  readonly session_id: string;
  readonly sse_token: string;
}

export function createConnection(origin: Origin): Connection {
  let members: readonly Member[] = [];
  let stop: (() => void) | undefined;
  let line: ReturnType<typeof createLine> | undefined;
  /** Pushes in a row that the server did not take. */
  let refusals = 0;

  const connect = async (signal: WebSignal): Promise<EventsEnd> => {
    const attempt = new web.AbortController();
    let refusal: EventsEnd | undefined;
    let own: typeof line;
    const drop = (): void => attempt.abort();
    const refuse = (status: number, body: unknown): void => {
      // The session may have ended on the server's side: that is mended by connecting again.
      if (++refusals >= MAX_REFUSALS) refusal = { kind: 'refused', status, body };
      drop();
    };
    const timer = web.setTimeout(drop, INIT);
    signal.addEventListener('abort', drop);
    const onMessage = (message: InitMessage | StreamMessage): void => {
      if (message.op !== 'sse-init') {
        refusals = 0;
        for (const member of members) member.onMessage(message);
        return;
      }
      web.clearTimeout(timer);
      line = own = createLine(origin, sessionOf(message), attempt.signal, refuse);
      for (const member of members) member.onReady();
    };
    try {
      const end = await receiveEvents(
        {
          connect: (each) => open(origin, each),
          onOpen: () => {},
          onData: (data) => {
            const said = JSON.parse(data) as StreamMessage | readonly StreamMessage[];
            for (const message of [said].flat()) onMessage(message);
          },
          stall: STALL,
        },
        attempt.signal,
      );
      return refusal ?? end;
    } finally {
      web.clearTimeout(timer);
      signal.removeEventListener('abort', drop);
      attempt.abort();
      // It may end late, when another connection is there already.
      if (line === own) line = undefined;
    }
  };

  const run = async (signal: WebSignal, leave: () => void): Promise<void> => {
    let delay = 0;
    while (!signal.aborted) {
      const began = Date.now();
      const end = await connect(signal);
      if (isOver(signal)) return;
      if (end.kind === 'refused' && isFinal(end.status)) {
        leave();
        const body = redact(end.body, origin.secrets());
        const error = new InstantAPIError({ status: end.status, body });
        for (const member of members) member.onRefused(error as InstantAPIError);
        return;
      }
      for (const member of members) member.onDown();
      // After a connection that held for a while, the first attempt comes at once.
      const held = Date.now() - began > MAX_DELAY;
      delay = held ? 0 : Math.min(MAX_DELAY, Math.max(1000, delay * 2));
      await pause(delay, signal).catch(() => {});
    }
  };

  return {
    join: (member) => {
      members = [...members, member];
      if (stop === undefined) {
        const controller = new web.AbortController();
        stop = () => controller.abort();
        void run(controller.signal, () => (stop = undefined));
      } else if (line) member.onReady();
      return () => {
        members = members.filter((each) => each !== member);
        if (members.length > 0) return;
        stop?.();
        stop = undefined;
      };
    },
    send: (message) => line?.send(message) ?? Promise.resolve(false),
  };
}

/** What is pushed within one connection: one request at a time, which carries all that has come up. */
function createLine(
  origin: Origin,
  session: Session,
  signal: WebSignal,
  refuse: (status: number, body: unknown) => void,
): Pick<Connection, 'send'> {
  let queue: PushMessage[] = [];
  let next: Promise<boolean> | undefined;
  let running: Promise<boolean> = Promise.resolve(true);
  let busy = false;

  const post = async (): Promise<boolean> => {
    busy = true;
    const messages = queue;
    queue = [];
    next = undefined;
    try {
      const url = `${origin.apiURI}/admin/sse/push?app_id=${encodeURIComponent(origin.appId)}`;
      const init = {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...session, messages }),
        signal,
      };
      const response = await origin.connect('streams', url, init);
      // Also because unread answers hold their connection.
      const text = await response.text();
      if (!response.ok) refuse(response.status, bodyOf(text));
      return response.ok;
    } catch (cause) {
      refuse(500, { type: undefined, message: String(cause) });
      return false;
    } finally {
      busy = false;
    }
  };

  return {
    send: (message) => {
      queue.push(message);
      if (!busy && next === undefined) return (running = post());
      next ??= running = running.then(post);
      return next;
    },
  };
}

interface InitMessage {
  readonly op: 'sse-init';
  readonly 'machine-id': string;
  readonly 'session-id': string;
  readonly 'sse-token': string;
}

function sessionOf(message: InitMessage): Session {
  return {
    machine_id: message['machine-id'],
    session_id: message['session-id'],
    sse_token: message['sse-token'],
  };
}

function open(origin: Origin, signal: WebSignal): Promise<WebResponse> {
  return origin.connect(
    'streams',
    `${origin.apiURI}/admin/sse?app_id=${encodeURIComponent(origin.appId)}`,
    {
      options: { cache: 'no-store' },
      headers: origin.headers(),
      body: JSON.stringify({ 'inference?': origin.schema !== undefined, versions: VERSIONS }),
      signal,
    },
  );
}

/** Whether another attempt would get the same answer: all but what a busy or restarting server says. */
function isFinal(status: number): boolean {
  return status < 500 && status !== 408 && status !== 425 && status !== 429;
}

function isOver(signal: WebSignal): boolean {
  return signal.aborted;
}
