/** JavaScript that Node runs as it stands: it cannot import a client that is TypeScript. */

import { posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import { parseJsonc } from '../jsonc.js';
import { isRecord } from '../manifest.js';
import { compilersOf } from './compilers.js';
import { isBlocks } from './blocks.js';
import { isModule } from './loads.js';
import { oldestNode, type OldestNode } from './node.js';
import { textOf, type AppFiles, type CodeText, type SourceText } from './sources.js';

type Ts = typeof TypeScript;

const SCRIPT = /\.[cm]?js$/;
/** Folders of a package whose files are started by hand, whatever builds the rest. */
const BY_HAND = /^(?:scripts?|bin|tools?|tasks)\//;
const TESTS = /(?:^|\/)(?:tests?|__tests__)\/|\.(?:test|spec)\.[cm]?js$/;
/** Packages that load TypeScript in an app's own files. */
const BUILDERS = new Set(
  `next nuxt vite astro gatsby expo parcel webpack rollup rolldown esbuild tsup tsdown wrangler react-scripts
   @sveltejs/kit @remix-run/dev @react-router/dev @rspack/core @rspack/cli @tanstack/react-start @angular/build
   tsx ts-node vite-node jiti @swc-node/register esbuild-register bun-types @types/bun`.split(
    /\s+/,
  ),
);
const LOADERS =
  /(?:^|[\s/=])(?:tsx|ts-node|ts-node-esm|vite-node|jiti|bun|deno|swc-node\S*)(?=\s|\/|$)/;
const NODE = /(?:^|\s)(?:node|nodemon|pm2|forever)(?=\s)/;

/** Files of the client's package that stay as they are, since what runs them loads no TypeScript. */
export interface Staying {
  readonly plain: ReadonlySet<string>;
  /** Whether the app is JavaScript that nothing compiles, but for the schema: imports name files as they are. */
  readonly scripts: boolean;
  /** What runs such an app, where it is too old to load the client. */
  readonly node?: OldestNode;
  /** Whether such an app says that what runs it loads TypeScript. */
  readonly assured?: boolean;
  /** Whether Node runs some of the files that move, as they stand: it looks for no extension. */
  readonly byNode?: boolean;
  /** What would let Node load the client, where the compiler checks types alone. */
  readonly lacks?: readonly string[];
}

export function stayingFiles(ts: Ts, root: string, app: AppFiles, module: string): Staying {
  const naming = app.code.filter(
    (file) =>
      file.own && file.text.includes(module) && !isBlocks(file.path) && !isRules(ts, file, module),
  );
  const scripts =
    !app.configured &&
    naming.every(({ path }) => isScript(path) || /(?:^|\/)instant\.\w+\.[cm]?ts$/.test(path));
  const node = oldestNode(root, app.package);
  if (!scripts) {
    const byHand = plainScripts(ts, root, app, module);
    const lacks = lacksForNode(ts, root, app.package, node);
    return lacks?.length === 0
      ? { plain: new Set(), scripts, byNode: naming.some(({ path }) => byHand.has(path)) }
      : { plain: byHand, scripts, ...(lacks === undefined ? {} : { lacks }) };
  }
  if (node.loadsTypeScript) return { plain: new Set(), scripts, assured: node.said };
  const plain = plainScripts(ts, root, app, module);
  // A schema moves with what uses the client.
  const moves = naming.some(({ path }) => isScript(path) && !plain.has(path));
  return { plain: moves ? plain : new Set(naming.map(({ path }) => path)), scripts, node };
}

/** What to set, so that Node runs files that name TypeScript as it is; undefined where a compiler writes JavaScript. */
function lacksForNode(
  ts: Ts,
  root: string,
  folder: string,
  { said, loadsTypeScript }: OldestNode,
): readonly string[] | undefined {
  const compilers = compilersOf(ts, root, folder);
  if (compilers.length === 0 || compilers.some(({ emits }) => emits)) return undefined;
  const strict = compilers.filter(({ options }) => options.allowImportingTsExtensions !== true);
  return [
    ...(said && loadsTypeScript ? [] : ['ask for Node 22.18 or later (`engines` in package.json)']),
    ...strict.map(({ path }) => `set "allowImportingTsExtensions": true in ${path}`),
  ];
}

export function isScript(path: string): boolean {
  return /\.[cm]?jsx?$/.test(path);
}

/** The configuration of a tool that names a package in its rules, and does not load it. */
export function isRules(ts: Ts, { path, text }: SourceText, module: string): boolean {
  return (
    /\.config\.[cm]?[jt]s$/.test(path) &&
    !ts
      .preProcessFile(text, true, true)
      .importedFiles.some(({ fileName }) => isModule(fileName, module))
  );
}

/** Files that Node runs as they stand, and those that they load. */
function plainScripts(ts: Ts, root: string, app: AppFiles, module: string): ReadonlySet<string> {
  const scripts = app.code.filter(
    (file) => file.own && SCRIPT.test(file.path) && !isRules(ts, file, module),
  );
  if (scripts.length === 0) return new Set();
  const folders = [...new Set([app.package, ''])];
  const manifests = folders.map((folder) => manifestOf(root, folder));
  const commands = manifests.flatMap((each) => each.commands);
  const packages = new Set(manifests.flatMap((each) => each.packages));
  const built = [...packages].some((name) => BUILDERS.has(name));
  const compilers = compilersOf(ts, root, app.package);
  const runner = ({ path, text }: CodeText): 'node' | 'loader' | undefined => {
    const [shebang = ''] = text.startsWith('#!') ? text.split('\n', 1) : [];
    const naming = [...commands.filter(({ files }) => files.has(path)), { line: shebang }];
    if (naming.some(({ line }) => LOADERS.test(line.slice(line.startsWith('#!') ? 2 : 0))))
      return 'loader';
    return naming.some(({ line }) => NODE.test(`${line.replace(/^#!\S*\//, '')} `))
      ? 'node'
      : undefined;
  };
  const runs = new Map(scripts.map((file) => [file.path, runner(file)]));
  const started = scripts.filter(({ path }) => runs.get(path) === 'loader');
  // Where no compiler writes anything, what runs the app's TypeScript runs what that imports.
  const typed = compilers.some(({ emits }) => emits)
    ? []
    : app.code.filter(({ own, path }) => own && /\.[cm]?tsx?$/.test(path));
  const loaded = withLoaded(ts, [...scripts, ...typed], [...started, ...typed]);
  const isPlain = (file: CodeText): boolean => {
    const by = runs.get(file.path);
    if (by !== undefined) return by === 'node';
    if (loaded.has(file.path)) return false;
    if (compilers.some(({ emits, files }) => emits && files.has(file.path))) return false;
    const inside = app.package === '' ? file.path : file.path.slice(app.package.length + 1);
    if (packages.has('vitest') && TESTS.test(inside)) return false;
    return !built || BY_HAND.test(inside);
  };
  return withLoaded(ts, scripts, scripts.filter(isPlain));
}

/** Files, and those among `all` that they load, and those load. */
function withLoaded(
  ts: Ts,
  all: readonly CodeText[],
  some: readonly CodeText[],
): ReadonlySet<string> {
  const found = new Set(some.map(({ path }) => path));
  const texts = new Map(all.map(({ path, text }) => [path, text]));
  // A set grows while it is walked: what is loaded by what is loaded is found as well.
  for (const path of found)
    for (const { fileName } of ts.preProcessFile(texts.get(path) ?? '', true, true).importedFiles) {
      const target = posix.join(posix.dirname(path), fileName);
      if (fileName.startsWith('.'))
        for (const each of [target, `${target}.js`, `${target}.cjs`, `${target}/index.js`])
          if (texts.has(each)) found.add(each);
    }
  return found;
}

interface Manifest {
  readonly commands: readonly { readonly line: string; readonly files: ReadonlySet<string> }[];
  readonly packages: readonly string[];
}

/** Commands of a package.json with the files that they name, and the packages that it asks for. */
function manifestOf(root: string, folder: string): Manifest {
  const text = textOf(root, folder === '' ? 'package.json' : `${folder}/package.json`);
  const value = text === undefined ? undefined : parseJsonc(text);
  if (!isRecord(value)) return { commands: [], packages: [] };
  const { scripts, bin } = value;
  const bins = isRecord(bin) ? Object.values(bin) : [bin];
  const lines = [
    ...(isRecord(scripts) ? Object.values(scripts) : []),
    ...bins.map((each) => (typeof each === 'string' ? `node ${each}` : undefined)),
  ];
  const fileOf = (word: string): string => posix.join(folder, word.replace(/^["']|["']$/g, ''));
  const commands = lines
    .flatMap((line) => (typeof line === 'string' ? line.split(/&&|\|\||[;|&]/) : []))
    .map((line) => {
      const names = line.trim().split(/\s+/).map(fileOf);
      return { line, files: new Set(names.flatMap((name) => [name, `${name}.js`])) };
    });
  const packages = [value['dependencies'], value['devDependencies']].flatMap((list) =>
    isRecord(list) ? Object.keys(list) : [],
  );
  return { commands, packages };
}
