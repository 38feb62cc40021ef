/** What openapi-typescript makes of a document: of what is answered and, apart from it, of what is sent. */

import openapiTS, { astToString } from 'openapi-typescript';
import converter from 'swagger2openapi';
import { GONE } from './types.js';
import { isObject, text, type Json, type JsonObject } from '../documents/documents.js';

export type Direction = 'request' | 'response';

/**
 * The text of its types. It knows no direction, so each gets a document without what goes the other way only.
 * Throws what it refuses.
 */
export async function theirTypes(document: JsonObject, direction: Direction): Promise<string> {
  const mark = direction === 'request' ? 'readOnly' : 'writeOnly';
  const data = await upToDate(without(document, document, mark, new Map()) as JsonObject);
  // It leaves promises behind when it refuses, which would end the process.
  const ignore = (): void => undefined;
  process.on('unhandledRejection', ignore);
  try {
    const nodes = await openapiTS(JSON.stringify(data), {
      silent: true,
      defaultNonNullable: false,
      emptyObjectsUnknown: true,
    });
    return astToString(nodes);
  } finally {
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', ignore);
  }
}

/** Swagger 2.0 by a converter; of 3.2, what 3.1 has as well. */
async function upToDate(document: JsonObject): Promise<JsonObject> {
  if (typeof document['swagger'] === 'string') {
    const options = { patch: true, warnOnly: true, resolveInternal: false };
    const { openapi } = await converter.convertObj(JSON.parse(JSON.stringify(document)), options);
    return openapi as JsonObject;
  }
  return /^3\.2/.test(text(document['openapi'])) ? { ...document, openapi: '3.1.0' } : document;
}

/** The document without the properties that go one way only; extensions and examples are left out as well. */
function without(value: Json, document: JsonObject, mark: string, done: Map<Json, Json>): Json {
  if (typeof value !== 'object' || value === null) return value;
  const known = done.get(value);
  if (known !== undefined) return known;
  if (!isObject(value)) return value.map((each) => without(each, document, mark, done));
  const { properties } = value;
  const gone = isObject(properties)
    ? Object.keys(properties).filter((name) => marked(properties[name], document, mark))
    : [];
  const entries = Object.entries(value).flatMap(([key, each]): [string, Json][] => {
    if (key === 'properties' && isObject(each) && isObject(properties)) {
      const left = Object.entries(each).filter(([name]) => !gone.includes(name));
      const kept =
        left.length === 0 && gone.length > 0 ? [[GONE, { type: 'string' }] as const] : left;
      return [
        [
          key,
          Object.fromEntries(kept.map(([name, of]) => [name, without(of, document, mark, done)])),
        ],
      ];
    }
    if (key === 'required' && Array.isArray(each))
      return [[key, each.filter((name) => !gone.includes(String(name)))]];
    if (key === 'example' || key === 'examples') return [];
    return [[key, without(each, document, mark, done)]];
  });
  return Object.fromEntries(entries);
}

function marked(schema: Json | undefined, document: JsonObject, mark: string, depth = 0): boolean {
  if (!isObject(schema) || depth > 20) return false;
  if (schema[mark] === true) return true;
  const ref = schema['$ref'];
  if (typeof ref !== 'string' || !ref.startsWith('#/')) return false;
  let at: Json | undefined = document;
  for (const part of ref.slice(2).split('/')) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    at = isObject(at) ? at[key] : undefined;
  }
  return marked(at, document, mark, depth + 1);
}
