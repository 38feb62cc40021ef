/** Entries of configuration files that name the official package: no imports, but rules for imports. */

import { posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import type { SourceText } from './sources.js';
import type { Emitted, Open } from './types.js';

type Ts = typeof TypeScript;
type Named = Pick<Emitted, 'migration' | 'out' | 'entry'>;

/** Keys of lists of packages that a bundler or a test runner treats in a way of its own. */
const PACKAGES = new Set(
  `serverExternalPackages serverComponentsExternalPackages transpilePackages optimizePackageImports external externals
   noExternal optimizeDeps dedupe transformIgnorePatterns inline`.split(/\s+/),
);
/** Keys of tables that give imports another module. */
const ALIASES = new Set(['alias', 'paths', 'imports']);
/** Keys of a package.json that are about what is installed. */
const INSTALLED = new Set(
  `dependencies devDependencies peerDependencies optionalDependencies peerDependenciesMeta overrides resolutions pnpm
   catalog catalogs bundledDependencies bundleDependencies`.split(/\s+/),
);

/** What a rule for imports that is no whole name is about: the package, or all packages of its maker. */
export function patternOf(text: string, module: string): 'module' | 'scope' | undefined {
  const plain = text.replaceAll('\\/', '/');
  const scope = posix.dirname(module);
  const behind = (name: string): readonly string[] => plain.split(name).slice(1);
  if (behind(module).some((rest) => !/^[\w-]/.test(rest))) return 'module';
  if (behind(scope).some((rest) => /^(?:\/?$|\/?[^\w/-])/.test(rest))) return 'scope';
  return isAmong(plain, scope.slice(1), module) ? 'scope' : undefined;
}

/** Whether a pattern has the maker among others, `^@(instantdb|acme)/`, and the package is meant by it. */
function isAmong(pattern: string, maker: string, module: string): boolean {
  if (!['(', '|', ':'].some((start) => /^[|)]/.test(pattern.split(start + maker)[1] ?? '')))
    return false;
  try {
    return new RegExp(pattern).test(module);
  } catch {
    return false;
  }
}

/** What to write in place of an entry; undefined where nothing is known of its key. */
export function entryRemedy(
  ts: Ts,
  node: TypeScript.Node,
  { out, entry, migration }: Named,
  about: 'module' | 'scope' = 'module',
): string | undefined {
  const keys = keysAround(ts, node);
  const last = posix.basename(out);
  if (keys.some((key) => key.endsWith('no-restricted-imports')))
    return about === 'scope'
      ? undefined
      : `Where the client is meant now, restrict its folder: "**/${last}" and "**/${last}/*" under \`patterns\`.`;
  const isAlias = keys.some((key) => ALIASES.has(key));
  if (keys.includes('moduleNameMapper'))
    return `Match the imports of the client, in front of the other entries: "/${last}(?:/index)?(?:\\\\.[jt]s)?$".`;
  // Rules for all packages of its maker are right for the others still.
  if (about === 'scope')
    return isAlias
      ? `Files import ${out} by its path now, which this is no rule for. What stands in for it in tests is given by vi.mock() or jest.mock() of that path.`
      : undefined;
  if (keys.some((key) => PACKAGES.has(key)))
    return 'Take it away: the client is code of the app, and is built as such.';
  const isMeant =
    keys[0] !== 'find' && ts.isPropertyAssignment(node.parent) && node.parent.initializer === node;
  if (isAlias && isMeant && keys[0]?.includes(migration.module) !== true)
    return `Name the client in its place: ${entry}.`;
  if (isAlias)
    return `Take it away: files import ${out} by its path now. What stands in for it in tests is given by vi.mock() or jest.mock() of that path.`;
  return undefined;
}

/** Keys of the objects that a node is in, those of calls and functions around it left out. */
function keysAround(ts: Ts, node: TypeScript.Node): readonly string[] {
  const keys: string[] = [];
  for (let at = node; !ts.isSourceFile(at); at = at.parent)
    if (ts.isPropertyAssignment(at) && at.name !== node && !ts.isComputedPropertyName(at.name))
      keys.push(at.name.text);
  return keys;
}

/** Entries of a JSON file. */
export function jsonEntries(ts: Ts, { path, text }: SourceText, emitted: Named): readonly Open[] {
  const { module } = emitted.migration;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JSON);
  const open: Open[] = [];
  /** Of what is installed nothing is told, and of an entry only what it is called. */
  const isSaid = (node: TypeScript.StringLiteral): boolean => {
    const { parent } = node;
    if (ts.isPropertyAssignment(parent) && parent.initializer === node)
      if (parent.name.getText(source).includes(module)) return true;
    return keysAround(ts, node).some((key) => INSTALLED.has(key));
  };
  const visit = (node: TypeScript.Node): void => {
    const about = ts.isStringLiteral(node) ? patternOf(node.text, module) : undefined;
    const remedy = about && entryRemedy(ts, node, emitted, about);
    if (ts.isStringLiteral(node) && !isSaid(node) && (about === 'module' || remedy !== undefined))
      open.push({
        path,
        offset:
          node.getStart(source) + Math.max(node.getText(source).indexOf(posix.dirname(module)), 0),
        code: 'migrate-text',
        message: `${module} is named here, in a file that is not rewritten.`,
        remedy: remedy ?? 'Decide whether the emitted client is meant now.',
      });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return open;
}
