import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { emittedCase } from '../client/emitted.js';
import { writeNext } from './next.js';
import { samples, type Sample } from './samples.js';
import { problemsIn } from '../types/program.js';

/** What the compiler says of each line whose reason is listed. */
const REFUSALS = /Expected 2(?:-3)? arguments|Property 'realtime' does not exist/;

const ACCOUNTS = [{ id: 'u1', email: 'user@example.com', password: 'securePassword123' }];
const MODULES: Readonly<Record<string, string>> = {
  '@insforge/sdk': './index.js',
  '@insforge/sdk/ssr': './ssr.js',
  '@insforge/sdk/ssr/middleware': './ssr-middleware.js',
};

let folder = '';
let server: ChildProcess;
let address = '';

const path = (sample: Sample): string =>
  join(folder, `sample-${String(samples.indexOf(sample))}.ts`);

beforeAll(async () => {
  ({ folder } = await emittedCase('insforge'));
  writeNext(folder);
  const script = join(import.meta.dirname, 'server.mjs');
  const args = [script, '--anon-key', 'anon_key', '--accounts', JSON.stringify(ACCOUNTS)];
  server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const { stdout } = server;
  if (stdout === null) throw new Error('no output');
  const line = await new Promise<string>((resolve) =>
    createInterface(stdout).once('line', resolve),
  );
  const { url } = JSON.parse(line) as { url: string };
  address = url;
  for (const sample of samples) writeFileSync(path(sample), moduleOf(sample, url));
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterAll(() => {
  server.kill();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** What the server was asked since the last time, with the statuses of its answers. */
async function seen(): Promise<readonly string[]> {
  return (await (await fetch(`${address}/--seen`)).json()) as readonly string[];
}

/** A module that runs one sample in a scope of its own, and gives what it declares as `error`. */
function moduleOf({ code, omits = '', runs = 'undefined' }: Sample, url: string): string {
  const text = `${omits}\n${code}`
    .replaceAll('__URL__', url)
    .replaceAll('__ANON__', 'anon_key')
    .replaceAll('__ADMIN__', 'ik_key');
  const imports = /^import [^]*?from ["']([^"']*)["'];?$/gm;
  const found = [...text.matchAll(imports)].map(([line, name = '']) =>
    line.replace(name, MODULES[name] ?? name),
  );
  return [
    ...new Set(found),
    'export async function run(): Promise<unknown> {',
    text.replace(imports, ''),
    `return ${runs};`,
    '}',
    '',
  ].join('\n');
}

describe('every sample of the readme', () => {
  it('compiles, but for the lines whose reason is listed', () => {
    const found = problemsIn(samples.map(path), {
      typeRoots: [join(import.meta.dirname, '../../node_modules/@types')],
      types: ['node'],
    });
    const counted = samples.map((sample) => ({
      name: sample.name,
      problems: found.filter(({ file }) => file === path(sample)).map(({ text }) => text),
    }));
    expect(counted).toEqual(
      samples.map(({ name, refused = {} }) => {
        const wanted = Object.values(refused).reduce((sum, each) => sum + each, 0);
        const texts = Array.from({ length: wanted }, () => expect.stringMatching(REFUSALS));
        return { name, problems: texts };
      }),
    );
    expect(found.length).toBe(counted.reduce((sum, { problems }) => sum + problems.length, 0));
  });

  const running = samples.filter(({ refused }) => refused === undefined);
  it.each(running.map((sample) => [sample.name, sample] as const))(
    'runs: %s',
    async (_, sample) => {
      const { run } = (await import(pathToFileURL(path(sample)).href)) as {
        run: () => Promise<unknown>;
      };
      await seen();
      await expect(run()).resolves.not.toThrow();
      // What the server declines is in the results, which the page does not look at.
      const declined = (await seen()).filter((each) => !each.startsWith('2'));
      expect(declined).toEqual(sample.declined ?? []);
    },
  );
});
