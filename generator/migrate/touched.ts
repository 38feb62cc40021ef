/** Which files of an app a move can have broken, so that no others are checked. */

import type { ts as TypeScript } from 'ts-morph';
import type { Build, Compiled } from './compiled.js';

type Ts = typeof TypeScript;

/**
 * Those that lead to what is rewritten or emitted, by imports; all of them where what every file sees without an import
 * is not what it was.
 */
export function touchedBy(ts: Ts, { after, before }: Build): ReadonlySet<string> {
  const { program, files, rewritten, imports } = after;
  const reached = leadingTo(rewritten, imports);
  const touched = files.filter(({ source }) => reached.has(source.fileName));
  const all = new Set(files.map(({ path }) => path));
  const own = rewritten.flatMap((name) => program.getSourceFile(name) ?? []);
  if (touched.length === files.length || own.some((source) => isGlobal(ts, source))) return all;
  const [is, was] = [globalsOf(ts, after), globalsOf(ts, before())];
  const same = is.size === was.size && [...is].every((name) => was.has(name));
  return same ? new Set(touched.map(({ path }) => path)) : all;
}

/** These files and all that import them, directly or through others. */
function leadingTo(names: readonly string[], imports: Compiled['imports']): ReadonlySet<string> {
  const importers = new Map<string, string[]>();
  for (const [from, targets] of imports)
    for (const target of targets) importers.set(target, [...(importers.get(target) ?? []), from]);
  const reached = new Set(names);
  // A set grows while it is walked.
  for (const name of reached) for (const from of importers.get(name) ?? []) reached.add(from);
  return reached;
}

function globalsOf(ts: Ts, { program }: Compiled): ReadonlySet<string> {
  const all = program.getSourceFiles().filter((source) => isGlobal(ts, source));
  return new Set(all.map(({ fileName }) => fileName));
}

/** Whether files that do not import it see what it declares. */
function isGlobal(ts: Ts, source: TypeScript.SourceFile): boolean {
  return !ts.isExternalModule(source) || source.statements.some((each) => augments(ts, each));
}

/** `declare global`, `declare module 'x'` */
function augments(ts: Ts, node: TypeScript.Statement): boolean {
  return (
    ts.isModuleDeclaration(node) &&
    (ts.isStringLiteral(node.name) || (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0)
  );
}
