/** What the keywords of one schema say by themselves, its `allOf`, `oneOf` and `anyOf` left aside. */

import type { NumberSchema, ObjectSchema, Property, Schema, StringSchema } from '../../ir.js';
import { isRequired } from '../document/forms.js';
import type { Reading } from '../document/reading.js';
import { refOf } from '../document/refs.js';
import { readLiteral, withKnown } from './enum.js';
import { requiredKeys, tellUnknown } from './required.js';
import { readTypes } from './types.js';
import {
  eachMember,
  elements,
  isData,
  member,
  members,
  type Data,
  type Node,
} from '../document/source.js';

/** `null` stands apart from the shape, because it is meant for the whole, whatever is merged into it. */
export interface Own {
  /** Undefined where the keywords say nothing about the shape, which is then any. */
  readonly schema?: Schema;
  readonly nullable: boolean;
}

const SCALARS: ReadonlySet<Schema['kind']> = new Set(['string', 'number', 'binary']);

export function readOwn(reading: Reading, node: Node, value: Data): Own {
  const types = readTypes(reading, node, value);
  const hasNull = types.names.includes('null');
  const plain = hasNull ? types.names.filter((name) => name !== 'null') : types.names;
  const nullable = value['nullable'] === true || value['x-nullable'] === true;
  const literal = readLiteral(reading, node, value, plain);
  if (literal !== undefined) {
    const listed = literal.kind === 'literal' && literal.values.includes(null);
    return { schema: literal, nullable: nullable && !listed };
  }
  if (plain.length === 0) {
    return hasNull ? { schema: { kind: 'null' }, nullable: false } : { nullable };
  }
  const typed = (name: string): Schema => readTyped(reading, node, value, name, types.format);
  const [only] = plain;
  const schema: Schema =
    only !== undefined && plain.length === 1
      ? withKnown(typed(only), value)
      : { kind: 'union', of: plain.map(typed) };
  if (value['type'] === undefined && SCALARS.has(schema.kind)) reading.schemas.open.add(schema);
  return { schema, nullable: nullable || hasNull };
}

function readTyped(
  reading: Reading,
  node: Node,
  value: Data,
  type: string,
  implied: string | undefined,
): Schema {
  switch (type) {
    case 'boolean':
      return { kind: 'boolean' };
    case 'integer':
    case 'number':
      return readNumber(value, type === 'integer', implied);
    case 'file':
      return { kind: 'binary' };
    case 'array':
      return readArray(reading, node, value);
    case 'object':
      return readObject(reading, node, value);
    default:
      return readString(value, implied);
  }
}

