// Builds dist/: compiles, and reads the documents that ship, so that a run need not. It takes the place of
// the old one when it is complete, so a build that fails costs nothing.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { addShipped, bundle } from './build-command.mjs';

const root = join(import.meta.dirname, '..');
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
