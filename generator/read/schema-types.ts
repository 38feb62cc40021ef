/** Which types a schema names, in whatever spelling. */

import type { Reading } from './reading.js';
import { KNOWN, meansAnything, meansNothing, spelled } from './schema-words.js';
import { isData, type Data, type Node } from './source.js';

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
  return isReadLeniently(value)
    ? { ...types, names: types.names.filter((name) => name !== 'string') }
    : types;
}

/**
 * Numbers as .NET describes them, which it reads from text as well, and writes as numbers: `type: [integer, string]` with
 * the pattern of that text.
 */
function isReadLeniently({ type, pattern }: Data): boolean {
  const names: readonly unknown[] = Array.isArray(type) ? type : [];
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

/** Whether other keywords say what it is, as \`type: enum\` means it. */
function isSaidBeside(value: Data): boolean {
  return ['enum', 'const', 'oneOf', 'anyOf', 'allOf'].some((each) => Object.hasOwn(value, each));
}

/** What a schema without `type` describes, by the keywords it has. */
function implied(value: Data): readonly string[] {
  if (
    isData(value['properties']) ||
    typeof value['properties'] === 'string' ||
    Object.hasOwn(value, 'additionalProperties') ||
    isData(value['patternProperties']) ||
    isData(value['propertyNames']) ||
    isData(value['unevaluatedProperties']) ||
    Array.isArray(value['required'])
  ) {
    return ['object'];
  }
  if (Object.hasOwn(value, 'items') || Array.isArray(value['prefixItems'])) return ['array'];
  const { format } = value;
  if (typeof format === 'string') {
    if (STRING_FORMATS.has(format)) return ['string'];
    if (NUMBER_FORMATS.has(format)) return ['number'];
    if (INTEGER_FORMATS.has(format)) return ['integer'];
  }
  return [];
}
