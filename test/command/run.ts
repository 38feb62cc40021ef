import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { builtBin } from './built.js';
import { temporaryFolder } from './disk.js';

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const SCHEMA = `import { i } from '@instantdb/core';
export default i.schema({
  entities: {
    goals: i.entity({ title: i.string(), rank: i.number().optional() }),
  },
});
`;

/** A document of one operation, with a name of one's choice in it. */
export function documentText(operation = 'listPets', extra = ''): string {
  return `openapi: 3.1.0
info: { title: Pets, version: '1' }
${extra}paths:
  /pets/{petId}:
    get:
      operationId: ${operation}
      tags: [pets]
      parameters:
        - { name: petId, in: path, required: true, schema: { type: string } }
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        '200':
          description: One.
          content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } }
`;
}

/** A project folder with these files. */
export function project(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  put(folder, files);
  return folder;
}

export function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Runs the command as a process of its own. */
export function run(
  cwd: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
  nodeArgs: readonly string[] = [],
  piped: { readonly input?: string } = {},
): Result {
  const result = spawnSync(process.execPath, [...nodeArgs, builtBin(), ...args], {
    cwd,
    encoding: 'utf8',
    env: environment(env),
    ...piped,
  });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

export interface Running {
  readonly child: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  /** Waits until the output, from `from` on, matches. */
  until(pattern: RegExp, from?: number): Promise<string>;
  readonly closed: Promise<number | null>;
}

/** Starts the command; it is killed when the test ends. */
export function start(cwd: string, args: readonly string[]): Running {
  const child = spawn(process.execPath, [builtBin(), ...args], { cwd, env: environment({}) });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      listeners.forEach((listener) => listener());
    });
  }
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    child,
    closed,
    output: () => output,
    until: (pattern, from = 0) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`${String(pattern)} did not come. There was:\n${output}`));
        }, 20_000);
        const look = (): void => {
          if (!pattern.test(output.slice(from))) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(output.slice(from));
        };
        listeners.add(look);
        look();
      }),
  };
}

function environment(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, ...env };
}
