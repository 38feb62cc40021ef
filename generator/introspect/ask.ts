/** The catalog query, put to a database, and its answer believed only as far as it can be. */

import { nearest } from '../diagnostics.js';
import { loadZod } from '../lazy.js';
import { answerSchema, type Catalog } from '../stores/postgres/answer.js';
import { CATALOG_QUERY } from '../stores/postgres/catalog.js';
import type { Saved } from '../stores/postgres/saved.js';
import { shape } from '../stores/postgres/shape.js';
import { EngineProblem, SqlError, type Engine } from './engine.js';

/** `named`: exactly these schemas; else all but `hidden`. Throws {@link EngineProblem}. */
export async function ask(
  engine: Engine,
  named: readonly string[] | undefined,
  hidden: ReadonlySet<string>,
): Promise<Saved> {
  const catalog = await catalogOf(engine);
  const there = catalog.schemas.map(({ name }) => name).toSorted();
  for (const name of named ?? []) {
    if (there.includes(name)) continue;
    const meant = nearest(name, there);
    throw new EngineProblem(
      'introspect-no-schema',
      `There is no schema ${JSON.stringify(name)} in ${engine.name}.`,
      meant === undefined ? `There are: ${there.join(', ')}.` : `Did you mean ${meant}?`,
    );
  }
  return shape(catalog, (name) => named?.includes(name) ?? !hidden.has(name));
}

async function catalogOf(engine: Engine): Promise<Catalog> {
  const wrong = (message: string): EngineProblem =>
    new EngineProblem(
      'introspect-no-catalog',
      `${engine.name} cannot be asked for its catalog: ${message}.`,
      'Postgres 12 or later is needed, and a role that may read its catalog.',
    );
  try {
    const [row] = await engine.run(CATALOG_QUERY);
    const text: unknown = row?.['catalog'];
    const data: unknown = typeof text === 'string' ? JSON.parse(text) : text;
    const checked = answerSchema(loadZod().z).safeParse(data);
    if (checked.success) return checked.data;
    const [issue] = checked.error.issues;
    throw wrong(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  } catch (error) {
    if (error instanceof SqlError || error instanceof SyntaxError) throw wrong(error.message);
    throw error;
  }
}
