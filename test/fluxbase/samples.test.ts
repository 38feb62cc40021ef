import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { emittedCase } from '../client/emitted.js';
import { samples, type Sample } from './samples.js';
import { problemsIn } from '../types/program.js';

/** What the compiler says of each line whose reason is listed. */
const REFUSALS =
  /'setup_token' is missing|'last_login_at' does not exist|'invitation_link' does not exist|'"dashboard"' is not assignable|'false' is not assignable|'email' does not exist|Expected 2-3 arguments/;

let folder = '';
let server: ChildProcess;

const path = (sample: Sample): string =>
  join(folder, `sample-${String(samples.indexOf(sample))}.${sample.rendered ? 'tsx' : 'ts'}`);

const ACCOUNTS = [
  {
    kind: 'admin',
    id: 'i',
    email: 'admin@example.com',
    password: 'password123',
    role: 'instance_admin',
  },
  { kind: 'admin', id: 'o', email: 'old@example.com', role: 'admin', token: 'old-admin' },
  ...Array.from({ length: 8 }, (_, index) => ({
    kind: 'user',
    email: `john${String(index)}@example.com`,
  })),
];

beforeAll(async () => {
  ({ folder } = await emittedCase('fluxbase'));
  server = spawn(
    process.execPath,
    [join(import.meta.dirname, 'server.mjs'), '--accounts', JSON.stringify(ACCOUNTS)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const { stdout } = server;
  if (stdout === null) throw new Error('no output');
  const line = await new Promise<string>((resolve) =>
    createInterface(stdout).once('line', resolve),
  );
  const { url } = JSON.parse(line) as { url: string };
  for (const sample of samples) writeFileSync(path(sample), moduleOf(sample, url));
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterAll(() => {
  server.kill();
  vi.restoreAllMocks();
});

/** A module that runs one sample in a scope of its own. Imports and declarations stay at the top. */
function moduleOf(
  { code, omits = '', shows = 'undefined', rendered }: Sample,
  url: string,
): string {
  const text = `${omits}\n${code}`
    .replaceAll('__URL__', url)
    .replaceAll('__KEY__', 'service-key')
    .replaceAll('__ADMIN__', 'old-admin');
  if (rendered) return text;
  const imports = /^import [^]*?from '[^']*';?$/gm;
  return [
    ...(text.match(imports) ?? []),
    'export async function run(): Promise<unknown> {',
    text.replace(imports, ''),
    `return ${shows};`,
    '}',
    '',
  ].join('\n');
}

describe('every sample of the page', () => {
  it('compiles, but for the lines whose reason is listed', () => {
    const found = problemsIn(samples.map(path), { strict: false, jsx: ts.JsxEmit.Preserve });
    const counted = samples.map((sample) => ({
      name: sample.name,
      problems: found.filter(({ file }) => file === path(sample)).map(({ text }) => text),
    }));
    expect(counted.map(({ name, problems }) => [name, problems.length, problems])).toEqual(
      samples.map(({ name, refused = {} }) => {
        const wanted = Object.values(refused).reduce((sum, each) => sum + each, 0);
        const texts = Array.from({ length: wanted }, () => expect.stringMatching(REFUSALS));
        return [name, wanted, texts];
      }),
    );
    expect(found.length).toBe(counted.reduce((sum, { problems }) => sum + problems.length, 0));
  });

  const runs = samples.filter(({ refused, rendered }) => !refused && !rendered);
  it.each(runs.map((sample) => [sample.name, sample] as const))('runs: %s', async (_, sample) => {
    const { run } = (await import(pathToFileURL(path(sample)).href)) as {
      run: () => Promise<unknown>;
    };
    await expect(run()).resolves.not.toThrow();
  });
});
