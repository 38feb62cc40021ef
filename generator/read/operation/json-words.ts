/** Which of several media types counts: other words for JSON, which frameworks list beside it, say nothing of their own. */

import type { Content, Schema } from '../../ir.js';
import type { Reading } from '../document/reading.js';

const JSON_TYPE = 'application/json';

/** What .NET and others write for the bytes that `application/json` has. */
const WORDS = /^(?:text\/(?:x-)?json|application\/(?:x-json|\*\+json))$/;

const PATCH = 'application/json-patch+json';

/**
 * Without the other words for JSON, where it stands beside them and is described as they are. JSON that is another kind by
 * its name stays, behind it: what is first is sent.
 */
export function plainly(reading: Reading, contents: readonly Content[]): readonly Content[] {
  const json = contents.find((each) => essence(each) === JSON_TYPE);
  if (json === undefined || contents.length === 1) return contents;
  const said = shape(json.schema);
  const same = (each: Content): boolean =>
    each !== json && each.items === undefined && shape(each.schema) === said;
  const others = contents.filter((each) => !(isWord(reading, each) && same(each)));
  const [first] = others;
  if (first === undefined || !/[/+]json$/.test(essence(first)) || !same(first)) return others;
  return [json, ...others.filter((each) => each !== json)];
}

/** What is first is sent: a form, where a file is described in several media types alike, which JSON has no place for. */
export function filesFirst(reading: Reading, contents: readonly Content[]): readonly Content[] {
  const [first] = contents;
  const form = contents.find((each) => essence(each) === 'multipart/form-data');
  if (first === undefined || form === undefined || form === first) return contents;
  const { schema } = form;
  const whole = schema.kind === 'ref' ? reading.expand(schema.to) : schema;
  const hasFile = whole?.kind === 'object' && whole.props.some((each) => isFile(each.schema));
  if (!hasFile || shape(first.schema) !== shape(schema)) return contents;
  return [form, ...contents.filter((each) => each !== form)];
}

function isFile(schema: Schema): boolean {
  if (schema.kind === 'array') return isFile(schema.items);
  return schema.kind === 'union' ? schema.of.some(isFile) : schema.kind === 'binary';
}

/** A patch is a list of changes: what is described as one object is no such thing. */
function isWord(reading: Reading, content: Content): boolean {
  const type = essence(content);
  if (type !== PATCH) return WORDS.test(type);
  const { schema } = content;
  return (schema.kind === 'ref' ? reading.expand(schema.to) : schema)?.kind === 'object';
}

function essence({ mediaType }: Content): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}

/** A schema as text, without where it was written. */
function shape(schema: Schema): string {
  return JSON.stringify(schema, (name, value: unknown) => (name === 'at' ? undefined : value));
}
