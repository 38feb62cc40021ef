/** `enum` and `const`, with the names and descriptions that vendors write beside them. */

import type { Json, LiteralSchema, Schema } from '../../ir.js';
import type { Reading } from '../document/reading.js';
import { isData, member, toJson, type Data, type Node } from '../document/source.js';

/** The literal a schema's `const` or `enum` describes; undefined where it has neither in a usable form. */
export function readLiteral(
  reading: Reading,
  node: Node,
  value: Data,
  types: readonly string[],
): Schema | undefined {
  if (Object.hasOwn(value, 'const')) return { kind: 'literal', values: [toJson(value['const'])] };
  if (!Object.hasOwn(value, 'enum')) return undefined;
  const written = listOf(value['enum'], types);
  if (!Array.isArray(written) || written.length === 0) {
    reading.complain(
      'warning',
      'openapi-enum-malformed',
      node,
      Array.isArray(written)
        ? 'An enum without values allows nothing; it is left out.'
        : 'An enum must be a list of values; it is left out.',
      'List the values that are allowed, or remove "enum".',
    );
    return undefined;
  }
  // Only vendors' keywords name and describe values, and most schemas have none.
  const isExtended = Object.keys(value).some((key) => key.startsWith('x-'));
  const vendor = isExtended ? vendorNames(value) : {};
  const said = (keys: readonly string[], given: unknown): readonly string[] | undefined =>
    isExtended ? (beside(reading, node, keys, written) ?? byValue(given, written)) : undefined;
  const names = said(NAMES, vendor.names);
  const docs = said(DOCS, vendor.docs);
  const values: Json[] = [];
  const kept: number[] = [];
  const seen = new Set<string>();
  let changed = false as boolean;
  written.forEach((each: unknown, index) => {
    const json = toJson(each);
    const typed = ofType(json, types);
    if (typed !== json) changed = true;
    const key = JSON.stringify(typed);
    if (seen.has(key)) return;
    seen.add(key);
    values.push(typed);
    kept.push(index);
  });
  const isNested = written !== value['enum'];
  if (changed || isNested) {
    reading.complain(
      'warning',
      'openapi-enum-type',
      node,
      isNested
        ? 'This enum has a list within its list; what is in that is read as its values.'
        : `Values of this enum are not of its type ${types.join(' or ')}; they are read as if they were.`,
      isNested ? 'Write one list.' : 'Put texts in quotes and numbers without.',
    );
  }
  const pick = (list: readonly string[]): readonly string[] =>
    kept.map((index) => list[index] ?? '');
  const literal: LiteralSchema = {
    kind: 'literal',
    values,
    ...(names === undefined ? {} : { names: pick(names) }),
    ...(docs === undefined ? {} : { docs: pick(docs) }),
  };
  const isOpen =
    mayGrow(value) && values.every((each) => each === null || typeof each === 'string');
  return isOpen ? { kind: 'union', of: [{ kind: 'string' }, literal], open: true } : literal;
}

/** The values that are listed; texts and numbers are also found in a list within the list. */
function listOf(written: unknown, types: readonly string[]): unknown {
  if (!Array.isArray(written) || !written.some(Array.isArray)) return written;
  const isPlain = types.length > 0 && types.every((type) => PLAIN.has(type));
  return isPlain ? (written.flat() as unknown) : written;
}

const PLAIN: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean']);

/** Whether there may be other values by the time they arrive, as vendors say it. */
function mayGrow(value: Data): boolean {
  const { 'x-ms-enum': ms } = value;
  return (
    (isData(ms) && ms['modelAsString'] === true) || value['x-speakeasy-unknown-values'] === 'allow'
  );
}

/** Any text, of which `x-extensible-enum` says what is known. */
export function withKnown(schema: Schema, value: Data): Schema {
  const given: unknown = value['x-extensible-enum'];
  if (schema.kind !== 'string' || !Array.isArray(given)) return schema;
  const known = given.filter((each) => typeof each === 'string');
  if (known.length === 0) return schema;
  const literal: LiteralSchema = { kind: 'literal', values: [...new Set(known)] };
  return { kind: 'union', of: [schema, literal], open: true };
}

