import type { ts } from 'ts-morph';
import { nearest, type Diagnostic } from '../../diagnostics.js';
import type { TypeName } from '../../ir.js';
import { ambient, DATA_NAMES } from './ambient.js';
import { isBroken, load, resolve } from './files.js';
import { lookupExport } from './lookup.js';
import type { Module } from './module.js';
import { problem, type Origin } from './problem.js';
import type { LeftOut } from '../../stages.js';
import type { Reading } from './reading.js';
import type { Imported, TypeDeclaration } from './tables.js';

/** What `module` declares, and nobody can import or had better not. */
interface Own {
  readonly module: Module;
  readonly used: number;
  /** How it is imported where it cannot be copied. */
  readonly fallback?: Extract<Named, { readonly kind: 'name' }>;
}

/** What the first segment of a name in a type is; `used` counts the segments that it takes. */
export type Named =
  | {
      readonly kind: 'name';
      readonly name: TypeName;
      readonly used: number;
      /** Importing it takes a file from outside of what the user compiles. */
      readonly outside?: LeftOut;
    }
  | (Own & { readonly kind: 'declared'; readonly declarations: readonly TypeDeclaration[] })
  | (Own & { readonly kind: 'value'; readonly name: string })
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
    if (exported === undefined) return own(module, first, asValue, { used: 1 });
    const name: TypeName = { kind: 'file', file: module.path, exported };
    const outside = reading.inputs.leavesOut?.(module.path);
    if (outside === undefined) return { kind: 'name', name, used: 1 };
    return own(module, first, asValue, {
      used: 1,
      fallback: { kind: 'name', name, used: 1, outside },
    });
  }
  const from = module.imports.get(first);
  if (from !== undefined) return importedName(reading, from, segments, origin, asValue);
  const found = undeclared(reading, module, first, origin);
  if (found?.severity === 'error') return { kind: 'wrong', problem: found };
  if (found !== undefined) reading.report(found);
  return { kind: 'name', name: { kind: 'global', name: first }, used: 1 };
}

/**
 * What is wrong with a name that a file neither declares nor imports: nothing, where it means something in
 * all files. It is an error where nothing declares it and another name is meant; without such a name, something
 * that is not read here may declare it: a package for all files, a script, a folder that tools write.
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
  if (isInner(reading, module.source, name))
    return problem(
      'error',
      'inner-type',
      origin,
      `'${name}' is declared inside of a function or block, where nothing else can name it.`,
      `Declare '${name}' at the top of ${module.path}.`,
    );
  const own = [...module.types.keys(), ...module.imports.keys()];
  const meant = nearest(name, own) ?? nearest(name, DATA_NAMES.filter(isLike(name)));
  const isSure = known === 'undeclared' && meant !== undefined;
  return problem(
    isSure ? 'error' : 'warning',
    'unknown-type',
    origin,
    isSure
      ? `'${name}' is neither declared nor imported at the top of ${module.path}.`
      : `'${name}' is neither declared nor imported in ${module.path}; it is taken for a name that is declared for all files.`,
    meant === undefined
      ? `Declare it here, or import it: import type { ${name} } from './types'.`
      : `Did you mean '${meant}'? Otherwise declare or import '${name}'.`,
  );
}

/** Whether a type is declared below the top level of a file. */
function isInner({ ts }: Reading, file: ts.SourceFile, name: string): boolean {
  const within = (node: ts.Node): boolean =>
    ((ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isEnumDeclaration(node)) &&
      node.name?.text === name) ||
    ts.forEachChild(node, (child) => within(child) || undefined) === true;
  return within(file);
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
  asValue: boolean,
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
  const { specifier } = from;
  const name: TypeName =
    resolved.kind === 'file' && !resolved.alias
      ? { kind: 'file', file: resolved.path, exported }
      : { kind: 'package', specifier, exported };
  const outside = resolved.kind === 'file' ? reading.inputs.leavesOut?.(resolved.path) : undefined;
  if (resolved.kind !== 'file' || outside === undefined) return { kind: 'name', name, used };
  return fromOutside(reading, resolved.path, exported, asValue, {
    kind: 'name',
    name,
    used,
    outside,
  });
}

/** What a file exports that had better not be imported: where it is declared, or a better place to import it from. */
function fromOutside(
  reading: Reading,
  path: string,
  exported: string,
  asValue: boolean,
  fallback: Extract<Named, { readonly kind: 'name' }>,
): Named {
  const { used } = fallback;
  const loaded = load(reading, path);
  const target = isBroken(loaded) ? undefined : lookupExport(reading, loaded, exported);
  if (target?.kind === 'package' && target.name !== '*') {
    const { specifier, name } = target;
    return { kind: 'name', name: { kind: 'package', specifier, exported: name }, used };
  }
  if (target?.kind !== 'binding' && target?.kind !== 'expression') return fallback;
  const { module } = target;
  const declared = target.kind === 'binding' ? target.name : identifier(target.node);
  if (declared === undefined) return fallback;
  const inside = exportedAs(module, declared);
  if (inside !== undefined && reading.inputs.leavesOut?.(module.path) === undefined) {
    return { kind: 'name', name: { kind: 'file', file: module.path, exported: inside }, used };
  }
  const known = asValue ? module.values : module.types;
  return known.has(declared) ? own(module, declared, asValue, { used, fallback }) : fallback;
}

function own(
  module: Module,
  name: string,
  asValue: boolean,
  rest: Pick<Own, 'used' | 'fallback'>,
): Named {
  const declarations = module.types.get(name);
  return asValue || declarations === undefined
    ? { kind: 'value', module, name, ...rest }
    : { kind: 'declared', module, declarations, ...rest };
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
  return identifier(node) === name;
}

function identifier(node: ts.Expression): string | undefined {
  return 'text' in node && 'escapedText' in node ? String(node.text) : undefined;
}
