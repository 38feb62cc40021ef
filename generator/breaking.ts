/** Exports that a run renames or takes away, by comparing the names of the last run with those of this one. */

import { nearest, type Diagnostic } from './diagnostics.js';
import type { Client, Place, Project } from './ir.js';
import { isRecord, type NameTable } from './manifest.js';
import type { Names } from './names.js';
import { entitiesOf, keysOf, KINDS, pinned, type Family, type Pins } from './names/pins.js';
import { propertyKey, quote } from './print/ident.js';

export interface Breaking {
  readonly change: 'renamed' | 'removed';
  /** `input`: what is sent of a schema. */
  readonly kind: (typeof KINDS)[Family] | 'input' | 'method';
  /** In the document or schema. */
  readonly key: string;
  readonly from: string;
  readonly to?: string;
  /** The operation at the same method and path, where its id is another now. */
  readonly as?: string;
  /** A key that is new and much like one that is gone: it may be the same under another. */
  readonly now?: string;
}

const FAMILIES = ['entities', 'schemas', 'inputs', 'operations'] as const;
const WHOSE = { ...KINDS, inputs: 'input' } as const;

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
    inputs: Object.fromEntries(
      keysOf(project, 'schemas')
        .map((key) => [key, names.schemaInput(key)] as const)
        .filter(([key, each]) => each !== names.schema(key) && exported.has(each)),
    ),
    operations: table('operations', (key) => names.operation(key)),
    routes: Object.fromEntries(
      (project.api?.operations ?? [])
        .map((each) => [each.key, routeOf(`${each.method} ${each.path}`)] as const)
        .filter(([key, route]) => routeOf(key) !== route),
    ),
    ...(project.client === undefined ? {} : { methods: methodsOf(project.client) }),
  };
}

/** What of several methods of one operation was renamed, cannot be told. */
function methodsOf({ rows }: Client): Readonly<Record<string, string>> {
  const methods = new Map<string, string[]>();
  for (const { name, does } of rows) {
    if (does.kind !== 'call') continue;
    methods.set(does.operation, [...(methods.get(does.operation) ?? []), name]);
  }
  return Object.fromEntries(
    [...methods].flatMap(([key, [name = '', ...others]]) =>
      others.length === 0 ? [[key, name] as const] : [],
    ),
  );
}

/** What parameters of a path are called makes no other operation of it. */
function routeOf(signature: string): string {
  return signature.replace(/\{[^{}]*\}/g, '{}');
}

/** The operations of a table by method and path. `of` is what a manifest says, which may be anything. */
export function byRoute(of: unknown): ReadonlyMap<string, string> {
  const { operations, routes } = isRecord(of) ? of : {};
  const said = isRecord(routes) ? routes : {};
  const keys = Object.keys(isRecord(operations) ? operations : {});
  return new Map(
    keys.map((key) => [Object.hasOwn(said, key) ? String(said[key]) : routeOf(key), key]),
  );
}

/** `before`: what a manifest says, which may be anything. */
export function breakingChanges(before: unknown, after: NameTable): readonly Breaking[] {
  if (!isRecord(before)) return [];
  const left = new Set(FAMILIES.flatMap((family) => Object.values(after[family])));
  const now = byRoute(after);
  const moved = new Map([...byRoute(before)].map(([route, key]) => [key, now.get(route)]));
  const exported = FAMILIES.flatMap((family) => {
    const old = before[family];
    let fresh: readonly string[] | undefined;
    return Object.entries(isRecord(old) ? old : {}).flatMap(([key, from]): Breaking[] => {
      if (typeof from !== 'string') return [];
      const kind = WHOSE[family];
      const to = own(after[family], key);
      if (to === from) return [];
      if (to !== undefined) return [{ change: 'renamed', kind, key, from, to }];
      const as = family === 'operations' ? moved.get(key) : undefined;
      const other = as === undefined ? undefined : own(after.operations, as);
      if (as !== undefined && other !== undefined) {
        return other === from ? [] : [{ change: 'renamed', kind, key, from, to: other, as }];
      }
      if (left.has(from)) return [];
      if (family === 'inputs') {
        // One type for both ways is what is sent as well.
        const both = own(after.schemas, key);
        return both === undefined ? [] : [{ change: 'renamed', kind, key, from, to: both }];
      }
      const much = nearest(key, (fresh ??= added(old, after[family])));
      return [{ change: 'removed', kind, key, from, ...(much === undefined ? {} : { now: much }) }];
    });
  });
  return [...exported, ...renamedMethods(before['methods'], after.methods, moved)];
}

