/** What the emitters of an InstaQL store have in common. */

import type { InstaqlStore, Project } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import { code, codeOf, imported, nothing, type Code } from '../../generator/print/code.js';
import type { Export, OutFile } from '../../generator/stages.js';

/** The store where it is of this kind and has a schema, or not, as asked. */
export function storeOf(project: Project): InstaqlStore | undefined {
  return project.store?.kind === 'instaql' ? project.store : undefined;
}

/** A type of the runtime, under another name where an emitted type has its own. */
export function shared(name: string, names: Names): Code {
  const local = names.shadows(name) ? `${name}_` : name;
  return codeOf(local, [{ from: { kind: 'runtime' }, name, type: true, as: local }]);
}

/** A type of the runtime whose name an emitted type has: `Runtime…` here. */
export function renamed(name: string): Code {
  return codeOf(`Runtime${name}`, [
    { from: { kind: 'runtime' }, name, type: true, as: `Runtime${name}` },
  ]);
}

/** A type of another emitted file of the store. */
export function emittedType(path: string, name: string): Code {
  return imported({ kind: 'emitted', path }, name, true);
}

/** One of an entity's types, which stand in `entities`. */
export function entityType(name: string): Code {
  return emittedType('entities', name);
}

export function typeExports(names: readonly string[]): readonly Export[] {
  return names.map((name) => ({ name, type: true }));
}

export function outFile(
  store: InstaqlStore,
  path: string,
  body: Code,
  exports: readonly Export[],
): OutFile {
  return { path, source: sourceOf(store), body, exports };
}

function sourceOf(store: InstaqlStore): string {
  const first = store.entities[0] ?? store.rooms[0];
  return first?.at.file ?? (store.declared ? 'the schema' : 'no schema');
}

/** `code` where the condition holds. */
export function when(condition: boolean, piece: Code): Code {
  return condition ? piece : nothing;
}

/** The parameter of what a query brings: what `db.query` refuses is refused there as well. */
export function askedQuery({ declared }: InstaqlStore): Code {
  return declared
    ? code`Query extends ${emittedType('query', 'AppQuery')} | undefined`
    : code`Query`;
}
