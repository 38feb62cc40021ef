import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scriptsOf } from '../../generator/migrate/blocks.js';
import { put, SCHEMA } from '../command/run.js';
import { temporaryFolder } from '../command/disk.js';
import { places, say } from './command.js';

describe('the scripts of a file', () => {
  const spaced = (text: string): string => text.replaceAll(' ', '.');

  it('stand where they were, and nothing else is left', () => {
    const vue = `<script setup lang="ts">\nlet a\n</script>\n\n<template>a > b</template>\n<script>let b</script>\n`;
    expect(spaced(scriptsOf('a.vue', vue) ?? '')).toBe(
      `${';'.repeat(24)}\nlet.a\n${';'.repeat(9)}\n\n${'.'.repeat(26)}\n${';'.repeat(8)}let.b${';'.repeat(9)}\n`,
    );
  });

  it.each([
    [
      'an attribute with its end in it',
      `<script generics="T extends A<B>">let a</script>`,
      'let a',
    ],
    ['capitals', `<SCRIPT>let a</Script >`, 'let a'],
    ['data', `<script type="application/ld+json">{ "a": 1 }</script>`, undefined],
    ['a comment', `<!-- <script>let a</script> -->`, undefined],
    ['no end', `<script>let a`, undefined],
    ['no end of its tag', `<script lang="ts`, undefined],
    ['another tag', `<scripted>let a</scripted>`, undefined],
    ['a module', `<script type='module'>let a</script>`, 'let a'],
    ['no script', `<p>a</p>`, undefined],
  ])('are found: %s', (_, text, scripts) => {
    expect(scriptsOf('a.svelte', text)?.replace(/^;+|;+$/g, '')).toBe(scripts);
  });

  it('are between the fences of Astro, and in its tags', () => {
    const text = `---\nlet a\n---\n<p>---</p><script>let b</script>`;
    const scripts = scriptsOf('a.astro', text) ?? '';
    expect(scripts).toHaveLength(text.length);
    expect(scripts.replace(/;+/g, ';')).toBe(';\nlet a\n;\n;let b;');
  });

  it('are found in no time, whatever the text is', () => {
    for (const part of [
      '<script ',
      '<script>',
      '<script "',
      '<!--',
      '</script',
      '---\n',
      '<script\n',
    ])
      expect(scriptsOf('a.astro', `---\n${part.repeat(100_000)}`) ?? '').toBeTypeOf('string');
  }, 5000);
});

describe('migrate moves what is imported in scripts of', () => {
  const FROM = "from '@instantdb/admin'";
  const moved = async (
    path: string,
    text: string,
    others: Readonly<Record<string, string>> = {},
  ) => {
    const folder = temporaryFolder();
    put(folder, {
      'package.json': '{ "dependencies": { "@instantdb/admin": "1", "vite": "7" } }',
      'tsconfig.json':
        '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }',
      'instant.schema.ts': SCHEMA,
      'src/db.ts': `import { init } ${FROM};\nexport const db = init({ appId: '' });\n`,
      [path]: text,
      ...others,
    });
    const said = await say(folder, '--schema', 'instant.schema.ts');
    const after = readFileSync(join(folder, path), 'utf8');
    return { told: places(said.open).filter((each) => each.startsWith(path)), after, folder };
  };

  it.each([
    [
      'Vue, in both scripts',
      'src/A.vue',
      `<script lang="ts">import { id } ${FROM}</script>\n<script setup lang='ts'>\nimport type { User } ${FROM}\nconst a = id()\n</script>\n<template>{{ a }} @instantdb</template>\n`,
    ],
    [
      'Vue with JSX',
      'src/A.vue',
      `<script lang="tsx">\nimport { id } ${FROM}\nexport default () => <p>{id()}</p>\n</script>\n`,
    ],
    [
      'Svelte, in JavaScript and lines of Windows',
      'src/A.svelte',
      `<script>\r\n  import { id } ${FROM};\r\n  /** @type {import('@instantdb/admin').User} */\r\n  export let user;\r\n</script>\r\n<p>{id()}</p>\r\n`,
    ],
    [
      'Astro, beside one that returns',
      'src/A.astro',
      `---\nimport { id } ${FROM};\nif (id()) return Astro.redirect('/');\n---\n<p>---</p>\n<script>import { id } ${FROM};</script>\n`,
    ],
  ])('%s', async (_, path, text) => {
    const { told, after } = await moved(path, text);
    expect(told).toEqual([]);
    expect(after).toBe(text.replaceAll('@instantdb/admin', './instant'));
  });

  it('a page that makes a client, with its schema where nothing else uses that', async () => {
    const page = (body: string): string =>
      `---\nimport { init } ${FROM};\nimport schema from '../instant.schema';\n\nconst db = init({ appId: '', schema });\n---\n${body}\n`;
    const { after } = await moved('src/A.astro', page('<p>a</p>'));
    expect(after).toBe(
      `---\nimport { init } from './instant';\n\nconst db = init({ appId: '' });\n---\n<p>a</p>\n`,
    );
    const shown = await moved('src/A.astro', page('<p>{schema.entities.length}</p>'));
    expect(shown.after).toContain("import schema from '../instant.schema';");
  });

  it('an app without TypeScript, where imports name the file that there is', async () => {
    const page = `<script>\n  import { id } ${FROM};\n</script>\n<p>{id()}</p>\n`;
    const folder = temporaryFolder();
    put(folder, {
      'package.json': '{ "dependencies": { "@instantdb/admin": "1", "vite": "7" } }',
      'instant.schema.ts': SCHEMA,
      'src/A.svelte': page,
    });
    expect(places((await say(folder)).open)).toEqual(['migrate-package-kept']);
    expect(readFileSync(join(folder, 'src/A.svelte'), 'utf8')).toContain(`'./instant/index.ts'`);
  });

  it('and its features', async () => {
    const page = `<script>\n  import { db } from './db';\n  db.subscribeQuery({ goals: {} }, () => {});\n</script>\n`;
    const { folder, after } = await moved('src/A.svelte', page);
    expect(after).toBe(page);
    expect(readFileSync(join(folder, 'instant-codegen.config.json'), 'utf8')).toContain(
      'subscribe',
    );
  });

  it('but lists what cannot be read, and what is named around them', async () => {
    const broken = `<p></p>\n<script>\nimport { id } ${FROM};\nlet = =;\n</script>\n`;
    expect(await moved('src/A.svelte', broken)).toMatchObject({
      told: ['src/A.svelte:4 migrate-syntax'],
      after: broken,
    });
    const shown = `<script>let a</script>\n<pre>npm i @instantdb/admin</pre>\n`;
    expect(await moved('src/A.svelte', shown)).toMatchObject({
      told: ['src/A.svelte:2 migrate-text'],
      after: shown,
    });
  });
});
