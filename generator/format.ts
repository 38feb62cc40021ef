/** The project's own prettier, where its configuration asks for another style than ours. */

import { createRequire } from 'node:module';
import { join, posix } from 'node:path';
import type * as Prettier from 'prettier';
import type { Report } from './diagnostics.js';
import type { Recorder } from './inputs.js';
import { parseJsonc } from './jsonc.js';
import { isRecord } from './manifest.js';
import { foldersAbove } from './settings.js';
import type { WantedFile } from './write/plan.js';

const CONFIG_NAMES = [
  ...[
    '',
    '.json',
    '.yml',
    '.yaml',
    '.json5',
    '.js',
    '.ts',
    '.mjs',
    '.mts',
    '.cjs',
    '.cts',
    '.toml',
  ].map((extension) => `.prettierrc${extension}`),
  ...['js', 'ts', 'mjs', 'mts', 'cjs', 'cts'].map((extension) => `prettier.config.${extension}`),
];

/** The style of our own printer, with prettier's defaults written out. */
const OWN_STYLE: Readonly<Record<string, unknown>> = {
  printWidth: 100,
  singleQuote: true,
  tabWidth: 2,
  useTabs: false,
  semi: true,
  quoteProps: 'as-needed',
  trailingComma: 'all',
  bracketSpacing: true,
  arrowParens: 'always',
  endOfLine: 'lf',
};

/** `wanted`: true formats in any case, false never. Undefined when errors were reported. */
export async function formatFiles(
  files: readonly WantedFile[],
  out: string,
  wanted: boolean | undefined,
  inputs: Recorder,
  report: Report,
): Promise<readonly WantedFile[] | undefined> {
  if (wanted === false) return files;
  const config = findConfig(out, inputs);
  if (config === undefined && wanted !== true) return files;
  const prettier = loadPrettier(inputs);
  if (prettier === undefined) {
    report({
      severity: wanted === true ? 'error' : 'note',
      code: 'format-no-prettier',
      message:
        wanted === true
          ? 'prettier is asked for, and this project has none.'
          : `${config ?? 'The configuration'} asks for a style, and prettier is not installed: the output has the default style.`,
      remedy: 'Install it: npm install --save-dev prettier',
    });
    return wanted === true ? undefined : files;
  }
  for (const folder of foldersAbove(out, inputs.root)) {
    inputs.exists(posix.join(folder, '.editorconfig'));
  }
  inputs.exists('.prettierignore');
  try {
    return await formatWith(prettier, files, join(inputs.root, out), inputs.root, wanted === true);
  } catch (error) {
    const said = String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '';
    report({
      severity: wanted === true ? 'error' : 'warning',
      code: 'format-failed',
      message: `prettier does not run with ${config ?? 'its configuration'}${
        wanted === true ? '' : ', and the output has the default style'
      }: ${said}`,
      remedy:
        'Install the plugins that it names, or mend it; `format: false` asks for no prettier.',
    });
    return wanted === true ? undefined : files;
  }
}

/** Throws what prettier does of a configuration: a plugin that is not installed, for one. */
async function formatWith(
  prettier: typeof Prettier,
  files: readonly WantedFile[],
  folder: string,
  root: string,
  anyway: boolean,
): Promise<readonly WantedFile[]> {
  const first = join(folder, 'index.ts');
  const info = await prettier.getFileInfo(first, { ignorePath: join(root, '.prettierignore') });
  if (info.ignored && !anyway) return files;
  const options = await prettier.resolveConfig(first, { editorconfig: true, useCache: false });
  // The project's is not for what lies outside of it.
  if (options === null && !anyway) return files;
  const style = { ...OWN_STYLE, printWidth: 80, singleQuote: false, ...options };
  const same = Object.entries(style).every(
    ([name, value]) => value === OWN_STYLE[name] || name === 'overrides',
  );
  if (same) return files;
  const formatted: WantedFile[] = [];
  for (const file of files) {
    const text = file.path.endsWith('.ts')
      ? await prettier.format(file.text, { ...options, filepath: join(folder, file.path) })
      : file.text;
    formatted.push({ path: file.path, text });
  }
  return formatted;
}

function findConfig(out: string, inputs: Recorder): string | undefined {
  for (const folder of foldersAbove(out, inputs.root)) {
    const found = CONFIG_NAMES.map((name) => posix.join(folder, name)).find((path) =>
      inputs.exists(path),
    );
    if (found !== undefined) return found;
    const manifest = posix.join(folder, 'package.json');
    const parsed = parseJsonc(inputs.read(manifest) ?? '');
    if (isRecord(parsed) && 'prettier' in parsed) return manifest;
  }
  return undefined;
}

function loadPrettier(inputs: Recorder): typeof Prettier | undefined {
  const require = createRequire(join(inputs.root, 'package.json'));
  try {
    const load: (name: string) => typeof Prettier = require;
    const prettier = load('prettier');
    inputs.exists(inputs.toRoot(require.resolve('prettier/package.json')));
    return prettier;
  } catch {
    inputs.exists('node_modules/prettier/package.json');
    return undefined;
  }
}
