/**
 * Schemas that a document writes out again, word for word, as those do that are generated of code without names: most
 * of a large one can be such. Each is read once.
 */

import type { Schema } from '../../ir.js';
import { isData, type Data, type Node } from './source.js';

/** What was read in one file, to be found by what stands at a node. */
export interface Alike {
  find(node: Node, value: Data): Schema | undefined;
  keep(node: Node, value: Data, schema: Schema): void;
}

interface Kept {
  readonly value: Data;
  readonly schema: Schema;
}

/** With no more than so many of the same words a schema is compared. */
const MOST = 16;

export function openAlike(): Alike {
  // References mean the same in one file.
  const files = new Map<string, Map<unknown, Kept[]>>();
  return {
    find({ file }, value) {
      const kept = files.get(file)?.get(wordsOf(value)) ?? [];
      return kept.find((each) => isSame(each.value, value))?.schema;
    },
    keep({ file }, value, schema) {
      let own = files.get(file);
      if (own === undefined) files.set(file, (own = new Map<unknown, Kept[]>()));
      const words = wordsOf(value);
      const kept = own.get(words);
      if (kept === undefined) own.set(words, [{ value, schema }]);
      else if (kept.length < MOST) kept.push({ value, schema });
    },
  };
}

/** What tells most schemas apart, at little cost. */
function wordsOf(value: Data): unknown {
  const { $ref, description, title, enum: values, format, example, properties, type } = value;
  const first: unknown = Array.isArray(values) ? values[0] : undefined;
  const words = $ref ?? description ?? title ?? first ?? format ?? example;
  if (words !== undefined) return words;
  if (isData(properties)) for (const key in properties) return key;
  return type;
}

/** Also in the order of keys, which is that of properties. By `for … in` and by number: this is done with every schema. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && areSame(a, b);
  if (Array.isArray(b)) return false;
  const others = Object.keys(b);
  let at = 0;
  for (const key in a) {
    if (key !== others[at++]) return false;
    if (!isSame((a as Data)[key], (b as Data)[key])) return false;
  }
  return at === others.length;
}

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!isSame(a[index], b[index])) return false;
  return true;
}
