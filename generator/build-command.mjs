// What a build does with compiled modules: it reads the documents that ship, so that a run need not, and makes
// them few.
import { build } from 'esbuild';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cutParser } from './build-parser.mjs';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);

/** Puts what the shipped documents come to, and the parser of schemas, beside the modules in `dist`. */
export async function addShipped(dist, log = console.log) {
  const load = (path) => import(pathToFileURL(join(dist, path)).href);
  const { targets } = await load('generator/targets/index.js');
  const { prebuild } = await load('generator/prebuilt.js');
  const { shippedFiles } = await load('generator/shipped.js');
  const { recordInputs } = await load('generator/inputs.js');

  for (const target of targets) {
    const problems = [];
    const inputs = recordInputs(root, {}, shippedFiles());
    const ready = prebuild(target, inputs, (problem) => problems.push(problem));
    if (ready === undefined || problems.length > 0) {
      console.error(problems);
      process.exit(1);
    }
    const file = join(dist, 'generator/targets', target.name, 'prebuilt.json');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(ready));
    const size = Math.round(readFileSync(file).length / 1024);
    log(`${target.name}: ${ready.api.operations.length} operations read, ${size} kB`);
  }

  const { PARSER } = await load('generator/parser.js');
  await cutParser(PARSER, join(dist, 'generator/parser.cjs'));
  const license = join(dirname(require.resolve('typescript/package.json')), 'LICENSE.txt');
  copyFileSync(license, join(dist, 'generator/parser.LICENSE.txt'));
}

/**
 * A few files instead of hundreds: what a run loads is found and parsed in one go. What only some commands
 * need, and what several entries share, is a file of its own.
 */
export async function bundle(dist) {
  const generator = join(dist, 'generator');
  const bundled = join(dist, 'bundled');
  await build({
    entryPoints: ['bin', 'main', 'index', 'emit'].map((entry) => join(generator, `${entry}.js`)),
    outdir: bundled,
    chunkNames: 'part-[hash]',
    ...{ bundle: true, splitting: true, minifyWhitespace: true, minifySyntax: true },
    ...{ format: 'esm', platform: 'node', target: 'node20', packages: 'external' },
    logLevel: 'error',
  });
  for (const file of readdirSync(bundled)) renameSync(join(bundled, file), join(generator, file));
  rmSync(bundled, { recursive: true });
}
