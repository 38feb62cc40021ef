/**
 * Checks an InstaQL query before it is sent: the server answers an unknown name with an empty list, so a
 * typing mistake would look like missing data. The messages are those of Instant's own SDK.
 */

import { isUuid } from './ids.js';
import { ValidationError } from '../http/errors.js';
import { fitsType, nameList, ownMember, shown, valueType } from './schema.js';
import type { EntityTable, SchemaTable } from './schema.js';

/** A query that the schema refuses; nothing was sent. */
export class QueryValidationError extends ValidationError {
  override readonly name: string = 'QueryValidationError';

  constructor(message: string, path?: string) {
    super(path ? `At path '${path}': ${message}` : message);
  }
}

function refuse(message: string, path?: string): never {
  throw new QueryValidationError(message, path);
}

type Members = { readonly [key: string]: unknown };
type Entities = SchemaTable['entities'];
const OPTIONS: readonly string[] =
  /* @__PURE__ */ 'where order limit last first offset after afterInclusive before beforeInclusive fields aggregate'.split(
    ' ',
  );
const TOP_LEVEL_ONLY: readonly string[] =
  /* @__PURE__ */ 'offset before beforeInclusive after afterInclusive first last'.split(' ');

/** What stands for `id` and for links, which have no attribute of their own in the schema. */
const ID_ATTR = 'string indexed';

/**
 * Checks a query; without a schema only its outline and the options of its top level.
 *
 * @throws {QueryValidationError} for the first thing that is wrong.
 */
export function checkQuery(query: unknown, schema: SchemaTable | undefined): void {
  if (!isMembers(query) || Array.isArray(query)) {
    const hint = query === null ? ' (null)' : '';
    refuse(`Query must be an object, but received: ${typeof query}${hint}`);
  }
  const entities = schema?.entities;
  for (const [name, node] of Object.entries(query)) {
    if (Array.isArray(node)) {
      refuse('Query keys must be strings, but found key of type: string', name);
    }
    if (name === '$$ruleParams') continue;
    if (entities !== undefined && !Object.hasOwn(entities, name)) {
      refuse(
        `Entity '${name}' does not exist in schema. Available entities: ${nameList(entities)}`,
        name,
      );
    }
    checkNode(node, name, entities, name, true);
  }
}

function checkNode(
  node: unknown,
  entity: string,
  entities: Entities | undefined,
  path: string,
  top: boolean,
): void {
  if (!isMembers(node)) {
    refuse(
      `Query part for entity '${entity}' must be an object, but received: ${typeof node}`,
      path,
    );
  }
  for (const [key, part] of Object.entries(node)) {
    if (key === '$') {
      if (!isMembers(part)) {
        refuse(
          `Query parameter '$' must be an object in entity '${entity}', but received: ${typeof part}`,
          `${path}.$`,
        );
      }
      checkOptions(part, entity, entities, `${path}.$`, top);
    } else if (entities !== undefined) {
      const links = ownMember(entities, entity)?.links ?? {};
      const link = ownMember(links, key);
      if (link === undefined) {
        refuse(
          `Link '${key}' does not exist on entity '${entity}'. Available links: ${nameList(links)}`,
          `${path}.${key}`,
        );
      }
      if (isMembers(part)) checkNode(part, link[1], entities, `${path}.${key}`, false);
    }
  }
}

function checkOptions(
  options: Members,
  entity: string,
  entities: Entities | undefined,
  path: string,
  top: boolean,
): void {
  for (const key of Object.keys(options)) {
    if (!OPTIONS.includes(key)) {
      refuse(
        `Invalid query parameter '${key}' in $ object. Valid parameters are: ${OPTIONS.join(', ')}. Found: ${key}`,
        path,
      );
    }
  }
  if (!top) {
    for (const key of TOP_LEVEL_ONLY) {
      if (options[key] !== undefined) {
        refuse(
          `'${key}' can only be used on top-level namespaces. It cannot be used in nested queries.`,
          path,
        );
      }
    }
  }
  const where = options['where'];
  if (!where || entities === undefined) return;
  if (!isMembers(where)) {
    refuse(
      `'where' clause must be an object in entity '${entity}', but received: ${typeof where}`,
      `${path}.where`,
    );
  }
  checkWhere(where, entity, entities, `${path}.where`);
}

