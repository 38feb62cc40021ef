/** Which schemas have values that a program can list, and in which form. */

import type { Json, LiteralSchema, NamedSchema, Schema } from '../ir.js';

/** The values of an enum by name, with what is said about each. */
export interface EnumMember {
  readonly name: string;
  readonly value: Json;
  readonly doc?: string;
}

/** The enum that a schema is, be it beside `null` or one that may grow; undefined for anything else, and for a single value. */
export function enumOf(schema: Schema): LiteralSchema | undefined {
  if (schema.kind === 'union') {
    const { open = false } = schema;
    const others = schema.of.filter(
      (each) => each.kind !== 'null' && !(open && each.kind === 'string'),
    );
    const [only] = others;
    return others.length === 1 && only?.kind === 'literal' ? enumOf(only) : undefined;
  }
  if (schema.kind !== 'literal' || schema.values.length < 2) return undefined;
  return schema.values.every((each) => each === null || typeof each !== 'object')
    ? schema
    : undefined;
}

/**
 * Its values as members of an object: where the document names them, or says something about each of a
 * list of texts. Undefined where a plain list says as much. That null is one of them, no member says, unless it has a name.
 */
export function enumMembers({
  values: all,
  names,
  docs,
}: LiteralSchema): readonly EnumMember[] | undefined {
  const isValue = (_: unknown, index: number): boolean =>
    all[index] !== null || (names?.[index] ?? '').trim() !== '';
  const values = all.filter(isValue);
  const said = docs?.filter(isValue);
  const texts = values.every((value) => typeof value === 'string' && value.trim() !== '');
  const keys =
    names?.filter(isValue).map((name) => name.trim()) ??
    (said !== undefined && texts ? values : []);
  const named = keys.filter((key): key is string => typeof key === 'string' && key !== '');
  if (named.length !== values.length || new Set(named).size !== named.length) return undefined;
  return values.map((value, index) => {
    const doc = said?.[index];
    return {
      name: named[index] ?? '',
      value,
      ...(doc === undefined || doc.trim() === '' ? {} : { doc }),
    };
  });
}

/** Whether its values are emitted as a list, which needs a name of its own. */
export function isListed({ schema }: NamedSchema): boolean {
  const literal = enumOf(schema);
  return literal !== undefined && enumMembers(literal) === undefined;
}
