/** Whether the tests of an app can load the client, which is TypeScript. */

import { posix } from 'node:path';
import { parseJsonc } from '../jsonc.js';
import { isRecord } from '../manifest.js';
import { packagePath } from './package.js';
import { isScript } from './plain.js';
import type { FileChange } from './plan.js';
import { textOf, type AppFiles } from './sources.js';
import type { Open } from './types.js';

/** Where Jest and Babel are told what to do. */
const SETTINGS = ['js', 'cjs', 'mjs', 'ts', 'mts', 'cts', 'json']
  .flatMap((end) => [`jest.config.${end}`, `babel.config.${end}`])
  .concat('.babelrc', '.babelrc.json', '.babelrc.js', '.swcrc');
/** What compiles TypeScript for Jest, or settings of somebody else that may. */
const COMPILES =
  /preset-typescript|transform-typescript|ts-jest|swc|esbuild|sucrase|\bpreset["']?\s*:|\bprojects\b|expo|react|next\/|gatsby|\btransform["']?\s*:\s*\{\s*[^\s}]/;

/** Jest takes Babel as it comes where nothing else is said, and that knows no TypeScript, whatever Node does. */
export function untransformed(
  root: string,
  { package: folder }: AppFiles,
  changes: readonly FileChange[],
): readonly Open[] {
  if (!changes.some(({ path }) => isScript(path))) return [];
  const path = packagePath(folder);
  const text = textOf(root, path) ?? '';
  const manifest = parseJsonc(text);
  if (!isRecord(manifest)) return [];
  const lists = [manifest['dependencies'], manifest['devDependencies']];
  if (!lists.some((list) => isRecord(list) && 'jest' in list)) return [];
  const { jest, babel } = manifest;
  const said = [...new Set([folder, ''])]
    .flatMap((at) => SETTINGS.map((name) => textOf(root, posix.join(at, name))))
    .concat(JSON.stringify({ jest, babel }));
  if (said.some((each) => each !== undefined && COMPILES.test(each))) return [];
  return [
    {
      path,
      offset: text.search(/"jest"\s*:\s*"/),
      code: 'migrate-jest',
      message: 'Jest compiles nothing of TypeScript here, and the client is TypeScript.',
      remedy:
        "Install @babel/preset-env and @babel/preset-typescript, and write babel.config.js: module.exports = { presets: [['@babel/preset-env', { targets: { node: 'current' } }], '@babel/preset-typescript'] };",
    },
  ];
}
