/** Which types a schema names, in whatever spelling. */

import type { Reading } from '../document/reading.js';
import { KNOWN, meansAnything, meansNothing, spelled } from './words.js';
import { isData, type Data, type Node } from '../document/source.js';

export interface Types {
  readonly names: readonly string[];
  /** A format that the spelling implies: `type: uuid`. */
  readonly format?: string;
}

const STRING_FORMATS: ReadonlySet<string> = new Set([
  'date',
  'date-time',
  'time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'url',
  'uuid',
  'byte',
  'binary',
  'password',
  'string',
]);
const NUMBER_FORMATS: ReadonlySet<string> = new Set(['float', 'double', 'decimal', 'number']);
const INTEGER_FORMATS: ReadonlySet<string> = new Set(['int32', 'int64', 'integer']);

/** The types as the specification spells them; none where anything may stand. */
export function readTypes(reading: Reading, node: Node, value: Data): Types {
  const types = spelledTypes(reading, node, value);
  if (isEither(value) && types.names.every((name) => EITHER.has(name))) {
    return { names: ['integer', 'string', ...types.names.filter((name) => name === 'null')] };
  }
  if (isReadLeniently(value))
    return { ...types, names: types.names.filter((name) => name !== 'string') };
  return withMeant(reading, node, value, types);
}

/** Where `type: object` is what Nest writes of `string | null`, which it knows nothing of, what stands beside it says what it is. */
function withMeant(reading: Reading, node: Node, value: Data, types: Types): Types {
  const { names } = types;
  if (!names.includes('object') || names.some((name) => name !== 'object' && name !== 'null'))
    return types;
  const [meant, by] = meantBeside(value) ?? [];
  if (meant === undefined || by === undefined) return types;
  // A value by itself may be one of several kinds.
  const isAll =
    !/^(?:default|example)$/.test(by) || value['nullable'] === true || names.includes('null');
  reading.complain(
    'warning',
    'openapi-type-contradiction',
    node,
    `"type: object" contradicts the ${by} beside it; it is read as ${isAll ? meant : `an object or ${meant}`}.`,
    `Write type: ${meant} (Nest: @ApiProperty({ type: ${NEST[meant] ?? 'String'} })).`,
  );
  const others = isAll ? names.filter((name) => name !== 'object') : names;
  return { ...types, names: [meant, ...others] };
}

const NEST: Readonly<Record<string, string>> = {
  string: 'String',
  number: 'Number',
  integer: 'Number',
  boolean: 'Boolean',
};

/**
 * Numbers as .NET describes them, which it reads from text as well, and writes as numbers: `type: [integer, string]` with
 * the pattern of that text.
 */
function isReadLeniently({ type, pattern }: Data): boolean {
  if (!Array.isArray(type)) return false;
  const names: readonly unknown[] = type;
  return (
    names.includes('string') &&
    (names.includes('integer') || names.includes('number')) &&
    typeof pattern === 'string' &&
    pattern.startsWith('^-?(?:0|[1-9]\\d*)')
  );
}

/** Numbers or text, as Kubernetes has them: `type: string` says how they are written, and not what they are. */
function isEither(value: Data): boolean {
  return (
    (value['format'] === 'int-or-string' || value['x-kubernetes-int-or-string'] === true) &&
    value['anyOf'] === undefined &&
    value['oneOf'] === undefined
  );
}

const EITHER: ReadonlySet<string> = new Set(['string', 'integer', 'null']);

