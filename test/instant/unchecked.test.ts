import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

import { generate, load } from '../judge/generate.js';
import { adminToken, answer, appId, fetchDouble } from './double.js';
import { schemaSource } from './source.js';
import type { Client } from './double.js';

const MESSAGE = 'does not exist on entity';

let checked = '';
let unchecked = '';
beforeAll(async () => {
  const given = { schema: schemaSource };
  checked = await generate('instant-unchecked-not', given);
  unchecked = await generate('instant-unchecked', { ...given, settings: { validation: false } });
});

/** `init` as an app ships it. */
async function bundled(client: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { init, subscribeQuery, queryOnce } from './index';`,
      resolveDir: dirname(client),
      loader: 'ts',
    },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    // The client imports its files as `.js`, which are `.ts`.
    plugins: [
      {
        name: 'ts',
        setup: (build) => {
          build.onResolve({ filter: /^\..*\.js$/ }, ({ path, resolveDir }) => ({
            path: join(resolveDir, path.replace(/js$/, 'ts')),
          }));
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}

describe('a client without validation', () => {
  it('ships no checks and no names of the schema', async () => {
    const [all, less] = [await bundled(checked), await bundled(unchecked)];
    expect(all).toContain(MESSAGE);
    expect(all).toContain('due');
    expect(less).not.toContain(MESSAGE);
    expect(less).not.toMatch(/\bdue\b/);
    const saved = gzipSync(all).length - gzipSync(less).length;
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const [, told] = /validation: true,.*about (\d+) kB smaller/.exec(readme) ?? [];
    expect(Math.round(saved / 1000)).toBe(Number(told));
  });

  it('sends what the schema does not have, as a client of that schema', async () => {
    const { init } = await load<Client>(unchecked);
    const { fetch, sent } = fetchDouble(answer(200, { goals: [] }));
    const db = init({ appId, adminToken, fetch });
    await db.query({ goals: { nothing: {} } });
    await db.transact(db.tx['goals']?.['x']?.update({ title: 5 }));
    expect(sent.map(({ init: { body } }) => JSON.parse(body as string) as object)).toEqual([
      { query: { goals: { nothing: {} } }, 'inference?': true },
      { steps: [['update', 'goals', 'x', { title: 5 }]], 'throw-on-missing-attrs?': true },
    ]);
    const strict = (await load<Client>(checked)).init({ appId, adminToken, fetch });
    expect(() => strict.query({ goals: { nothing: {} } })).toThrow(MESSAGE);
  });

  it('says nothing of what it does not carry', () => {
    const text = readFileSync(join(dirname(unchecked), 'schema.ts'), 'utf8');
    expect(text).toContain('entities: {}');
  });
});
