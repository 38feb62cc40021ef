/** What schemas of a document could be called, from the best name to the one that cannot collide. */

import type { NamedSchema } from '../ir.js';
import { BASIC_TYPES } from '../print/ident.js';
import { escaped, pascal, startable } from '../words.js';
import type { Claim } from './settle.js';
import { markedType, style, typeLike } from './spelling.js';

/** `io.k8s.api.core.v1.Pod`: a name in a package of a domain or of a vendor, as Go, Java and .NET have them. */
const PACKAGED =
  /^(?:com|dev|edu|github|gitlab|google|gov|io|microsoft|net|org|system)(?:\.[\w-]+){2,20}$/i;

/** What a schema may be called without its package, or with as much of it as tells it from others. */
function* unpackaged({ key, name }: Named): Generator<string, void> {
  if (name !== undefined || !PACKAGED.test(key)) return;
  const parts = key.split('.');
  for (let from = parts.length - 1; from > 0; from--)
    yield startable(pascal(parts.slice(from).join('.')));
}

type Named = Pick<NamedSchema, 'key' | 'name'>;

/** What a schema is called where nothing else wants the name. */
export function schemaName(schema: Named): string {
  const [own = startable(pascal(schema.name ?? schema.key))] = unpackaged(schema);
  return own;
}

/**
 * `pet` → `Pet`, `io.k8s.api.core.v1.Pod` → `Pod`, else `V1Pod`; else `PetSchema`, else by how it is written: `UserNameSnake`,
 * `PetDashShop`; last an escape that is one-to-one. Who is written as it would be called (`Pet`) keeps the name where others come to it.
 */
export function schemaClaim(schema: NamedSchema): Claim {
  const { key, name: written = key } = schema;
  const name = schemaName(schema);
  const best = BASIC_TYPES.has(name) ? `${name}Schema` : name;
  return {
    key,
    candidates: candidatesOf(schema, written, startable(pascal(written))),
    right: (wanted) => (wanted === best ? typeLike(written) : 0),
  };
}

/** Not without repetition: who is left at a step meets all others at the next. */
function* candidatesOf(schema: Named, written: string, name: string): Generator<string, void> {
  for (const each of unpackaged(schema)) if (!BASIC_TYPES.has(each)) yield each;
  if (name !== '_') {
    if (!BASIC_TYPES.has(name)) yield name;
    // What is called otherwise in an SDK has a name of its own as well.
    const own = startable(pascal(schema.key));
    if (schema.name !== undefined && own !== name && !BASIC_TYPES.has(own)) yield own;
    yield `${name}Schema`;
    const kind = style(written);
    if (kind !== '') yield name + kind;
    const marked = startable(markedType(written));
    if (!BASIC_TYPES.has(marked)) yield marked;
  }
  yield `${escaped(schema.key)}_Schema`;
}
