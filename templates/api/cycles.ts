/**
 * Aliases that reach themselves without an object, array or tuple in between, which TypeScript refuses:
 * `type A = A | B`. Such a reference adds nothing to a union, so it is left out.
 */

import type { Api, NamedSchema, Schema } from '../../generator/emit.js';

/** Keys of the schemas that stand in such a cycle. */
export function aliasCycles(api: Api): ReadonlySet<string> {
  const byKey = new Map(api.schemas.map((each) => [each.key, each.schema]));
  const cyclic = new Set<string>();
  const leading = leadingToCycles(api);
  for (const { key, schema } of api.schemas) {
    if (!leading.has(key)) continue;
    const seen = new Set<string>();
    const stack = directRefs(schema);
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (next === key) {
        cyclic.add(key);
        break;
      }
      const target = byKey.get(next);
      if (seen.has(next) || target === undefined) continue;
      seen.add(next);
      stack.push(...directRefs(target));
    }
  }
  return cyclic;
}

/** More parts of `all` than this are not resolved each by itself. */
const MAX_PARTS = 16;

/** Keys of what is in a cycle or leads to one: what is left when all that ends is taken away. */
function leadingToCycles({ schemas }: Api): ReadonlySet<string> {
  const users = new Map<string, string[]>(schemas.map(({ key }) => [key, []]));
  const open = new Map<string, number>();
  for (const { key, schema } of schemas) {
    const refs = [...new Set(directRefs(schema))].filter((ref) => users.has(ref));
    open.set(key, refs.length);
    for (const ref of refs) users.get(ref)?.push(key);
  }
  const ended = [...open].filter(([, count]) => count === 0).map(([key]) => key);
  for (let key = ended.pop(); key !== undefined; key = ended.pop()) {
    open.delete(key);
    for (const user of users.get(key) ?? []) {
      const count = (open.get(user) ?? 0) - 1;
      open.set(user, count);
      if (count === 0) ended.push(user);
    }
  }
  return new Set(open.keys());
}

function directRefs(schema: Schema): string[] {
  if (schema.kind === 'ref') return [schema.to];
  return schema.kind === 'union' || schema.kind === 'all' ? schema.of.flatMap(directRefs) : [];
}

/** The schema with the references of its cycle replaced by what they stand for, itself left out. */
export function acyclic(named: NamedSchema, api: Api, cycles: ReadonlySet<string>): Schema {
  const byKey = new Map(api.schemas.map((each) => [each.key, each.schema]));
  let parts = 0;
  // Of a union, what is met again is there already. The parts of `all` are unions of their own; no more of them
  // than can be read, since each may hold all the others.
  const resolve = (
    schema: Schema,
    path: readonly string[],
    met: Set<string>,
  ): Schema | undefined => {
    if (schema.kind === 'ref') {
      const target = byKey.get(schema.to);
      if (target === undefined || !cycles.has(schema.to)) return schema;
      if (met.has(schema.to)) return undefined;
      met.add(schema.to);
      return resolve(target, [...path, schema.to], met);
    }
    if (schema.kind !== 'union' && schema.kind !== 'all') return schema;
    const apart = schema.kind === 'all';
    const of = schema.of.flatMap(
      (each) => resolve(each, path, apart && parts++ < MAX_PARTS ? new Set(path) : met) ?? [],
    );
    return of.length === 0 ? undefined : { ...schema, of };
  };
  // The reader has cut circles that lead out to nothing, and said so.
  const { key, schema } = named;
  return { ...(resolve(schema, [key], new Set([key])) ?? { kind: 'unknown' }) };
}
