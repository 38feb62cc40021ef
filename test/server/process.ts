import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ServerOptions {
  readonly appId: string;
  readonly adminToken: string;
  /** The JSON form of what the official `i.schema()` builds. */
  readonly schema?: unknown;
  /** Sessions by room type, then room id. */
  readonly presence?: unknown;
}

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Ends the process and waits for it; gives its exit code. */
  stop(): Promise<number | null>;
}

const bin = fileURLToPath(new URL('bin.mjs', import.meta.url));

/** Starts the local server as a process of its own. Rejects when it ends before it is ready. */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'instant-server-'));
  const args = ['--app-id', options.appId, '--admin-token', options.adminToken];
  for (const key of ['schema', 'presence'] as const) {
    if (options[key] === undefined) continue;
    const file = join(folder, `${key}.json`);
    await writeFile(file, JSON.stringify(options[key]));
    args.push(`--${key}`, file);
  }
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    let text = '';
    child.once('error', reject);
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const line = text.split('\n')[0] ?? '';
      if (text.includes('\n')) resolve((JSON.parse(line) as { readonly url: string }).url);
    });
    void ended.then((code) => reject(new Error(`The server ended with code ${code}`)));
  });
  try {
    const url = await ready;
    const stop = (): Promise<number | null> => {
      child.stdin.end();
      return ended;
    };
    return { url, pid: child.pid ?? 0, stop };
  } finally {
    // Both files are read before the ready line is printed.
    await rm(folder, { recursive: true, force: true });
  }
}
