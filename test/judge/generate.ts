import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { ClientSettings } from '../../generator/config/types.js';
import { recordInputs } from '../../generator/inputs.js';
import { shippedFiles, targetOf } from '../../generator/project.js';
import { generateClient } from '../../generator/run.js';

/** What a generated client is made from; the schema is TypeScript source. */
export interface GenerateOptions {
  readonly schema?: string;
  readonly settings?: Partial<ClientSettings>;
  /** More files of the project, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * Generates a client into a project folder of its own below `.tmp/`, as the command would, and gives the
 * path of its `index.ts`. `name` must be unique among the tests that run at the same time.
 */
export async function generate(name: string, options: GenerateOptions): Promise<string> {
  const root = join(import.meta.dirname, '../../.tmp/generated', name);
  rmSync(root, { recursive: true, force: true });
  const write = (path: string, text: string): void => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  for (const [path, text] of Object.entries(options.files ?? {})) write(path, text);
  if (options.schema !== undefined) write('instant.schema.ts', options.schema);
  const settings: ClientSettings = {
    overlays: [],
    runtime: 'copy',
    importExtension: '.js',
    format: false,
    dates: 'stored',
    requiredLinks: 'types',
    names: {},
    schema: options.schema === undefined ? false : 'instant.schema.ts',
    ...options.settings,
  };
  const problems: string[] = [];
  const report = ({ severity, message }: { severity: string; message: string }): void => {
    if (severity === 'error') problems.push(message);
  };
  const inputs = recordInputs(root, {}, shippedFiles());
  const target = targetOf(settings, inputs, report);
  const out = settings.out ?? 'src/instant';
  const client =
    target === 'failed'
      ? undefined
      : await generateClient(settings, target, out, inputs, report, () => {});
  if (client === undefined) throw new Error(`Nothing was generated: ${problems.join('; ')}`);
  for (const { path, text } of client.files) write(`${out}/${path}`, text);
  return join(root, out, 'index.ts');
}

/** Loads a generated client, or another module of it. */
export async function load<Module>(path: string): Promise<Module> {
  return (await import(pathToFileURL(path).href)) as Module;
}
