import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseArgv } from '../../generator/argv.js';
import { defineConfig, generate } from '../../generator/index.js';
import { main } from '../../generator/main.js';
import { tree } from './disk.js';
import { builtBin } from './built.js';
import { project, run, SCHEMA } from './run.js';

const hasScript = spawnSync('script', ['--version']).status === 0;

/** A program whose two stages take 1.5 s, on a terminal or not. */
function slowProgram(): string {
  const progress = pathToFileURL(join(dirname(builtBin()), 'progress.js')).href;
  const root = project({
    'slow.mjs': `
      import { startProgress } from ${JSON.stringify(progress)};
      const progress = startProgress(process, false);
      const busy = (ms) => { for (const end = Date.now() + ms; Date.now() < end; ); };
      progress.stage('Reading big.yml');
      busy(Number(process.argv[2]));
      progress.stage('Writing');
      busy(300);
      progress.end();
    `,
  });
  return join(root, 'slow.mjs');
}

describe('progress', () => {
  const onTerminal = (ms: number): string =>
    spawnSync(
      'script',
      ['-qec', `${process.execPath} ${slowProgram()} ${String(ms)}`, '/dev/null'],
      {
        encoding: 'utf8',
        env: { ...process.env, TERM: 'xterm' },
      },
    ).stdout;

  test.skipIf(!hasScript)('is shown on a terminal when a run takes long', () => {
    const output = onTerminal(1500);
    expect(output).toMatch(/Reading big\.yml … 1\.\d s/);
    expect(output).toContain('Writing …');
    expect(output.endsWith('\r\u001b[K')).toBe(true);
  });

  test.skipIf(!hasScript)('is not shown when it does not', () => {
    expect(onTerminal(10)).toBe('');
  });

  test('is never shown in a pipe', () => {
    const { stdout, stderr } = spawnSync(process.execPath, [slowProgram(), '1500'], {
      encoding: 'utf8',
    });
    expect(stdout + stderr).toBe('');
  });
});

describe('a mistake of ours', () => {
  test('ends with 3, the stack, and a request to report it', async () => {
    let told = '';
    const output = { write: (text: string) => (told += text) };
    const host = {
      cwd: (): string => {
        throw new Error('impossible');
      },
      env: {},
      stdout: output,
      stderr: output,
    };
    expect(await main(parseArgv([]).options, [], host)).toBe(3);
    expect(told).toMatch(/Error: impossible\n\s+at /);
    expect(told).toContain('Please report');
  });
});

describe('the library', () => {
  test('generates as the command does', async () => {
    const [one, two] = [SCHEMA, SCHEMA].map((text) => project({ 'instant.schema.ts': text }));
    if (one === undefined || two === undefined) throw new Error('no project');
    const dry = await generate({ cwd: one, write: false });
    expect(existsSync(join(one, 'src'))).toBe(false);
    const result = await generate({ cwd: one });
    expect(result.diagnostics).toEqual([]);
    expect(result).toEqual(dry);
    run(two);
    expect(tree(one)).toEqual(tree(two));
    expect(result.clients).toMatchObject([{ out: 'src/instant' }]);
  });

  test('gives problems back', async () => {
    const root = project({ 'instant.schema.ts': 'export default 1;' });
    const { diagnostics, clients } = await generate({ cwd: root });
    expect(clients).toEqual([]);
    expect(diagnostics).toMatchObject([{ severity: 'error', at: { file: 'instant.schema.ts' } }]);
  });

  test('types a configuration', () => {
    expect(defineConfig({ dates: 'date' })).toEqual({ dates: 'date' });
    // @ts-expect-error: misspelt
    defineConfig({ dats: 'date' });
  });
});

describe('the schema', () => {
  test('is found by the variable that names it, and the variable is an input', () => {
    const root = project({
      'instant.schema.ts': SCHEMA,
      'db/my.ts': SCHEMA.replace('goals', 'aims'),
    });
    const env = { INSTANT_SCHEMA_FILE_PATH: 'db/my.ts' };
    expect(run(root, [], env).code).toBe(0);
    expect(tree(root)['src/instant/entities.ts']).toContain('Aim');
    expect(run(root, [], env).stdout).toContain('up to date');
    expect(run(root).stdout).toMatch(/files? written/);
    expect(tree(root)['src/instant/entities.ts']).toContain('Goal');
    const lost = run(root, [], { INSTANT_SCHEMA_FILE_PATH: 'db/none.ts' });
    expect(lost).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('INSTANT_SCHEMA_FILE_PATH'),
    });
  });

  test('is never executed', () => {
    const root = project({ 'instant.schema.ts': `${SCHEMA}\nprocess.exit(7);\n` });
    writeFileSync(join(root, 'instant.schema.ts'), `throw new Error('executed');\n${SCHEMA}`);
    expect(run(root).code).toBe(0);
  });

  test('may be missing: the client comes out open, and says so', () => {
    const root = project({ 'package.json': '{}' });
    const { code, stderr } = run(root);
    expect(code).toBe(0);
    expect(stderr).toContain('schema-none');
    expect(tree(root)['src/instant/index.ts']).toContain('init');
  });
});
