import * as admin from '@instantdb/admin';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';

import { generate, load } from './generate.js';
import type { Outcome } from './normalise.js';
import { parityRows } from './parity/rows.js';
import type { ParityRow, Variant } from './parity/rows.js';
import { withoutFeature } from './parity/without.js';
import { runCall } from './wire.js';
import type { ClientModule } from './wire.js';
import { wireSchema } from './wire-schema.js';

const README = join(import.meta.dirname, '../../README.md');
const START = '<!-- parity: written by `npm run regenerate` -->';
const END = '<!-- end of parity -->';
const made = new Map<Variant, Promise<ClientModule>>();

function clientOf(variant: Variant): Promise<ClientModule> {
  const known = made.get(variant);
  if (known !== undefined) return known;
  const schema = variant === 'open' ? {} : { schema: wireSchema };
  const dates = variant === 'dates' ? { dates: 'date' as const } : {};
  const client = generate(`parity-${variant}`, {
    settings: { features: ['all'], ...dates },
    ...schema,
  }).then(async (path) => {
    // The schema's own module is not among what the index exports.
    const dsl = await load<ClientModule>(join(path, '../dsl.ts')).catch(() => ({}));
    return { ...(await load<ClientModule>(path)), ...dsl };
  });
  made.set(variant, client);
  return client;
}

const run = (client: ClientModule, row: ParityRow): Promise<Outcome> => {
  const { call, init, sse, stub } = row;
  const more = { ...(sse && { sse }), ...(stub && { stub }) };
  return runCall(client, { name: row.feature, feature: 'query', call, init, ...more }, {});
};

/** Whether a call gave what it gives where the feature is there. */
function works({ gives }: ParityRow, outcome: Outcome, official: Outcome): boolean {
  if (outcome.error !== undefined) return false;
  if (gives !== undefined) return isDeepStrictEqual(outcome.result, gives);
  return (
    isDeepStrictEqual(outcome.result, official.result) &&
    isDeepStrictEqual(outcome.requests, official.requests)
  );
}

interface Cells {
  readonly official: boolean;
  readonly ours: boolean;
  /** Whether the call still works with the feature taken away from ours. */
  readonly bare: boolean;
}

async function cellsOf(row: ParityRow): Promise<Cells> {
  const client = await clientOf(row.variant);
  const other = row.without.split(':')[1] as Variant;
  const bare = row.without.startsWith('variant:')
    ? await clientOf(other)
    : withoutFeature(client, row.without);
  const official = await run(admin, row);
  return {
    official: works(row, official, official),
    ours: works(row, await run(client, row), official),
    bare: works(row, await run(bare, row), official),
  };
}

const cells = new Map<ParityRow, Cells>();
const differences = readFileSync(join(README, '../docs/differences.md'), 'utf8');

describe('the parity table', () => {
  it.each(parityRows)('$group: $feature ($without)', async (row) => {
    const found = await cellsOf(row);
    cells.set(row, found);
    // A call that does without the feature says nothing of it.
    expect(found.bare, 'without the feature').toBe(false);
    expect(found.official || found.ours).toBe(true);
    for (const reason of row.differs) expect(differences).toContain(reason);
    if (found.official !== found.ours) expect(row.differs).not.toEqual([]);
  });

  it('has every export and every member of the official client', () => {
    const has = (feature: string): boolean =>
      parityRows.some((row) => row.feature === feature || row.feature.startsWith(`${feature}.`));
    const db = admin.init({ appId: '11111111-1111-4111-8111-111111111111', adminToken: 'x' });
    const members = (value: object): readonly string[] =>
      [...Object.keys(value), ...Object.getOwnPropertyNames(Object.getPrototypeOf(value))].filter(
        (name) => name !== 'constructor' && !/^(?:#|_)/.test(name),
      );
    const own = (name: 'auth' | 'rooms' | 'storage' | 'streams' | 'webhooks'): readonly string[] =>
      methods(db[name]).map((each) => `${name}.${each}`);
    const methods = (value: object): readonly string[] =>
      members(value).filter((each) => typeof Reflect.get(value, each) === 'function');
    const statics = (name: string, value: object): readonly string[] =>
      Object.entries(Object.getOwnPropertyDescriptors(value))
        .filter(([each, { value: member }]) => each !== 'prototype' && typeof member === 'function')
        .map(([each]) => `${name}.${each}`);
    const all = [
      ...Object.keys(admin),
      ...Object.entries(admin).flatMap(([name, value]) =>
        typeof value === 'function' ? statics(name, value) : [],
      ),
      ...members(db),
      ...(['auth', 'rooms', 'storage', 'streams', 'webhooks'] as const).flatMap(own),
      ...methods(db.webhooks.manager).map((each) => `webhooks.manager.${each}`),
    ];
    expect(all.length).toBeGreaterThan(60);
    expect(all.filter((name) => !has(name))).toEqual([]);
  });

  it('is the one in the README', async () => {
    const readme = readFileSync(README, 'utf8');
    const [before = '', rest = ''] = readme.split(START);
    const after = rest.split(END)[1] ?? '';
    const text = `${before}${START}\n\n${table()}\n\n${END}${after}`;
    const formatted = await format(text, { parser: 'markdown', ...config });
    if (process.env['UPDATE_GOLDENS'] !== undefined) writeFileSync(README, formatted);
    expect(readFileSync(README, 'utf8')).toBe(formatted);
  });
});

const config = JSON.parse(readFileSync(join(README, '../.prettierrc.json'), 'utf8')) as object;

/** The table: groups as headings, `yes` and `no` as they were found. */
function table(): string {
  const lines = parityRows.map((row, index) => {
    const { official, ours } = cells.get(row) ?? {};
    const group = parityRows[index - 1]?.group === row.group ? '' : row.group;
    const word = (there: boolean | undefined): string => (there === true ? 'yes' : 'no');
    const differs = row.differs.join(' ');
    return `| ${group} | \`${row.feature}\` | ${word(official)} | ${word(ours)} | ${differs} |`;
  });
  return ['| | feature | official | here | otherwise |', '| - | - | - | - | - |', ...lines].join(
    '\n',
  );
}
