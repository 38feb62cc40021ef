import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { problemsIn } from '../types/program.js';

import type * as admin from '@instantdb/admin';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { generate, load } from '../judge/generate.js';
import { startServerProcess } from '../server/process.js';
import type { ServerProcess } from '../server/process.js';
import { ada, samples } from './samples.js';
import type { Sample } from './samples.js';

const appId = '11111111-1111-4111-8111-111111111111';
const adminToken = '22222222-2222-4222-8222-222222222222';

/** The schema that the samples take for granted, as an app would have it. */
const schemaSource = `import { i } from '@instantdb/admin';

const _schema = i.schema({
  entities: {
    $users: i.entity({ email: i.string().unique().indexed().optional() }),
    goals: i.entity({ title: i.string() }),
    todos: i.entity({ title: i.string() }),
    logs: i.entity({ text: i.string() }),
  },
  links: {
    goalCreator: {
      forward: { on: 'goals', has: 'one', label: 'creator' },
      reverse: { on: '$users', has: 'many', label: 'goals' },
    },
    todoCreator: {
      forward: { on: 'todos', has: 'one', label: 'creator' },
      reverse: { on: '$users', has: 'many', label: 'todos' },
    },
  },
  rooms: { chat: { presence: i.entity({ typing: i.boolean() }) } },
});

export default _schema;
`;

type Official = typeof admin;

let folder = '';
let server: ServerProcess;
const path = (sample: Sample): string => join(folder, `sample-${samples.indexOf(sample)}.ts`);

beforeAll(async () => {
  folder = dirname(dirname(await generate('samples', { schema: schemaSource })));
  samples.forEach((sample) => writeFileSync(path(sample), moduleOf(sample)));
  const presence = {
    chat: { 'room-123': { p1: { 'peer-id': 'p1', user: null, data: { typing: true } } } },
  };
  const { default: schema } = await load<{ default: object }>(join(folder, '../instant.schema.ts'));
  server = await startServerProcess({ appId, adminToken, schema, presence });
  vi.stubEnv('INSTANT_APP_ADMIN_TOKEN', adminToken);
  const real = fetch;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
    real(url.replace('https://api.instantdb.com', server.url), init),
  );
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterAll(async () => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await server.stop();
});

/** A module that runs one sample in a scope of its own, after what it omits. Imports go to the top. */
function moduleOf({ code, omits = [], shows = 'undefined' }: Sample): string {
  const text = [...omits, code].join('\n').replaceAll('__APP_ID__', appId);
  const isImport = (line: string): boolean => line.startsWith('import ');
  const lines = text.split('\n');
  return [
    ...lines.filter(isImport),
    'export async function run(): Promise<unknown> {',
    ...lines.filter((line) => !isImport(line)),
    `return ${shows};`,
    '}',
    '',
  ].join('\n');
}

describe('every sample', () => {
  it('compiles', () => {
    const problems = problemsIn(samples.map(path), {
      types: ['node'],
      allowImportingTsExtensions: true,
    });
    expect(problems).toEqual([]);
  });

  describe('runs', () => {
    beforeEach(async () => {
      // Whatever the sample before did, there is one user, who has nothing.
      const { init } = await load<Official>(join(folder, 'instant/index.ts'));
      const db = init({ appId, adminToken });
      await db.auth.deleteUser({ email: ada.email });
      await db.transact({ __ops: [['update', '$users', ada.id, { email: ada.email }]] } as never);
    });
    it.each(samples.map((sample) => [sample.name, sample] as const))(
      '%s',
      async (_name, sample) => {
        const { run } = await load<{ run: () => Promise<unknown> }>(path(sample));
        const result = await run();
        const expected = sample.expects;
        if (typeof expected === 'object' && expected !== null)
          expect(result).toMatchObject(expected);
        else expect(result).toEqual(expected);
      },
    );
  });
});
