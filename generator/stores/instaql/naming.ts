import type { ts } from 'ts-morph';
import { nearest, type Diagnostic } from '../../diagnostics.js';
import type { TypeName } from '../../ir.js';
import { ambient, DATA_NAMES } from './ambient.js';
import { isBroken, load, resolve } from './files.js';
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
  const found = undeclared(reading, module, first, origin);
  if (found?.severity === 'error') return { kind: 'wrong', problem: found };
  if (found !== undefined) reading.report(found);
  return { kind: 'name', name: { kind: 'global', name: first }, used: 1 };
}

/**
 * What is wrong with a name that a file neither declares nor imports: nothing, where it means something in
 * all files. It is an error where nothing declares it, or another name is meant.
 */
function undeclared(
  reading: Reading,
  module: Module,
  name: string,
  origin: Origin,
): Diagnostic | undefined {
  const known = reading.globals.get(name) ?? ambient(reading.inputs, name);
  reading.globals.set(name, known);
  if (known === 'declared') return undefined;
  const own = [...module.types.keys(), ...module.imports.keys()];
  const meant = nearest(name, own) ?? nearest(name, DATA_NAMES.filter(isLike(name)));
  const isSure = known === 'undeclared' || meant !== undefined;
  return problem(
    isSure ? 'error' : 'warning',
    'unknown-type',
    origin,
    isSure
      ? `'${name}' is neither declared nor imported at the top of ${module.path}.`
      : `'${name}' is neither declared nor imported in ${module.path}; it is taken for a name that some package declares for all files.`,
    meant === undefined
      ? `Declare it here, or import it: import type { ${name} } from './types'.`
      : `Did you mean '${meant}'? Otherwise declare or import '${name}'.`,
  );
}

/** Names of the language are short, and close to many: only those that begin alike are meant. */
function isLike(name: string): (other: string) => boolean {
  const first = name.slice(0, 1).toLowerCase();
  return (other) =>
    other.slice(0, 1).toLowerCase() === first && Math.abs(other.length - name.length) <= 1;
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
  const lost = resolved.kind === 'file' ? notExported(reading, resolved.path, exported) : undefined;
  if (lost !== undefined) {
    const [message, remedy] = lost;
    const found = problem('error', 'export-not-found', origin, message, remedy);
    return { kind: 'wrong', problem: found };
  }
  if (resolved.kind === 'file' && !resolved.alias) {
    return { kind: 'name', name: { kind: 'file', file: resolved.path, exported }, used };
  }
  const { specifier } = from;
  return { kind: 'name', name: { kind: 'package', specifier, exported }, used };
}

/** Says so where a file of the project surely does not export a name. */
function notExported(
  reading: Reading,
  path: string,
  exported: string,
): readonly [message: string, remedy: string] | undefined {
  if (!/(?<!\.d)\.[cm]?tsx?$/.test(path)) return undefined;
  const module = load(reading, path);
  if (isBroken(module) || module.exports.has(exported) || module.stars.length > 0) return undefined;
  if (exported === 'default') return undefined;
  const meant = module.types.has(exported) ? undefined : nearest(exported, module.exports.keys());
  return [
    `${path} does not export '${exported}'.`,
    meant === undefined
      ? `Export it there: export type { ${exported} }.`
      : `Did you mean '${meant}'?`,
  ];
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
