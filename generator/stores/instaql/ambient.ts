/**
 * Names that a file may use without declaring or importing them: those of TypeScript's libraries, and what
 * the project and its `@types` declare for all files. Of what it reads, the project's own file that declares
 * a name is an input of the run; packages are not: a checkout in which nothing is installed is as good.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { ts } from 'ts-morph';
import { loadTypeScript, loadTypeScriptLibraries } from '../../lazy.js';
import type { Inputs } from '../../stages.js';

type TypeScript = typeof ts;

/** `perhaps`: packages declare names for all files that were not looked into. */
export type Ambient = 'declared' | 'perhaps' | 'undeclared';

/** What most types are made of; for these nothing has to be looked up. */
const USUAL: ReadonlySet<string> = new Set([
  'Array',
  'ReadonlyArray',
  'Record',
  'Date',
  'Partial',
  'Required',
  'Readonly',
  'Pick',
  'Omit',
  'Exclude',
  'Extract',
  'NonNullable',
  'Map',
  'Set',
  'globalThis',
  'undefined',
]);

/** Names that are close to a misspelt one: what the language and its libraries have for data. */
export const DATA_NAMES: readonly string[] = [
  ...[...USUAL].filter((name) => /^[A-Z]/.test(name)),
  ...['string', 'number', 'boolean', 'unknown', 'object', 'never'],
];

/** So many files of a project are looked into. */
const MOST_FILES = 5000;
const DEEPEST = 8;

