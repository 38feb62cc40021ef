import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../command/disk.js';
import { put } from '../command/run.js';
import { places, say } from './command.js';

const SCHEMA = `import { i } from '@instantdb/core';
export default i.schema({
  entities: {
    goals: i.entity({ title: i.string(), dueAt: i.date(), madeAt: i.date() }),
    notes: i.entity({ madeAt: i.number() }),
  },
});
`;
const READS = `import { db } from './db';
const { goals } = await db.query({ goals: {} });
for (const goal of goals) console.log(goal.title, goal.dueAt);
console.log(goals.map(({ dueAt }) => dueAt), new Date(goals[0]!.dueAt), goals[0]!.madeAt);
export const sent = (body: any) => body.query.goals.$.where.dueAt.$lt;
`;
const init = (options: string): string => `init({ appId: '', schema${options} })`;

/** Places that concern dates, in an app that makes these clients under this configuration. */
async function told(
  calls: readonly string[],
  config: object = {},
  more: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const folder = temporaryFolder();
  const clients = calls.map((call, at) => `export const db${at === 0 ? '' : at} = ${call};`);
  put(folder, {
    'instant.schema.ts': SCHEMA,
    'instant-codegen.config.json': JSON.stringify(config),
    'package.json': '{ "name": "a", "dependencies": { "@instantdb/core": "1" } }',
    'src/db.ts': `import { init } from '@instantdb/admin';\nimport schema from '../instant.schema';\n${clients.join('\n')}\n`,
    'src/reads.ts': READS,
    ...more,
  });
  const first = places((await say(folder)).open);
  const after = readFileSync(join(folder, 'instant-codegen.config.json'), 'utf8');
  if ('dates' in config) expect(JSON.parse(after)).toMatchObject(config);
  expect(places((await say(folder)).open)).toEqual([]);
  return first.filter((place) => place.includes('migrate-date'));
}

const LISTED = ['src/reads.ts:3 migrate-date-read', 'src/reads.ts:4 migrate-date-read'];

describe('reads of dates are listed', () => {
  it('where clients ask for Date objects, which come from now on', async () => {
    expect(await told([init(', useDateObjects: true')])).toEqual(LISTED);
  });

  it('with the client that did not ask for them, beside one that did', async () => {
    const calls = [init(', useDateObjects: true'), init('')];
    expect(await told(calls)).toEqual(['src/db.ts:4 migrate-dates', ...LISTED]);
  });

  it('where the configuration converts dates, and the client did not', async () => {
    const all = ['src/db.ts:3 migrate-dates', ...LISTED];
    expect(await told([init('')], { dates: 'date' })).toEqual(all);
  });

  it('where the configuration has dates only, which stays so', async () => {
    const configured = { dates: 'strict' };
    expect(await told([init(', useDateObjects: true')], configured)).toEqual(LISTED);
    expect(await told([init('')], configured)).toEqual(['src/db.ts:3 migrate-dates', ...LISTED]);
  });

  it('where clients disagree', async () => {
    const calls = [init(', useDateObjects: true'), init(', useDateObjects: false')];
    expect(await told(calls)).toEqual(['src/db.ts:1 migrate-dates', ...LISTED]);
  });

  it('nowhere, where dates stay as they are stored', async () => {
    expect(await told([init('')])).toEqual([]);
    expect(await told([init(', useDateObjects: false')])).toEqual([]);
  });

  it('in templates, whose types only the tools of their framework know', async () => {
    const shown = {
      'src/a.vue': `<script setup lang="ts">
import { goals } from './goals';
</script>
<template>
  <p v-for="goal in goals" :title="goal['dueAt']" class="dueAt">{{ goal.dueAt.slice(0, 10) }} {{ goal.title }}</p>
  <!-- {{ goal.dueAt }} -->
  <p>{{ new Date(goals[0].dueAt) }} dueAt {{ goals[0].madeAt }}</p>
  <p>{{ goals[0]?.dueAt }}</p>
</template>
<style>
.dueAt, p.dueAt { color: red }
</style>
`,
      'src/b.svelte': `<script>export let goals;</script>\n{#each goals as goal}\n  {goal.dueAt}\n{/each}\n`,
      'src/c.astro': `---\nconst { goals } = Astro.props;\n---\n<p>{goals.map((goal) => goal.dueAt)}</p>\n`,
      'src/d.svelte': `<script>\nimport { init } from '@instantdb/svelte';\nexport const db = init({ appId: '' });\n</script>\n{db.goal.dueAt}\n`,
    };
    expect(await told([init(', useDateObjects: true')], {}, shown)).toEqual([
      'src/a.vue:5 migrate-date-read',
      'src/a.vue:5 migrate-date-read',
      'src/a.vue:8 migrate-date-read',
      'src/b.svelte:3 migrate-date-read',
      'src/c.astro:4 migrate-date-read',
      ...LISTED,
    ]);
    expect(await told([init('')], {}, shown)).toEqual([]);
  });
});
