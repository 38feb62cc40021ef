import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Exchange {
  readonly url: string;
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly response: ServerResponse;
}

export interface LiveServer {
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  /** Answers that have begun and neither ended nor lost their connection. */
  open(): number;
  close(): Promise<void>;
}

/** A server on a free port of 127.0.0.1 that answers as it is told, `index` counting the requests. */
export async function serve(
  answer: (exchange: Exchange, index: number) => void,
): Promise<LiveServer> {
  const exchanges: Exchange[] = [];
  const sockets = new Set<Socket>();
  const running = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      running.add(response);
      response.on('close', () => running.delete(response));
      const exchange = {
        url: request.url ?? '',
        method: request.method ?? '',
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
        response,
      };
      exchanges.push(exchange);
      answer(exchange, exchanges.length - 1);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    open: () => running.size,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export function startEvents(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
}

export function event(message: unknown): string {
  return `data:${JSON.stringify(message)}\n\n`;
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Waits for something to become true; fails after two seconds. */
export async function until(holds: () => boolean, what: string, limit = 2000): Promise<void> {
  const end = Date.now() + limit;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await sleep(5);
  }
}

/** Timers and sockets of this process, for comparison before and after. */
export function resources(): number {
  const counted = new Set(['Timeout', 'TCPSocketWrap', 'TCPServerWrap', 'TCPConnectWrap']);
  return process.getActiveResourcesInfo().filter((kind) => counted.has(kind)).length;
}
