// Other generators beside ours, on the same document in one run. They are installed on demand:
// npm install --prefix test/bench/peers. Another document: npm run bench -- peers path/to/document.json
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { cost, race } from './process.mjs';

const root = join(import.meta.dirname, '../..');
const home = join(import.meta.dirname, 'peers');
const peer = (path) => join(home, 'node_modules', path);
const tsc = join(root, 'node_modules/typescript/bin/tsc');

/** What each is called with, for a document that lies beside the output; `calls`: whether it emits callable code. */
const TOOLS = {
  'instant-codegen': {
    bin: join(root, 'dist/generator/bin.js'),
    args: (document) => ['--openapi', document, '--target', 'none', '--out', 'out', '--quiet'],
    calls: true,
  },
  'typed-openapi': {
    bin: peer('typed-openapi/bin.js'),
    args: (document) => [document, '-o', 'out/api.ts'],
    calls: true,
  },
  'openapi-typescript': {
    bin: peer('openapi-typescript/bin/cli.js'),
    args: (document) => [document, '-o', 'out/schema.d.ts'],
    calls: false,
  },
  '@hey-api/openapi-ts': {
    bin: peer('@hey-api/openapi-ts/dist/run.mjs'),
    args: (document) => ['-i', document, '-o', 'out', '--no-log-file'],
    calls: true,
  },
  orval: {
    bin: peer('orval/dist/bin/orval.js'),
    args: (document) => ['--input', document, '--output', 'out/api.ts'],
    calls: true,
  },
};

/** @param documents paths; none: the document that ships */
export async function peers(report, documents) {
  for (const document of documents.length > 0 ? documents : [join(root, 'openapi.yml')]) {
    console.log(`  ${basename(document)}`);
    compare(resolve(document), documents.length > 0, report);
    runAgain(resolve(document), documents.length > 0, report);
  }
}

/** The limits are those for large documents; the one that ships is smaller than our runtime. */
function compare(document, limited, report) {
  const known = new Map();
  for (const [name, tool] of Object.entries(TOOLS)) {
    if (!existsSync(tool.bin)) {
      console.log(`  ${name}: not installed (npm install --prefix test/bench/peers)`);
      continue;
    }
    const seen = measure(document, tool);
    if (typeof seen === 'string') {
      console.log(`  ${name}: ${seen}`);
      continue;
    }
    known.set(name, seen);
    report(`${name}: CPU`, seen.cpu, 'ms');
    report(`${name}: peak memory`, seen.mb, 'MB');
    report(`${name}: emitted`, seen.bytes / 1000, 'kB');
    report(`${name}: strict check, errors`, seen.errors, '');
    report(`${name}: strict check, instantiations`, seen.instantiations, '');
    report(`${name}: strict check, time`, seen.check, 'ms');
  }
  const ours = known.get('instant-codegen');
  const fast = known.get('typed-openapi');
  if (ours === undefined) return;
  if (fast !== undefined)
    report('CPU, ours / typed-openapi', ours.cpu / fast.cpu, '', limited ? 0.5 : undefined);
  for (const [name, { check }] of known) {
    if (name !== 'instant-codegen' && TOOLS[name].calls)
      report(`check time, ours / ${name}`, ours.check / check, '', limited ? 1 : undefined);
  }
}

/** CPU, memory, size and what the compiler says; a text where the tool fails. */
function measure(document, { bin, args }) {
  // Below the peers' packages, so that what is emitted finds what it imports.
  const cwd = join(existsSync(peer('.')) ? peer('.') : join(root, '.tmp'), `.bench-${process.pid}`);
  const name = basename(document);
  try {
    mkdirSync(cwd, { recursive: true });
    cpSync(document, join(cwd, name));
    const clear = () => rmSync(join(cwd, 'out'), { recursive: true, force: true });
    const before = () => (clear(), mkdirSync(join(cwd, 'out')));
    const { cpu, mb } = cost([bin, ...args(name)], { cwd, runs: 3, before });
    return { cpu, mb, bytes: sizeOf(join(cwd, 'out')), ...checked(cwd) };
  } catch (error) {
    return `fails: ${String(error instanceof Error ? error.message : error)
      .split('\n')
      .slice(0, 3)
      .join(' ')
      .slice(0, 300)}`;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** What our next runs cost: after one operation changed, and with nothing to do. */
function runAgain(document, limited, report) {
  const { bin, args } = TOOLS['instant-codegen'];
  const cwd = join(root, '.tmp', `.bench-again-${process.pid}`);
  const api = parse(readFileSync(document, 'utf8'), { maxAliasCount: -1 });
  const operation = Object.values(api.paths)
    .flatMap((path) => Object.values(path))
    .find((each) => each?.responses !== undefined);
  const change = (run) => {
    operation.description = `Changed ${run} times.`;
    writeFileSync(join(cwd, 'api.json'), JSON.stringify(api));
  };
  const out = join(cwd, 'out');
  try {
    mkdirSync(cwd, { recursive: true });
    change(0);
    const command = [bin, ...args('api.json')];
    const clear = () => rmSync(out, { recursive: true, force: true });
    const cold = cost(command, { cwd, before: clear });
    const changed = cost(command, { cwd, before: (run) => change(run + 1) });
    const limit = limited ? 1 : undefined;
    report('one operation changed: CPU, beside a cold run', changed.cpu / cold.cpu, '×', limit);
    const before = filesOf(out);
    change('more');
    cost(command, { cwd, runs: 1 });
    const touched = [...filesOf(out)].filter(([path, { at }]) => before.get(path)?.at !== at);
    const equal = touched.filter(([path, { text }]) => before.get(path)?.text === text);
    report('  files written', touched.length, '');
    report('  of these with the bytes that they had', equal.length, '', 0);
    const [nothing, bare] = race(command, ['-e', '0'], { cwd, runs: 21 });
    report('nothing to do: wall, beside `node -e 0`', nothing / bare, '×', 2);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** When each file was written, and its text. */
function filesOf(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile());
  return new Map(
    paths.map((path) => [path, { at: statSync(path).mtimeMs, text: readFileSync(path, 'latin1') }]),
  );
}

function checked(cwd) {
  const files = sourcesOf(join(cwd, 'out'));
  const flags =
    '--noEmit --strict --skipLibCheck --target es2022 --module esnext --moduleResolution bundler --lib es2022,dom,dom.iterable --types node --extendedDiagnostics --pretty false';
  const runs = Array.from({ length: 3 }, () => {
    const options = { cwd: root, encoding: 'utf8', maxBuffer: 1e9 };
    const { stdout } = spawnSync(process.execPath, [tsc, ...flags.split(' '), ...files], options);
    // What needs no checking has no such line.
    const figure = (label) =>
      Number(new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1] ?? 0);
    return {
      errors: stdout.match(/error TS\d+/g)?.length ?? 0,
      instantiations: figure('Instantiations'),
      check: figure('Check time') * 1000,
    };
  });
  // The compiler counts wall time, which others on the machine make longer and never shorter.
  return { ...runs[0], check: Math.min(...runs.map(({ check }) => check)) };
}

function sourcesOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path));
}

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => statSync(join(folder, path)))
    .reduce((sum, each) => sum + (each.isFile() ? each.size : 0), 0);
}
