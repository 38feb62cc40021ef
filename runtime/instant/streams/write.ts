import { InstantError } from '../errors.js';
import { createDeferred } from '../deferred.js';
import { id } from '../ids.js';
import { web } from '../../web.js';
import { streamClass } from './platform.js';
import { chunkOf, createJoiner, textAfter } from './text.js';
import type { Connection } from './connection.js';
import type { StreamMessage } from './messages.js';
import type { SinkController, StreamClasses, TextSink, TextWritable } from './platform.js';
import type { Chunk } from './text.js';

export interface CreateWriteStreamOpts {
  /** The name under which the stream can be read. */
  clientId: string;
  /** Told of a promise that settles once the server has all: for platforms that stop when an answer is sent. */
  waitUntil?: ((promise: Promise<void>) => unknown) | null | undefined;
  /** Values for `ruleParams` in the permission rules. */
  ruleParams?: { readonly [name: string]: unknown } | null | undefined;
}

/** A stream that the server keeps. `close` resolves once the server has all of it. */
export type InstantWritableStream = TextWritable & {
  /** The id of the stream; waits until the server knows it. */
  streamId(): Promise<string>;
};

/** UTF-8 bytes that may be under way before a write waits. */
const WINDOW = 262_144;
const MAX_FAILURES = 10;

export function createWriteStream(
  connection: Connection,
  classes: StreamClasses,
  { clientId, waitUntil, ruleParams }: CreateWriteStreamOpts,
): InstantWritableStream {
  // By it the server knows, after a break, that it is the same writer that goes on.
  const reconnectToken = id();
  const joiner = createJoiner();
  const started = createDeferred<string>();
  const finished = createDeferred();
  let drained = createDeferred();
  let controller: SinkController | undefined;
  let leave = (): void => {};
  let timer: unknown;
  /** Of the start that the server has not answered yet. */
  let startEvent: string | undefined;
  let streamId: string | undefined;
  /** Whether the server takes content now; otherwise it waits for the next start. */
  let live = false;
  /** What the server may still lose; `base` is the offset of its first byte. */
  let kept: Chunk[] = [];
  let base = 0;
  let written = 0;
  let taken = 0;
  let failures = 0;
  let ending: { readonly reason?: string } | undefined;
  let over = false;

  const finish = (error?: unknown): void => {
    if (over) return;
    over = true;
    web.clearTimeout(timer);
    leave();
    kept = [];
    const closed = error ?? new InstantError('Stream is closed.');
    started.reject(closed);
    if (error === undefined) finished.resolve();
    else {
      controller?.error(error);
      finished.reject(error);
    }
    drained.resolve();
  };

  const start = (): void => {
    if (over) return;
    live = false;
    startEvent = id();
    void connection.send({
      'client-event-id': startEvent,
      op: 'start-stream',
      'client-id': clientId,
      'reconnect-token': reconnectToken,
      ...(ruleParams && { 'rule-params': ruleParams }),
    });
  };
  /** What was sent is lost, or was refused: the server says from where to go on. Of all that is under way it says so. */
  const restart = (): void => {
    if (!live) return;
    live = false;
    if (++failures > MAX_FAILURES) {
      finish(new InstantError('The server does not take what is written to the stream.'));
      return;
    }
    web.clearTimeout(timer);
    timer = web.setTimeout(start, Math.min(15_000, 500 * (failures - 1)));
  };

  const append = (chunks: readonly string[], offset: number, done: boolean): void => {
    const end = written;
    const message = {
      'client-event-id': id(),
      op: 'append-stream' as const,
      'stream-id': streamId,
      chunks,
      offset,
      done,
      ...(done && ending?.reason && { 'abort-reason': ending.reason }),
    };
    void connection.send(message).then((sent) => {
      if (sent) accept(end);
    });
  };
  const accept = (offset: number): void => {
    taken = Math.max(taken, offset);
    if (written - taken <= WINDOW) drained.resolve();
  };

  /** The server has all before `offset`, for good. */
  const discard = (offset: number): void => {
    let count = 0;
    for (const { bytes } of kept) {
      if (base + bytes.length > offset) break;
      base += bytes.length;
      count++;
    }
    kept = kept.slice(count);
    accept(offset);
  };

  const resume = (known: string, offset: number): void => {
    startEvent = undefined;
    discard(offset);
    if ((streamId === undefined && offset !== 0) || offset < base || offset > written) {
      // Somebody else wrote to it, or the server lost what it had confirmed.
      finish(new InstantError('Write stream is corrupted'));
      return;
    }
    streamId = known;
    live = true;
    started.resolve(known);
    const [first, ...others] = kept;
    if (first) {
      const rest = textAfter(first, offset - base);
      append(
        [rest ?? first.text, ...others.map(({ text }) => text)],
        rest === null ? base : offset,
        false,
      );
    }
    if (ending) append([], written, true);
  };

  const onMessage = (message: StreamMessage): void => {
    if (over) return;
    if (message.op === 'start-stream-ok') {
      if (message['client-event-id'] === startEvent) resume(message['stream-id'], message.offset);
    } else if (message.op === 'error') {
      const failed = message['original-event'];
      if (startEvent !== undefined && message['client-event-id'] === startEvent) {
        finish(new InstantError(message.message ?? 'Unknown error', message.hint));
      } else if (failed?.op === 'append-stream' && failed['stream-id'] === streamId) restart();
    } else if (streamId !== undefined && message['stream-id'] === streamId) {
      if (message.op === 'append-failed') restart();
      else if (message.op === 'stream-flushed') {
        failures = 0;
        discard(message.offset);
        if (message.done) finish();
      }
    }
  };

  const write = (text: string): void => {
    if (text === '') return;
    const chunk = chunkOf(text);
    const offset = written;
    kept.push(chunk);
    written += chunk.bytes.length;
    if (live) append([text], offset, false);
  };
  const end = (reason?: string): void => {
    write(joiner.rest());
    ending = reason ? { reason } : {};
    if (live) append([], written, true);
  };

  const sink: TextSink = {
    start: (given) => {
      controller = given;
      leave = connection.join({
        onReady: start,
        onDown: () => {
          live = false;
          startEvent = undefined;
        },
        onMessage,
        onRefused: finish,
      });
      // An abort does not have to wait for a connection that may never come.
      const aborted = new Promise((resolve) =>
        given.signal?.addEventListener('abort', () => resolve(undefined)),
      );
      return Promise.race([started.promise, aborted]);
    },
    write: (chunk) => {
      if (typeof chunk !== 'string') throw new TypeError('A stream takes text only');
      write(joiner.next(chunk));
      if (written - taken <= WINDOW) return;
      drained = createDeferred();
      return drained.promise;
    },
    close: () => {
      end();
      return finished.promise;
    },
    abort: (reason) => {
      const said = reason instanceof Error ? reason.message : reason;
      end(typeof said === 'string' ? said : undefined);
      if (streamId === undefined && startEvent === undefined) finish();
    },
  };
  waitUntil?.(finished.promise.catch(() => {}));
  const stream = new (streamClass(classes, 'WritableStream'))(sink as never);
  return Object.assign(stream, { streamId: () => started.promise }) as InstantWritableStream;
}
