/** The runtime's sources as they are copied beside the output: what the emitted files use, and no more. */

import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { ENTRY_EXPORT, namesOnLine, RUNTIME_ENTRY } from './abi.js';
import { packageRoot } from './package.js';
import { UNLINTED } from './print/file.js';
import type { ImportExtension } from './settings.js';
import type { OutFile } from './stages.js';
import type { WantedFile } from './write/plan.js';

const IMPORT = /(\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.{1,2}\/[^'"]+)\.js\2/g;

const WIDTH = 100;

/** The library of the language, for programs whose own is older. */
const LIBRARY = /^\/\/\/ <reference lib=.*\n+/m;

/** What is said to our own linter; the head of each copy says more. */
const TO_LINTER = /^[ \t]*(?:\/\/|\/\*) eslint-disable.*\n/gm;

/** The names that emitted files import from the runtime. */
export function runtimeNames(files: readonly OutFile[]): ReadonlySet<string> {
  return new Set(
    files.flatMap((file) =>
      file.body.imports.filter(({ from }) => from.kind === 'runtime').map(({ name }) => name),
    ),
  );
}

/** Every runtime file that these names need: the entry, and all that it reaches. Imports are written with the user's extension. */
export function copyRuntime(
  names: ReadonlySet<string>,
  extension: ImportExtension,
): readonly WantedFile[] {
  // Whoever imports `.ts` has a newer library, and Deno's registry takes no package that brings one.
  const entry = read(`${RUNTIME_ENTRY}.ts`).replace(LIBRARY, extension === '.ts' ? '' : '$&');
  const texts = new Map([[`${RUNTIME_ENTRY}.ts`, trimEntry(entry, names)]]);
  for (const [path, text] of texts) {
    for (const match of text.matchAll(IMPORT)) {
      const reached = `${posix.join(posix.dirname(path), match[3] ?? '')}.ts`;
      if (!texts.has(reached)) texts.set(reached, read(reached));
    }
  }
  const version = /\bABI_VERSION = (\d+)/.exec(entry)?.[1] ?? '';
  const header =
    UNLINTED +
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

/** A file of the package that imports nothing and is the same for every project. */
export function copyLeaf(path: string): string {
  const header =
    UNLINTED + '// Part of instant-codegen. Copied: a new version of the tool replaces it.\n\n';
  return header + read(`${path}.ts`);
}

function read(path: string): string {
  return readFileSync(join(packageRoot(), path), 'utf8')
    .replaceAll('\r\n', '\n')
    .replace(TO_LINTER, '');
}

/** The entry with the names that are used; what hands on none of them goes, and so do its headings. */
function trimEntry(text: string, names: ReadonlySet<string>): string {
  const kept = text
    .replace(ENTRY_EXPORT, (_, type: string | undefined, list: string, from: string) => {
      const used = namesOnLine(list).filter((name) => names.has(name.replace(/^type /, '')));
      if (used.length === 0) return '';
      const start = `export ${type ?? ''}{`;
      const line = `${start} ${used.join(', ')} } from '${from}';\n`;
      if (line.length - 1 <= WIDTH) return line;
      return `${start}\n${used.map((name) => `  ${name},\n`).join('')}} from '${from}';\n`;
    })
    .replace(/^\/\/ -{3,}.*\n/gm, '')
    .replace(/\n{3,}/g, '\n\n');
  return `${kept.trimEnd()}\n`;
}
