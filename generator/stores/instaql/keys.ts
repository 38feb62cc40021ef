import type { ts } from 'ts-morph';
import type { Env, Evaluate } from './env.js';
import { unread, type UnreadValue } from './values.js';

/** A key, or why it is not known. */
export function keyOf(env: Env, name: ts.PropertyName, evaluate: Evaluate): string | UnreadValue {
  const { ts } = env.reading;
  if (ts.isNumericLiteral(name)) return String(Number(name.text));
  if (!ts.isComputedPropertyName(name)) return name.text;
  const value = evaluate(env, name.expression);
  if (value.kind === 'unread') return value;
  if (value.kind === 'literal') return String(value.value);
  return unread(
    'unknown-key',
    { module: env.module, node: name },
    'This key is only known when the file runs.',
    'Write the key as text.',
  );
}
