/** What a schema says of its values beyond their type, in a few words: `uuid, at most 40 characters`. */

import type { Json, Schema } from '../../generator/emit.js';

/** Formats that say no more than the type does, or that the type itself stands for. */
const PLAIN_FORMATS: ReadonlySet<string> = new Set([
  'string',
  'number',
  'integer',
  'boolean',
  'text',
  'int32',
  'float',
  'double',
  'password',
  'binary',
  'enum',
]);

/** How names and texts say it where they have another word for a format. */
const SAID: Readonly<Record<string, RegExp>> = {
  uri: /ur[il]|href|link/i,
  url: /ur[il]|href|link/i,
  email: /e-?mail/i,
  'date-time': /iso.?8601|rfc.?3339|date.time/i,
};

/** What is longer is better read in the document. */
const LONGEST = 60;

/** A limit that no usual text comes near says nothing. */
const FAR = 1000;

/**
 * The documentation of what has this schema, with the facts that neither its text nor its name says. One line
 * has them at its end, in parentheses.
 */
export function withFacts(
  schema: Schema,
  doc: string | undefined,
  name: string,
): string | undefined {
  // Most schemas have none, which is quickly seen.
  if (!mayHaveFacts(schema)) return doc;
  const text = doc?.trim() ?? '';
  const facts = factsOf(schema, text, name);
  if (facts === '') return doc;
  const sentence = sentenceOf(facts);
  if (text === '') return sentence;
  if (text.includes('\n')) return `${text}\n\n${sentence}`;
  return /[.!?:]$/.test(text) ? `${text} (${facts})` : `${text} (${facts}).`;
}

/** Seen from what is there at all, before anything is made. */
function mayHaveFacts(schema: Schema): boolean {
  const { kind, examples } = schema;
  if (kind === 'literal' || kind === 'boolean') return false;
  if (examples !== undefined || kind === 'union') return true;
  if (kind === 'array') return schema.minItems !== undefined || schema.maxItems !== undefined;
  if (kind === 'string') {
    const { format, pattern, minLength, maxLength } = schema;
    return (format ?? pattern ?? minLength ?? maxLength) !== undefined;
  }
  if (kind === 'number') {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
    const bound = minimum ?? maximum ?? exclusiveMinimum ?? exclusiveMaximum ?? multipleOf;
    return schema.format !== undefined || bound !== undefined;
  }
  return false;
}

/** What would begin with the name of a format says that it is one. */
function sentenceOf(facts: string): string {
  if (facts.startsWith('e.g. ')) return `Example: ${facts.slice(5)}.`;
  return /^(?:at |more |less |exactly |matches |not |a multiple |-?\d)/.test(facts)
    ? `${facts.charAt(0).toUpperCase()}${facts.slice(1)}.`
    : `Format: ${facts}.`;
}

function factsOf(whole: Schema, doc: string, name: string): string {
  const schema = plainOf(whole);
  const facts = [
    formatOf(schema, doc, name),
    ...bounds(schema, doc),
    exampleOf(whole, schema, doc),
  ];
  return facts.filter((each) => each !== undefined).join(', ');
}

/** Beside `null`, the one that says something. */
function plainOf(schema: Schema): Schema {
  if (schema.kind !== 'union') return schema;
  const [only, ...others] = schema.of.filter(({ kind }) => kind !== 'null');
  return only !== undefined && others.length === 0 ? only : schema;
}

function bounds(schema: Schema, doc: string): readonly (string | undefined)[] {
  switch (schema.kind) {
    case 'string': {
      const { pattern, minLength, maxLength } = schema;
      return [
        lengthOf(minLength, maxLength, 'character', doc),
        pattern === undefined || pattern.length > LONGEST || doc.includes(pattern)
          ? undefined
          : `matches \`${pattern.replaceAll('`', "'")}\``,
      ];
    }
    case 'number': {
      const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
      return [
        rangeOf(minimum, maximum, doc),
        exclusiveMinimum === undefined || says(doc, exclusiveMinimum)
          ? undefined
          : `more than ${exclusiveMinimum}`,
        exclusiveMaximum === undefined || says(doc, exclusiveMaximum)
          ? undefined
          : `less than ${exclusiveMaximum}`,
        multipleOf === undefined || multipleOf === 1 || says(doc, multipleOf)
          ? undefined
          : `a multiple of ${multipleOf}`,
      ];
    }
    case 'array':
      return [lengthOf(schema.minItems, schema.maxItems, 'item', doc)];
    default:
      return [];
  }
}

function formatOf(schema: Schema, doc: string, name: string): string | undefined {
  if (schema.kind !== 'string' && schema.kind !== 'number') return undefined;
  const { format } = schema;
  if (format === undefined || format.length > LONGEST) return undefined;
  const lower = format.toLowerCase();
  if (PLAIN_FORMATS.has(lower) || `${doc} ${name}`.toLowerCase().includes(lower)) return undefined;
  if (Object.hasOwn(SAID, lower) && SAID[lower]?.test(`${doc} ${name}`) === true) return undefined;
  return format.replaceAll('`', "'");
}

/** Bounds of the type itself are none. */
function rangeOf(
  given: number | undefined,
  most: number | undefined,
  doc: string,
): string | undefined {
  const huge = 2 ** 31 - 1;
  const maximum = most !== undefined && most >= huge ? undefined : most;
  const minimum = given !== undefined && given <= -huge ? undefined : given;
  if (minimum === undefined) {
    return maximum === undefined || says(doc, maximum) ? undefined : `at most ${maximum}`;
  }
  if (maximum === undefined) return says(doc, minimum) ? undefined : `at least ${minimum}`;
  return says(doc, minimum) && says(doc, maximum) ? undefined : `${minimum} to ${maximum}`;
}

function lengthOf(
  least: number | undefined,
  most: number | undefined,
  what: string,
  doc: string,
): string | undefined {
  const minimum = least === 0 ? undefined : least;
  const maximum = most !== undefined && most >= FAR ? undefined : most;
  const many = (count: number): string => `${count} ${what}${count === 1 ? '' : 's'}`;
  if (maximum === undefined) {
    if (minimum === undefined) return undefined;
    if (minimum === 1) return /empty/i.test(doc) ? undefined : 'not empty';
    return says(doc, minimum) ? undefined : `at least ${many(minimum)}`;
  }
  if (says(doc, maximum)) return undefined;
  if (minimum === undefined) return `at most ${many(maximum)}`;
  return minimum === maximum ? `exactly ${many(maximum)}` : `${minimum} to ${many(maximum)}`;
}

/** Whether a text has this number in it. */
function says(doc: string, value: number): boolean {
  const text = String(value);
  return (
    doc.includes(text) && new RegExp(`(?<![\\d.])${text.replace('.', '\\.')}(?![\\d])`).test(doc)
  );
}

/** The first example that is short, and no repetition of the type, the default or the text. */
function exampleOf(whole: Schema, schema: Schema, doc: string): string | undefined {
  if (schema.kind === 'literal' || schema.kind === 'boolean' || schema.kind === 'null')
    return undefined;
  const example = (whole.examples ?? schema.examples)?.[0];
  if (example === undefined || example === null || example === '') return undefined;
  if (typeof example === 'object' && schema.kind !== 'array') return undefined;
  const text = shown(example);
  if (text.length > LONGEST || /[\n`]/.test(text) || doc.includes(text)) return undefined;
  return JSON.stringify(example) === JSON.stringify(whole.default) ? undefined : `e.g. \`${text}\``;
}

function shown(example: Json): string {
  return typeof example === 'string' ? example : JSON.stringify(example);
}
