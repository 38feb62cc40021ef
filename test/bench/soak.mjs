// Many queries and subscriptions, opened and closed: what stays in memory, and what stays open.
import { build } from 'esbuild';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** `npm run bench -- soak`. */
export async function soak(report) {
  const cwd = mkdtempSync(join(tmpdir(), 'soak-'));
  try {
    cpSync(join(root, 'fixtures/demo/instant.schema.ts'), join(cwd, 'instant.schema.ts'));
    writeFileSync(join(cwd, 'package.json'), '{ "name": "soak", "private": true }');
    writeFileSync(join(cwd, 'instant-codegen.config.json'), '{ "features": ["all"] }');
    execFileSync(process.execPath, [join(root, 'dist/generator/bin.js'), '--quiet'], { cwd });
    const index = join(cwd, 'src/instant/index.ts');
    const seen = await runSoak(index, { queries: 10_000, subscriptions: 1000 });
    report(
      '10,000 queries, 1,000 subscriptions: heap in the second half',
      seen.grown,
      'kB more',
      512,
    );
    report('the same: sockets, timers and other handles left', seen.handles, 'handles', 0);
    report('the same: connections that the server still sees', seen.open, 'open', 0);
    report('the same: from the last of them to the end of the process', seen.exit, 'ms', 2000);
    report('a query there and back', seen.query, 'ms');
    report('a subscription, its first result, its end', seen.subscription, 'ms');
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/**
 * Runs so many through the client at `index` in a process of its own, against a server in another. Gives the growth
 * of the heap over the second half in kB, the handles and connections left, milliseconds for one of each, and until the process ended.
 */
export async function runSoak(index, { queries, subscriptions, leak = false }) {
  const folder = mkdtempSync(join(tmpdir(), 'soak-run-'));
  const server = spawn(process.execPath, [join(import.meta.dirname, 'soak-server.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = String(await new Promise((resolve) => server.stdout.once('data', resolve))).trim();
    const client = join(folder, 'client.mjs');
    const bundle = { bundle: true, format: 'esm', platform: 'node', outfile: client };
    await build({ entryPoints: [index], ...bundle, logLevel: 'error' });
    const program = spawn(
      process.execPath,
      ['--expose-gc', join(import.meta.dirname, 'soak-program.mjs')],
      {
        env: {
          ...process.env,
          SOAK: JSON.stringify({ client, url, queries, subscriptions, leak }),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let out = '';
    let end = 0;
    program.stdout.on('data', (part) => {
      out += part;
      end = performance.now();
    });
    const code = await new Promise((resolve) => program.once('exit', resolve));
    if (code !== 0) throw new Error(`The program ended with ${code}.`);
    return { ...JSON.parse(out), exit: performance.now() - end };
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
