/** What {@link CATALOG_QUERY} is answered with. It comes from a server, so it is checked before it is believed. */

import type { z as Zod } from 'zod';

/** The schema of the answer. zod is handed in, so that nothing loads it before it is needed. */
export function answerSchema(z: typeof Zod) {
  const oid = z.number().int();
  const text = z.string();
  /** Of an array as it was declared; zero for the rest. */
  const dims = z.number().int().default(0);
  const doc = z.string().nullable();
  /** An aggregate of no rows is null. */
  const many = <T extends Zod.ZodType>(each: T) =>
    z
      .array(each)
      .nullable()
      .transform((list) => list ?? []);
  return z.object({
    server: z.number().int(),
    schemas: many(z.object({ name: text, doc })),
    relations: many(
      z.object({
        oid,
        schema: text,
        name: text,
        kind: z.enum(['r', 'p', 'v', 'm', 'f']),
        /** Bits of the commands that it takes: 4 update, 8 insert, 16 delete. */
        events: z.number().int(),
        /** Triggers of a view do some of that instead of the server. */
        triggered: z.boolean(),
        doc,
        /** The query of a view, as Postgres keeps it. */
        rule: text.nullable(),
        columns: many(
          z.object({
            num: z.number().int(),
            name: text,
            type: oid,
            dims,
            notNull: z.boolean(),
            default: z.boolean(),
            identity: z.enum(['', 'a', 'd']),
            generated: z.enum(['', 's', 'v']),
            writable: z.boolean(),
            doc,
          }),
        ),
        keys: many(
          z.object({
            columns: z.array(z.number().int()),
            primary: z.boolean(),
            immediate: z.boolean(),
            constraint: z.boolean(),
          }),
        ),
      }),
    ),
    references: many(
      z.object({
        name: text,
        from: oid,
        columns: z.array(z.number().int()),
        to: oid,
        toColumns: z.array(z.number().int()),
      }),
    ),
    functions: many(
      z.object({
        schema: text,
        name: text,
        types: z.array(oid),
        /** Absent: all of them are given by the caller. */
        modes: z.array(z.enum(['i', 'o', 'b', 'v', 't'])).nullable(),
        names: z.array(text).nullable(),
        /** So many of the last arguments have a default. */
        defaults: z.number().int(),
        returns: oid,
        set: z.boolean(),
        /** How many rows the server expects of a set. */
        rows: z.number().default(0),
        volatile: z.enum(['i', 's', 'v']),
        doc,
      }),
    ),
    types: many(
      z.object({
        oid,
        schema: text,
        name: text,
        /** Base, composite, domain, enum, multirange, pseudo, range. */
        kind: z.enum(['b', 'c', 'd', 'e', 'm', 'p', 'r']),
        /** Zero for none, here and below. */
        base: oid,
        dims,
        element: oid,
        notNull: z.boolean(),
        default: z.boolean(),
        /** Whose rows it describes. */
        relation: oid,
        doc,
        labels: many(text),
        fields: many(z.object({ name: text, type: oid, dims })),
      }),
    ),
  });
}

export type Catalog = Zod.infer<ReturnType<typeof answerSchema>>;
export type CatalogRelation = Catalog['relations'][number];
export type CatalogColumn = CatalogRelation['columns'][number];
export type CatalogType = Catalog['types'][number];
export type CatalogFunction = Catalog['functions'][number];