/** What is gone is gone with its operation, or was taken out of a table. */
function renamedMethods(
  before: unknown,
  after: Readonly<Record<string, string>> = {},
  moved: ReadonlyMap<string, string | undefined>,
): readonly Breaking[] {
  const left = new Set(Object.values(after));
  return Object.entries(isRecord(before) ? before : {}).flatMap(([key, from]): Breaking[] => {
    const as = own(after, key) === undefined ? moved.get(key) : undefined;
    const to = own(after, as ?? key);
    if (typeof from !== 'string' || to === undefined || to === from) return [];
    if (as !== undefined && left.has(from)) return [];
    const change = { change: 'renamed', kind: 'method', key, from, to } as const;
    return [{ ...change, ...(as === undefined ? {} : { as }) }];
  });
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The keys that are there now and were not; none where it is another API, whose names mean nothing of the old one. */
function added(old: unknown, now: Readonly<Record<string, string>>): readonly string[] {
  const keys = Object.keys(now);
  const fresh = keys.filter((key) => !isRecord(old) || !Object.hasOwn(old, key));
  return fresh.length > 100 && fresh.length > keys.length / 2 ? [] : fresh;
}

/** The family in which such a thing can be pinned. */
function familyOf(kind: Breaking['kind']): Family {
  if (kind === 'entity') return 'entities';
  return kind === 'operation' ? 'operations' : 'schemas';
}

/** What to do where the key alone has changed. */
function meantRemedy({ kind, now, from }: Breaking): Pick<Diagnostic, 'remedy'> {
  if (now === undefined) return {};
  const family = familyOf(kind);
  const pin = `names: { ${family}: { ${propertyKey(now)}: ${quote(from)} } }`;
  return {
    remedy: `If it is what ${JSON.stringify(now)} is now, set ${pin} in the configuration to keep the name.`,
  };
}

/** One line about a change: `listPets is now called getPets (operation "pets/list")`. */
export function describeBreaking({ change, kind, key, from, to, now, as }: Breaking): string {
  const what = change === 'renamed' ? `is now called ${to ?? ''}` : 'is gone';
  const hint = now === undefined ? '' : `; ${JSON.stringify(now)} is new`;
  const whose =
    { input: 'what is sent of schema', method: 'method for operation' }[kind as string] ?? kind;
  const meanwhile = as === undefined ? '' : `, now ${JSON.stringify(as)}`;
  return `${from} ${what} (${whose} ${JSON.stringify(key)}${meanwhile})${hint}`;
}

/** The changes as a run tells them: a new name is a warning, with the pin that keeps the old one. */
export function breakingDiagnostics(
  changes: readonly Breaking[],
  project: Project,
  pins: Pins,
): readonly Diagnostic[] {
  const { api } = project;
  const nodes = {
    entity: entitiesOf(project),
    schema: api?.schemas,
    input: api?.schemas,
    operation: api?.operations,
    method: api?.operations,
  };
  return changes.map((each): Diagnostic => {
    const { change, kind, from } = each;
    const key = each.as ?? each.key;
    const message = `${describeBreaking(each)}.`;
    if (change === 'removed') {
      const remedy = meantRemedy(each);
      return { severity: 'note', code: 'removed-export', message, ...remedy };
    }
    const at: Place | undefined = nodes[kind]?.find((node) => node.key === key)?.at;
    if (kind === 'method') {
      return {
        severity: 'warning',
        code: 'renamed-method',
        message,
        remedy: `To keep the old name, give the client a table with its row: \`instant-codegen rows\` prints one to start from.`,
        ...(at === undefined ? {} : { at }),
      };
    }
    const family = familyOf(kind);
    const pin = `names: { ${family}: { ${propertyKey(key)}: ${quote(from)} } }`;
    return {
      severity: 'warning',
      code: 'renamed-export',
      message,
      ...(kind !== 'input' && pinned(pins, family, key) === undefined
        ? { remedy: `To keep the old name, set ${pin} in the configuration.` }
        : {}),
      ...(at === undefined ? {} : { at }),
    };
  });
}
