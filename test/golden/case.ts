/** A folder of `fixtures/` with what it is generated from and what has to come out. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { targetOf, shippedFiles } from '../../generator/project.js';
import { recordInputs } from '../../generator/inputs.js';
import { generateClient, type Generated } from '../../generator/run.js';
import type { ClientSettings } from '../../generator/config/types.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** `case.json`. */
interface CaseFile {
  readonly openapi?: string;
  readonly schema?: string;
  readonly target?: string;
  /** Settings of the configuration. */
  readonly options?: Partial<ClientSettings>;
  /** `expected/` holds some of the files, and nothing is said about the others. */
  readonly partial?: boolean;
}

export interface Case extends CaseFile {
  readonly name: string;
  readonly root: string;
}

/** Every folder that has both. */
export const cases: readonly Case[] = readdirSync(FIXTURES)
  .map((name) => ({ name, root: join(FIXTURES, name) }))
  .filter(({ root }) => ['expected', 'case.json'].every((each) => existsSync(join(root, each))))
  .map(({ name, root }) => {
    const file = JSON.parse(readFileSync(join(root, 'case.json'), 'utf8')) as CaseFile;
    return { name, root, ...file };
  });

/** Runs the pipeline as the command does. Throws what it reports as errors. */
export async function generate({
  root,
  openapi,
  schema,
  target,
  options,
}: Case): Promise<Generated> {
  const settings: ClientSettings = {
    overlays: [],
    runtime: 'copy',
    importExtension: '.js',
    format: false,
    dates: 'stored',
    requiredLinks: 'types',
    names: {},
    schema: schema ?? false,
    ...(openapi === undefined ? {} : { openapi }),
    ...(target === undefined ? {} : { target }),
    ...options,
  };
  const problems: string[] = [];
  const report = ({ severity, message }: { severity: string; message: string }): void => {
    if (severity === 'error') problems.push(message);
  };
  const inputs = recordInputs(root, {}, shippedFiles());
  const backend = targetOf(settings, inputs, report);
  const generated =
    backend === 'failed'
      ? undefined
      : await generateClient(settings, backend, 'out', inputs, report, () => {});
  if (generated === undefined) throw new Error(problems.join('\n'));
  return generated;
}

/** The files that a golden speaks of: everything but the copied runtime. */
export function emitted({ files }: Generated): ReadonlyMap<string, string> {
  return new Map(
    files
      .filter(({ path }) => path.endsWith('.ts') && !path.startsWith('runtime/'))
      .map(({ path, text }) => [path, text]),
  );
}

export function expected({ root }: Case): ReadonlyMap<string, string> {
  const folder = join(root, 'expected');
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('runtime'))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [relative(folder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')];
      }),
  );
}
