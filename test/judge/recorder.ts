import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { answerSse } from './sse.js';
import type { SseScript } from './sse.js';
import { stubAnswer } from './stub-answers.js';

/** One request as it arrived: header names lower-cased, in the order of the wire. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query, undecoded. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** A scripted answer. `raw` wins over `body`; `cut` drops the connection after the bytes. */
export interface Stub {
  readonly status: number;
  readonly body?: unknown;
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cut?: boolean;
}

/** What the recorder answers: nothing said means what the official SDK expects of each route. */
export interface Script {
  /** The first answers in turn; the last one repeats. */
  readonly stubs?: readonly Stub[];
  /** Asked for each request, before `stubs`; nothing means what the route expects. */
  readonly answer?: (request: RecordedRequest) => Stub | undefined;
  readonly sse?: SseScript;
  /** Body of the answer to webhook key look-ups. */
  readonly jwks?: unknown;
}

export interface Recorder {
  /** Origin without a trailing slash. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** Ends every connection and the listener. */
  close(): Promise<void>;
}

/** Starts a recorder on a free port of 127.0.0.1. */
export async function startRecorder(script: Script = {}): Promise<Recorder> {
  const requests: RecordedRequest[] = [];
  const sockets = new Set<Socket>();
  const sse = answerSse(script.sse);
  let url = '';
  const server = createServer((req, res) => {
    readAll(req).then(
      (body) => {
        const request = record(req, body);
        requests.push(request);
        const stub = script.answer?.(request) ?? stubAt(script.stubs, requests.length - 1);
        if (stub !== undefined) sendStub(res, stub);
        else if (!sse(request, res)) sendJson(res, stubAnswer(request, url, script.jwks));
      },
      () => res.destroy(),
    );
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** An origin on which nothing listens: taken from a listener that has just been closed. */
export async function closedOrigin(): Promise<string> {
  const recorder = await startRecorder();
  await recorder.close();
  return recorder.url;
}

async function readAll(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function record(req: IncomingMessage, body: Buffer): RecordedRequest {
  const headers: (readonly [string, string])[] = [];
  for (let n = 0; n + 1 < req.rawHeaders.length; n += 2) {
    headers.push([(req.rawHeaders[n] ?? '').toLowerCase(), req.rawHeaders[n + 1] ?? '']);
  }
  return { method: req.method ?? '', path: req.url ?? '', headers, body };
}

function stubAt(stubs: readonly Stub[] | undefined, index: number): Stub | undefined {
  return stubs?.[Math.min(index, stubs.length - 1)];
}

function sendStub(res: ServerResponse, stub: Stub): void {
  const text = stub.raw ?? (stub.body === undefined ? '' : JSON.stringify(stub.body));
  const headers: Record<string, string> = {
    ...(stub.raw === undefined ? { 'content-type': 'application/json' } : {}),
    ...stub.headers,
  };
  if (stub.cut === true) {
    res.writeHead(stub.status, { ...headers, 'content-length': String(text.length + 1000) });
    res.write(text, () => res.destroy());
    return;
  }
  res.writeHead(stub.status, headers);
  res.end(text);
}

function sendJson(res: ServerResponse, value: unknown): void {
  res.writeHead(200, { 'content-type': 'application/json' });
  res.end(JSON.stringify(value));
}