function numberAt(value: Data, key: string): number | undefined {
  const found = value[key];
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

type ArraySchema = Extract<Schema, { kind: 'array' }>;

/** A kind of schema while it is made: most of its keys are absent most of the time. */
type Making<Kind> = { -readonly [Key in keyof Kind]: Kind[Key] };

function readNumber(value: Data, integer: boolean, implied: string | undefined): NumberSchema {
  const format = typeof value['format'] === 'string' ? value['format'] : implied;
  const minimum = numberAt(value, 'minimum');
  const maximum = numberAt(value, 'maximum');
  // In 3.0 `exclusiveMinimum` is a flag on `minimum`, from 3.1 on a bound of its own.
  const above = value['exclusiveMinimum'] === true;
  const below = value['exclusiveMaximum'] === true;
  const exclusiveMinimum = above ? minimum : numberAt(value, 'exclusiveMinimum');
  const exclusiveMaximum = below ? maximum : numberAt(value, 'exclusiveMaximum');
  const multipleOf = numberAt(value, 'multipleOf');
  const schema: Making<NumberSchema> = { kind: 'number', integer };
  if (format !== undefined) schema.format = format;
  if (minimum !== undefined && !above) schema.minimum = minimum;
  if (maximum !== undefined && !below) schema.maximum = maximum;
  if (exclusiveMinimum !== undefined) schema.exclusiveMinimum = exclusiveMinimum;
  if (exclusiveMaximum !== undefined) schema.exclusiveMaximum = exclusiveMaximum;
  if (multipleOf !== undefined) schema.multipleOf = multipleOf;
  return schema;
}

function readString(value: Data, implied: string | undefined): Schema {
  const format = typeof value['format'] === 'string' ? value['format'] : implied;
  const encoding = value['contentEncoding'];
  const media = value['contentMediaType'];
  if (format === 'binary') return { kind: 'binary' };
  if (typeof media === 'string' && encoding === undefined && isBytes(media)) {
    return { kind: 'binary' };
  }
  const base64 = format === undefined && typeof encoding === 'string' && /^base64$/i.test(encoding);
  const minLength = numberAt(value, 'minLength');
  const maxLength = numberAt(value, 'maxLength');
  const schema: Making<StringSchema> = { kind: 'string' };
  if (format !== undefined) schema.format = format;
  if (base64) schema.format = 'byte';
  if (typeof value['pattern'] === 'string') schema.pattern = value['pattern'];
  if (minLength !== undefined) schema.minLength = minLength;
  if (maxLength !== undefined) schema.maxLength = maxLength;
  return schema;
}

/** Whether a string of such content is bytes: any may be, and of an application's those that are no text. */
function isBytes(media: string): boolean {
  return (
    /^(?:\*\/\*|image\/|audio\/|video\/|application\/)/i.test(media) &&
    !/^application\/[^;]*(?:json|xml|yaml|script|text|html|jwt|graphql|sql|toml|urlencoded)/i.test(
      media,
    )
  );
}

function readArray(reading: Reading, node: Node, value: Data): Schema {
  const items = member(node, 'items');
  const tuple = Array.isArray(value['prefixItems'])
    ? member(node, 'prefixItems')
    : Array.isArray(value['items'])
      ? items
      : undefined;
  const minItems = numberAt(value, 'minItems');
  const maxItems = numberAt(value, 'maxItems');
  if (tuple !== undefined) {
    const of = elements(tuple).map(reading.read);
    const rest =
      tuple === items
        ? member(node, 'additionalItems')
        : (items ?? member(node, 'unevaluatedItems'));
    return {
      kind: 'tuple',
      items: of,
      required: minItems === undefined ? of.length : Math.min(minItems, of.length),
      ...(rest === undefined || rest.value === false ? {} : { rest: reading.read(rest) }),
    };
  }
  if (items === undefined && reading.version < 30) {
    reading.complain(
      'warning',
      'openapi-items-missing',
      node,
      'An array needs "items"; this one is read as a list of anything.',
      'Add items: { type: … }.',
    );
  }
  const array: Making<ArraySchema> = {
    kind: 'array',
    items: items === undefined ? { kind: 'unknown' } : reading.read(items),
  };
  if (minItems !== undefined) array.minItems = minItems;
  if (maxItems !== undefined) array.maxItems = maxItems;
  return array;
}

function readObject(reading: Reading, node: Node, value: Data): ObjectSchema {
  const required = requiredKeys(reading, node, value);
  const props: Property[] = [];
  const declared = propertiesOf(reading, node, value);
  eachMember(declared, (key, each) => {
    const flagged = isData(each.value) && isRequired(each.value);
    const schema = reading.read(each);
    // What nothing can be is what is not there: `undefined`, as validators describe it.
    const isThere = schema.kind !== 'never';
    props.push({ key, required: isThere && (required.has(key) || flagged), schema });
    required.delete(key);
  });
  const patterns = members(member(node, 'patternProperties')).map(([pattern, each]) => ({
    pattern,
    schema: reading.read(each),
  }));
  const further = member(node, 'additionalProperties') ?? member(node, 'unevaluatedProperties');
  const read =
    further === undefined || further.value === false
      ? undefined
      : further.value === true
        ? ({ kind: 'unknown' } satisfies Schema)
        : reading.read(further);
  // `not: {}` is another way to write `false`.
  const described = read?.kind === 'never' ? undefined : read;
  tellUnknown(reading, node, required, props);
  for (const key of required) {
    props.push({ key, required: true, schema: described ?? { kind: 'unknown' } });
  }
  const keys = allowedKeys(reading, node);
  if (keys !== undefined && further?.value !== false) {
    const named = new Set(props.map((each) => each.key));
    for (const key of keys) {
      if (named.has(key)) continue;
      props.push({ key, required: false, schema: described ?? { kind: 'unknown' } });
    }
  }
  const rest = keys === undefined ? described : undefined;
  const free =
    props.length === 0 && patterns.length === 0 && further === undefined && keys === undefined;
  const schema: Making<ObjectSchema> = { kind: 'object', props, patterns };
  if (rest !== undefined) schema.rest = rest;
  else if (free) schema.rest = { kind: 'unknown' };
  if (free) reading.schemas.open.add(schema);
  return schema;
}

/** The names that `propertyNames` lists; undefined where it only says what they look like. */
function allowedKeys(reading: Reading, node: Node): readonly string[] | undefined {
  const written = member(node, 'propertyNames');
  if (written === undefined || !isData(written.value)) return undefined;
  const read = reading.read(written);
  const names = read.kind === 'ref' ? reading.expand(read.to) : read;
  return names?.kind === 'literal'
    ? names.values.filter((each): each is string => typeof each === 'string')
    : undefined;
}

/** `properties: '#/…'` occurs in published documents: the properties of what it names. */
function propertiesOf(reading: Reading, node: Node, value: Data): Node | undefined {
  const written = member(node, 'properties');
  // A property of this name would have a schema.
  if (written !== undefined && refOf(written) !== undefined) return reading.refs.follow(written);
  if (written === undefined || isData(written.value)) return written;
  if (value['properties'] === null) return undefined;
  const target =
    typeof written.value === 'string' && written.value.includes('#')
      ? reading.refs.resolve(written.value, written)
      : undefined;
  reading.complain(
    'warning',
    'openapi-properties-malformed',
    written,
    '"properties" must be an object of schemas' +
      (target === undefined ? '; it is left out.' : '; it is read as those of what it names.'),
    target === undefined ? undefined : 'Use { $ref } in place of this schema.',
  );
  if (target === undefined) return undefined;
  return member(target, 'properties') ?? target;
}
