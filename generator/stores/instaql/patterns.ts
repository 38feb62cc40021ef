import type { ts } from 'ts-morph';
import type { Env, Evaluate } from './env.js';
import { keyOf } from './keys.js';
import { describe, unread, type Located, type UnreadValue, type Value } from './values.js';

/** A name of a pattern, and what reads its value: nothing is read for names that nobody asks for. */
export type Found = (name: string, read: () => Value) => void;

/**
 * Takes a value apart by a binding pattern: members and items, renamed, nested, with defaults, and what is
 * left of them (`...rest`). `origin` is the place to name where something cannot be read.
 */
export function destructure(
  env: Env,
  pattern: ts.BindingName,
  value: () => Value,
  origin: Located,
  evaluate: Evaluate,
  found: Found,
): void {
  const { ts } = env.reading;
  if (ts.isIdentifier(pattern)) {
    found(pattern.text, value);
    return;
  }
  const parts = ts.isObjectBindingPattern(pattern) ? members : items;
  for (const [element, read] of parts(env, pattern, value, origin, evaluate)) {
    const { initializer } = element;
    const given = (): Value => {
      const one = read();
      return initializer !== undefined && isUndefined(one) ? evaluate(env, initializer) : one;
    };
    destructure(env, element.name, given, origin, evaluate, found);
  }
}

export function isUndefined(value: Value | undefined): boolean {
  return value === undefined || (value.kind === 'literal' && value.value === undefined);
}

type Parts = readonly (readonly [element: ts.BindingElement, read: () => Value])[];

function members(
  env: Env,
  { elements }: ts.BindingPattern,
  value: () => Value,
  origin: Located,
  evaluate: Evaluate,
): Parts {
  const { ts } = env.reading;
  const keys: (() => string | UnreadValue)[] = [];
  return elements.flatMap((element): Parts => {
    if (ts.isOmittedExpression(element)) return [];
    if (element.dotDotDotToken !== undefined) {
      return [[element, () => rest(env, value(), keys, element, evaluate)]];
    }
    const name = element.propertyName ?? element.name;
    if (!ts.isPropertyName(name)) return [];
    const key = (): string | UnreadValue => keyOf(env, name, evaluate);
    keys.push(key);
    const read = (): Value => {
      const known = key();
      if (typeof known !== 'string') return known;
      const whole = value();
      // Where there is a default, a member that is not there is no slip of the pen.
      const absent =
        whole.kind === 'object' &&
        !whole.entries.has(known) &&
        whole.unread.length === 0 &&
        whole.attr === undefined;
      return absent && element.initializer !== undefined
        ? { kind: 'literal', value: undefined, origin }
        : evaluate.member(env, whole, known, origin, evaluate);
    };
    return [[element, read]];
  });
}

/** What is left of an object without some of its members. */
function rest(
  env: Env,
  value: Value,
  keys: readonly (() => string | UnreadValue)[],
  node: ts.Node,
  evaluate: Evaluate,
): Value {
  const whole = evaluate.spread(env, value, node, evaluate);
  if (whole.kind !== 'object') return whole;
  const entries = new Map(whole.entries);
  for (const key of keys) {
    const known = key();
    if (typeof known !== 'string') return known;
    entries.delete(known);
  }
  return { ...whole, entries, origin: { module: env.module, node } };
}

function items(
  env: Env,
  { elements }: ts.BindingPattern,
  value: () => Value,
  origin: Located,
): Parts {
  const { ts } = env.reading;
  return elements.flatMap((element, index): Parts => {
    if (ts.isOmittedExpression(element)) return [];
    const read = (): Value => {
      const list = value();
      if (list.kind === 'unread') return list;
      if (list.kind !== 'array') {
        return unread(
          'not-readable',
          { module: env.module, node: element },
          `This takes ${describe(list)} apart as a list.`,
          'Write a list, or take it apart by names: `{ a, b }`.',
        );
      }
      if (element.dotDotDotToken !== undefined) {
        return { kind: 'array', items: list.items.slice(index), origin: list.origin };
      }
      return list.items[index] ?? { kind: 'literal', value: undefined, origin };
    };
    return [[element, read]];
  });
}
