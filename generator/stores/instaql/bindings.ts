import type { ts } from 'ts-morph';
import { docOf } from './comments.js';
import type { Env, Evaluate } from './env.js';
import { lookupExport, type Target } from './lookup.js';
import type { Module } from './module.js';
import { destructure } from './patterns.js';
import { problem } from './problem.js';
import type { ValueBinding } from './tables.js';
import { unread, type Entry, type Located, type ObjectValue, type Value } from './values.js';

/** The value of a name of a file's top level; read once. */
export function readBinding(env: Env, module: Module, name: string, evaluate: Evaluate): Value {
  const binding = module.values.get(name);
  if (binding === undefined) {
    const node = module.types.get(name)?.[0] ?? module.source;
    return unread('not-a-value', { module, node }, `'${name}' is a type, not a value.`);
  }
  const { bindings } = env.reading;
  let known = bindings.get(binding.node);
  if (known === undefined) {
    known = new Map();
    bindings.set(binding.node, known);
  }
  const before = known.get(name);
  if (before === 'reading') {
    return unread(
      'circle',
      { module, node: binding.node },
      `'${name}' is made from itself.`,
      'Break the circle: let one of the files declare the part that both need.',
    );
  }
  if (before !== undefined) return before;
  known.set(name, 'reading');
  const value = changed(env, module, name, readFresh(env, module, name, binding, evaluate));
  known.set(name, value);
  return value;
}

function readFresh(
  env: Env,
  module: Module,
  name: string,
  binding: ValueBinding,
  evaluate: Evaluate,
): Value {
  const top: Env = { reading: env.reading, module, scope: undefined };
  switch (binding.kind) {
    case 'function':
      return { kind: 'function', node: binding.node, module, scope: undefined };
    case 'enum':
      return readEnum(top, binding.node, evaluate);
    case 'other':
      return unread(
        'not-readable',
        { module, node: binding.node },
        'A class or namespace cannot be read as a part of a schema.',
        'Use a plain object.',
      );
    case 'variable': {
      const { node, statement } = binding;
      const origin = { module, node };
      if (node.initializer === undefined) {
        return unread('not-readable', origin, 'This variable has no value where it is declared.');
      }
      const { initializer } = node;
      let value: Value | undefined;
      const whole = (): Value => evaluate(top, initializer);
      destructure(top, node.name, whole, origin, evaluate, (each, read) => {
        if (each === name) value = read();
      });
      value ??= { kind: 'literal', value: undefined, origin };
      if (value.kind !== 'attr' && value.kind !== 'entity') return value;
      const doc = value.doc ?? docOf(env.reading.ts, module.source, statement, node.initializer);
      return doc === undefined ? value : { ...value, doc };
    }
  }
}

/** Statements further down may change what was declared; they are not followed. */
function changed(env: Env, module: Module, name: string, value: Value): Value {
  const change = module.changes.get(name);
  const parts = ['object', 'attr', 'entity', 'schema'];
  if (change === undefined || !parts.includes(value.kind)) return value;
  const origin = { module, node: change.node };
  if (change.whole) {
    return unread(
      'reassigned',
      origin,
      `'${name}' is given another value here.`,
      'Declare it once, with `const`.',
    );
  }
  env.reading.report(
    problem(
      'warning',
      'changed-later',
      origin,
      `'${name}' is changed here, after it was declared; the schema is read as declared.`,
      'If the change adds or alters attributes or links, write it into the declaration.',
    ),
  );
  return value;
}

function readEnum(env: Env, node: ts.EnumDeclaration, evaluate: Evaluate): Value {
  const { ts } = env.reading;
  const entries = new Map<string, Entry>();
  let next: number | undefined = 0;
  for (const item of node.members) {
    if (!ts.isIdentifier(item.name) && !ts.isStringLiteral(item.name)) continue;
    const origin: Located = { module: env.module, node: item };
    let value: Value = { kind: 'literal', value: next, origin };
    if (item.initializer !== undefined) value = evaluate(env, item.initializer);
    const known: unknown = value.kind === 'literal' ? value.value : undefined;
    next = typeof known === 'number' ? known + 1 : undefined;
    const name = { module: env.module, node: item.name };
    entries.set(item.name.text, { value, origin, name });
  }
  return { kind: 'object', entries, unread: [], origin: { module: env.module, node } };
}

/** The value that a followed name or import leads to. `origin` is where it is used. */
export function readTarget(env: Env, target: Target, origin: Located, evaluate: Evaluate): Value {
  switch (target.kind) {
    case 'binding':
      return readBinding(env, target.module, target.name, evaluate);
    case 'expression':
      return readExpression(env, target.module, target.node, evaluate);
    case 'namespace':
      return { kind: 'namespace', module: target.module };
    case 'package': {
      const { specifier, name } = target;
      if (name === 'i') return { kind: 'dsl' };
      const path = name === '*' || name === 'default' ? [] : [name];
      return { kind: 'package', specifier, path, origin };
    }
    case 'missing':
      return { kind: 'unread', problems: target.problems };
  }
}

/** An exported expression: like a binding without a name. */
function readExpression(env: Env, module: Module, node: ts.Expression, evaluate: Evaluate): Value {
  const { bindings } = env.reading;
  const before = bindings.get(node)?.get('');
  if (before === 'reading') {
    return unread('circle', { module, node }, `${module.path} imports itself in a circle.`);
  }
  if (before !== undefined) return before;
  bindings.set(node, new Map([['', 'reading' as const]]));
  const value = evaluate({ reading: env.reading, module, scope: undefined }, node);
  bindings.set(node, new Map([['', value]]));
  return value;
}

/** What `require` gives: a lone `module.exports = x` is the module. */
export function requiredModule(env: Env, value: Value, evaluate: Evaluate): Value {
  if (value.kind !== 'namespace') return value;
  const { exports } = value.module;
  const main = exports.get('default');
  if (exports.size > 1 || main?.kind !== 'expression') return value;
  return readExpression(env, value.module, main.node, evaluate);
}

/** All exports of a file but its default, as an object: what a spread of `import * as` gives. */
export function wholeNamespace(
  env: Env,
  module: Module,
  origin: Located,
  evaluate: Evaluate,
): ObjectValue {
  const entries = new Map<string, Entry>();
  for (const name of module.exports.keys()) {
    const target = name === 'default' ? undefined : lookupExport(env.reading, module, name);
    if (target === undefined) continue;
    if (target.kind === 'binding' && !target.module.values.has(target.name)) continue;
    entries.set(name, { value: readTarget(env, target, origin, evaluate), origin, name: origin });
  }
  return { kind: 'object', entries, unread: [], origin };
}
