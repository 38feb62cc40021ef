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
/** Test files → their tests that write what they expect, where they are asked to. */
const written = {
  'test/golden/golden.test.ts': 'gives the expected bytes',
  'test/types/golden.test.ts': 'are those of fixtures/goals/expected',
  'test/read/rows.test.ts': 'the published JSON Schema',
  'test/judge/parity.test.ts': 'the parity table',
  'test/methods/methods.test.ts': 'the tables of methods',
  'test/oracle/oracle.test.ts': 'differ where the table says',
  'test/conformance/conformance.test.ts': 'is the page',
};
const tests = ['-t', Object.values(written).join('|')];
run([vitest, 'run', ...Object.keys(written), ...tests, '--reporter=dot'], { UPDATE_GOLDENS: '1' });