function checkWhere(where: Members, entity: string, entities: Entities, path: string): void {
  const table = ownMember(entities, entity);
  for (const [key, value] of Object.entries(where)) {
    const at = `${path}.${key}`;
    if (key === 'or' || key === 'and') {
      for (const clause of Array.isArray(value) ? (value as readonly unknown[]) : []) {
        if (isMembers(clause)) checkWhere(clause, entity, entities, `${at}[${shown(clause)}]`);
      }
    } else if (key === 'id') checkCondition(value, key, ID_ATTR, entity, at);
    else if (key.includes('.')) checkDotted(value, key, entity, entities, at);
    else if (table !== undefined) {
      const attr = ownMember(table.attrs, key);
      if (attr === undefined && !Object.hasOwn(table.links, key)) {
        refuse(
          `Attribute or link '${key}' does not exist on entity '${entity}'. ` +
            `Available attributes: ${nameList(table.attrs)}. Available links: ${nameList(table.links)}`,
          at,
        );
      }
      if (attr === undefined) checkId(value, `link '${key}'`, entity, at);
      checkCondition(value, key, attr ?? ID_ATTR, entity, at);
    }
  }
}

/** `owner.email`: links up to the last name, which is an attribute, a link or `id`. */
function checkDotted(
  value: unknown,
  dotted: string,
  start: string,
  entities: Entities,
  path: string,
): void {
  const parts = dotted.split('.');
  const last = parts.pop() ?? '';
  let entity = start;
  let table: EntityTable | undefined = ownMember(entities, entity);
  for (const label of parts) {
    if (table === undefined) {
      refuse(
        `Entity '${entity}' does not exist in schema while traversing dot notation path '${dotted}'.`,
        path,
      );
    }
    const link = ownMember(table.links, label);
    if (link === undefined) {
      refuse(
        `Link '${label}' does not exist on entity '${entity}' in dot notation path '${dotted}'. ` +
          `Available links: ${nameList(table.links)}`,
        path,
      );
    }
    entity = link[1];
    table = ownMember(entities, entity);
  }
  if (table === undefined) {
    refuse(
      `Target entity '${entity}' does not exist in schema for dot notation path '${dotted}'.`,
      path,
    );
  }
  const attr = ownMember(table.attrs, last);
  if (last === 'id') checkId(value, 'id field', entity, path);
  else if (Object.hasOwn(table.links, last)) checkId(value, `link '${last}'`, entity, path);
  else if (attr === undefined) {
    refuse(
      `Attribute '${last}' does not exist on entity '${entity}' in dot notation path '${dotted}'. ` +
        `Available attributes: ${[...Object.keys(table.attrs), 'id'].join(', ')}`,
      path,
    );
  } else {
    checkCondition(value, dotted, attr, start, path);
    return;
  }
  checkCondition(value, dotted, ID_ATTR, start, path);
}

function checkId(value: unknown, what: string, entity: string, path: string): void {
  if (typeof value === 'string' && !isUuid(value)) {
    refuse(
      `Invalid value for ${what} in entity '${entity}'. Expected a UUID, but received: ${value}`,
      path,
    );
  }
}

/** One condition: a value to equal, or an object of operators. */
function checkCondition(
  value: unknown,
  name: string,
  attr: string,
  entity: string,
  path: string,
): void {
  const type = valueType(attr);
  // Anything may be compared with an untyped attribute, objects that look like operators included.
  if (type === 'json') return;
  if (isMembers(value) && !Array.isArray(value)) {
    for (const [operator, operand] of Object.entries(value)) {
      checkOperator(operator, operand, type, name, attr, entity, `${path}.${operator}`);
    }
  } else if (!fitsType(value, type)) {
    refuse(
      `Invalid value for attribute '${name}' in entity '${entity}'. Expected ${type}, but received: ${typeof value}`,
      path,
    );
  }
}

function checkOperator(
  operator: string,
  operand: unknown,
  type: string,
  name: string,
  attr: string,
  entity: string,
  path: string,
): void {
  const expect = (value: unknown, expected: string): void => {
    if (!fitsType(value, expected)) {
      refuse(
        `Invalid value for operator '${operator}' on attribute '${name}' in entity '${entity}'. ` +
          `Expected ${expected}, but received: ${typeof value}`,
        path,
      );
    }
  };
  switch (operator) {
    case 'in':
    case '$in':
      if (!Array.isArray(operand)) {
        refuse(
          `Operator '${operator}' for attribute '${name}' in entity '${entity}' must be an array, but received: ${typeof operand}`,
          path,
        );
      }
      for (const item of operand as readonly unknown[]) expect(item, type);
      break;
    case '$not':
    case '$ne':
    case '$gt':
    case '$lt':
    case '$gte':
    case '$lte':
      expect(operand, type);
      break;
    case '$like':
    case '$ilike':
      expect(operand, 'string');
      if (operator === '$ilike' && !attr.split(' ').includes('indexed')) {
        refuse(
          `Operator '$ilike' can only be used with indexed attributes, but '${name}' in entity '${entity}' is not indexed`,
          path,
        );
      }
      break;
    case '$isNull':
      expect(operand, 'boolean');
      break;
    default:
      refuse(`Unknown operator '${operator}' for attribute '${name}' in entity '${entity}'`, path);
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}
