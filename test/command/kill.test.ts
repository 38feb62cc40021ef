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
    const folder = join(temporaryFolder(), 'out');
    const wanted = { 'a.ts': 'a', 'b/c.ts': 'c' };
    mkdirSync(folder);
    let interrupted = 0;
    const random = generator(SEED);
    const killWriter = async (kill: number): Promise<void> => {
      const writer = join(import.meta.dirname, 'writer.mjs');
      const child = spawn(process.execPath, [writer, dirname(builtBin()), folder]);
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
      await once(child.stdout, 'data');
      await pause(random() * 23);
      child.kill('SIGKILL');
      await once(child, 'close');
      expect(output, `kill ${String(kill)}`).toBe('ready\n');
      const left = Object.keys(tree(folder)).filter((path) => path.startsWith('.instant-codegen.'));
      if (left.length > 1) interrupted++;
    };
    for (let kill = 0; kill < WRITER_KILLS; kill++) {
      await killWriter(kill);
      // Every other time the next writer repairs, every other time a run that wants something else.
      if (kill % 2 === 0) continue;
      const result = writeFolder(realDisk, job(folder, wanted));
      expect(Array.isArray(result), JSON.stringify(result)).toBe(false);
      const files = without(tree(folder), /^\.instant-codegen\.json$/);
      expect(files, `kill ${String(kill)}`).toEqual(wanted);
    }
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
