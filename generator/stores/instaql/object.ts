import type { ts } from 'ts-morph';
import { wholeNamespace } from './bindings.js';
import { docOf } from './comments.js';
import type { Env, Evaluate } from './env.js';
import { keyOf } from './keys.js';
import { problem } from './problem.js';
import {
  describe,
  unread,
  type Entry,
  type AttrValue,
  type UnreadValue,
  type Value,
} from './values.js';

/** Reads an object literal: later members win, in the place of the first, as JavaScript has it. */
export function readObject(env: Env, node: ts.ObjectLiteralExpression, evaluate: Evaluate): Value {
  const { ts } = env.reading;
  const { module } = env;
  const entries = new Map<string, Entry>();
  const lost = new Set<UnreadValue>();
  const written = new Set<string>();
  let attr: AttrValue | undefined;
  const add = (
    property: ts.ObjectLiteralElementLike,
    nameNode: ts.Node,
    key: string,
    value: Value,
    initializer?: ts.Expression,
  ): void => {
    const doc = docOf(ts, module.source, property, initializer);
    if (written.has(key))
      env.reading.report(
        problem(
          'warning',
          'key-twice',
          { module, node: nameNode },
          `'${key}' stands here twice, and the last one wins.`,
          'Take one of them away, or give it another name.',
        ),
      );
    written.add(key);
    entries.set(key, {
      value,
      origin: { module, node: property },
      name: { module, node: nameNode },
      ...(doc === undefined ? {} : { doc }),
    });
  };
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      const spread = spreadOf(env, evaluate(env, property.expression), property, evaluate);
      if (spread.kind === 'unread') lost.add(spread);
      else if (spread.kind === 'attr') attr = spread;
      else {
        for (const [key, entry] of spread.entries) entries.set(key, entry);
        for (const each of spread.unread) lost.add(each);
      }
      continue;
    }
    const key = keyOf(env, property.name, evaluate);
    if (typeof key !== 'string') lost.add(key);
    else if (ts.isPropertyAssignment(property)) {
      const value = evaluate(env, property.initializer);
      add(property, property.name, key, value, property.initializer);
    } else if (ts.isShorthandPropertyAssignment(property)) {
      add(property, property.name, key, evaluate(env, property.name));
    } else if (ts.isMethodDeclaration(property)) {
      const value: Value = { kind: 'function', node: property, module, scope: env.scope };
      add(property, property.name, key, value);
    } else {
      const origin = { module, node: property };
      add(
        property,
        property.name,
        key,
        unread(
          'not-readable',
          origin,
          `'${key}' is computed when it is asked for.`,
          'Write it as a plain member.',
        ),
      );
    }
  }
  const origin = { module, node };
  return {
    kind: 'object',
    entries,
    unread: [...lost],
    origin,
    ...(attr === undefined ? {} : { attr }),
  };
}

/** What a value adds to an object that it is spread into. */
export function spreadOf(
  env: Env,
  value: Value,
  node: ts.Node,
  evaluate: Evaluate,
): Extract<Value, { kind: 'object' | 'attr' | 'unread' }> {
  const origin = { module: env.module, node };
  if (value.kind === 'object' || value.kind === 'attr' || value.kind === 'unread') return value;
  if (value.kind === 'literal') return { kind: 'object', entries: new Map(), unread: [], origin };
  if (value.kind === 'namespace') return wholeNamespace(env, value.module, origin, evaluate);
  if (value.kind === 'schema') {
    const entries = new Map<string, Entry>();
    for (const key of ['entities', 'links', 'rooms'] as const) {
      entries.set(key, { value: value[key], origin, name: origin });
    }
    return { kind: 'object', entries, unread: [], origin };
  }
  return unread(
    'not-readable',
    origin,
    `This spreads ${describe(value)}, whose members are not known.`,
    'Write its members out, or move them to a file of the project.',
  );
}
