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

/**
 * The command's `bin.js`, transpiled from the sources as they are: made in a moment, where a real build
 * takes seconds, and once for all test files.
 */
export function builtBin(): string {
  const files = CODE.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => /(?:\.ts|\.yml|\/target\.json)$/.test(path) && !path.endsWith('.d.ts'))
      .sort(),
  );
  const digest = createHash('sha256');
  const texts = files.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')] as const);
  for (const [path, text] of texts) digest.update(path).update('\0').update(text);
  const name = `command-${digest.digest('hex').slice(0, 16)}`;
  const folder = join(ROOT, '.tmp', name);
  if (!existsSync(folder)) {
    const made = `${folder}.${String(process.pid)}`;
    for (const [path, text] of texts) {
      write(join(made, path), text);
      if (!path.endsWith('.ts')) continue;
      const { code } = transformSync(text, { loader: 'ts', target: 'es2022' });
      write(join(made, 'dist', path.replace(/\.ts$/, '.js')), code);
    }
    for (const path of ['package.json', 'openapi.yml']) cpSync(join(ROOT, path), join(made, path));
    forget(join(ROOT, '.tmp'));
    try {
      renameSync(made, folder);
    } catch {
      // Another test file was faster.
      rmSync(made, { recursive: true, force: true });
    }
  }
  return join(folder, 'dist/generator/bin.js');
}

/** Removes what earlier sources were transpiled to, a few generations ago. */
function forget(folder: string): void {
  const old = readdirSync(folder).filter((name) => /^command-[0-9a-f]{16}$/.test(name));
  if (old.length < 6) return;
  for (const name of old) rmSync(join(folder, name), { recursive: true, force: true });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
