/**
 * Checks an InstaQL query before it is sent: the server answers an unknown name with an empty list, so a
 * typing mistake would look like missing data. The messages are those of Instant's own SDK.
 */

import { isUuid } from './ids.js';
import { ValidationError } from '../http/errors.js';
import { badValue, mustBe, noEntity, noLink } from './messages.js';
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

const TOP_LEVEL_ONLY = 'offset before beforeInclusive after afterInclusive first last';
const OPTIONS =
  'where order limit last first offset after afterInclusive before beforeInclusive fields aggregate';

/** What stands for `id` and for links, which have no attribute of their own in the schema. */
const ID_ATTR = 'string indexed';

/**
 * Checks a query; without a schema only its outline and the options of its top level.
 *
 * @throws {QueryValidationError} for the first thing that is wrong.
 */
export function checkQuery(query: unknown, schema: SchemaTable | undefined): void {
  if (!isMembers(query) || Array.isArray(query)) {
    refuse(mustBe('Query', query) + (query === null ? ' (null)' : ''));
  }
  const entities = schema?.entities;
  for (const [name, node] of Object.entries(query)) {
    if (Array.isArray(node)) {
      refuse('Query keys must be strings, but found key of type: string', name);
    }
    if (name === '$$ruleParams') continue;
    if (entities && !ownMember(entities, name)) refuse(noEntity(name, entities), name);
    checkNode(node, name, entities, name, true);
  }
}

function checkNode(
  node: unknown,
  entity: string,
  entities: Entities | undefined,
  path: string,
  top?: boolean,
): void {
  if (!isMembers(node)) refuse(mustBe(`Query part for entity '${entity}'`, node), path);
  for (const [key, part] of Object.entries(node)) {
    const at = `${path}.${key}`;
    if (key === '$') {
      if (!isMembers(part)) {
        refuse(mustBe(`Query parameter '$' must be an object in entity '${entity}'`, part, ''), at);
      }
      checkOptions(part, entity, entities, at, top);
    } else if (entities) {
      const links = ownMember(entities, entity)?.links ?? {};
      const link = ownMember(links, key) ?? refuse(noLink(key, entity, links), at);
      if (isMembers(part)) checkNode(part, link[0], entities, at);
    }
  }
}

function checkOptions(
  options: Members,
  entity: string,
  entities: Entities | undefined,
  path: string,
  top?: boolean,
): void {
  const names = OPTIONS.split(' ');
  for (const key of Object.keys(options)) {
    if (!names.includes(key)) {
      refuse(
        `Invalid query parameter '${key}' in $ object. Valid parameters are: ${names.join(', ')}. Found: ${key}`,
        path,
      );
    }
  }
  for (const key of TOP_LEVEL_ONLY.split(' ')) {
    if (!top && options[key] !== undefined) {
      refuse(
        `'${key}' can only be used on top-level namespaces. It cannot be used in nested queries.`,
        path,
      );
    }
  }
  const { where } = options;
  if (!where || !entities) return;
  const at = `${path}.where`;
  if (!isMembers(where)) {
    refuse(mustBe(`'where' clause must be an object in entity '${entity}'`, where, ''), at);
  }
  checkWhere(where, entity, entities, at);
}

function checkWhere(where: Members, entity: string, entities: Entities, path: string): void {
  for (const [key, value] of Object.entries(where)) {
    const at = `${path}.${key}`;
    if (key === 'or' || key === 'and') {
      for (const clause of Array.isArray(value) ? (value as readonly unknown[]) : []) {
        if (isMembers(clause)) checkWhere(clause, entity, entities, `${at}[${shown(clause)}]`);
      }
    } else checkPath(value, key, entity, entities, at);
  }
}

/** `title`, `owner.email`: links up to the last name, which is an attribute, a link or `id`. */
function checkPath(
  value: unknown,
  name: string,
  start: string,
  entities: Entities,
  path: string,
): void {
  const labels = name.split('.');
  const last = labels.pop() as string;
  const dotted = labels.length > 0;
  const along = ` dot notation path '${name}'`;
  let entity = start;
  let table: EntityTable | undefined = ownMember(entities, entity);
  for (const label of labels) {
    const links = table?.links ?? {};
    entity = (ownMember(links, label) ??
      refuse(noLink(label, entity, links, ` in${along}`), path))[0];
    table = ownMember(entities, entity);
  }
  if (!table) return;
  const { attrs, links } = table;
  const isId = last === 'id';
  const link = ownMember(links, last);
  // At the end of a path a link wins over an attribute of its name, and alone it does not.
  const byId = isId || (dotted && link);
  const attr = byId ? ID_ATTR : ownMember(attrs, last);
  if (!attr && !link) {
    const missing = `'${last}' does not exist on entity '${entity}'`;
    refuse(
      dotted
        ? `Attribute ${missing} in${along}. Available attributes: ${Object.keys({ ...attrs, id: 0 }).join(', ')}`
        : `Attribute or link ${missing}. Available attributes: ${nameList(attrs)}. Available links: ${nameList(links)}`,
      path,
    );
  }
  // A plain `id` is compared with anything: the server says what it thinks of it.
  if ((dotted ? byId : !attr) && typeof value === 'string' && !isUuid(value)) {
    refuse(badValue(isId ? 'id field' : `link '${last}'`, entity, 'a UUID', value), path);
  }
  checkCondition(value, name, attr ?? ID_ATTR, start, path);
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
  const where = `attribute '${name}' in entity '${entity}'`;
  if (!isMembers(value) || Array.isArray(value)) {
    if (fitsType(value, type)) return;
    refuse(badValue(`attribute '${name}'`, entity, type, typeof value), path);
  }
  for (const [operator, operand] of Object.entries(value)) {
    const at = `${path}.${operator}`;
    const expected = operandType(operator, type);
    if (!expected) refuse(`Unknown operator '${operator}' for ${where}`, at);
    const list = /^\$?in$/.test(operator);
    if (list && !Array.isArray(operand)) {
      refuse(mustBe(`Operator '${operator}' for ${where}`, operand, ' must be an array'), at);
    }
    for (const item of list ? (operand as readonly unknown[]) : [operand]) {
      if (fitsType(item, expected)) continue;
      const what = `operator '${operator}' on attribute '${name}'`;
      refuse(badValue(what, entity, expected, typeof item), at);
    }
    if (operator === '$ilike' && !/ indexed/.test(attr)) {
      refuse(
        `Operator '$ilike' can only be used with indexed attributes, but '${name}' in entity '${entity}' is not indexed`,
        at,
      );
    }
  }
}

/** What an operator compares an attribute of this type with; undefined: there is no such operator. */
function operandType(operator: string, type: string): string | undefined {
  if (/^(?:\$?in|\$(?:ne|not|[gl]te?))$/.test(operator)) return type;
  if (/^\$i?like$/.test(operator)) return 'string';
  return operator === '$isNull' ? 'boolean' : undefined;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}
