import type { ts } from 'ts-morph';
import type { Diagnostic } from '../../diagnostics.js';
import type { TypeName } from '../../ir.js';
import { resolve } from './files.js';
import type { Module } from './module.js';
import { problem, type Origin } from './problem.js';
import type { Reading } from './reading.js';
import type { Imported, TypeDeclaration } from './tables.js';

/** What the first segment of a name in a type is; `used` counts the segments that it takes. */
export type Named =
  | { readonly kind: 'name'; readonly name: TypeName; readonly used: number }
  | { readonly kind: 'declared'; readonly declarations: readonly TypeDeclaration[] }
  | { readonly kind: 'value' }
  | { readonly kind: 'wrong'; readonly problem: Diagnostic };

/** Resolves `segments` (`["z", "infer"]`) as emitted code would have to import it. */
export function nameOf(
  reading: Reading,
  module: Module,
  segments: readonly string[],
  origin: Origin,
  asValue: boolean,
): Named {
  const [first = ''] = segments;
  const declarations = module.types.get(first);
  const isValue = module.values.has(first);
  if (asValue ? isValue : declarations !== undefined) {
    const exported = exportedAs(module, first);
    if (exported !== undefined) {
      return { kind: 'name', name: { kind: 'file', file: module.path, exported }, used: 1 };
    }
    return asValue || declarations === undefined
      ? { kind: 'value' }
      : { kind: 'declared', declarations };
  }
  const from = module.imports.get(first);
  if (from !== undefined) return importedName(reading, from, segments, origin);
  return { kind: 'name', name: { kind: 'global', name: first }, used: 1 };
}

/** The name of a member of `import("…")`, or of an imported one. */
export function importedName(
  reading: Reading,
  from: Imported,
  segments: readonly string[],
  origin: Origin,
): Named {
  const whole = from.name === '*';
  const exported = whole ? segments[1] : from.name;
  const used = whole ? 2 : 1;
  if (exported === undefined) {
    const message = `The whole of '${from.specifier}' cannot be named as a type.`;
    const remedy = 'Import the name that is meant: import type { Name } from …';
    return {
      kind: 'wrong',
      problem: problem('error', 'type-not-nameable', origin, message, remedy),
    };
  }
  const resolved = resolve(reading, from.specifier, origin);
  if (resolved.kind === 'missing') return { kind: 'wrong', problem: resolved.problem };
  if (resolved.kind === 'file' && !resolved.alias) {
    return { kind: 'name', name: { kind: 'file', file: resolved.path, exported }, used };
  }
  const { specifier } = from;
  return { kind: 'name', name: { kind: 'package', specifier, exported }, used };
}

/** Under which name a file exports what it declares as `name`. */
function exportedAs(module: Module, name: string): string | undefined {
  const direct = module.exports.get(name);
  if (direct?.kind === 'local' && direct.name === name) return name;
  for (const [exported, entry] of module.exports) {
    if (entry.kind === 'local' && entry.name === name) return exported;
    if (entry.kind === 'expression' && isName(entry.node, name)) return exported;
  }
  return undefined;
}

function isName(node: ts.Expression, name: string): boolean {
  return 'text' in node && node.text === name && 'escapedText' in node;
}
