/** The values of an enum, for use at run time: what nobody imports is in nobody's bundle. */

import {
  braces,
  type Code,
  code,
  enumMembers,
  enumOf,
  type Export,
  type Json,
  jsdoc,
  list,
  literal,
  type NamedSchema,
  type Names,
  objectKey,
  type Schema,
} from '../../generator/emit.js';

/** The value that a named enum comes with; undefined for any other schema. */
export function enumValue(
  named: NamedSchema,
  names: Names,
): { readonly code: Code; readonly export: Export } | undefined {
  const found = enumOf(named.schema);
  if (found === undefined) return undefined;
  const type = names.schema(named.key);
  const members = enumMembers(found);
  if (members === undefined) {
    const name = names.enumValues(named.key);
    const what = isOpen(named.schema) ? code`What is known of` : code`Every value of`;
    return {
      code: code`
        /** ${what} {@link ${type}}. */
        export const ${name} = ${list('[', found.values.map(constant))} as const;
      `,
      export: { name, type: false },
    };
  }
  // Of the same name as the type: one import brings both.
  const rows = members.map(
    (each) => code`
      ${jsdoc({ text: [each.doc] })}
      ${objectKey(each.name)}: ${constant(each.value)}
    `,
  );
  return {
    code: code`
      export const ${type} = ${braces(rows, ',')} as const;
    `,
    export: { name: type, type: false },
  };
}

function isOpen(schema: Schema): boolean {
  return schema.kind === 'union' && schema.open === true;
}

/** Without `strictNullChecks`, a bare `null` becomes any type. */
function constant(value: Json): Code {
  return value === null ? code`null as null` : literal(value);
}
