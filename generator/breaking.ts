/** Exports that a run renames or takes away, by comparing the names of the last run with those of this one. */

import { nearest, type Diagnostic } from './diagnostics.js';
import type { Place, Project } from './ir.js';
import { isRecord, type NameTable } from './manifest.js';
import type { Names } from './names.js';
import { entitiesOf, keysOf, KINDS, pinned, type Family, type Pins } from './names/pins.js';
import { propertyKey, quote } from './print/ident.js';

export interface Breaking {
  readonly change: 'renamed' | 'removed';
  readonly kind: (typeof KINDS)[Family];
  /** In the document or schema. */
  readonly key: string;
  readonly from: string;
  readonly to?: string;
  /** A key that is new and much like one that is gone: it may be the same under another. */
  readonly now?: string;
}

const FAMILIES = ['entities', 'schemas', 'operations'] as const;

/** The names of a project by the keys of their sources, as far as they are exported. */
export function nameTable(
  project: Project,
  names: Names,
  exported: ReadonlySet<string>,
): NameTable {
  const table = (family: Family, name: (key: string) => string): Record<string, string> =>
    Object.fromEntries(
      keysOf(project, family)
        .map((key) => [key, name(key)] as const)
        .filter(([, each]) => exported.has(each)),
    );
  return {
    entities: table('entities', (key) => names.entity(key)),
    schemas: table('schemas', (key) => names.schema(key)),
    operations: table('operations', (key) => names.operation(key)),
  };
}

/** `before`: what a manifest says, which may be anything. */
export function breakingChanges(before: unknown, after: NameTable): readonly Breaking[] {
  if (!isRecord(before)) return [];
  const left = new Set(FAMILIES.flatMap((family) => Object.values(after[family])));
  return FAMILIES.flatMap((family) => {
    const old = before[family];
    return Object.entries(isRecord(old) ? old : {}).flatMap(([key, from]): Breaking[] => {
      if (typeof from !== 'string') return [];
      const kind = KINDS[family];
      const to = Object.hasOwn(after[family], key) ? after[family][key] : undefined;
      if (to === from) return [];
      if (to !== undefined) return [{ change: 'renamed', kind, key, from, to }];
      if (left.has(from)) return [];
      const now = nearest(key, added(old, after[family]));
      return [{ change: 'removed', kind, key, from, ...(now === undefined ? {} : { now }) }];
    });
  });
}

/** The keys that are there now and were not. */
function added(old: unknown, now: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(now).filter((key) => !isRecord(old) || !Object.hasOwn(old, key));
}

/** What to do where the key alone has changed. */
function meantRemedy({ kind, now, from }: Breaking): Pick<Diagnostic, 'remedy'> {
  if (now === undefined) return {};
  const family = FAMILIES.find((name) => KINDS[name] === kind) ?? 'operations';
  const pin = `names: { ${family}: { ${propertyKey(now)}: ${quote(from)} } }`;
  return {
    remedy: `If it is what ${JSON.stringify(now)} is now, set ${pin} in the configuration to keep the name.`,
  };
}

/** One line about a change: `listPets is now called getPets (operation "pets/list")`. */
export function describeBreaking({ change, kind, key, from, to, now }: Breaking): string {
  const what = change === 'renamed' ? `is now called ${to ?? ''}` : 'is gone';
  const hint = now === undefined ? '' : `; ${JSON.stringify(now)} is new`;
  return `${from} ${what} (${kind} ${JSON.stringify(key)})${hint}`;
}

/** The changes as a run tells them: a new name is a warning, with the pin that keeps the old one. */
export function breakingDiagnostics(
  changes: readonly Breaking[],
  project: Project,
  pins: Pins,
): readonly Diagnostic[] {
  const { api } = project;
  const nodes = { entity: entitiesOf(project), schema: api?.schemas, operation: api?.operations };
  return changes.map((each): Diagnostic => {
    const { change, kind, key, from } = each;
    const message = `${describeBreaking(each)}.`;
    if (change === 'removed') {
      const remedy = meantRemedy(each);
      return { severity: 'note', code: 'removed-export', message, ...remedy };
    }
    const at: Place | undefined = nodes[kind]?.find((node) => node.key === key)?.at;
    const family = FAMILIES.find((name) => KINDS[name] === kind) ?? 'operations';
    const pin = `names: { ${family}: { ${propertyKey(key)}: ${quote(from)} } }`;
    return {
      severity: 'warning',
      code: 'renamed-export',
      message,
      ...(pinned(pins, family, key) === undefined
        ? { remedy: `To keep the old name, set ${pin} in the configuration.` }
        : {}),
      ...(at === undefined ? {} : { at }),
    };
  });
}
