/** A project folder with a generated client in it, and the server process its program talks to. */

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const HERE = import.meta.dirname;
const ROOT = join(HERE, '../..');
export const MODULES = join(HERE, 'node_modules');
export const APP_ID = '11111111-1111-4111-8111-111111111111';
export const ADMIN_TOKEN = '22222222-2222-4222-8222-222222222222';

/** The program every consumer runs; it prints {@link EXPECTED}. `%EXT%` is the extension of imports. */
const PROGRAM = `import { id, init, q, type Book } from './src/instant/index%EXT%';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

export async function main(): Promise<string> {
  const db = init({
    appId: '${APP_ID}',
    adminToken: '${ADMIN_TOKEN}',
    apiURI: process.env.INSTANT_API_URI ?? '',
  });
  const book = id();
  await db.transact(db.tx.books.id(book).create({ title: 'Emma', status: 'reading' }));
  const { books } = await db.query({ books: { $: { where: { id: book } }, reviews: {} } });
  const titles = books.map((each: Book) => each.title);
  const built = await db.query(q.books.where({ id: book }).fields('title'));
  const uploaded = await db.storage.uploadFile('a/b.txt', 'hello');
  return [titles.join(), books[0]?.reviews.length, built.books.length, typeof uploaded.data.id].join(' ');
}
`;
const ENTRY = `import { main } from './program%EXT%';

main().then((result) => console.log('RESULT ' + result));
`;
export const EXPECTED = 'RESULT Emma 0 1 string';

export interface App {
  readonly folder: string;
  write(path: string, text: string): void;
  /** Runs a program in the folder; rejects with all it printed. */
  run(command: string, args: readonly string[]): Promise<string>;
  /** Generates the client with the built command. */
  generate(): Promise<string>;
  /** Removes the folder, trying again while a process just ended still writes into it. */
  close(): Promise<void>;
}

/** A new project; `extension` is how its program imports, `files` are written before generating. */
export async function createApp(
  extension: '' | '.js' | '.ts',
  files: Readonly<Record<string, string>>,
  apiURI: string,
): Promise<App> {
  const folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const run = (command: string, args: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const env = { ...process.env, INSTANT_API_URI: apiURI, NEXT_TELEMETRY_DISABLED: '1' };
      execFile(command, [...args], { cwd: folder, env, timeout: 200_000 }, (error, out, err) => {
        if (error) reject(new Error(`${command} ${args.join(' ')}\n${out}\n${err}`));
        else resolve(out);
      });
    });
  cpSync(join(ROOT, 'fixtures/demo/instant.schema.ts'), join(folder, 'instant.schema.ts'));
  write('package.json', '{ "name": "consumer", "private": true, "type": "module" }');
  for (const [path, text] of Object.entries(files)) write(path, text);
  write('program.ts', PROGRAM.replace('%EXT%', extension));
  write('main.ts', ENTRY.replace('%EXT%', extension));
  symlinkSync(MODULES, join(folder, 'node_modules'));
  const generate = (): Promise<string> =>
    run(process.execPath, [join(ROOT, 'dist/generator/bin.js')]);
  await generate();
  return {
    folder,
    write,
    run,
    generate,
    close: async () => {
      for (let attempts = 20; attempts > 0; attempts--) {
        const failed = await rm(folder, { recursive: true, force: true }).catch(() => true);
        if (failed === undefined) return;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      throw new Error(`${folder} could not be removed`);
    },
  };
}

/** The local server process; resolves with its address. */
export async function startServer(): Promise<{
  readonly url: string;
  readonly process: ChildProcess;
}> {
  const server = spawn(
    process.execPath,
    [
      join(ROOT, 'test/server/bin.mjs'),
      '--port',
      '0',
      '--app-id',
      APP_ID,
      '--admin-token',
      ADMIN_TOKEN,
      '--schema',
      join(HERE, 'schema.json'),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const line = await new Promise<string>((resolve, reject) => {
    server.once('exit', () => reject(new Error('The server stopped before it was ready.')));
    createInterface({ input: server.stdout }).once('line', resolve);
  });
  const { url } = JSON.parse(line) as { url: string };
  return { url, process: server };
}
