/** The documentation of a property, parameter or header, and of the values of an enum. */

import {
  type Code,
  enumOf,
  jsdoc,
  type Json,
  type Parameter,
  type Schema,
} from '../../generator/emit.js';
import { withFacts } from './facts.js';

/** The documentation of a property, parameter or header of this name. */
export function propertyDoc(schema: Schema, doc: string | undefined, name: string): Code {
  const text = [withFacts(schema, doc, name), valuesDoc(schema)];
  // Most of them have no more.
  if (schema.default === undefined && schema.deprecated !== true) return jsdoc({ text });
  return jsdoc({
    text,
    ...defaultOf(schema, doc),
    ...(schema.deprecated === true ? { deprecated: true } : {}),
  });
}

export function parameterDoc({ schema, deprecated, doc, name }: Parameter): Code {
  const said = deprecated ? { ...schema, deprecated } : schema;
  return propertyDoc(said, doc ?? schema.doc, name);
}

/** A default that the text has not said already. */
function defaultOf({ default: value }: Schema, doc = ''): { readonly default?: Json } {
  if (value === undefined) return {};
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const words = wordsOf(doc);
  const at = text === '' ? -1 : words.indexOf(text);
  const said = at !== -1 && words.some((word, index) => index !== at && /default/i.test(word));
  return said ? {} : { default: value };
}

function wordsOf(doc: string): readonly string[] {
  return doc.split(/[\s`'"“”(),;:]+|\.(?=\s|$)/);
}

/** What the document says about each value of an enum. */
export function valuesDoc(schema: Schema): string | undefined {
  const { values, docs } = enumOf(schema) ?? {};
  if (values === undefined || docs === undefined) return undefined;
  const rows = values.flatMap((value, index) => {
    const doc = docs[index]?.trim().replace(/\s+/g, ' ') ?? '';
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    return doc === '' ? [] : [`- \`${shown}\`: ${doc}`];
  });
  return rows.length === 0 ? undefined : rows.join('\n');
}
