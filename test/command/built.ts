import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');
const CODE = ['generator', 'templates', 'runtime'];

/** The folder of this worker's sources, once it is there. */
const made = new Map<'folder', string>();

/** The command's `bin.js`, built from the sources as they are: once for all test files. */
export function builtBin(): string {
  return join(builtFolder(), 'dist/generator/bin.js');
}

/** A package with the command as it ships in `dist/`, and as the modules that it is made of in `modules/`. */
export function builtFolder(): string {
  const known = made.get('folder');
  if (known !== undefined) return known;
  const files = CODE.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter(
        (path) => /(?:\.ts|\.mjs|\.yml|\/target\.json)$/.test(path) && !path.endsWith('.d.ts'),
      )
      .sort(),
  );
  const digest = createHash('sha256');
  const texts = files.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')] as const);
  for (const [path, text] of texts) digest.update(path).update('\0').update(text);
  const folder = join(ROOT, '.tmp', `command-${digest.digest('hex').slice(0, 16)}`);
  if (!existsSync(folder)) build(folder, texts);
  made.set('folder', folder);
  return folder;
}

/** Transpiles, which takes a moment where a compiler takes seconds, and does the rest as the real build. */
function build(folder: string, texts: readonly (readonly [path: string, text: string])[]): void {
  const making = `${folder}.${String(process.pid)}`;
  for (const [path, text] of texts) {
    write(join(making, path), text);
    if (!path.endsWith('.ts')) continue;
    const { code } = transformSync(text, { loader: 'ts', target: 'es2022' });
    write(join(making, 'modules', path.replace(/\.ts$/, '.js')), code);
  }
  for (const path of ['package.json', 'openapi.yml']) cpSync(join(ROOT, path), join(making, path));
  execFileSync(process.execPath, [join(import.meta.dirname, 'built.mjs'), making]);
  forget(folder);
  try {
    renameSync(making, folder);
  } catch {
    // Another test file was faster.
    rmSync(making, { recursive: true, force: true });
  }
}

/** Removes what earlier sources were transpiled to, a few generations ago. */
function forget(kept: string): void {
  const old = readdirSync(dirname(kept))
    .filter((name) => /^command-[0-9a-f]{16}$/.test(name))
    .map((name) => join(dirname(kept), name));
  if (old.length < 6) return;
  // Another test file may have made the new one meanwhile.
  for (const each of old) if (each !== kept) rmSync(each, { recursive: true, force: true });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
