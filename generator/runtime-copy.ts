/** The runtime's sources as they are copied beside the output. */

import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { packageRoot } from './package.js';
import type { ImportExtension } from './settings.js';
import type { WantedFile } from './write/plan.js';

/** The module that emitted code imports; everything it reaches is copied with it. */
export const RUNTIME_ENTRY = 'runtime/abi';

const IMPORT = /(\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.{1,2}\/[^'"]+)\.js\2/g;

/** Every runtime file that the entry reaches, imports written with the user's extension. */
export function copyRuntime(extension: ImportExtension): readonly WantedFile[] {
  const root = packageRoot();
  const texts = new Map<string, string>();
  const queue = [`${RUNTIME_ENTRY}.ts`];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (texts.has(path)) continue;
    const text = readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');
    texts.set(path, text);
    for (const match of text.matchAll(IMPORT))
      queue.push(`${posix.join(posix.dirname(path), match[3] ?? '')}.ts`);
  }
  const version = /\bABI_VERSION = (\d+)/.exec(texts.get(`${RUNTIME_ENTRY}.ts`) ?? '')?.[1] ?? '';
  const header =
    '/* eslint-disable */\n' +
    `// Runtime of instant-codegen, ABI ${version}. Copied: a new version of the tool replaces it.\n\n`;
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => ({
      path,
      text:
        header +
        text.replace(IMPORT, (_, lead: string, mark: string, stem: string) =>
          [lead, mark, stem, extension, mark].join(''),
        ),
    }));
}
