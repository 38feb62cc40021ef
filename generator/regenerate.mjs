// Rewrites everything that is committed and emitted: the overlay, the document of InsForge, the schema of client
// tables, the goldens, the tables of methods.
// `git diff` afterwards says what a change of the generator does to its users.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const run = (args, env = {}) =>
  execFileSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const overlay = run(['generator/targets/instant/overlay.build.mjs']);
writeFileSync(join(root, 'generator/targets/instant/overlay.yml'), overlay);
const insforge = run(['generator/targets/insforge/source/build.mjs']);
writeFileSync(join(root, 'generator/targets/insforge/openapi.yml'), insforge);
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const written = [
  'test/golden',
  'test/read/rows',
  'test/judge/parity',
  'test/methods',
  'test/oracle',
  'test/conformance',
];
run([vitest, 'run', ...written, '--reporter=dot'], { UPDATE_GOLDENS: '1' });
