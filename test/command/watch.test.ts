import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { project, SCHEMA, start } from './run.js';

const entities = (root: string): string =>
  readFileSync(join(root, 'src/instant/entities.ts'), 'utf8');

test(
  '--watch follows its inputs through everything that happens to them',
  { timeout: 60_000 },
  async () => {
    const root = project({ 'instant.schema.ts': SCHEMA });
    const schema = join(root, 'instant.schema.ts');
    const running = start(root, ['--watch']);
    let from = 0;
    /** Waits for the next run to be told and the watch to go on. */
    const next = async (pattern: RegExp): Promise<void> => {
      // Two pipes: what is said of the input may come after what is said of the run.
      await Promise.all([running.until(pattern, from), running.until(/Watching.*\n/, from)]);
      from = running.output().length;
    };
    await next(/files written/);

    // A plain save, and what it took.
    writeFileSync(schema, SCHEMA.replace('rank', 'weight'));
    await next(/instant\.schema\.ts changed\.[\s\S]*\d+ ms from the change/);
    expect(entities(root)).toContain('weight');

    // A save as editors do it: another file takes the name.
    writeFileSync(`${schema}.new`, SCHEMA.replace('rank', 'height'));
    renameSync(`${schema}.new`, schema);
    await next(/ms from the change/);
    expect(entities(root)).toContain('height');

    // A burst is one run.
    for (const name of ['a', 'b', 'c', 'd']) writeFileSync(schema, SCHEMA.replace('rank', name));
    await next(/ms from the change/);
    await pause(300);
    expect(running.output().slice(from)).toBe('');
    expect(entities(root)).toMatch(/\bd\?/);

    // What was deleted is written again, and nothing else starts a run.
    rmSync(join(root, 'src/instant/entities.ts'));
    await next(/src\/instant\/entities\.ts changed\.[\s\S]*ms from the change/);
    expect(entities(root)).toMatch(/\bd\?/);

    // Broken input is told, and nothing is lost.
    writeFileSync(schema, 'export default i.schema({');
    await next(/ error /);
    expect(entities(root)).toMatch(/\bd\?/);
    writeFileSync(schema, SCHEMA.replace('rank', 'mended'));
    await next(/ms from the change/);
    expect(entities(root)).toContain('mended');

    // It goes, and comes back elsewhere, as on a branch switch.
    rmSync(schema);
    await next(/schema-none/);
    mkdirSync(join(root, 'src/db'), { recursive: true });
    writeFileSync(join(root, 'src/db/instant.schema.ts'), SCHEMA.replace('rank', 'moved'));
    await next(/ms from the change/);
    expect(entities(root)).toContain('moved');
    rmSync(join(root, 'src/db'), { recursive: true });
    await next(/schema-none/);
    writeFileSync(schema, SCHEMA.replace('rank', 'back'));
    await next(/ms from the change/);
    expect(entities(root)).toContain('back');

    // A configuration that was not there.
    writeFileSync(join(root, 'instant-codegen.config.mjs'), `export default { dates: 'date' };`);
    await next(/instant-codegen\.config\.mjs changed/);
    writeFileSync(join(root, 'instant-codegen.config.mjs'), `export default { dats: 'date' };`);
    await next(/Did you mean dates\?/);
    rmSync(join(root, 'instant-codegen.config.mjs'));
    await next(/ms from the change/);

    // Neither its own output nor a touch starts a run.
    utimesSync(schema, new Date(), new Date());
    writeFileSync(join(root, 'unrelated.ts'), '');
    await pause(1500);
    expect(running.output().slice(from)).toBe('');

    running.child.kill('SIGINT');
    expect(await running.closed).toBe(0);
  },
);

test(
  '--watch says of a warning that is still true what it said once',
  { timeout: 30_000 },
  async () => {
    const warned = SCHEMA.replace('rank:', 'title: i.string(), rank:');
    const root = project({ 'instant.schema.ts': warned });
    const schema = join(root, 'instant.schema.ts');
    const running = start(root, ['--watch']);
    let from = 0;
    const next = async (pattern: RegExp): Promise<string> => {
      await Promise.all([running.until(pattern, from), running.until(/Watching.*\n/, from)]);
      await pause(100);
      const said = running.output().slice(from);
      from = running.output().length;
      return said;
    };
    expect(await next(/files written/)).toContain('schema-key-twice');
    writeFileSync(schema, warned.replaceAll('rank', 'weight'));
    expect(await next(/ms from the change/)).not.toContain('schema-key-twice');
    writeFileSync(schema, SCHEMA);
    await next(/ms from the change/);
    writeFileSync(schema, warned);
    expect(await next(/ms from the change/)).toContain('schema-key-twice');
  },
);
