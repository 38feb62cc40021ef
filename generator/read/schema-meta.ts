/** What a schema says beside its shape: documentation, default, examples, access. */

import type { Json, Schema, SchemaMeta } from '../ir.js';
import type { Reading } from './reading.js';
import { isData, text, toJson, truth, type Node } from './source.js';

/** Everything but `at`. Keys that say nothing are left out. */
export function readMeta(node: Node): Omit<SchemaMeta, 'at'> {
  const { value } = node;
  if (!isData(value)) return {};
  const doc = text(node, 'description');
  const title = text(node, 'title');
  const examples = readExamples(value);
  return {
    ...(doc !== undefined && doc.trim() !== '' ? { doc } : {}),
    ...(title !== undefined && title.trim() !== '' ? { title } : {}),
    ...(truth(node, 'deprecated') || truth(node, 'x-deprecated') ? { deprecated: true } : {}),
    ...(truth(node, 'readOnly') ? { readOnly: true } : {}),
    ...(truth(node, 'writeOnly') ? { writeOnly: true } : {}),
    ...(Object.hasOwn(value, 'default') && value['default'] !== undefined
      ? { default: toJson(value['default']) }
      : {}),
    ...(examples.length > 0 ? { examples } : {}),
  };
}

function readExamples(value: Readonly<Record<string, unknown>>): readonly Json[] {
  const examples: Json[] = [];
  if (value['example'] !== undefined) examples.push(toJson(value['example']));
  if (Array.isArray(value['examples'])) examples.push(...value['examples'].map(toJson));
  return examples;
}

/** The schema with what its node says about it; what an outer node says goes before an inner one. */
export function withMeta(reading: Reading, schema: Schema, node: Node): Schema {
  const { doc, title, deprecated, readOnly, writeOnly, examples } = schema;
  const inner: SchemaMeta = {
    ...(doc === undefined ? {} : { doc }),
    ...(title === undefined ? {} : { title }),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(readOnly === undefined ? {} : { readOnly }),
    ...(writeOnly === undefined ? {} : { writeOnly }),
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(examples === undefined ? {} : { examples }),
  };
  const result: Schema = {
    ...bare(schema),
    ...inner,
    ...readMeta(node),
    at: reading.sources.place(node),
  };
  if (reading.schemas.open.has(schema)) reading.schemas.open.add(result);
  return result;
}

/** The schema without anything said about it. */
export function bare(schema: Schema): Schema {
  const { at, doc, title, deprecated, readOnly, writeOnly, default: _, examples, ...kind } = schema;
  return kind;
}
