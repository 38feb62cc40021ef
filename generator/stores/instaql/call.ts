import type { ts } from 'ts-morph';
import { callMethod } from './dsl.js';
import type { Env, Evaluate } from './env.js';
import { apply } from './apply.js';
import { excerpt } from './problem.js';
import { unread, type Entry, type TypeUse, type Value } from './values.js';

/** Reads a call: of `i`, of a function that can be followed, or of the few built-ins that copy objects. */
export function call(env: Env, node: ts.CallExpression, evaluate: Evaluate): Value {
  const { ts } = env.reading;
  const { module } = env;
  const origin = { module, node };
  const builtIn = objectMethod(env, node.expression);
  const args = node.arguments.map((argument) =>
    ts.isSpreadElement(argument)
      ? unread('not-readable', { module, node: argument }, 'Spread arguments are not followed.')
      : evaluate(env, argument),
  );
  if (builtIn !== undefined) {
    const copied = copy(builtIn, args, origin);
    if (copied !== undefined) return copied;
  }
  const types = (node.typeArguments ?? []).map((type): TypeUse => ({
    node: type,
    module,
    scope: env.scope,
  }));
  const callee = builtIn === undefined ? evaluate(env, node.expression) : undefined;
  if (callee?.kind === 'unread') return callee;
  if (callee?.kind === 'method') return callMethod(env.reading, callee, args, types, origin);
  if (callee?.kind === 'function') return apply(env, callee, args, types, origin, evaluate);
  if (callee?.kind === 'package') {
    const name = callee.path.at(-1) ?? '';
    const [first] = args;
    if (/^init(?:_experimental)?$/.test(name) && first?.kind === 'object') {
      const nothing: Value = { kind: 'literal', value: undefined, origin };
      return { kind: 'database', schema: first.entries.get('schema')?.value ?? nothing, origin };
    }
    return unread(
      'not-readable',
      origin,
      `\`${excerpt(origin)}\` calls a function of the package '${callee.specifier}', which is not followed.`,
      'Write what it gives here, or declare the function in a file of the project.',
    );
  }
  return unread(
    'not-readable',
    origin,
    `What \`${excerpt(origin)}\` gives is only known when the file runs.`,
    'Write it as a literal: this file is read as text and never run.',
  );
}

/** `freeze` of `Object.freeze`. */
function objectMethod(env: Env, callee: ts.Expression): string | undefined {
  const { ts } = env.reading;
  return ts.isPropertyAccessExpression(callee) &&
    ts.isIdentifier(callee.expression) &&
    callee.expression.text === 'Object' &&
    !env.module.values.has('Object')
    ? callee.name.text
    : undefined;
}

function copy(
  method: string,
  args: readonly Value[],
  origin: { readonly module: Env['module']; readonly node: ts.Node },
): Value | undefined {
  const [first, ...rest] = args;
  if (first === undefined) return undefined;
  if (method === 'freeze' || method === 'seal' || method === 'preventExtensions') return first;
  if (method !== 'assign') return undefined;
  // Notes pinned on an attribute or entity leave it what it is.
  if (first.kind !== 'object') return first;
  const entries = new Map<string, Entry>(first.entries);
  const lost = new Set(first.unread);
  let { attr } = first;
  for (const value of rest) {
    if (value.kind === 'unread') lost.add(value);
    else if (value.kind === 'attr') attr = value;
    else if (value.kind === 'object') {
      for (const [key, entry] of value.entries) entries.set(key, entry);
      for (const each of value.unread) lost.add(each);
      attr = value.attr ?? attr;
    } else return undefined;
  }
  return {
    kind: 'object',
    entries,
    unread: [...lost],
    origin,
    ...(attr === undefined ? {} : { attr }),
  };
}
