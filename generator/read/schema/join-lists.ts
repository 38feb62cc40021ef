/** Two descriptions of one list: item by item. */

import type { Schema } from '../../ir.js';

type Tuple = Extract<Schema, { readonly kind: 'tuple' }>;
type List = Tuple | Extract<Schema, { readonly kind: 'array' }>;

export function isList(schema: Schema): schema is List {
  return schema.kind === 'array' || schema.kind === 'tuple';
}

/** @param join what two items are together; undefined where nothing is both, and no list then */
export function joinLists(
  a: List,
  b: List,
  join: (a: Schema, b: Schema) => Schema | undefined,
): Schema | undefined {
  if (a.kind === 'array' && b.kind === 'array') {
    const items = join(a.items, b.items);
    return items === undefined ? undefined : { ...a, ...b, items };
  }
  const length = Math.max(itemsOf(a).length, itemsOf(b).length);
  const items: Schema[] = [];
  for (let index = 0; index < length; index++) {
    const item = both(itemsOf(a)[index] ?? restOf(a), itemsOf(b)[index] ?? restOf(b), join);
    if (item === undefined) return undefined;
    items.push(item);
  }
  const [one, two] = [restOf(a), restOf(b)];
  const rest = one === undefined && two === undefined ? undefined : both(one, two, join);
  return {
    kind: 'tuple',
    items,
    required: Math.max(leastOf(a, length), leastOf(b, length)),
    ...(rest === undefined ? {} : { rest }),
  };
}

function both(
  a: Schema | undefined,
  b: Schema | undefined,
  join: (a: Schema, b: Schema) => Schema | undefined,
): Schema | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return join(a, b);
}

function itemsOf(list: List): readonly Schema[] {
  return list.kind === 'tuple' ? list.items : [];
}

/** A list of anything says nothing of what comes after the items of a tuple. */
function restOf(list: List): Schema | undefined {
  if (list.kind === 'tuple') return list.rest;
  return list.items.kind === 'unknown' ? undefined : list.items;
}

function leastOf(list: List, length: number): number {
  return list.kind === 'tuple' ? list.required : Math.min(list.minItems ?? 0, length);
}
