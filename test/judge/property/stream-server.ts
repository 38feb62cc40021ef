/** A server that keeps one stream for each address, and does what a plan says. */

import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { textOf } from './streamings.js';
import type { Reading, Streaming } from './streamings.js';

interface Push {
  readonly op: string;
  readonly 'client-event-id': string;
  readonly 'client-id'?: string;
  readonly 'stream-id'?: string;
  readonly 'rule-params'?: object;
  readonly chunks?: readonly string[];
  readonly offset?: number;
  readonly done?: boolean;
  readonly 'abort-reason'?: string;
  readonly 'subscribe-event-id'?: string;
}

/** What the server has of a stream, and what it was told of it. */
export interface Kept {
  bytes: Buffer;
  done: boolean;
  reason: string | undefined;
  readonly told: Set<string>;
  readonly problems: string[];
}

export interface StreamServer {
  /** The address of a new stream, and what becomes of it. */
  open(plan: Streaming): { readonly url: string; readonly kept: Kept };
  close(): Promise<void>;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export async function startStreamServer(): Promise<StreamServer> {
  const sockets = new Set<Socket>();
  const streams: ReturnType<typeof streamOf>[] = [];
  const server = createServer((request, response) => {
    response.on('error', () => {});
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const [, index = '', ...path] = (request.url ?? '').split(/[/?]/);
      streams[Number(index)]?.answer(path.join('/'), Buffer.concat(parts).toString(), response);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket.setNoDelay());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    open: (plan) => {
      const url = `${origin}/${streams.length}`;
      const stream = streamOf(plan, url);
      streams.push(stream);
      return { url, kept: stream.kept };
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function streamOf(plan: Streaming, url: string) {
  const kept: Kept = {
    bytes: plan.kind === 'read' ? textOf(plan) : Buffer.alloc(0),
    done: false,
    reason: undefined,
    told: new Set(),
    problems: [],
  };
  let line: ServerResponse | undefined;
  let session = 0;
  let appends = 0;
  const faulted = new Set<number>();
  const say = (...messages: readonly object[]): void => {
    line?.write(`data:${JSON.stringify(messages.length === 1 ? messages[0] : messages)}\n\n`);
  };
  const drop = (): void => {
    line?.end();
    line = undefined;
  };

  const flushed = (): object => ({
    op: 'stream-flushed',
    'stream-id': 'S',
    offset: kept.bytes.length,
    done: kept.done,
  });
  const append = (push: Push): boolean => {
    if (plan.kind !== 'write') return true;
    const fault = plan.faults[appends++];
    if (fault === 'refuse') return false;
    if (fault === 'drop and lose') drop();
    else if (fault === 'append-failed') say({ op: 'append-failed', 'stream-id': 'S' });
    else if (fault === 'error') {
      say({ op: 'error', 'client-event-id': push['client-event-id'], 'original-event': push });
    } else {
      const offset = push.offset ?? 0;
      if (offset > kept.bytes.length) {
        // What was under way behind an append that failed. Without one, the client lost count.
        if (appends === 1 || Object.keys(plan.faults).length === 0) {
          kept.problems.push(`gap at ${offset}`);
        }
        say({ op: 'append-failed', 'stream-id': 'S' });
        return true;
      }
      const added = Buffer.from((push.chunks ?? []).join(''));
      kept.bytes = Buffer.concat([kept.bytes, added.subarray(kept.bytes.length - offset)]);
      if (push.done) {
        kept.done = true;
        kept.reason = push['abort-reason'];
      }
      if (fault === 'drop') drop();
      else if (plan.flush === 'twice') say(flushed(), flushed());
      else if (plan.flush === 'each' || kept.done) say(flushed());
    }
    return true;
  };

  const serve = async (push: Push, { steps, end }: Reading): Promise<void> => {
    const event = push['client-event-id'];
    const about = { 'client-event-id': event, 'stream-id': 'S', 'client-id': 'c' };
    const append = { op: 'stream-append', ...about };
    if (end === 'refused') {
      say({
        op: 'error',
        ...about,
        'original-event': push,
        message: 'no such stream',
        hint: { a: 1 },
      });
      return;
    }
    const here = line;
    let at = 0;
    for (const [index, { text, files, again, fault }] of steps.entries()) {
      const start = at;
      const bytes = Buffer.from(text);
      at += bytes.length;
      // From the last piece that begins before what is wanted.
      if (at <= (push.offset ?? 0) && index < steps.length - 1) continue;
      await turn();
      if (line !== here) return;
      const fails = fault !== undefined && !faulted.has(index);
      if (fails) faulted.add(index);
      if (fails && fault === 'drop') {
        drop();
        return;
      }
      if (fails && fault === 'retry') {
        say({ ...append, offset: start, error: 'try again', retry: true });
        return;
      }
      const one = contentOf(index, bytes, files, fails ? fault : undefined);
      say({ ...append, offset: start, ...one });
      if (again) say({ ...append, offset: start, ...one });
    }
    await turn();
    if (line !== here) return;
    if (end === 'error') say({ ...append, offset: at, error: 'broken', retry: false });
    else if (end === 'done') say({ ...append, offset: at, done: true });
  };
  const contentOf = (
    index: number,
    bytes: Buffer,
    files: readonly number[] | undefined,
    fault: string | undefined,
  ): object => {
    if (files === undefined) return { content: bytes.toString() };
    const cuts = [...files.map((part) => Math.floor(part * bytes.length)), bytes.length];
    const ends = cuts.sort((a, b) => a - b);
    return {
      files: ends.map((to, n) => {
        const from = ends[n - 1] ?? 0;
        const bad = n === 0 && fault?.endsWith('file') === true ? `/${fault.split(' ')[0]}` : '';
        return { url: `${url}/file/${index}/${from}/${to}${bad}`, size: to - from };
      }),
    };
  };

  const answer = (path: string, body: string, response: ServerResponse): void => {
    if (path.startsWith('file/')) {
      void sendFile(plan as Reading, path.split('/').slice(1), response);
      return;
    }
    if (path.startsWith('admin/sse/app_id')) {
      session++;
      line = response;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      say({ op: 'sse-init', 'machine-id': 'm', 'session-id': `s${session}`, 'sse-token': 't' });
      return;
    }
    const { messages, session_id } = JSON.parse(body) as { messages: Push[]; session_id: string };
    let taken = line !== undefined && session_id === `s${session}`;
    for (const push of taken ? messages : []) {
      kept.told.add(toldOf(push));
      switch (push.op) {
        case 'start-stream':
          say({
            op: 'start-stream-ok',
            'client-event-id': push['client-event-id'],
            'stream-id': 'S',
            offset: kept.bytes.length,
          });
          break;
        case 'append-stream':
          taken = append(push);
          break;
        case 'subscribe-stream':
          if (plan.kind === 'read') void serve(push, plan);
      }
      if (!taken) break;
    }
    response.writeHead(taken ? 200 : 500, { 'content-type': 'application/json' }).end('{}');
  };
  return { kept, answer };
}

/** What a message says apart from what differs with every run. */
function toldOf({ op, ...push }: Push): string {
  if (op === 'append-stream' || op === 'unsubscribe-stream') return op;
  return JSON.stringify([
    op,
    push['client-id'],
    push['stream-id'],
    push['rule-params'],
    push.offset,
  ]);
}

async function sendFile(
  { steps }: Reading,
  [index, from, to, bad]: readonly string[],
  response: ServerResponse,
): Promise<void> {
  const bytes = Buffer.from(steps[Number(index)]?.text ?? '').subarray(Number(from), Number(to));
  if (bad === 'no') {
    response.writeHead(403).end();
    return;
  }
  response.writeHead(200, { 'content-length': bytes.length });
  const half = Math.floor(bytes.length / 2);
  response.write(bytes.subarray(0, half));
  await turn();
  if (bad === 'cut' && bytes.length > 0) response.destroy();
  else response.end(bytes.subarray(half));
}
