/** Values as types, and what is meant by schemas that leave a type open. */

import { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, type Json } from '../documents/documents.js';

/** The type that has this value alone. */
export function typeText(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (!isObject(value)) return `[${value.map(typeText).join(', ')}]`;
  const members = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}: ${typeText(each)}`,
  );
  return `{ ${members.join('; ')} }`;
}

/**
 * Whether a valid value is refused for what everybody means who writes such a schema, or because the compiler takes an
 * object that has nothing of what may be there for a slip.
 */
export function isImplied(schema: Json, value: Json, refused: string): boolean {
  if (/has no properties in common with/.test(refused)) return true;
  const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false });
  return !ajv.validate(meant(schema) as object, value);
}

const SCHEMAS = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];
const OF_OBJECTS = [
  ...['properties', 'patternProperties', 'additionalProperties', 'propertyNames', 'required'],
  'unevaluatedProperties',
];

/** `properties` are those of an object, `items` those of a list, and what `prefixItems` lists is all there. */
function meant(schema: Json): Json {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (!isObject(schema)) return schema.map(meant);
  const has = (names: readonly string[]): boolean => names.some((each) => each in schema);
  const entries = Object.entries(schema).map(([key, each]): [string, Json] => {
    if (key === 'const' || key === 'enum') return [key, each];
    return [key, SCHEMAS.includes(key) && isObject(each) ? mapped(each) : meant(each)];
  });
  const { prefixItems } = schema;
  const type = has(OF_OBJECTS) ? 'object' : has(['items', 'prefixItems']) ? 'array' : undefined;
  return {
    ...(type === undefined || has(['const', 'enum']) ? {} : { type }),
    ...(Array.isArray(prefixItems)
      ? {
          minItems: prefixItems.length,
          ...('unevaluatedItems' in schema ? {} : { items: false }),
        }
      : {}),
    ...Object.fromEntries(entries),
  };
}

function mapped(schemas: { readonly [key: string]: Json }): Json {
  return Object.fromEntries(Object.entries(schemas).map(([key, each]) => [key, meant(each)]));
}
