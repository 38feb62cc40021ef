import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../command/disk.js';

export interface Route {
  readonly status?: number;
  readonly body?: string;
  /** The body as often as this. */
  readonly repeat?: number;
  readonly etag?: string;
  readonly coding?: 'gzip' | 'br' | 'unknown';
  /** Before the answer, in milliseconds. */
  readonly delay?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Seen {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface Served {
  /** `http://127.0.0.1:12345` */
  readonly origin: string;
  /** Replaces everything that is served. */
  serve(routes: Readonly<Record<string, Route>>): void;
  /** The requests so far, and from now on those after them. */
  seen(): readonly Seen[];
  stop(): Promise<void>;
}

/** Starts a web server as a process of its own; it ends with the test. */
export async function startServer(routes: Readonly<Record<string, Route>> = {}): Promise<Served> {
  const folder = temporaryFolder();
  const [routesFile, logFile] = [join(folder, 'routes.json'), join(folder, 'log')];
  writeFileSync(routesFile, JSON.stringify(routes));
  writeFileSync(logFile, '');
  const script = join(import.meta.dirname, 'server.mjs');
  const child = spawn(process.execPath, [script, routesFile, logFile, '0'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  onTestFinished(() => void child.kill('SIGKILL'));
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
    void ended.then(() => reject(new Error('The server ended before it was ready')));
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    serve: (next) => writeFileSync(routesFile, JSON.stringify(next)),
    seen() {
      const text = readFileSync(logFile, 'utf8');
      writeFileSync(logFile, '');
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Seen);
    },
    stop() {
      child.stdin.end();
      return ended;
    },
  };
}
