/** What a schema says beside its shape: documentation, default, examples, access. */

import type { Schema, SchemaKind, SchemaMeta } from '../../ir.js';
import { described } from '../document/described.js';
import type { Reading } from '../document/reading.js';
import { asJson, isData, toJson, type Node } from '../document/source.js';

/** {@link SchemaMeta} while it is gathered: this runs once per schema of a document. */
type Gathered = { -readonly [Key in keyof SchemaMeta]: SchemaMeta[Key] };

/** Keywords that may say something; a walk over the few keys there are is cheaper than asking for each. */
const SAYING: ReadonlySet<string> = new Set([
  'description',
  'title',
  'deprecated',
  'x-deprecated',
  'readOnly',
  'writeOnly',
  'default',
  'example',
  'examples',
  'externalDocs',
]);

/** Adds everything but `at`. Keys that say nothing are left out. */
function addMeta(meta: Gathered, node: Node): void {
  const { value } = node;
  if (!isData(value)) return;
  let more = false;
  for (const key in value) {
    if (!SAYING.has(key)) continue;
    const said = value[key];
    if (key !== 'description') more = true;
    else if (typeof said === 'string' && said.trim() !== '') meta.doc = said;
  }
  if (!more) return;
  if (value['externalDocs'] !== undefined) {
    const doc = described(node);
    if (doc !== undefined) meta.doc = doc;
  }
  const { title, example, examples } = value;
  if (typeof title === 'string' && title.trim() !== '') meta.title = title;
  if (value['deprecated'] === true || value['x-deprecated'] === true) meta.deprecated = true;
  if (value['readOnly'] === true) meta.readOnly = true;
  if (value['writeOnly'] === true) meta.writeOnly = true;
  if (value['default'] !== undefined) meta.default = toJson(value['default']);
  if (example !== undefined || Array.isArray(examples)) {
    const given: unknown[] = [
      ...(example === undefined ? [] : [example]),
      ...(Array.isArray(examples) ? (examples as readonly unknown[]) : []),
    ];
    if (given.length > 0) meta.examples = given.map(asJson);
  }
}

/** The schema with what its node says about it; what an outer node says goes before an inner one. */
export function withMeta(reading: Reading, schema: Schema, node: Node): Schema {
  const result: SchemaKind & Gathered = { ...schema };
  addMeta(result, node);
  if (typeof result.default === 'string' && isOfFiles(result)) delete result.default;
  result.at = reading.sources.place(node);
  if (reading.schemas.open.has(schema)) reading.schemas.open.add(result);
  return result;
}

/** What a file is by default is a word of a tool: `default: File` of Elysia. */
function isOfFiles(schema: Schema): boolean {
  return schema.kind === 'array' ? isOfFiles(schema.items) : schema.kind === 'binary';
}

/** The schema without anything said about it. */
export function bare(schema: Schema): Schema {
  const { at, doc, title, deprecated, readOnly, writeOnly, default: _, examples, ...kind } = schema;
  return kind;
}
