/**
 * Every identifier and file name of the output, decided once. A name is a pure function of its key; where
 * two keys of one family claim the same name, all of them move to their next candidate, so that no name
 * depends on the order of declarations. Numbers are never appended.
 */

import type { Report } from './diagnostics.js';
import type { NamedSchema, Project } from './ir.js';
import { displacedNames } from './names/displaced.js';
import {
  databaseTypeClaims,
  databaseValues,
  entityCandidates,
  entityParts,
  type EntityPart,
} from './names/entities.js';
import { isListed } from './names/enums.js';
import { operationFiles } from './names/files.js';
import { groupClaims } from './names/groups.js';
import { operationClaims } from './names/operations.js';
import {
  EVENT_PARTS,
  eventCandidates,
  partCandidates,
  partPrefix,
  partsOf,
  type EventPart,
  type OperationPart,
} from './names/parts.js';
import { entitiesOf, keysOf, pinned, type Family, type Pins } from './names/pins.js';
import { schemaClaim } from './names/schemas.js';
import { settle } from './names/settle.js';
import { camel, escaped, pascal, singular, startable } from './words.js';

export { ENTITY_PARTS, entityParts, keyOf, RELATION_PARTS } from './names/entities.js';
export type { EntityPart } from './names/entities.js';
export { enumMembers, enumOf } from './names/enums.js';
export type { Pins } from './names/pins.js';
export {
  answersWithHeaders,
  EVENT_PARTS,
  OPERATION_PARTS,
  isImplied,
  needsRequest,
  partsOf,
  successes,
  type OperationPart,
} from './names/parts.js';

export interface Names {
  /** `goals` → `Goal`. */
  entity(key: string): string;
  /** `goals`, `Create` → `GoalCreate`. */
  entityPart(key: string, part: EntityPart): string;
  /** `post_status` of a database → `PostStatus`; `analytics.kind` where it stands in another schema. */
  databaseType(key: string): string;
  /** The same of a composite type as it is written: `AddressInput`. */
  databaseInput(key: string): string;
  /** The labels of an enum of a database: `postStatusValues`. */
  databaseValues(key: string): string;
  /** A local type that the schema's type arguments need: its own name unless that is taken. */
  declaration(key: string): string;
  /** Component schema → type name. */
  schema(key: string): string;
  /** The same for requests: another name where request and response shapes differ. */
  schemaInput(key: string): string;
  /** Operation key → function name. */
  operation(key: string): string;
  operationPart(key: string, part: OperationPart): string;
  /** Types of a webhook or callback. */
  eventPart(key: string, part: EventPart): string;
  /** The tables of all webhooks and of all callbacks. */
  eventTable(kind: 'webhooks' | 'callbacks'): string;
  /** Component schema that is an enum → the value that lists it: `petStatusValues`. */
  enumValues(key: string): string;
  /** The constant that describes the operation, private to its file. */
  operationValue(key: string): string;
  /** Security scheme → constant. */
  security(key: string): string;
  /** The file an operation stands in: `operations/auth`. */
  operationFile(key: string): string;
  /** Methods of one object of the client, by its path (`auth`) → the name of their interface. */
  group(path: string): string;
  /** Whether an emitted type has the name of a global (`Date`), which must then be reached by `globalThis`. */
  shadows(global: string): boolean;
}

/** All names that come with one; what is made for operations gives way, and is not among them. */
export function namesWith(
  project: Project,
): (family: Family, name: string, key: string) => readonly string[] {
  const splits = splitting(project);
  const entity = entityParts(project);
  return (family, name, key) => {
    if (family === 'entities') return [name, ...entity.map((part) => name + part)];
    if (family === 'operations') return [name];
    return splits.has(key) ? [name, `${name}Input`] : [name];
  };
}

/** Whether there are two types of it: what is only sent, or only answered, has one. */
function hasTwoShapes({ splits, used }: NamedSchema): boolean {
  return splits && used !== 'sent' && used !== 'answered';
}

function splitting({ api }: Project): ReadonlySet<string> {
  return new Set(api?.schemas.filter(hasTwoShapes).map((each) => each.key));
}

