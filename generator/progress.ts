/**
 * Says on a terminal what takes so long, once a run takes longer than a second. The stages do not yield, so
 * a thread of its own writes: it sleeps until the second is over, and mostly never wakes.
 */

import { Worker } from 'node:worker_threads';
import type { Host } from './host.js';

export interface Progress {
  readonly stage: (text: string) => void;
  readonly end: () => void;
}

const SILENT: Progress = { stage: () => undefined, end: () => undefined };

const TEXT_BYTES = 240;

/** The thread: memory is [done flag, length, text…]. */
const THREAD = `
  const { workerData: memory } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  const flags = new Int32Array(memory, 0, 2);
  const bytes = new Uint8Array(memory, 8);
  const start = Date.now();
  for (let wait = 1000; Atomics.wait(flags, 0, 0, wait) === 'timed-out'; wait = 200) {
    const text = Buffer.from(bytes.slice(0, Atomics.load(flags, 1))).toString();
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    try { writeSync(2, '\\r\\x1b[K' + text + ' … ' + seconds + ' s'); } catch {}
  }
`;

/** Nothing where stderr is no terminal. */
export function startProgress(host: Host, quiet: boolean): Progress {
  if (quiet || host.stderr.isTTY !== true || (host.env['TERM'] ?? '') === 'dumb') return SILENT;
  const memory = new SharedArrayBuffer(8 + TEXT_BYTES);
  const flags = new Int32Array(memory, 0, 2);
  const started = Date.now();
  const worker = new Worker(THREAD, { eval: true, workerData: memory, stdout: false });
  worker.unref();
  return {
    stage(text) {
      const plain = text.replace(/\p{Cc}/gu, ' ');
      const bytes = Buffer.from(plain).subarray(0, TEXT_BYTES);
      new Uint8Array(memory, 8).set(bytes);
      Atomics.store(flags, 1, bytes.length);
    },
    end() {
      Atomics.store(flags, 0, 1);
      Atomics.notify(flags, 0);
      if (Date.now() - started > 950) host.stderr.write('\r\u001b[K');
    },
  };
}
