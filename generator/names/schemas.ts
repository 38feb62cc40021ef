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
  const { key, name: given } = schema;
  const written = given ?? key;
  const name = schemaName(schema);
  const kind = style(written);
  const candidates: readonly string[] =
    name === '_'
      ? []
      : [
          name,
          `${name}Schema`,
          ...(kind === '' ? [] : [name + kind]),
          startable(markedType(written)),
        ].filter((each) => !BASIC_TYPES.has(each));
  const rank = typeLike(written);
  return {
    key,
    // Not without repetition: who is left at a step meets all others at the next.
    candidates: [...candidates, `${escaped(key)}_Schema`],
    right: (wanted) => (wanted === candidates[0] ? rank : 0),
  };
}
