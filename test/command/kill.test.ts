import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { realDisk } from '../../generator/write/disk.js';
import { writeFolder } from '../../generator/write/write.js';
import { builtBin } from './built.js';
import { generator } from '../schema/random.js';
import { job, temporaryFolder, tree, without } from './disk.js';
import { project, run, SCHEMA, start } from './run.js';

/** Kills of the writing process; with those of the whole command below, 200. */
const WRITER_KILLS = 190;
const COMMAND_KILLS = 10;

/** Moments are drawn anew each time; a run that failed says its seed, and is tried again with `KILL_SEED`. */
const SEED = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);

describe(`a kill at a random moment (KILL_SEED=${String(SEED)})`, () => {
  test('of the writer leaves what the next run makes right', { timeout: 180_000 }, async () => {
    const wanted = { 'a.ts': 'a', 'b/c.ts': 'c' };
    const writer = join(import.meta.dirname, 'writer.mjs');
    let interrupted = 0;
    const killWriter = async (folder: string, kill: string, delay: number): Promise<void> => {
      const child = spawn(process.execPath, [writer, dirname(builtBin()), folder]);
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
      await once(child.stdout, 'data');
      await pause(delay);
      child.kill('SIGKILL');
      await once(child, 'close');
      expect(output, kill).toBe('ready\n');
      const left = Object.keys(tree(folder)).filter((path) => path.startsWith('.instant-codegen.'));
      if (left.length > 1) interrupted++;
    };
    const killWriters = async (chain: number): Promise<void> => {
      const folder = join(temporaryFolder(), 'out');
      mkdirSync(folder);
      const random = generator(SEED + chain);
      for (let each = 0; each < WRITER_KILLS / 2; each++) {
        const kill = `kill ${String(each)} of chain ${String(chain)}`;
        await killWriter(folder, kill, random() * 23);
        // Every other time the next writer repairs, every other time a run that wants something else.
        if (each % 2 === 0) continue;
        const result = writeFolder(realDisk, job(folder, wanted));
        expect(Array.isArray(result), JSON.stringify(result)).toBe(false);
        const files = without(tree(folder), /^\.instant-codegen\.json$/);
        expect(files, kill).toEqual(wanted);
      }
    };
    // Most of their time is waiting.
    await Promise.all([killWriters(0), killWriters(1)]);
    expect(interrupted).toBeGreaterThan(WRITER_KILLS / 4);
  });

  test('of the command leaves what the next run makes right', { timeout: 180_000 }, async () => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    const began = Date.now();
    run(root);
    const duration = Date.now() - began;
    const random = generator(SEED);
    const schema = (round: number): string => SCHEMA.replace('rank', `rank${String(round)}`);
    for (let round = 0; round < COMMAND_KILLS; round++) {
      writeFileSync(join(root, 'instant.schema.ts'), schema(round));
      const running = start(root, []);
      // Mostly towards the end, where the writing is.
      await pause(duration * (0.4 + 0.7 * random()));
      running.child.kill('SIGKILL');
      await running.closed;
      const next = run(root);
      expect(next, `round ${String(round)}`).toMatchObject({ code: 0, stderr: '' });
      expect(readFileSync(join(root, 'src/instant/entities.ts'), 'utf8')).toContain(
        `rank${String(round)}`,
      );
      const left = Object.keys(tree(join(root, 'src/instant'))).filter((path) =>
        /\.(?:tmp|lock)/.test(path),
      );
      expect(left).toEqual([]);
    }
  });

  test('two runs at once do no harm', { timeout: 60_000 }, async () => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    const expected = project({ 'instant.schema.ts': SCHEMA });
    run(expected);
    const runs = [start(root, []), start(root, []), start(root, [])];
    expect(await Promise.all(runs.map(({ closed }) => closed))).toEqual([0, 0, 0]);
    expect(tree(root)).toEqual(tree(expected));
  });
});
