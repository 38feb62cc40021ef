import { fromZero, InstantError } from '../errors.js';
import { createDeferred } from '../deferred.js';
import { id } from '../ids.js';
import { createInbox } from '../inbox.js';
import { pause } from '../../http/pause.js';
import { web } from '../../web.js';
import { streamClass } from './platform.js';
import { filePieces } from './files.js';
import { chunkOf, createDecoder } from './text.js';
import type { Connect } from '../connect.js';
import type { WebSignal } from '../../web.js';
import type { Connection } from './connection.js';
import type { AppendMessage, StreamMessage } from './messages.js';
import type { StreamClasses, TextReadable, TextSource } from './platform.js';

export interface CreateReadStreamOpts {
  /** The name that the writer gave; this or `streamId`. */
  clientId?: string | null | undefined;
  streamId?: string | null | undefined;
  /** Where to begin, in UTF-8 bytes. */
  byteOffset?: number | null | undefined;
  /** Values for `ruleParams` in the permission rules. */
  ruleParams?: { readonly [name: string]: unknown } | null | undefined;
}

/** The text of a stream, what is there and then what comes, until its writer closes it. */
export type InstantReadableStream = TextReadable & {
  /** The id of the stream; waits until the server has said something of it. */
  streamId(): Promise<string>;
};

/** What happens to one subscription of a stream. */
type Update =
  AppendMessage | { readonly op: 'again' } | { readonly op: 'failed'; readonly error: unknown };

/** UTF-16 units that may wait for a slow reader; then the server is asked to stop, and later to go on. */
const WINDOW = 1_048_576;
const MAX_FAILURES = 10;

/**
 * @throws {Error} without any id.
 * @throws {RangeError} where `byteOffset` is no number of bytes.
 */
export function createReadStream(
  connection: Connection,
  connect: Connect,
  classes: StreamClasses,
  options: CreateReadStreamOpts,
): InstantReadableStream {
  if (!options.streamId && !options.clientId) {
    throw new Error('Must provide one of streamId or clientId to subscribe to the stream.');
  }
  fromZero('byteOffset', options.byteOffset ?? 0);
  const controller = new web.AbortController();
  const known = createDeferred<string>();
  const pieces = read(connection, connect, options, controller.signal, known.resolve);
  const done = (error: unknown = new InstantError('Stream is closed.')): void => {
    known.reject(error);
    controller.abort();
  };
  const source: TextSource = {
    pull: async (target) => {
      try {
        const next = await pieces.next();
        if (controller.signal.aborted) return;
        if (!next.done) {
          target.enqueue(next.value);
          return;
        }
        done();
        target.close();
      } catch (error) {
        if (controller.signal.aborted) return;
        done(error);
        throw error;
      }
    },
    cancel: () => {
      done();
      // Only where it is at rest; elsewhere the signal ends it.
      void pieces.return(undefined).catch(() => {});
    },
  };
  const stream = new (streamClass(classes, 'ReadableStream'))(source as never);
  return Object.assign(stream, { streamId: () => known.promise }) as InstantReadableStream;
}

