import type { Diagnostic, Report } from '../../diagnostics.js';
import type { LocalType } from '../../ir.js';
import type { Parser } from '../../parser.js';
import type { Inputs } from '../../stages.js';
import type { Alias } from './aliases.js';
import type { Ambient } from './ambient.js';
import type { Module } from './module.js';
import type { Value } from './values.js';
import type { ts } from 'ts-morph';

/** What one reading of a schema knows and remembers; it lives as long as the reading. */
export interface Reading {
  readonly ts: Parser;
  readonly inputs: Inputs;
  readonly report: Report;
  readonly modules: Map<string, Module | readonly Diagnostic[]>;
  /** By folder. */
  readonly aliases: Map<string, readonly Alias[]>;
  /** Top-level bindings that were read, and those being read: meeting one of these again is a circle. */
  readonly bindings: Map<ts.Node, Map<string, Value | 'reading'>>;
  readonly declarations: Declarations;
  /** Why declarations of files that emitted code had better not import cannot be copied, as far as that was tried. */
  readonly copies: Map<ts.Node, string | undefined>;
  /** Names that no file declares or imports, as far as they were looked up. */
  readonly globals: Map<string, Ambient>;
  readonly budget: Budget;
}

export interface Declarations {
  readonly keys: Map<ts.Node, string>;
  readonly taken: Set<string>;
  readonly types: LocalType[];
  /** Declarations that were named and are not converted yet. */
  readonly queue: (() => void)[];
}

/** Ends what would go on for ever, or for too long: a schema is data, and small. */
export interface Budget {
  steps: number;
  depth: number;
}

export const MAX_STEPS = 400_000;
export const MAX_DEPTH = 250;
