/** What the emitters of a Postgres store have in common. */

import type { PgRelation, PgSchema, PostgresStore, Project } from '../../generator/ir.js';
import { keyOf } from '../../generator/names.js';
import { imported, type Code } from '../../generator/print/code.js';
import type { Export, OutFile } from '../../generator/stages.js';

/** The store, where it is of this kind. */
export function storeOf(project: Project): PostgresStore | undefined {
  return project.store?.kind === 'postgres' ? project.store : undefined;
}

/** The store, where it has a schema. */
export function declaredOf(project: Project): PostgresStore | undefined {
  const store = storeOf(project);
  return store?.declared === true ? store : undefined;
}

/** A relation, and where it stands. */
export interface Placed {
  readonly schema: PgSchema;
  readonly relation: PgRelation;
  /** The key of its names. */
  readonly key: string;
}

/** Schemas that are part of the API. */
export function shown({ schemas }: PostgresStore): readonly PgSchema[] {
  return schemas.filter(({ hidden }) => hidden !== true);
}

export function relationsOf(store: PostgresStore): readonly Placed[] {
  return store.schemas.flatMap((schema) =>
    schema.relations.map((relation) => ({
      schema,
      relation,
      key: keyOf(store, { schema: schema.name, name: relation.name }),
    })),
  );
}

/** A type of `tables`. */
export function tableType(name: string): Code {
  return imported({ kind: 'emitted', path: 'tables' }, name, true);
}

/** A type of `shapes`. */
export function shapeType(name: string): Code {
  return imported({ kind: 'emitted', path: 'shapes' }, name, true);
}

export function typeExports(names: readonly string[]): readonly Export[] {
  return names.map((name) => ({ name, type: true }));
}

export function outFile(
  store: PostgresStore,
  path: string,
  body: Code,
  exports: readonly Export[],
): OutFile {
  const first = store.schemas.flatMap(({ relations }) => relations)[0];
  const source = first?.at.file ?? (store.declared ? 'the database' : 'no schema');
  return { path, source, body, exports };
}
