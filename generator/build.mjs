// Builds dist/: compiles, and reads the documents that ship, so that a run need not. It takes the place of
// the old one when it is complete, so a build that fails costs nothing.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { addShipped, bundle } from './build-command.mjs';

const root = join(import.meta.dirname, '..');

// What was built of the same files is not built again.
const stamp = join(root, '.tmp/built');
const sources = sourcesHash();
if (
  existsSync(join(root, 'dist')) &&
  existsSync(stamp) &&
  readFileSync(stamp, 'utf8') === sources
) {
  process.exit(0);
}
rmSync(stamp, { force: true });
const require = createRequire(import.meta.url);
const dist = join(root, '.tmp', `build-${process.pid}`);
process.on('exit', () => rmSync(dist, { recursive: true, force: true }));

const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
try {
  const args = [tsc, '-p', 'tsconfig.build.json', '--outDir', dist];
  execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
} catch {
  process.exit(1);
}

await addShipped(dist);
await bundle(dist);
chmodSync(join(dist, 'generator/bin.js'), 0o755);

const last = join(root, 'dist');
const old = `${dist}.old`;
if (existsSync(last)) renameSync(last, old);
renameSync(dist, last);
rmSync(old, { recursive: true, force: true });
writeFileSync(stamp, sources);

/** Of everything that a build reads, by name and text. */
function sourcesHash() {
  const folders = ['generator', 'templates', 'runtime'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const named = ['openapi.yml', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  const digest = createHash('sha256');
  for (const file of [...folders.sort(), ...named.map((name) => join(root, name))]) {
    digest.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return digest.digest('hex');
}
