import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseArgv } from '../../generator/argv.js';
import { upToDate } from '../../generator/gate.js';
import { MANIFEST, readManifest } from '../../generator/manifest.js';
import { builtBin } from './built.js';
import { documentText, project, put, run, SCHEMA } from './run.js';

/** A project in which everything that can be an input is one. */
const EVERYTHING: Readonly<Record<string, string>> = {
  'instant-codegen.config.ts': `
    import { defineConfig } from 'instant-codegen';
    import { out } from './where.js';
    export default defineConfig({
      out, openapi: 'api/root.yml', target: 'instant', overlays: ['mend.yml'], client: 'client.yml',
    });
    // out: 'src/made'
  `,
  'where.ts': `export const out: string = 'src/made';`,
  'api/root.yml': documentText().replace(
    'schema: { type: integer }',
    'schema: { $ref: "parts.yml#/limit" }',
  ),
  'api/parts.yml': 'limit: { type: integer }\n',
  'mend.yml':
    'overlay: 1.0.0\ninfo: { title: Mend, version: "1" }\nactions:\n  - target: $.info\n    update: { description: Mended. }\n',
  'client.yml': 'pets.get:\n  call: listPets\n  args:\n    - { name: petId, to: path.petId }\n',
  'src/deep/instant.schema.ts': SCHEMA.replace(
    'export default',
    `import { extra } from './extra';\nexport default`,
  ).replace('goals: i.entity({', 'more: i.entity(extra),\n    goals: i.entity({'),
  'src/deep/extra.ts': `import { i } from '@instantdb/core';\nexport const extra = { a: i.string(), price: i.json<Money>() };\n`,
  'src/types/all.d.ts': 'interface Money { amount: number }\n',
  'tsconfig.json': '{ "extends": "./tsconfig.base.json" }',
  'tsconfig.base.json': '{ "compilerOptions": { "module": "nodenext" } }',
  'package.json': '{ "name": "everything" }',
};

/** Module hooks that print the address of every module that is loaded. */
const HOOKS = `
  import { writeSync } from 'node:fs';
  export async function load(url, context, next) {
    writeSync(2, 'loaded ' + url + '\\n');
    return next(url, context);
  }`;
const LOADED = asModule(
  `import { register } from 'node:module'; register(${JSON.stringify(asModule(HOOKS))});`,
);

function asModule(text: string): string {
  return `data:text/javascript,${encodeURIComponent(text)}`;
}

