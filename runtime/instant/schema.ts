/**
 * The app's schema as emitted code carries it into the runtime: small, and read by the validators, the
 * date conversion and the check of required links.
 */

import type { ObjectConstructor2022 } from '../web.js';

declare const Object: ObjectConstructor2022;

/** `requiredLinks` says where a missing required link is caught, `dates` how date attributes come back. */
export interface SchemaTable {
  readonly entities: { readonly [entity: string]: EntityTable };
  readonly dates: 'stored' | 'date';
  readonly requiredLinks?: 'types' | 'runtime' | 'off';
  readonly rooms?: unknown;
}

export interface EntityTable {
  /** The type, then any of `indexed`, `unique` and `optional`: `'string indexed optional'`. */
  readonly attrs: { readonly [attr: string]: string };
  readonly links: { readonly [label: string]: LinkTable };
}

/**
 * The entity at the other end; where required links are checked at run time, also the label there, and whether one is
 * required.
 */
export type LinkTable = readonly [entity: string, reverse?: string, required?: 'required'];

/** The own member of a table; names like `constructor` find nothing that the table does not hold. */
export function ownMember<Value>(
  table: { readonly [name: string]: Value },
  name: string,
): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The type word of an attribute as Instant's own messages call it: untyped attributes are `json`. */
export function valueType(attr: string): string {
  const word = attr.split(' ', 1)[0] ?? '';
  return word === 'any' ? 'json' : word;
}

/** Names in a message: `a, b`, or `none`. */
export function nameList(table: object): string {
  return Object.keys(table).join(', ') || 'none';
}

/** Whether a value may stand where the schema has this type; null and undefined may stand anywhere. */
export function fitsType(value: unknown, type: string): boolean {
  const kind = typeof value;
  if (value === null || value === undefined || type === 'json') return true;
  if (type === 'date') return value instanceof Date || /string|number/.test(kind);
  return kind === type && !Number.isNaN(value);
}

/** A value as messages show it. */
export function shown(value: unknown): string {
  try {
    return String(value);
  } catch {
    return '[object Object]';
  }
}
