import type { ts } from 'ts-morph';
import type { Diagnostic } from '../../diagnostics.js';
import { nearest } from '../../diagnostics.js';
import { isBroken, load, resolve } from './files.js';
import type { Module } from './module.js';
import { problem } from './problem.js';
import type { Reading } from './reading.js';
import type { Exported, Imported } from './tables.js';

/** Where following a name through imports and re-exports ends. */
export type Target =
  | { readonly kind: 'binding'; readonly module: Module; readonly name: string }
  | { readonly kind: 'expression'; readonly module: Module; readonly node: ts.Expression }
  | { readonly kind: 'namespace'; readonly module: Module }
  /** `name` is `*` for the package as a whole. */
  | { readonly kind: 'package'; readonly specifier: string; readonly name: string }
  | { readonly kind: 'missing'; readonly problems: readonly Diagnostic[] };

/** What a name of the top level of `module` stands for; undefined where the file does not declare it. */
export function lookupName(reading: Reading, module: Module, name: string): Target | undefined {
  return named(reading, module, name, new Set());
}

/** What `module` exports under `name`; undefined where it exports no such thing. */
export function lookupExport(reading: Reading, module: Module, name: string): Target | undefined {
  return exported(reading, module, name, new Set());
}

/** The file or package that a specifier leads to, as a whole. */
export function lookupModule(
  reading: Reading,
  module: Module,
  specifier: string,
  node: ts.Node,
): Target {
  return imported(reading, module, { specifier, name: '*', node }, new Set());
}

type Seen = Set<string>;

function named(reading: Reading, module: Module, name: string, seen: Seen): Target | undefined {
  if (module.values.has(name) || module.types.has(name)) return { kind: 'binding', module, name };
  const from = module.imports.get(name);
  return from === undefined ? undefined : imported(reading, module, from, seen);
}

function exported(reading: Reading, module: Module, name: string, seen: Seen): Target | undefined {
  const mark = `${module.path}\0${name}`;
  if (seen.has(mark)) return undefined;
  seen.add(mark);
  const found = module.exports.get(name);
  if (found !== undefined) return follow(reading, module, found, seen);
  if (name === 'default') return undefined;
  for (const star of module.stars) {
    const target = imported(reading, module, star, seen);
    if (target.kind !== 'namespace') continue;
    const inside = exported(reading, target.module, name, seen);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function follow(reading: Reading, module: Module, found: Exported, seen: Seen): Target | undefined {
  switch (found.kind) {
    case 'expression':
      return { kind: 'expression', module, node: found.node };
    case 'local':
      return named(reading, module, found.name, seen);
    case 'from':
      return imported(reading, module, found.from, seen);
  }
}

function imported(reading: Reading, module: Module, from: Imported, seen: Seen): Target {
  const origin = { module, node: from.node };
  const resolved = resolve(reading, from.specifier, origin);
  if (resolved.kind === 'missing') return { kind: 'missing', problems: [resolved.problem] };
  if (resolved.kind === 'package') {
    return { kind: 'package', specifier: from.specifier, name: from.name };
  }
  const target = load(reading, resolved.path);
  if (isBroken(target)) return { kind: 'missing', problems: target };
  if (from.name === '*') return { kind: 'namespace', module: target };
  const found = exported(reading, target, from.name, seen);
  if (found !== undefined) return found;
  const meant = nearest(from.name, target.exports.keys());
  return {
    kind: 'missing',
    problems: [
      problem(
        'error',
        'export-not-found',
        origin,
        `${target.path} does not export '${from.name}'.`,
        meant === undefined ? `Export it from ${target.path}.` : `Did you mean '${meant}'?`,
      ),
    ],
  };
}