describe('the gate', () => {
  const root = (): string => {
    const folder = project(EVERYTHING);
    const first = run(folder);
    expect(first.stderr).not.toMatch(/error|warning/);
    expect(first.code).toBe(0);
    expect(run(folder).stdout).toContain('src/made is up to date');
    return folder;
  };

  test('records every input', () => {
    const manifest = readManifest(join(root(), 'src/made'));
    const read = Object.entries(manifest?.asked.files ?? {}).filter(([, hash]) => hash !== null);
    expect(read.map(([path]) => path)).toEqual(
      expect.arrayContaining(Object.keys(EVERYTHING).filter((path) => path !== 'package.json')),
    );
    expect(manifest?.asked.env).toEqual({ INSTANT_SCHEMA_FILE_PATH: null });
  });

  test('runs when any recorded input changes, absent ones and folders included', () => {
    const folder = root();
    const asked = readManifest(join(folder, 'src/made'))?.asked;
    expect(Object.keys(asked?.files ?? {}).length).toBeGreaterThan(50);
    const { isUpToDate, restore } = probe(folder);
    expect(isUpToDate()).toBe(true);
    const missed: string[] = [];
    for (const [path, hash] of Object.entries(asked?.files ?? {})) {
      const full = join(folder, path);
      if (path.startsWith('..')) continue;
      if (hash === null) {
        mkdirSync(dirname(full), { recursive: true });
        writeFileSync(full, '{}');
        if (isUpToDate()) missed.push(`${path} appeared`);
        rmSync(full);
      } else {
        const text = readFileSync(full, 'utf8');
        writeFileSync(full, `${text} `);
        if (isUpToDate()) missed.push(`${path} changed`);
        rmSync(full);
        if (isUpToDate()) missed.push(`${path} went`);
        writeFileSync(full, text);
      }
      restore();
    }
    for (const path of Object.keys(asked?.folders ?? {})) {
      mkdirSync(join(folder, path, 'new-folder'), { recursive: true });
      if (isUpToDate()) missed.push(`${path} has another folder`);
      rmSync(join(folder, path, 'new-folder'), { recursive: true });
    }
    expect(missed).toEqual([]);
    expect(isUpToDate()).toBe(true);
    expect(isUpToDate({ INSTANT_SCHEMA_FILE_PATH: 'src/deep/instant.schema.ts' })).toBe(false);
  });

  test('runs when an output, the version or the options are others', () => {
    const folder = root();
    const { isUpToDate } = probe(folder);
    const manifest = readManifest(join(folder, 'src/made'));
    for (const path of Object.keys(manifest?.outputs ?? {})) {
      const full = join(folder, 'src/made', path);
      const text = readFileSync(full, 'utf8');
      writeFileSync(full, `${text} `);
      expect(isUpToDate(), path).toBe(false);
      rmSync(full);
      expect(isUpToDate(), path).toBe(false);
      writeFileSync(full, text);
    }
    expect(isUpToDate()).toBe(true);
    expect(isUpToDate({}, ['--runtime', 'package'])).toBe(false);
    const file = join(folder, 'src/made', MANIFEST);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/"version": "[^"]*"/, '"version": "0.0.1"'));
    expect(isUpToDate()).toBe(false);
    writeFileSync(file, '<<<<<<<');
    expect(isUpToDate()).toBe(false);
  });

  test('runs as long as a name is declared nowhere: any file may declare it', () => {
    const folder = root();
    const { isUpToDate } = probe(folder);
    rmSync(join(folder, 'src/types/all.d.ts'));
    for (let again = 0; again < 2; again++) {
      const told = run(folder);
      expect(told.code).toBe(0);
      expect(told.stderr).toContain("'Money' is neither declared nor imported");
      expect(isUpToDate()).toBe(false);
    }
    put(folder, { 'elsewhere/money.d.ts': 'interface Money { amount: number }\n' });
    expect(run(folder).stderr).not.toContain('Money');
    expect(isUpToDate()).toBe(true);
  });

  test('does not run for another line end, or for a file nobody asked about', () => {
    const folder = root();
    const { isUpToDate } = probe(folder);
    put(folder, {
      'api/root.yml': EVERYTHING['api/root.yml']?.replaceAll('\n', '\r\n') ?? '',
      'src/other.ts': 'export {};',
      'README.md': '',
    });
    expect(isUpToDate()).toBe(true);
  });

  test('loads nothing but itself and what Node has built in', () => {
    const folder = root();
    const idle = run(folder, [], {}, ['--import', LOADED]);
    const loaded = idle.stderr.match(/loaded \S+/g) ?? [];
    expect(idle.stdout).toContain('up to date');
    expect(loaded.length).toBeGreaterThan(2);
    const own = loaded.filter((line) => !line.includes('node:')).map((line) => basename(line));
    expect(own[0]).toBe('bin.js');
    expect(own.slice(1).filter((name) => !/^part-\w+\.js$/.test(name))).toEqual([]);
    const sizes = own.map((name) => statSync(join(dirname(builtBin()), name)).size);
    // The rest of the command is half a megabyte.
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(20_000);
    writeFileSync(join(folder, 'where.ts'), `export const out = 'src/made'; // again`);
    const busy = run(folder, [], {}, ['--import', LOADED]);
    expect(busy.stderr).toContain('/main.js');
  });
});

/** Asks the gate without the cost of a process. */
function probe(folder: string) {
  return {
    isUpToDate: (
      env: Readonly<Record<string, string>> = {},
      args: readonly string[] = [],
    ): boolean => upToDate(folder, parseArgv(args).options, env) !== undefined,
    restore: (): void => put(folder, EVERYTHING),
  };
}
