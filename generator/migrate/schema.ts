/** The schema that an app's clients are given, where it is not in a usual place: another package of the workspace, or a file of another name. */

import { join, posix, relative } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import type { Migration } from '../stages.js';
import { compilersOf } from './compilers.js';
import { importedBy } from './exports.js';
import { optionsOf } from './init.js';
import type { Meaning } from './meaning.js';
import { filesOf, textOf } from './sources.js';
import { packageAt, workspaceOf } from './workspace.js';

type Ts = typeof TypeScript;

/** Its file, relative to the root; undefined where there is not exactly one that can be meant. */
export function schemaElsewhere(
  ts: Ts,
  root: string,
  files: readonly TypeScript.SourceFile[],
  meaning: Meaning,
  migration: Migration,
): string | undefined {
  const from = files.flatMap((source) => givenFrom(ts, source, meaning, migration));
  const top = workspaceOf(root) ?? root;
  const named = from.some(({ specifier }) => specifier?.startsWith('.') === false);
  const all = named ? filesOf(migration.module, top, [], '').code.map(({ path }) => path) : [];
  const meant = from.flatMap(({ path, specifier, name, behind }) => {
    if (specifier === undefined) return isOne(textOf(root, path) ?? '') ? [path] : [];
    const known = specifier.startsWith('.')
      ? besideIt(root, posix.join(posix.dirname(path), specifier), name)
      : all
          .filter((each) => isSchema(each) && isOf(specifier, nameOf(top, each)))
          .map((each) => relative(root, join(top, each)).replaceAll('\\', '/'));
    if (known.length > 0) return known;
    const others = [...behind, ...aliased(ts, root, path, specifier)];
    return others.filter((each) => makes(root, each, name)).slice(0, 1);
  });
  const [only, ...others] = new Set(meant);
  return others.length > 0 ? undefined : only;
}

/** The app's file that a name alone is an alias of: `@db` in `paths`. */
function aliased(ts: Ts, root: string, from: string, specifier: string): readonly string[] {
  const file = posix.join(root.replaceAll('\\', '/'), from);
  return compilersOf(ts, root, posix.dirname(from)).flatMap(({ options }) => {
    const { resolvedModule: found } = ts.resolveModuleName(specifier, file, options, ts.sys);
    return found === undefined || found.isExternalLibraryImport === true
      ? []
      : [relative(root, found.resolvedFileName).replaceAll('\\', '/')];
  });
}

function isSchema(path: string): boolean {
  return /(?:^|\/)instant\.schema\.[cm]?[jt]s$/.test(path);
}

/**
 * The file that a relative specifier names, with the extension that it has: any that makes a schema, and exports it as its
 * default or, where that is asked for by its name, makes no other.
 */
function besideIt(root: string, target: string, name: string): readonly string[] {
  const stem = target.replace(/\.[cm]?[jt]s$/, '');
  return [stem, `${stem}/index`]
    .flatMap((each) => ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((end) => `${each}.${end}`))
    .filter((path) => makes(root, path, name))
    .slice(0, 1);
}

function makes(root: string, path: string, name: string): boolean {
  const text = textOf(root, path) ?? '';
  if (isSchema(path)) return text !== '';
  return name === 'default' ? MADE.test(text) && DEFAULT.test(text) : isOne(text);
}

/** Whether a text makes one schema, and no other. */
function isOne(text: string): boolean {
  return text.split(MADE).length === 2;
}

const MADE = /\bi\.(?:schema|graph)\(/;
const DEFAULT = /\bexport\s+default\b|\bas\s+default\b|\bmodule\.exports\s*=/;

interface Given {
  readonly path: string;
  /** Undefined: it is declared in the file itself. */
  readonly specifier: string | undefined;
  readonly name: string;
  /** The app's file that exports it, by way of an alias or of others that hand it on. */
  readonly behind: readonly string[];
}

/** Where the schemas come from that calls of one file are given. */
function givenFrom(
  ts: Ts,
  source: TypeScript.SourceFile,
  meaning: Meaning,
  { factories }: Migration,
): readonly Given[] {
  const found: Given[] = [];
  const visit = (node: TypeScript.Node): void => {
    const official = ts.isCallExpression(node) ? meaning.officialOf(node.expression) : undefined;
    if (ts.isCallExpression(node) && official && factories.includes(official.name)) {
      const property = optionsOf(ts, node.arguments[0], meaning)?.properties.find(
        ({ name }) => name?.getText(source) === 'schema',
      );
      const value =
        property !== undefined && ts.isPropertyAssignment(property)
          ? property.initializer
          : property?.name;
      const held =
        value !== undefined && ts.isPropertyAccessExpression(value) ? value.expression : value;
      const declaration =
        held !== undefined && ts.isIdentifier(held) ? meaning.declarationOf(held) : undefined;
      const imported = declaration === undefined ? undefined : importedBy(ts, declaration);
      const path = source.fileName.slice(1);
      const made = declaration && meaning.exportOf(declaration)?.getSourceFile();
      if (imported !== undefined)
        found.push({
          path,
          specifier: imported.from,
          name: imported.name,
          behind: made === undefined ? [] : [made.fileName.slice(1)],
        });
      else if (declaration !== undefined && ts.isVariableDeclaration(declaration))
        found.push({ path, specifier: undefined, name: '*', behind: [] });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Whether a specifier is a package, or a part of it. */
function isOf(specifier: string, name: unknown): boolean {
  return typeof name === 'string' && (specifier === name || specifier.startsWith(`${name}/`));
}

/** The name of the package that a file is in. */
function nameOf(top: string, path: string): unknown {
  let folder = posix.dirname(path);
  while (folder !== '.' && textOf(top, `${folder}/package.json`) === undefined)
    folder = posix.dirname(folder);
  return packageAt(join(top, folder))?.['name'];
}
