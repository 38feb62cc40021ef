import type { ts } from 'ts-morph';
import type { Evaluate } from './env.js';
import type { Module } from './module.js';
import type { Reading } from './reading.js';
import type { Part } from './text.js';
import type { Scope } from './values.js';

/** Where a type is read. `bound`: names that the type itself introduces, and that stay text. */
export interface TypeEnv {
  readonly reading: Reading;
  readonly module: Module;
  readonly scope: Scope | undefined;
  readonly bound: ReadonlySet<string>;
  readonly evaluate: Evaluate;
}

/** A stretch of a file's text, with the nodes in it. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly nodes: readonly ts.Node[];
}

/** The parts of a stretch of text; undefined when something in it cannot be named, which was then reported. */
export type Convert = (env: TypeEnv, span: Span) => readonly Part[] | undefined;

export function spanOf(env: TypeEnv, node: ts.Node): Span {
  return { start: node.getStart(env.module.source), end: node.end, nodes: [node] };
}
