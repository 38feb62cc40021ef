/** What the compiler makes of an app: each tsconfig.json with its files and where they come from. */

import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';

type Ts = typeof TypeScript;

export interface Compiler {
  /** Path of the tsconfig.json, relative to the root. */
  readonly path: string;
  readonly options: TypeScript.CompilerOptions;
  /** Files that it names, relative to the root; those which they import are not among them. */
  readonly files: ReadonlySet<string>;
  /** Whether it writes JavaScript. */
  readonly emits: boolean;
}

/** Every `tsconfig*.json` of a package and of the folders above it, up to the root. */
export function compilersOf(ts: Ts, root: string, folder: string): readonly Compiler[] {
  const found: Compiler[] = [];
  for (let at = folder; ; at = posix.dirname(at)) {
    const here = at === '.' ? '' : at;
    for (const name of configsIn(join(root, here)))
      found.push(readCompiler(ts, root, posix.join(here, name)));
    if (here === '') return found;
  }
}

function configsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^tsconfig(?:\.[\w-]+)*\.json$/.test(name))
      .sort();
  } catch {
    return [];
  }
}

/** What cannot be read of it (a base that is not there yet) is left out, as an editor does. */
function readCompiler(ts: Ts, root: string, path: string): Compiler {
  const file = posix.join(root.replaceAll('\\', '/'), path);
  const text: unknown = ts.readConfigFile(file, (name) => ts.sys.readFile(name)).config ?? {};
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    text,
    ts.sys,
    posix.dirname(file),
    undefined,
    file,
  );
  const base = `${root.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  const files = new Set(
    fileNames.map((name) => (name.startsWith(base) ? name.slice(base.length) : name)),
  );
  const emits = options.noEmit !== true && options.emitDeclarationOnly !== true;
  return { path, options, files, emits };
}
