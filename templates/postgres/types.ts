/** Types of columns, arguments and results, as they come and as they are written. */

import type { PgType, PostgresStore } from '../../generator/ir.js';
import { keyOf, type Names } from '../../generator/names.js';
import {
  code,
  inlineBraces,
  key,
  parenthesized,
  string,
  union,
  type Code,
} from '../../generator/print/code.js';
import { runtimeName } from '../api/code.js';

export interface Types {
  /** The members of a union, so that `null` can stand beside them. */
  read(type: PgType): readonly Code[];
  write(type: PgType): readonly Code[];
}

/** `named`: how a type of the database is reached from where the types stand. */
export function typesOf(store: PostgresStore, names: Names, named: (name: string) => Code): Types {
  const relations = new Set(
    store.schemas.flatMap((schema) =>
      schema.relations.map(({ name }) => keyOf(store, { schema: schema.name, name })),
    ),
  );
  const render = (type: PgType, written: boolean): readonly Code[] => {
    switch (type.kind) {
      case 'scalar':
        return [scalar(type.json, written, names)];
      case 'array': {
        const of = render(type.of, written);
        // `readonly` of a list is that of the outermost.
        const [only] = of.length === 1 && !(written && type.of.kind === 'array') ? of : [];
        const element = only ?? parenthesized(of);
        return [written ? code`readonly ${element}[]` : code`${element}[]`];
      }
      case 'enum':
        return [named(names.databaseType(keyOf(store, type)))];
      case 'composite': {
        const found = keyOf(store, type);
        if (relations.has(found)) {
          const row = named(names.entity(found));
          return [written ? code`Partial<${row}>` : row];
        }
        return [named(written ? names.databaseInput(found) : names.databaseType(found))];
      }
      case 'record':
        return [
          inlineBraces(
            type.fields.map(
              ({ name, type: of, nullable }) =>
                code`${key(name)}: ${union(nullable ? orNull(render(of, written)) : render(of, written))}`,
            ),
            ';',
          ),
        ];
    }
  };
  return { read: (type) => render(type, false), write: (type) => render(type, true) };
}

type Json = Extract<PgType, { kind: 'scalar' }>['json'];

function scalar(json: Json, written: boolean, names: Names): Code {
  switch (json) {
    case 'string':
      return code`string`;
    case 'number':
      return code`number`;
    case 'boolean':
      return code`boolean`;
    case 'json':
      return runtimeName(written ? 'JsonInput' : 'Json', names, true);
    case 'unknown':
      return UNKNOWN;
    case 'void':
      return code`null`;
  }
}

const UNKNOWN: Code = code`unknown`;

/** A union with `null`, where that says anything. */
export function orNull(types: readonly Code[]): readonly Code[] {
  return types.includes(UNKNOWN) ? types : [...types, code`null`];
}

/**
 * What may be left out under this name: what every object inherits under it takes nothing away, and the compiler
 * would refuse an object that only inherits it.
 */
export function orInherited(name: string, types: readonly Code[]): readonly Code[] {
  return INHERITED.has(name) ? [...types, code`Object[${string(name)}]`] : types;
}

/** Whether every object has a member of this name. */
export function isInherited(name: string): boolean {
  return INHERITED.has(name);
}

const INHERITED: ReadonlySet<string> = new Set([
  ...['constructor', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable'],
  ...['toLocaleString', 'toString', 'valueOf'],
]);

/** A union with `undefined`, where that says anything. */
export function orUndefined(types: readonly Code[]): readonly Code[] {
  return types.includes(UNKNOWN) ? types : [...types, code`undefined`];
}