function spelledTypes(reading: Reading, node: Node, value: Data): Types {
  const written: unknown = value['type'];
  if (written === undefined || written === null) {
    return { names: written === null ? ['null'] : implied(value) };
  }
  if (typeof written === 'string' && KNOWN.has(written)) return { names: [written] };
  const names: string[] = [];
  let format: string | undefined;
  for (const each of Array.isArray(written) ? written : [written]) {
    const found = typeof each === 'string' ? spelled(each) : each === null ? ['null'] : undefined;
    if (found === undefined) {
      if (typeof each === 'string' && meansAnything(each)) return { names: [] };
      const beside = isSaidBeside(value) || (Array.isArray(written) && meansNothing(String(each)));
      reading.complain(
        'warning',
        'openapi-type-unknown',
        node,
        `There is no type ${JSON.stringify(each)}; it is ${beside ? 'left out' : 'read as if anything could stand there'}.`,
        `Write one of ${[...KNOWN].filter((name) => name !== 'file').join(', ')}.`,
      );
      if (beside) continue;
      const names = implied(value);
      if (names.length === 0) reading.lost(node);
      return { names };
    }
    const [type, implies] = found;
    if (type !== each && each !== null) {
      reading.complain(
        'warning',
        'openapi-type-spelling',
        node,
        `There is no type ${JSON.stringify(each)}; it is read as ${JSON.stringify(type)}.`,
        `Write ${type ?? ''}${implies === undefined ? '' : ` with format: ${implies}`}.`,
      );
    }
    if (type !== undefined && !names.includes(type)) names.push(type);
    format ??= implies;
  }
  return { names, ...(format === undefined ? {} : { format }) };
}

/** Keywords of objects, or of schemas that are more than their type. */
const MORE = [
  ...['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'],
  ...['propertyNames', 'required', 'minProperties', 'maxProperties', 'dependentRequired'],
  ...['discriminator', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'enum', 'const', 'items', '$ref'],
];

/** The type of which the format, the bounds or the examples of an object are that says nothing of its properties. */
function meantBeside(value: Data): readonly [type: string, by: string] | undefined {
  if (MORE.some((each) => Object.hasOwn(value, each))) return undefined;
  const type = ofFormat(value['format']);
  if (type !== undefined) return [type, 'format'];
  for (const [kind, keys] of BOUNDS) {
    const key = keys.find((each) => Object.hasOwn(value, each));
    if (key !== undefined) return [kind, key];
  }
  const { example, examples, default: preset } = value;
  const shown = [example, preset, ...(Array.isArray(examples) ? (examples as unknown[]) : [])];
  const kinds = new Set(shown.filter((each) => each !== undefined && each !== null).map(kindOf));
  const [kind = ''] = kinds;
  const by = example === undefined && examples === undefined ? 'default' : 'example';
  return kinds.size === 1 && kind !== '' ? [kind, by] : undefined;
}

const BOUNDS: readonly (readonly [string, readonly string[]])[] = [
  ['string', ['pattern', 'minLength', 'maxLength']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
];

/** Empty for objects and lists, also where they are written as text. */
function kindOf(example: unknown): string {
  if (typeof example === 'string') return /^\s*(?:[[{]|$)/.test(example) ? '' : 'string';
  return typeof example === 'number' || typeof example === 'boolean' ? typeof example : '';
}

/** Whether other keywords say what it is, as \`type: enum\` means it. */
function isSaidBeside(value: Data): boolean {
  return ['enum', 'const', 'oneOf', 'anyOf', 'allOf'].some((each) => Object.hasOwn(value, each));
}

/** What a schema without `type` describes, by the keywords it has. */
function implied(value: Data): readonly string[] {
  if (
    (value['properties'] ?? undefined) !== undefined ||
    Object.hasOwn(value, 'additionalProperties') ||
    isData(value['patternProperties']) ||
    isData(value['propertyNames']) ||
    isData(value['unevaluatedProperties']) ||
    Array.isArray(value['required'])
  ) {
    return ['object'];
  }
  if (Object.hasOwn(value, 'items') || Array.isArray(value['prefixItems'])) return ['array'];
  const type = ofFormat(value['format']);
  return type === undefined ? [] : [type];
}

function ofFormat(format: unknown): string | undefined {
  if (typeof format !== 'string') return undefined;
  if (STRING_FORMATS.has(format)) return 'string';
  if (NUMBER_FORMATS.has(format)) return 'number';
  return INTEGER_FORMATS.has(format) ? 'integer' : undefined;
}
