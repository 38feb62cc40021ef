/** Writes or reads a stream with a client, and says what became of it. */

import { constants } from '../env.js';
import { startStreamServer } from './stream-server.js';
import type { ClientModule } from '../wire.js';
import type { Reading, Streaming, Writing } from './streamings.js';
import type { Kept } from './stream-server.js';

export interface Streamed {
  /** What the server has, byte by byte, or what was read. */
  readonly text: string;
  readonly told: readonly string[];
  readonly error?: string | undefined;
  readonly id?: string | undefined;
  readonly done?: boolean;
  readonly reason?: string | undefined;
  readonly problems: readonly string[];
}

export interface Streamings {
  see(client: ClientModule, plan: Streaming): Promise<Streamed>;
  close(): Promise<void>;
}

interface Stream {
  streamId(): Promise<string>;
}
interface Db {
  readonly streams: {
    createWriteStream(options: object): WritableStream<string> & Stream;
    createReadStream(options: object): ReadableStream<string> & Stream;
  };
}

/** Streams, each at an address of its own, so that many may run at the same time. */
export async function openStreams(): Promise<Streamings> {
  const server = await startStreamServer();
  return {
    close: () => server.close(),
    see: async (client, plan) => {
      const { url, kept } = server.open(plan);
      const { APP_ID: appId, ADMIN_TOKEN: adminToken } = constants;
      const init = client.init as (config: object) => Db;
      const db = init({ appId, adminToken, apiURI: url, retry: false });
      return plan.kind === 'write' ? write(db, plan, kept) : read(db, plan, kept);
    },
  };
}

const message = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
const within = <Value>(promise: Promise<Value>, time = 20_000): Promise<Value> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('never')), time);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

async function write(db: Db, plan: Writing, kept: Kept): Promise<Streamed> {
  const { pieces, awaited, end, ruleParams } = plan;
  const stream = db.streams.createWriteStream({ clientId: 'c', ruleParams });
  const writer = stream.getWriter();
  const work = async (): Promise<void> => {
    for (const piece of pieces) {
      const written = writer.write(piece);
      written.catch(() => {});
      if (awaited || end !== 'close') await written;
    }
    if (end === 'close') await writer.close();
    else {
      await stream.streamId();
      await writer.abort(end.abort);
    }
    // An abort does not wait for what is sent last, and after two breaks that takes three seconds.
    for (let turn = 0; !kept.done && turn < 1200; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const error = await within(work()).then(() => undefined, message);
  return {
    text: kept.bytes.toString(),
    told: [...kept.told].sort(),
    error,
    id: await within(stream.streamId(), 100).catch(message),
    done: kept.done,
    reason: kept.reason,
    problems: kept.problems,
  };
}

async function read(db: Db, plan: Reading, kept: Kept): Promise<Streamed> {
  const { by, byteOffset, end } = plan;
  const name = by === 'clientId' ? 'c' : 'S';
  const stream = db.streams.createReadStream({ [by]: name, byteOffset });
  let text = '';
  let count = 0;
  const work = async (): Promise<void> => {
    const reader = stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += value;
      if (typeof end === 'object' && ++count === end.leaves) {
        await reader.cancel();
        return;
      }
    }
  };
  const leaves = typeof end === 'object';
  const error = await within(work(), leaves ? 300 : undefined).then(() => undefined, message);
  if (error === 'never') await stream.cancel().catch(() => {});
  return {
    // What came until it left depends on how it was parted.
    text: leaves ? '' : text,
    told: leaves ? [] : [...kept.told].filter((each) => each !== 'unsubscribe-stream').sort(),
    error: leaves ? undefined : error,
    id: leaves ? '' : await within(stream.streamId(), 100).catch(message),
    problems: kept.problems,
  };
}