/** Pins must have been checked: what is pinned gets its name, and all others give way. */
export function nameProject(
  project: Project,
  taken: ReadonlySet<string>,
  pins: Pins,
  report: Report,
): Names {
  const used = new Set(taken);
  const withName = namesWith(project);
  for (const family of ['entities', 'schemas', 'operations'] as const) {
    for (const key of keysOf(project, family)) {
      const pin = pinned(pins, family, key);
      for (const each of pin === undefined ? [] : withName(family, pin, key)) used.add(each);
    }
  }
  const groups = settle(groupClaims(project), used, (name) => [name]);
  const entities = settle(
    keysOf(project, 'entities').map((key) => ({
      key,
      candidates:
        only(pinned(pins, 'entities', key)) ?? entityCandidates(key, entityParts(project)),
    })),
    used,
    (name, key) => withName('entities', name, key),
  );
  for (const entity of entitiesOf(project)) {
    const first =
      pinned(pins, 'entities', entity.key) ?? entityCandidates(entity.key, entityParts(project))[0];
    const got = entities.get(entity.key);
    if (got !== undefined && first !== undefined && got !== first) {
      report({
        severity: 'note',
        code: 'names-entity-qualified',
        message: `The type of entity ${JSON.stringify(entity.key)} is called ${got}, because ${first} is taken.`,
        remedy: `To choose another name, set names.entities[${JSON.stringify(entity.key)}] in the config.`,
        at: entity.at,
      });
    }
  }
  const databaseTypes = settle(databaseTypeClaims(project), used, (name) => [
    name,
    `${name}Input`,
    databaseValues(name),
  ]);
  const declarations = settle(
    (project.store?.kind === 'instaql' ? project.store.declarations : []).map((each) => ({
      key: each.key,
      candidates: [each.key, `${each.key}Type`, `${escaped(each.key)}_`],
    })),
    used,
    (name) => [name],
  );
  // Schemas bear the names of the document; what is made for operations gives way to them.
  const splits = splitting(project);
  const schemas = settle(
    (project.api?.schemas ?? []).map((each) => {
      const pin = only(pinned(pins, 'schemas', each.key));
      return pin === undefined ? schemaClaim(each) : { key: each.key, candidates: pin };
    }),
    used,
    (name, key) => withName('schemas', name, key),
  );
  const operations = settle(
    operationClaims(project.api?.operations ?? []).map((claim) => {
      const pin = only(pinned(pins, 'operations', claim.key));
      return pin === undefined ? claim : { key: claim.key, candidates: pin };
    }),
    used,
    (name, key) => withName('operations', name, key),
  );
  const decided = {
    schema: (key: string) => get(schemas, key),
    operation: (key: string) => get(operations, key),
  };
  displacedNames(project, decided, pins).forEach(report);
  const operationValues = settle(
    [...operations].map(([key, name]) => ({ key, candidates: valueCandidates(key, name) })),
    used,
    (name) => [name],
  );
  const enums = new Set(project.api?.schemas.filter(isListed).map((each) => each.key));
  const parts = settle(
    (project.api?.operations ?? []).flatMap((each) => {
      const name = operations.get(each.key) ?? '';
      const prefix = partPrefix(name);
      return partsOf(each).map((part) => ({
        key: `${part} ${each.key}`,
        candidates: partCandidates(name, prefix, part),
      }));
    }),
    used,
    (name) => [name],
  );
  const listed = settle(
    [...schemas]
      .filter(([key]) => enums.has(key))
      .map(([key, name]) => ({
        key,
        candidates: [
          `${startable(camel(name))}Values`,
          `${startable(camel(name))}EnumValues`,
          `${startable(escaped(key))}_Values`,
        ],
      })),
    used,
    (name) => [name],
  );
  const events = settle(
    (project.api?.events ?? []).map((event) => ({
      key: event.key,
      candidates: eventCandidates(
        event,
        event.operation === undefined ? undefined : operations.get(event.operation),
      ),
    })),
    used,
    (name) => EVENT_PARTS.map((part) => name + part),
  );
  const tables = settle(
    (['webhooks', 'callbacks'] as const).flatMap((key) => {
      const isCallback = key === 'callbacks';
      const some = project.api?.events?.some(
        (each) => (each.operation !== undefined) === isCallback,
      );
      const name = pascal(key);
      return some === true
        ? [{ key, candidates: [name, `${pascal(singular(key))}Payloads`, `${name}_`] }]
        : [];
    }),
    used,
    (name) => [name],
  );
  const schemes = settle(
    (project.api?.security ?? []).map(({ key }) => ({
      key,
      candidates: securityCandidates(key),
    })),
    used,
    (name) => [name],
  );
  const files = operationFiles(project.api);
  return {
    ...decided,
    entity: (key) => get(entities, key),
    entityPart: (key, part) => get(entities, key) + part,
    databaseType: (key) => get(databaseTypes, key),
    databaseInput: (key) => `${get(databaseTypes, key)}Input`,
    databaseValues: (key) => databaseValues(get(databaseTypes, key)),
    declaration: (key) => get(declarations, key),
    schemaInput: (key) => get(schemas, key) + (splits.has(key) ? 'Input' : ''),
    operationPart: (key, part) => get(parts, `${part} ${key}`),
    eventPart: (key, part) => get(events, key) + part,
    eventTable: (kind) => get(tables, kind),
    enumValues: (key) => get(listed, key),
    operationValue: (key) => get(operationValues, key),
    operationFile: (key) => get(files, key),
    security: (key) => get(schemes, key),
    group: (path) => get(groups, path),
    shadows: (global) => used.has(global) && !taken.has(global),
  };
}

function get(names: ReadonlyMap<string, string>, key: string): string {
  const name = names.get(key);
  if (name === undefined) throw new Error(`No name was decided for ${JSON.stringify(key)}`);
  return name;
}

function only(name: string | undefined): readonly string[] | undefined {
  return name === undefined ? undefined : [name];
}

/** What describes an operation is private to its file, and gives way to what is exported. */
function* valueCandidates(key: string, operation: string): Generator<string, void> {
  yield `${operation}Operation`;
  yield `${operation}Endpoint`;
  yield `${escaped(key)}_Operation`;
}

/** `adminToken` → `adminTokenAuth`, and `Auth` → `authScheme`. */
function securityCandidates(key: string): readonly string[] {
  if (/^auth$/i.test(key)) return ['authScheme', `${escaped(key)}_Auth`];
  const name = camel(key.replace(/[-_ ]?auth$/i, ''));
  return [
    ...(name === '' ? [] : [`${startable(name)}Auth`, `${startable(name)}SchemeAuth`]),
    `${escaped(key)}_Auth`,
  ];
}
