import { propertyKey, quote } from '../../print/ident.js';
import type { Evaluate } from './env.js';
import type { TypeEnv } from './typeenv.js';
import type { Value } from './values.js';

/**
 * The type of an unexported constant, where its text tells: `const STATES = ['open', 'shut'] as const` is
 * `readonly ['open', 'shut']`. Undefined for everything that only a type checker knows.
 */
export function literalType(env: TypeEnv, name: string, evaluate: Evaluate): string | undefined {
  const { ts } = env.reading;
  const binding = env.module.values.get(name);
  if (binding?.kind !== 'variable' || !ts.isIdentifier(binding.node.name)) return undefined;
  const { initializer, type } = binding.node;
  if (initializer === undefined || type !== undefined) return undefined;
  const isConst = (binding.statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  const frozen =
    ts.isAsExpression(initializer) && initializer.type.getText(env.module.source) === 'const';
  const value = evaluate({ ...env, scope: undefined }, initializer);
  if (frozen || (isConst && value.kind === 'literal')) return print(value, 0, { left: 2000 });
  return undefined;
}

/** `budget`: constants that repeat each other grow faster than anyone writes. */
function print(value: Value, depth: number, budget: { left: number }): string | undefined {
  if (depth > 20 || budget.left-- <= 0) return undefined;
  if (value.kind === 'literal') {
    return typeof value.value === 'string' ? quote(value.value) : String(value.value);
  }
  if (value.kind === 'array') {
    const items = value.items.map((item) => print(item, depth + 1, budget));
    if (items.includes(undefined)) return undefined;
    const text = `readonly [${items.join(', ')}]`;
    return depth === 0 ? `(${text})` : text;
  }
  if (value.kind !== 'object' || value.unread.length > 0 || value.attr !== undefined) {
    return undefined;
  }
  const members = [...value.entries].map(([key, entry]) => {
    const type = print(entry.value, depth + 1, budget);
    return type === undefined ? undefined : `readonly ${propertyKey(key)}: ${type}`;
  });
  return members.includes(undefined) ? undefined : `{ ${members.join('; ')} }`;
}
