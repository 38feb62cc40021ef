import type { ts } from 'ts-morph';
import type { Env, Evaluate } from './env.js';
import type { Value } from './values.js';

/** Whether a value counts as true in a condition; undefined when syntax cannot tell. */
export function isTrue(value: Value): boolean | undefined {
  if (value.kind === 'literal') return Boolean(value.value);
  return value.kind === 'unread' || value.kind === 'package' ? undefined : true;
}

/** Text that doubles from constant to constant fills any memory. */
const LONGEST = 10_000;

/** `a ${b}`, when every part is known. */
export function template(
  env: Env,
  node: ts.TemplateExpression,
  evaluate: Evaluate,
): Value | undefined {
  let text = node.head.text;
  for (const span of node.templateSpans) {
    const value = evaluate(env, span.expression);
    if (value.kind === 'unread') return value;
    if (value.kind !== 'literal' || text.length > LONGEST) return undefined;
    text += String(value.value) + span.literal.text;
  }
  return { kind: 'literal', value: text, origin: { module: env.module, node } };
}

/** `&&`, `||`, `??`, `+`, `===`, `!==` of what is known; undefined for everything else. */
export function combine(
  env: Env,
  node: ts.BinaryExpression,
  evaluate: Evaluate,
): Value | undefined {
  const { SyntaxKind } = env.reading.ts;
  const operator = node.operatorToken.kind;
  const left = evaluate(env, node.left);
  if (operator === SyntaxKind.AmpersandAmpersandToken || operator === SyntaxKind.BarBarToken) {
    const known = isTrue(left);
    if (known === undefined) return undefined;
    const stays = operator === SyntaxKind.BarBarToken ? known : !known;
    return stays ? left : evaluate(env, node.right);
  }
  if (operator === SyntaxKind.QuestionQuestionToken) {
    if (left.kind === 'unread' || left.kind === 'package') return undefined;
    const empty = left.kind === 'literal' && (left.value === undefined || left.value === null);
    return empty ? evaluate(env, node.right) : left;
  }
  if (left.kind !== 'literal') return undefined;
  const right = evaluate(env, node.right);
  if (right.kind !== 'literal') return undefined;
  const origin = { module: env.module, node };
  if (operator === SyntaxKind.PlusToken) {
    const { value: a } = left;
    const { value: b } = right;
    const text = String(a) + String(b);
    if ((typeof a === 'string' || typeof b === 'string') && text.length <= LONGEST) {
      return { kind: 'literal', value: text, origin };
    }
  }
  if (operator === SyntaxKind.EqualsEqualsEqualsToken) {
    return { kind: 'literal', value: left.value === right.value, origin };
  }
  if (operator === SyntaxKind.ExclamationEqualsEqualsToken) {
    return { kind: 'literal', value: left.value !== right.value, origin };
  }
  return undefined;
}
