// Builds dist/: compiles, and reads the documents that ship, so that a run need not. It takes the place of
// the old one when it is complete, so a build that fails costs nothing.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

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
chmodSync(join(dist, 'generator/bin.js'), 0o755);

const load = (path) => import(pathToFileURL(join(dist, path)).href);
const { targets } = await load('generator/targets/index.js');
const { apiHash, documentOf, shippedFiles } = await load('generator/project.js');
const { readDocument } = await load('generator/read/index.js');
const { recordInputs } = await load('generator/inputs.js');

for (const target of targets) {
  const { document, overlays } = documentOf({ overlays: [] }, target);
  if (document === undefined) continue;
  const inputs = recordInputs(root, {}, shippedFiles());
  const problems = [];
  const api = readDocument(document, inputs, overlays, (problem) => problems.push(problem));
  const bad = problems.filter(({ severity }) => severity !== 'note');
  if (api === undefined || bad.length > 0) {
    console.error(bad.length > 0 ? bad : problems);
    process.exit(1);
  }
  const file = join(dist, 'generator/targets', target.name, 'api.json');
  mkdirSync(dirname(file), { recursive: true });
  const hash = apiHash(document, overlays, (path) => inputs.read(path));
  writeFileSync(file, JSON.stringify({ hash, api }));
  const size = Math.round(readFileSync(file).length / 1024);
  console.log(
    `${target.name}: ${api.operations.length} operations, ${size} kB; ${problems.length} notes`,
  );
}

const last = join(root, 'dist');
const old = `${dist}.old`;
if (existsSync(last)) renameSync(last, old);
renameSync(dist, last);
rmSync(old, { recursive: true, force: true });
