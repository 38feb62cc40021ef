/** In which schemas something is called otherwise than on the wire. */

import type { Api, NamedSchema, Schema } from '../../generator/emit.js';

export function isRenamed({ key }: NamedSchema, api: Api): boolean {
  return renamedSchemas(api).has(key);
}

const schemas = new WeakMap<Api, ReadonlyMap<string, NamedSchema>>();

export function schemasOf(api: Api): ReadonlyMap<string, NamedSchema> {
  const known = schemas.get(api) ?? new Map(api.schemas.map((each) => [each.key, each]));
  schemas.set(api, known);
  return known;
}

const renamed = new WeakMap<Api, ReadonlySet<string>>();

/** Keys of the schemas in which something is called otherwise, themselves or by reference. */
export function renamedSchemas(api: Api): ReadonlySet<string> {
  const known = renamed.get(api);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (let before = -1; api.propertyCase !== undefined && before < found.size;) {
    before = found.size;
    for (const { key, schema } of api.schemas)
      if (!found.has(key) && hasRenamed(schema, found)) found.add(key);
  }
  renamed.set(api, found);
  return found;
}

export function hasRenamed(schema: Schema, found: ReadonlySet<string>): boolean {
  const has = (each: Schema | undefined): boolean => each !== undefined && hasRenamed(each, found);
  switch (schema.kind) {
    case 'ref':
      return found.has(schema.to);
    case 'array':
      return has(schema.items);
    case 'tuple':
      return schema.items.some(has) || has(schema.rest);
    case 'object':
      return (
        schema.props.some((each) => each.called !== undefined || has(each.schema)) ||
        schema.patterns.some((each) => has(each.schema)) ||
        has(schema.rest)
      );
    case 'union':
    case 'all':
      return schema.of.some(has);
    default:
      return false;
  }
}
