// How long the command takes: nothing to do, one attribute changed, cold, watching.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cost, race } from './process.mjs';

const root = join(import.meta.dirname, '../..');
const bin = join(root, 'dist/generator/bin.js');

export async function speed(report) {
  const cwd = mkdtempSync(join(tmpdir(), 'bench-'));
  const schema = join(cwd, 'instant.schema.ts');
  cpSync(join(root, 'fixtures/demo/instant.schema.ts'), schema);
  writeFileSync(
    join(cwd, 'package.json'),
    '{ "name": "bench", "private": true, "type": "module" }',
  );
  const original = readFileSync(schema, 'utf8');
  try {
    const cold = cost([bin], {
      cwd,
      before: () => rmSync(join(cwd, 'src'), { recursive: true, force: true }),
    });
    report('cold, everything gone: CPU', cold.cpu, 'ms', 1000);
    report('cold, everything gone: peak memory', cold.mb, 'MB', 200);
    const changed = cost([bin], {
      cwd,
      before: (run) =>
        writeFileSync(schema, original.replace('text: i.string()', `text${run}: i.string()`)),
    });
    report('one attribute changed: CPU', changed.cpu, 'ms', 400);
    writeFileSync(schema, original);
    cost([bin], { cwd, runs: 1 });
    const [nothing, bare] = race([bin], ['-e', '0'], { cwd, runs: 21 });
    report('nothing to do: wall, beside `node -e 0`', nothing / bare, '×', 1.5);
    report('watch: from a save to the last file written', await watch(cwd, schema, original), 'ms');
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** Median latency of five saves. */
async function watch(cwd, schema, original) {
  const child = spawn(process.execPath, [bin, '--watch'], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const times = [];
  try {
    await new Promise((resolve) => setTimeout(resolve, 2500));
    for (let run = 0; run < 5; run++) {
      const name = `watched${run}`;
      writeFileSync(schema, original.replace('text: i.string()', `${name}: i.string()`));
      const start = performance.now();
      while (!readFileSync(join(cwd, 'src/instant/entities.ts'), 'utf8').includes(name)) {
        if (performance.now() - start > 20_000)
          throw new Error('The watcher did not notice a save.');
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  } finally {
    child.kill();
  }
  return times.sort((a, b) => a - b)[2];
}
