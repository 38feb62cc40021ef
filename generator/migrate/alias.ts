/** Path aliases of an app's tsconfig.json, for files that use them already. */

import { posix } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import { compilersOf } from './compilers.js';
import { specifierOf } from './exports.js';
import { loads } from './loads.js';

type Ts = typeof TypeScript;

/** `@/` for `src/`; both end where the path goes on. */
export interface Alias {
  readonly prefix: string;
  /** Relative to the root. */
  readonly folder: string;
}

/** The alias under which the client's folder can be imported; undefined where there is none. */
export function aliasOf(ts: Ts, root: string, folder: string, out: string): Alias | undefined {
  const all = compilersOf(ts, root, folder).flatMap(({ path, options }) => {
    const given: unknown = options['pathsBasePath'];
    const base = options.baseUrl ?? (typeof given === 'string' ? given : posix.dirname(path));
    return Object.entries(options.paths ?? {}).flatMap(([pattern, [target = '']]): Alias[] => {
      if (!pattern.endsWith('*') || !target.endsWith('*')) return [];
      const absolute = posix.resolve(root.replaceAll('\\', '/'), base, target.slice(0, -1));
      const found = posix.relative(root.replaceAll('\\', '/'), absolute);
      return [{ prefix: pattern.slice(0, -1), folder: found === '' ? '' : `${found}/` }];
    });
  });
  return all.find((alias) => alias.prefix !== '' && out.startsWith(alias.folder));
}

/** Whether a file loads values by an alias: whatever runs it can resolve it then. */
export function usesAlias(ts: Ts, source: TypeScript.SourceFile, { prefix }: Alias): boolean {
  const isUse = (node: TypeScript.Node): boolean => {
    if (ts.isCallExpression(node) && loads(ts, node)) {
      const [named] = node.arguments;
      if (named !== undefined && ts.isStringLiteralLike(named) && named.text.startsWith(prefix))
        return true;
    }
    const isType =
      ts.isImportDeclaration(node) &&
      node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    if (!isType && specifierOf(ts, node)?.startsWith(prefix) === true) return true;
    return ts.forEachChild(node, (child) => isUse(child) || undefined) === true;
  };
  return source.text.includes(prefix) && isUse(source);
}
