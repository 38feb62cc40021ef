/**
 * What emitters would otherwise each rediscover about named schemas: which are recursive, which differ
 * between request and response, which hold values that are converted. One pass over the strongly connected
 * components of the references.
 */

import type { NamedSchema, Schema } from '../../ir.js';

interface Facts {
  readonly refs: Set<string>;
  splits: boolean;
  converts: boolean;
}

/** Formats of strings that an app may want as something else than a string. */
const CONVERTED: ReadonlySet<string> = new Set(['date-time', 'date', 'byte']);

export function withFlags(
  schemas: readonly Omit<NamedSchema, 'recursive' | 'splits' | 'converts'>[],
): readonly NamedSchema[] {
  const facts = new Map<string, Facts>();
  for (const each of schemas) {
    const own: Facts = { refs: new Set(), splits: false, converts: false };
    gather(each.schema, own);
    facts.set(each.key, own);
  }
  const recursive = new Set<string>();
  // Components come out with those they refer to first, so that these are settled.
  for (const component of components(facts)) {
    let splits = false;
    let converts = false;
    for (const key of component) {
      const own = facts.get(key);
      if (own === undefined) continue;
      if (component.length > 1 || own.refs.has(key)) recursive.add(key);
      splits ||= own.splits;
      converts ||= own.converts;
      for (const to of own.refs) {
        const other = facts.get(to);
        splits ||= other?.splits ?? false;
        converts ||= other?.converts ?? false;
      }
    }
    for (const key of component) {
      const own = facts.get(key);
      if (own !== undefined) Object.assign(own, { splits, converts });
    }
  }
  return schemas.map((each) => {
    const own = facts.get(each.key);
    return {
      ...each,
      recursive: recursive.has(each.key),
      splits: own?.splits ?? false,
      converts: own?.converts ?? false,
    };
  });
}

function gather(schema: Schema, facts: Facts): void {
  switch (schema.kind) {
    case 'ref':
      facts.refs.add(schema.to);
      break;
    case 'string':
      if (schema.format !== undefined && CONVERTED.has(schema.format)) facts.converts = true;
      break;
    case 'binary':
      facts.converts = true;
      break;
    case 'array':
      gather(schema.items, facts);
      break;
    case 'tuple':
      schema.items.forEach((each) => gather(each, facts));
      if (schema.rest !== undefined) gather(schema.rest, facts);
      break;
    case 'object':
      for (const { schema: each } of schema.props) {
        // Of properties alone: what is no property of anything is sent and answered all the same.
        if (each.readOnly === true || each.writeOnly === true) facts.splits = true;
        gather(each, facts);
      }
      schema.patterns.forEach((each) => gather(each.schema, facts));
      if (schema.rest !== undefined) gather(schema.rest, facts);
      break;
    case 'union':
    case 'all':
      schema.of.forEach((each) => gather(each, facts));
      break;
    default:
  }
}

/** Tarjan's algorithm, without recursion: chains of references can be as long as the document. */
function components(facts: ReadonlyMap<string, Facts>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const order = new Map<string, { index: number; low: number; open: boolean }>();
  const path: string[] = [];
  for (const start of facts.keys()) {
    if (order.has(start)) continue;
    const work: { key: string; refs: Iterator<string> }[] = [];
    const enter = (key: string): void => {
      order.set(key, { index: order.size, low: order.size, open: true });
      path.push(key);
      work.push({ key, refs: (facts.get(key)?.refs ?? new Set<string>())[Symbol.iterator]() });
    };
    enter(start);
    for (let at = work.at(-1); at !== undefined; at = work.at(-1)) {
      const mine = order.get(at.key);
      if (mine === undefined) break;
      const next = at.refs.next();
      if (next.done !== true) {
        const seen = order.get(next.value);
        if (seen === undefined) {
          if (facts.has(next.value)) enter(next.value);
        } else if (seen.open) {
          mine.low = Math.min(mine.low, seen.index);
        }
        continue;
      }
      work.pop();
      const outer = work.at(-1);
      const outerMine = outer === undefined ? undefined : order.get(outer.key);
      if (outerMine !== undefined) outerMine.low = Math.min(outerMine.low, mine.low);
      if (mine.low === mine.index) {
        const component = path.splice(path.indexOf(at.key));
        for (const key of component) {
          const each = order.get(key);
          if (each !== undefined) each.open = false;
        }
        found.push(component);
      }
    }
  }
  return found;
}
