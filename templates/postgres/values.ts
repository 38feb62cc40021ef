/** What columns are compared with in filters, where that is not what they hold. */

import type { PgColumn, PgType } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import { braces, code, key, list, string, union, type Code } from '../../generator/print/code.js';
import { runtimeName } from '../api/code.js';

type Column = Pick<PgColumn, 'name' | 'type'>;

/** `PostValues`: by column, what filters take. */
export function valuesType(
  name: string,
  row: Code,
  columns: readonly Column[],
  names: Names,
): Code {
  const others = columns.flatMap((each) => {
    const type = isPath(each.name) ? undefined : comparedWith(each.type, names);
    return type === undefined ? [] : [{ name: each.name, type }];
  });
  const left = [
    ...others,
    ...columns.filter(({ name: column, type }) => !isPath(column) && !isCompared(type)),
  ].map((each) => string(each.name));
  const kept =
    left.length === 0
      ? row
      : code`Omit${list('<', [row, union(left, { indented: true })], { trailingComma: false })}`;
  return code`
    /** What its columns are compared with. */
    export interface ${name} extends ${runtimeName('Values', names, true)}${list('<', [kept], { trailingComma: false })} ${braces(
      others.map((each) => code`readonly ${key(each.name)}: ${each.type}`),
    )}
  `;
}

/** Whether Postgres compares values of the type with a text: of `json` it has no equality, of a row no text. */
export function isCompared(type: PgType): boolean {
  const isRow = type.kind === 'composite' || type.kind === 'record';
  return !isRow && !(type.kind === 'scalar' && type.udt === 'json');
}

/**
 * A filter is text: of lists of rows or of JSON it is a literal of Postgres, which no object is. Undefined: what the
 * column holds.
 */
function comparedWith(type: PgType, names: Names): Code | undefined {
  if (type.kind === 'array') {
    const of = innermost(type);
    return !isCompared(of) || (of.kind === 'scalar' && of.json === 'json') ? TEXT : undefined;
  }
  if (type.kind !== 'scalar') return undefined;
  return type.udt === 'jsonb'
    ? runtimeName('JsonFilter', names, true)
    : type.udt === 'hstore'
      ? TEXT
      : undefined;
}

function innermost(type: PgType): PgType {
  return type.kind === 'array' ? innermost(type.of) : type;
}

const TEXT: Code = code`string`;

/** Whether the name is one of those that filters take for a path, which has values of its own. */
function isPath(name: string): boolean {
  return /\.|->/.test(name);
}