/** Names and descriptions by value, of `x-ms-enum` (a list) and `x-fern-enum` (a mapping). */
function vendorNames(value: Data): { readonly names?: Data; readonly docs?: Data } {
  const { 'x-ms-enum': ms, 'x-fern-enum': fern } = value;
  const listed: readonly unknown[] = isData(ms) && Array.isArray(ms['values']) ? ms['values'] : [];
  const entries = [
    ...listed.filter(isData).map((each): readonly [string, Data] => [String(each['value']), each]),
    ...Object.entries(isData(fern) ? fern : {}).flatMap(([key, each]) =>
      isData(each) ? [[key, each] as const] : [],
    ),
  ];
  if (entries.length === 0) return {};
  const column = (key: string): Data =>
    Object.fromEntries(entries.map(([of, each]) => [of, each[key]]));
  return { names: column('name'), docs: column('description') };
}

/** `enum: [1, 2]` of `type: string`, as YAML makes it of unquoted texts, and the reverse. */
function ofType(value: Json, types: readonly string[]): Json {
  if (types.length === 0 || value === null || typeof value === 'object') return value;
  if (types.every((type) => type === 'string') && typeof value !== 'string') return String(value);
  if (
    typeof value === 'string' &&
    types.every((type) => type === 'integer' || type === 'number') &&
    /^-?\d+(?:\.\d+)?$/.test(value)
  ) {
    return Number(value);
  }
  return value;
}

const NAMES = ['x-enum-varnames', 'x-enumNames', 'x-speakeasy-enums'];
const DOCS = [
  'x-enum-descriptions',
  'x-enumDescriptions',
  'x-enum-description',
  'x-speakeasy-enum-descriptions',
];

/** What the first of these keys says of each value: a list that runs beside them, or a mapping from them. */
function beside(
  reading: Reading,
  node: Node,
  keys: readonly string[],
  values: readonly unknown[],
): readonly string[] | undefined {
  const [written] = keys.flatMap((key) => member(node, key) ?? []);
  const given = written?.value;
  if (written === undefined || !Array.isArray(given)) return byValue(given, values);
  const texts = given.map((each: unknown) => (typeof each === 'string' ? each : ''));
  if (texts.length === values.length) return texts;
  // That null is allowed as well has no name.
  if (texts.length === values.filter((value) => value !== null).length) {
    let next = 0;
    return values.map((value) => (value === null ? '' : (texts[next++] ?? '')));
  }
  reading.complain(
    'warning',
    'openapi-enum-names',
    written,
    `This lists ${String(texts.length)} for ${String(values.length)} values of the enum; it is left out.`,
    'List one for each value, in their order.',
  );
  return undefined;
}

function byValue(given: unknown, values: readonly unknown[]): readonly string[] | undefined {
  if (!isData(given)) return undefined;
  const texts = values.map((value) => {
    const found = Object.hasOwn(given, String(value)) ? given[String(value)] : undefined;
    return typeof found === 'string' ? found : '';
  });
  return texts.some((each) => each !== '') ? texts : undefined;
}

/** `oneOf: [{ const: 1, title: 'A' }, …]` is an enum whose values have names and descriptions. */
export function literalOf(members: readonly Schema[]): LiteralSchema | undefined {
  const values: Json[] = [];
  const names: string[] = [];
  const docs: string[] = [];
  for (const each of members) {
    if (each.kind !== 'literal' || each.values.length !== 1 || each.deprecated === true) {
      return undefined;
    }
    values.push(...each.values);
    names.push(each.title ?? '');
    docs.push(each.doc ?? '');
  }
  return {
    kind: 'literal',
    values,
    ...(names.every((name) => name !== '') ? { names } : {}),
    ...(docs.some((doc) => doc !== '') ? { docs } : {}),
  };
}
