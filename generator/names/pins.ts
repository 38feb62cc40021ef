/** Names that the configuration pins: whether they can be given, and whether they mean anything. */

import { nearest, type Diagnostic } from '../diagnostics.js';
import type { Place, Project } from '../ir.js';
import { isIdentifier, UNSAFE_EXPORTS } from '../print/ident.js';

/** Names that the config pins, by entity, schema or operation key. */
export interface Pins {
  readonly entities?: Readonly<Record<string, string>>;
  readonly schemas?: Readonly<Record<string, string>>;
  readonly operations?: Readonly<Record<string, string>>;
}

export type Family = keyof Pins;
const FAMILIES: readonly Family[] = ['entities', 'schemas', 'operations'];

/** What one of each family is called. */
export const KINDS = { entities: 'entity', schemas: 'schema', operations: 'operation' } as const;

/** The name that is pinned for a key: own members only, since a key may be `constructor`. */
export function pinned(pins: Pins, family: Family, key: string): string | undefined {
  const names = pins[family];
  return names !== undefined && Object.hasOwn(names, key) ? names[key] : undefined;
}

/** What of a data schema has types of its own: entities, or tables and views. */
export function entitiesOf({
  store,
}: Pick<Project, 'store'>): readonly { readonly key: string; readonly at: Place }[] {
  if (store === undefined) return [];
  if (store.kind === 'instaql') return store.entities;
  return store.schemas.flatMap((schema) =>
    schema.relations.map(({ name, at }) => ({
      key: schema.name === store.defaultSchema ? name : `${schema.name}.${name}`,
      at,
    })),
  );
}

/** The keys of a family that a project has, in its order. */
export function keysOf(project: Project, family: Family): readonly string[] {
  const { api } = project;
  const all = { entities: entitiesOf(project), schemas: api?.schemas, operations: api?.operations };
  return (all[family] ?? []).map(({ key }) => key);
}

/** Keys of what a document has, and the client that was selected of it has not. */
export type LeftOut = Readonly<Partial<Record<Family, ReadonlySet<string>>>>;

export interface CheckedPins {
  readonly errors: readonly Diagnostic[];
  /** Pins for what is not there. */
  readonly idle: readonly Diagnostic[];
}

/**
 * `left`: operations and schemas that there are, and that the selection leaves out. `taken`: names that nobody gets.
 * `expand`: all names that come with one. `placeOf`: where a pin stands.
 */
export function checkPins(
  project: Project,
  left: LeftOut,
  taken: ReadonlySet<string>,
  pins: Pins,
  expand: (family: Family, name: string, key: string) => readonly string[],
  placeOf: (family: Family, key: string) => Place | undefined,
): CheckedPins {
  const errors: Diagnostic[] = [];
  const idle: Diagnostic[] = [];
  const holders = new Map<string, string>();
  for (const family of FAMILIES) {
    const keys = new Set(keysOf(project, family));
    for (const [key, name] of Object.entries(pins[family] ?? {})) {
      const at = placeOf(family, key);
      const where = at === undefined ? {} : { at };
      const pin = `names.${family}[${JSON.stringify(key)}]`;
      if (!isIdentifier(name) || UNSAFE_EXPORTS.has(name)) {
        errors.push({
          severity: 'error',
          code: 'names-pin-invalid',
          message: `${pin}: nothing can be exported as ${JSON.stringify(name)}.`,
          remedy: 'Write an identifier that is no reserved word.',
          ...where,
        });
        continue;
      }
      // It means something as soon as the selection is another one.
      if (!keys.has(key) && left[family]?.has(key) === true) continue;
      if (!keys.has(key)) {
        const meant = nearest(key, [...keys, ...(left[family] ?? [])]);
        idle.push({
          severity: 'warning',
          code: 'names-pin-unused',
          message: `${pin} names no ${KINDS[family]}.`,
          remedy: meant === undefined ? 'Take it away.' : `Did you mean ${JSON.stringify(meant)}?`,
          ...where,
        });
        continue;
      }
      const wanted = expand(family, name, key);
      const clash = wanted.find((each) => taken.has(each) || holders.has(each));
      if (clash === undefined) {
        for (const each of wanted) holders.set(each, pin);
        continue;
      }
      const holder = holders.get(clash) ?? 'what is exported in any case';
      errors.push({
        severity: 'error',
        code: 'names-pin-taken',
        message: `${pin}: ${clash} is taken by ${holder}.`,
        remedy: 'Choose another name for one of them.',
        ...where,
      });
    }
  }
  return { errors, idle };
}
