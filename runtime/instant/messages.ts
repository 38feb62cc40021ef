/** Messages that the checks of queries and transactions share: those of Instant's own SDK. */

import { nameList } from './schema.js';

/** `kind` stands in `what` where it is empty. */
export function mustBe(what: string, value: unknown, kind = ' must be an object'): string {
  return `${what}${kind}, but received: ${typeof value}`;
}

export function badValue(what: string, entity: string, expected: string, received: string): string {
  return `Invalid value for ${what} in entity '${entity}'. Expected ${expected}, but received: ${received}`;
}

export function noEntity(name: string, entities: object): string {
  return `Entity '${name}' does not exist in schema. Available entities: ${nameList(entities)}`;
}

export function noLink(label: string, entity: string, links: object, where = ''): string {
  return `Link '${label}' does not exist on entity '${entity}'${where}. Available links: ${nameList(links)}`;
}
