/** Where in a file of the user's something was thrown: what runs is other text at another address. */

import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Recorder } from '../inputs.js';

interface Module {
  readonly url: string;
  readonly file: string;
  readonly text: string;
  /** The mappings of a source map. */
  readonly mappings: string;
}

export interface ThrownAt {
  readonly file: string;
  readonly offset: number;
}

const modules = new WeakMap<Recorder, Module[]>();

export function remember(inputs: Recorder, module: Module): void {
  const known = modules.get(inputs);
  if (known === undefined) modules.set(inputs, [module]);
  else known.push(module);
}

/** The innermost place in the user's own files; undefined where there is none. */
export function thrownAt(error: unknown, inputs: Recorder): ThrownAt | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  for (const frame of stack.split('\n')) {
    const [end, line, column] = /:(\d+):(\d+)\)?$/.exec(frame) ?? [];
    if (end === undefined || !/^\s+at /.test(frame)) continue;
    const named = frame.indexOf(' (');
    const address = frame.slice(named < 0 ? frame.indexOf('at ') + 3 : named + 2, -end.length);
    const at = { line: Number(line) - 1, column: Number(column) - 1 };
    const found = modules.get(inputs)?.find(({ url }) => url === address);
    if (found !== undefined) return { file: found.file, offset: originOf(found, at) };
    const path = address.startsWith('file:') ? fileURLToPath(address) : address;
    if (!path.startsWith(inputs.root + sep) || path.includes(`${sep}node_modules${sep}`)) continue;
    const file = inputs.toRoot(path);
    const text = inputs.read(file);
    if (text !== undefined) return { file, offset: offsetOf(text, at) };
  }
  return undefined;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function offsetOf(text: string, { line, column }: Position): number {
  const before = text.split('\n').slice(0, line);
  return before.reduce((sum, each) => sum + each.length + 1, 0) + column;
}

/** Each segment says how far it is from the one before: column here, file, line and column there. */
function originOf({ text, mappings }: Module, at: Position): number {
  let [line, column] = [0, 0];
  let found: Position = { line, column };
  for (const [index, row] of mappings.split(';').entries()) {
    if (index > at.line) break;
    let here = 0;
    for (const segment of row.split(',').filter((each) => each !== '')) {
      const [moved = 0, , lines = 0, columns = 0] = numbersOf(segment);
      here += moved;
      line += lines;
      column += columns;
      if (index < at.line || here <= at.column) found = { line, column };
    }
  }
  return offsetOf(text, found);
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base 64 in groups of five bits, the lowest first; the last bit of a number is its sign. */
function numbersOf(segment: string): readonly number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const each of segment) {
    const bits = DIGITS.indexOf(each);
    value += (bits & 31) << shift;
    shift += 5;
    if (bits >= 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}