/** Whether `name` means something in every file of the project. Reads the disk, and only where it must. */
export function ambient(inputs: Inputs, name: string): Ambient {
  if (USUAL.has(name)) return 'declared';
  const mentions = declarationOf(name);
  if (loadTypeScriptLibraries().some((text) => mentions.test(text))) return 'declared';
  const search: Search = {
    tsc: loadTypeScript(),
    name,
    mentions,
    left: MOST_FILES,
    references: new Set(),
  };
  const hidden = new Set((inputs.outputs?.() ?? []).map((out) => join(inputs.root, out)));
  const roots = typeRoots(inputs.root);
  if (roots.some((folder) => inDeclarations(search, folder, DEEPEST))) return 'declared';
  const own = inProject(search, inputs.root, hidden, DEEPEST);
  if (own !== undefined) {
    inputs.read(relative(inputs.root, own).replaceAll(sep, '/'));
    return 'declared';
  }
  for (const each of configuredTypes(search.tsc, inputs.root)) search.references.add(each);
  const isThere = (type: string): boolean =>
    roots.some((folder) => existsSync(join(folder, type.replace(/^@types\//, ''))));
  const lost = [...search.references].some((each) => !isThere(each));
  return lost || search.left <= 0 || existsSync(join(inputs.root, 'deno.json'))
    ? 'perhaps'
    : 'undeclared';
}

interface Search {
  readonly tsc: TypeScript;
  readonly name: string;
  /** Whether a text is worth parsing. */
  readonly mentions: RegExp;
  left: number;
  /** Packages of types that files of the project refer to. */
  readonly references: Set<string>;
}

function declarationOf(name: string): RegExp {
  const literal = name.replaceAll('$', '\\$');
  return new RegExp(
    `\\b(?:interface|type|class|enum|namespace|module|var|let|const|function)\\s+${literal}(?![\\w$])`,
  );
}

/** `node_modules/@types` here and above, as the compiler has it. */
function typeRoots(root: string): readonly string[] {
  const found: string[] = [];
  for (let folder = root; ; folder = dirname(folder)) {
    const types = join(folder, 'node_modules/@types');
    if (existsSync(types)) found.push(types);
    if (folder === dirname(folder)) return found;
  }
}

function inDeclarations(search: Search, folder: string, depth: number): boolean {
  const { files, folders } = entriesOf(folder);
  return (
    files.some((file) => /\.d\.[cm]?ts$/.test(file) && isIn(search, file)) ||
    (depth > 0 && folders.some((each) => inDeclarations(search, each, depth - 1)))
  );
}

/** The file of the project that declares it: one that only declares, or one that says `declare global`. */
function inProject(
  search: Search,
  folder: string,
  hidden: ReadonlySet<string>,
  depth: number,
): string | undefined {
  const { files, folders } = entriesOf(folder);
  const found = files.find((file) => /\.[cm]?tsx?$/.test(file) && isIn(search, file));
  if (found !== undefined || depth === 0) return found;
  for (const each of folders) {
    if (/^(?:\..*|node_modules)$/.test(basename(each)) || hidden.has(each)) continue;
    const deeper = inProject(search, each, hidden, depth - 1);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

function isIn(search: Search, file: string): boolean {
  if (search.left-- <= 0) return false;
  const text = readText(file);
  for (const [, type = ''] of text.matchAll(/^\/\/\/\s*<reference types=["']([^"']+)["']/gm))
    search.references.add(type);
  const forAll = /\.d\.[cm]?ts$/.test(file) || /\bdeclare\s+global\b/.test(text);
  if (!forAll || !search.mentions.test(text)) return false;
  const { tsc } = search;
  return isDeclared(search, tsc.createSourceFile(file, text, tsc.ScriptTarget.ESNext, false));
}

function isDeclared({ tsc, name }: Search, source: ts.SourceFile): boolean {
  const globals = (statement: ts.Statement): readonly ts.Statement[] => {
    if (!tsc.isModuleDeclaration(statement) || statement.body === undefined) return [];
    if (!tsc.isModuleBlock(statement.body)) return [];
    const { statements } = statement.body;
    if (tsc.isIdentifier(statement.name) && statement.name.text === 'global') return statements;
    return tsc.isStringLiteral(statement.name) ? statements.flatMap(globals) : [];
  };
  const isModule = source.statements.some(
    (each) =>
      tsc.isImportDeclaration(each) ||
      tsc.isExportDeclaration(each) ||
      tsc.isExportAssignment(each) ||
      (tsc.canHaveModifiers(each) &&
        tsc.getModifiers(each)?.some(({ kind }) => kind === tsc.SyntaxKind.ExportKeyword) === true),
  );
  const all = [...(isModule ? [] : source.statements), ...source.statements.flatMap(globals)];
  const names = all.flatMap((each) =>
    tsc.isVariableStatement(each)
      ? each.declarationList.declarations.map((declaration) => declaration.name)
      : 'name' in each
        ? [each.name]
        : [],
  );
  const whole = source.statements.filter(tsc.isNamespaceExportDeclaration);
  return (
    names.some((each) => isNode(each) && tsc.isIdentifier(each) && each.text === name) ||
    whole.some((each) => each.name.text === name)
  );
}

function isNode(value: unknown): value is ts.Node {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** Stands for what was not looked into: no package is called so. */
const ELSEWHERE = '?';

/** Packages whose types are there in all files: `types` of the compiler's settings, and `@types` to install. */
function configuredTypes(tsc: TypeScript, root: string): readonly string[] {
  const found: string[] = [];
  for (const name of ['tsconfig.json', 'jsconfig.json', 'package.json']) {
    const text = readText(join(root, name));
    if (text === '') continue;
    const config: unknown = tsc.parseConfigFileTextToJson(name, text).config;
    const types = field(field(config, 'compilerOptions'), 'types');
    if (Array.isArray(types)) found.push(...types.map(String));
    const roots = field(field(config, 'compilerOptions'), 'typeRoots');
    const reaches = JSON.stringify([field(config, 'include'), field(config, 'files')]);
    const inherits = field(config, 'extends') !== undefined;
    if (roots !== undefined || inherits || reaches.includes('../')) found.push(ELSEWHERE);
    for (const key of ['dependencies', 'devDependencies'])
      found.push(...keys(field(config, key)).filter((each) => each.startsWith('@types/')));
  }
  return found;
}

function entriesOf(folder: string): {
  readonly files: readonly string[];
  readonly folders: readonly string[];
} {
  try {
    const all = readdirSync(folder, { withFileTypes: true });
    const under = (entries: typeof all): readonly string[] =>
      entries.map((each) => join(folder, each.name)).sort();
    // Package managers link the packages of `@types`.
    const isFolder = (each: (typeof all)[number]): boolean =>
      each.isDirectory() || (each.isSymbolicLink() && basename(folder) === '@types');
    return {
      files: under(all.filter((each) => each.isFile())),
      folders: under(all.filter(isFolder)),
    };
  } catch {
    return { files: [], folders: [] };
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(key);
}

function keys(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
