import * as core from '@instantdb/core';

import { makeSchema } from '../env.js';
import { wireSchema } from '../wire-schema.js';

/** Names that are awkward in an address, a type or a lookup. */
const oddSource = `i.schema({
  entities: {
    $users: i.entity({ email: i.string().unique().indexed().optional(), 'full name': i.string().optional() }),
    'größe-2': i.entity({
      my__slug: i.string().unique().indexed(),
      class: i.string().optional(),
      isNull: i.number().indexed().optional(),
      'a b': i.boolean().optional(),
      at: i.date().indexed(),
      blob: i.json().optional(),
      'it\\'s "q"': i.any().optional(),
      'a.b': i.string().indexed().optional(),
    }),
    class: i.entity({ length: i.number().indexed(), name: i.string().indexed() }),
    empty: i.entity({}),
  },
  links: {
    a: { forward: { on: 'größe-2', has: 'many', label: 'or-else' }, reverse: { on: 'class', has: 'one', label: 'größe' } },
    b: { forward: { on: 'empty', has: 'one', label: 'self' }, reverse: { on: 'empty', has: 'many', label: 'selves' } },
    c: { forward: { on: 'class', has: 'one', label: '$user' }, reverse: { on: '$users', has: 'many', label: 'made' } },
  },
})`;

/** A schema as the generators walk it. */
export interface Shape {
  readonly entities: Readonly<
    Record<
      string,
      {
        readonly attrs: Readonly<Record<string, { readonly valueType: string }>>;
        readonly links: Readonly<Record<string, { readonly entityName: string }>>;
      }
    >
  >;
}

/** As the official SDK takes it, and as the generator reads it. */
export interface TestSchema {
  readonly value: Shape;
  readonly source: string;
}

// eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text above
const evaluated = (new Function('i', `return ${oddSource}`) as (i: object) => unknown)(core.i);

export const schemas: Readonly<Record<'odd' | 'schema', TestSchema>> = {
  schema: { value: makeSchema(core.i) as Shape, source: wireSchema },
  odd: {
    value: evaluated as Shape,
    source: `import { i } from '@instantdb/admin';\nconst schema = ${oddSource};\nexport default schema;`,
  },
};
