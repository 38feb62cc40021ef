/** What schemas of a document could be called, from the best name to the one that cannot collide. */

import type { NamedSchema } from '../ir.js';
import { BASIC_TYPES } from '../print/ident.js';
import { escaped, pascal, startable } from '../words.js';
import type { Claim } from './settle.js';
import { unpackaged, withoutAssembly } from './packages.js';
import { markedType, style, typeLike } from './spelling.js';

type Named = Pick<NamedSchema, 'key' | 'name' | 'prefix'>;

/** What all names of its document begin with. */
function beginning({ prefix }: Named): string {
  return prefix === undefined ? '' : pascal(prefix);
}

/** What it, or its key, is in its own document. */
function own({ prefix }: Named, said: string): string {
  return prefix === undefined ? said : said.slice(prefix.length + 1);
}

/** The names without all of a package; empty for what has another by a vendor's extension. */
function* shortNames(schema: Named): Generator<string, void> {
  if (schema.name !== undefined) return;
  for (const each of unpackaged(own(schema, schema.key))) yield startable(beginning(schema) + each);
}

/** What a schema is called where nothing else wants the name. */
export function schemaName(schema: Named): string {
  const [short = startable(beginning(schema) + pascal(own(schema, schema.name ?? schema.key)))] =
    shortNames(schema);
  return short;
}

/**
 * `pet` → `Pet`, `io.k8s.api.core.v1.Pod` → `Pod`, else `V1Pod`; else `PetSchema`, else by how it is written: `UserNameSnake`,
 * `PetDashShop`; last an escape that is one-to-one. Who is written as it would be called (`Pet`) keeps the name where others come to it.
 */
export function schemaClaim(schema: NamedSchema): Claim {
  const { key } = schema;
  const written = withoutAssembly(own(schema, schema.name ?? key));
  const name = schemaName(schema);
  const whole = startable(beginning(schema) + pascal(written));
  const best = BASIC_TYPES.has(name) ? `${name}Schema` : name;
  return {
    key,
    candidates: candidatesOf(schema, written, whole),
    // Who is wholly called so goes before who is by a part, and what is a key before what is said beside one.
    right: (wanted) =>
      wanted === whole
        ? 2 * typeLike(written) + (schema.name === undefined ? 1 : 0.5)
        : wanted === best
          ? 2 * typeLike(written)
          : 0,
  };
}

/** Not without repetition: who is left at a step meets all others at the next. */
function* candidatesOf(schema: Named, written: string, name: string): Generator<string, void> {
  const before = beginning(schema);
  for (const each of shortNames(schema)) if (!BASIC_TYPES.has(each)) yield each;
  if (name !== '_') {
    if (!BASIC_TYPES.has(name)) yield name;
    // What is called otherwise in an SDK has a name of its own as well.
    const called = startable(before + pascal(own(schema, schema.key)));
    if (schema.name !== undefined && called !== name && !BASIC_TYPES.has(called)) yield called;
    // `Dep_Graph` beside `DepGraph`.
    if (/^\p{Lu}[\p{L}\p{N}]*_\w*[\p{L}\p{N}]_*$/u.test(written)) yield before + written;
    yield `${name}Schema`;
    const kind = style(written);
    if (kind !== '') yield name + kind;
    const marked = startable(before + markedType(written));
    if (!BASIC_TYPES.has(marked)) yield marked;
  }
  yield `${escaped(schema.key)}_Schema`;
}