async function* read(
  connection: Connection,
  connect: Connect,
  options: CreateReadStreamOpts,
  signal: WebSignal,
  onStreamId: (streamId: string) => void,
): AsyncGenerator<string, undefined, undefined> {
  let seen = options.byteOffset ?? 0;
  let failures = 0;
  // A character may be cut by the end of a piece.
  const decoder = createDecoder();
  const source = follow(connection, options, () => seen, signal);
  try {
    for (;;) {
      const { value: update, done } = await source.updates.next();
      if (done) break;
      if (update.op === 'failed') throw update.error;
      if (update.op === 'stream-append' && source.isStale(update)) continue;
      if (update.op === 'again') {
        source.subscribe();
        continue;
      }
      if (update.error !== undefined) {
        if (!update.retry) throw new InstantError(update.error);
        await pause(Math.min(15_000, 500 * failures++), signal);
        source.subscribe();
        continue;
      }
      if (update.offset > seen) throw new InstantError('Stream is corrupted.');
      onStreamId(update['stream-id']);
      let skip = seen - update.offset;
      const fresh = (bytes: Uint8Array): string => {
        const piece = bytes.subarray(skip);
        skip -= bytes.length - piece.length;
        seen += piece.length;
        return decoder.decode(piece as never, { stream: true });
      };
      try {
        for (const { url } of update.files ?? []) {
          for await (const bytes of filePieces(connect, url, signal)) {
            const text = fresh(bytes);
            if (text !== '') yield text;
          }
        }
      } catch (error) {
        if (signal.aborted) throw error;
        if (++failures > MAX_FAILURES) throw new InstantError('Unable to process stream.');
        // Addresses of files run out: the next answer has new ones.
        await pause(Math.min(15_000, 500 * (failures - 1)), signal);
        source.subscribe();
        continue;
      }
      failures = 0;
      const text = fresh(chunkOf(update.content ?? '').bytes);
      if (text !== '') yield text;
      source.consumed(update);
      if (update.done) break;
    }
    const rest = decoder.decode();
    if (rest !== '') yield rest;
  } finally {
    source.leave();
  }
  return undefined;
}

interface Source {
  readonly updates: AsyncIterator<Update, undefined>;
  /** Begins anew, from the offset that is due. */
  readonly subscribe: () => void;
  /** Whether it was said to an earlier subscription, which was given up. */
  readonly isStale: (update: AppendMessage) => boolean;
  readonly consumed: (update: AppendMessage) => void;
  readonly leave: () => void;
}

/** The updates of a stream, over breaks of the connection and pauses for a slow reader. */
function follow(
  connection: Connection,
  { clientId, streamId, ruleParams }: CreateReadStreamOpts,
  offset: () => number,
  signal: WebSignal,
): Source {
  const inbox = createInbox<Update>();
  /** Of the subscription that the server still serves, and of the last one. */
  let event: string | undefined;
  let latest: string | undefined;
  let first = true;
  let waiting = 0;

  const unsubscribe = async (): Promise<void> => {
    if (event === undefined) return;
    const message = { 'client-event-id': id(), 'subscribe-event-id': event };
    event = undefined;
    await connection.send({ ...message, op: 'unsubscribe-stream' });
  };
  const subscribe = (): void => {
    void unsubscribe();
    event = latest = id();
    waiting = 0;
    const from = offset();
    void connection.send({
      'client-event-id': event,
      op: 'subscribe-stream',
      ...(streamId && { 'stream-id': streamId }),
      ...(clientId && { 'client-id': clientId }),
      ...(from && { offset: from }),
      ...(ruleParams && { 'rule-params': ruleParams }),
    });
  };
  const onMessage = (message: StreamMessage): void => {
    if (event === undefined || !('client-event-id' in message)) return;
    if (message['client-event-id'] !== event) return;
    if (message.op === 'error') {
      const error = new InstantError(message.message ?? 'Unknown error', message.hint);
      inbox.push({ op: 'failed', error });
      event = undefined;
    } else if (message.op === 'stream-append') {
      inbox.push(message);
      waiting += message.content?.length ?? 0;
      if (message.done || message.error !== undefined) event = undefined;
      else if (waiting > WINDOW) {
        void unsubscribe();
        inbox.push({ op: 'again' });
      }
    }
  };
  const leaveConnection = connection.join({
    onReady: () => {
      if (first) subscribe();
      // After what is still to be read.
      else if (event !== undefined) inbox.push({ op: 'again' });
      first = false;
    },
    onDown: () => {},
    onMessage,
    onRefused: (error) => inbox.push({ op: 'failed', error }),
  });
  signal.addEventListener('abort', inbox.clear);
  return {
    updates: inbox.iterator,
    subscribe,
    isStale: (update) => update['client-event-id'] !== latest,
    consumed: ({ content }) => {
      waiting = Math.max(0, waiting - (content?.length ?? 0));
    },
    leave: () => {
      signal.removeEventListener('abort', inbox.clear);
      // The connection ends with its last stream, and what is said last with it.
      void unsubscribe().then(leaveConnection);
    },
  };
}
