import type { ts } from 'ts-morph';
import type { Module } from './module.js';
import type { Reading } from './reading.js';
import type { Located, Scope, Value } from './values.js';

/** Where an expression is read: the file, and the parameters of the functions around it. */
export interface Env {
  readonly reading: Reading;
  readonly module: Module;
  readonly scope: Scope | undefined;
}

/** Handed down to the parts of the evaluator, which call it for the expressions inside theirs. */
export interface Evaluate {
  (env: Env, node: ts.Expression): Value;
  /** `value.name`; `origin` is where it is asked for. */
  readonly member: (
    env: Env,
    value: Value,
    name: string,
    origin: Located,
    evaluate: Evaluate,
  ) => Value;
  /** What a value adds to an object that it is spread into at `node`. */
  readonly spread: (
    env: Env,
    value: Value,
    node: ts.Node,
    evaluate: Evaluate,
  ) => Extract<Value, { kind: 'object' | 'attr' | 'unread' }>;
}
