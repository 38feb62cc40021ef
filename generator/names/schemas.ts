/** What schemas of a document could be called, from the best name to the one that cannot collide. */

import type { NamedSchema } from '../ir.js';
import { BASIC_TYPES } from '../print/ident.js';
import { escaped, pascal, startable } from '../words.js';
import type { Claim } from './settle.js';
import { markedType, style, typeLike } from './spelling.js';

/** What a schema is called where nothing else wants the name. */
export function schemaName({ key, name }: Pick<NamedSchema, 'key' | 'name'>): string {
  return startable(pascal(name ?? key));
}

/**
 * `pet` → `Pet`, else `PetSchema`, else by how it is written: `UserNameSnake`, `PetDashShop`; last an escape that
 * is one-to-one. Who is written as it would be called (`Pet`) keeps the name where others come to it.
 */
export function schemaClaim(schema: NamedSchema): Claim {
  const { key, name: written = key } = schema;
  const name = schemaName(schema);
  const best = BASIC_TYPES.has(name) ? `${name}Schema` : name;
  return {
    key,
    candidates: candidatesOf(key, written, name),
    right: (wanted) => (wanted === best ? typeLike(written) : 0),
  };
}

/** Not without repetition: who is left at a step meets all others at the next. */
function* candidatesOf(key: string, written: string, name: string): Generator<string, void> {
  if (name !== '_') {
    if (!BASIC_TYPES.has(name)) yield name;
    yield `${name}Schema`;
    const kind = style(written);
    if (kind !== '') yield name + kind;
    const marked = startable(markedType(written));
    if (!BASIC_TYPES.has(marked)) yield marked;
  }
  yield `${escaped(key)}_Schema`;
}
