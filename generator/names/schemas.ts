/** What schemas of a document could be called, from the best name to the one that cannot collide. */

import type { NamedSchema } from '../ir.js';
import { BASIC_TYPES } from '../print/ident.js';
import { escaped, pascal, startable } from '../words.js';
import type { Claim } from './settle.js';
import { unpackaged, withoutAssembly } from './packages.js';
import { markedType, style, typeLike } from './spelling.js';

type Named = Pick<NamedSchema, 'key' | 'name' | 'prefix'>;

/** The names without all of a package; empty for what has another by a vendor's extension. */
function* shortNames({ key, name, prefix }: Named): Generator<string, void> {
  if (name !== undefined) return;
  const before = prefix === undefined ? '' : pascal(prefix);
  const own = prefix === undefined ? key : key.slice(prefix.length + 1);
  for (const each of unpackaged(own)) yield startable(before + each);
}

/** What a schema is called where nothing else wants the name. */
export function schemaName(schema: Named): string {
  const [own = startable(pascal(schema.name ?? schema.key))] = shortNames(schema);
  return own;
}

/**
 * `pet` → `Pet`, `io.k8s.api.core.v1.Pod` → `Pod`, else `V1Pod`; else `PetSchema`, else by how it is written: `UserNameSnake`,
 * `PetDashShop`; last an escape that is one-to-one. Who is written as it would be called (`Pet`) keeps the name where others come to it.
 */
export function schemaClaim(schema: NamedSchema): Claim {
  const { key } = schema;
  const written = withoutAssembly(schema.name ?? key);
  const name = schemaName(schema);
  const whole = startable(pascal(written));
  const best = BASIC_TYPES.has(name) ? `${name}Schema` : name;
  return {
    key,
    candidates: candidatesOf(schema, written, whole),
    // Who is wholly called so goes before who is by a part.
    right: (wanted) =>
      wanted === whole ? 2 * typeLike(written) + 1 : wanted === best ? 2 * typeLike(written) : 0,
  };
}

/** Not without repetition: who is left at a step meets all others at the next. */
function* candidatesOf(schema: Named, written: string, name: string): Generator<string, void> {
  for (const each of shortNames(schema)) if (!BASIC_TYPES.has(each)) yield each;
  if (name !== '_') {
    if (!BASIC_TYPES.has(name)) yield name;
    // What is called otherwise in an SDK has a name of its own as well.
    const own = startable(pascal(schema.key));
    if (schema.name !== undefined && own !== name && !BASIC_TYPES.has(own)) yield own;
    // `Dep_Graph` beside `DepGraph`.
    if (/^\p{Lu}[\p{L}\p{N}]*_\w*[\p{L}\p{N}]_*$/u.test(written)) yield written;
    yield `${name}Schema`;
    const kind = style(written);
    if (kind !== '') yield name + kind;
    const marked = startable(markedType(written));
    if (!BASIC_TYPES.has(marked)) yield marked;
  }
  yield `${escaped(schema.key)}_Schema`;
}
