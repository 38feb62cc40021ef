/** `database`: the schemas of a database, and the type of a client's `database`. */

import type { PgFunction, PgSchema, PgType, PostgresStore } from '../../generator/ir.js';
import { keyOf, type Names } from '../../generator/names.js';
import {
  blocks,
  braces,
  code,
  inlineBraces,
  jsdoc,
  key,
  list,
  parenthesized,
  string,
  union,
  type Code,
} from '../../generator/print/code.js';
import type { Emitter } from '../../generator/stages.js';
import { runtimeName } from '../api/code.js';
import { linkTexts } from './link-texts.js';
import {
  outFile,
  relationsOf,
  shapeType,
  shown,
  storeOf,
  tableType,
  typeExports,
} from './shared.js';
import { orInherited, orNull, orUndefined, typesOf, type Types } from './types.js';

export const database: Emitter = {
  name: 'database',
  emit(project, names) {
    const store = storeOf(project);
    if (store === undefined) return [];
    if (!store.declared)
      return [outFile(store, 'database', open(names), typeExports(['AppDatabase']))];
    const texts = linkTexts(store, names);
    const body = blocks([schemasType(store, names), clientType(store, names), texts]);
    return [
      outFile(store, 'database', body, [
        ...typeExports(['AppDatabase', 'Database']),
        ...(texts === undefined ? [] : [{ name: 'databaseLinks', type: false }]),
      ]),
    ];
  },
};

/** Names that nothing of a schema is called by. */
export const DATABASE_EXPORTS: readonly string[] = ['AppDatabase', 'Database', 'databaseLinks'];

function open(names: Names): Code {
  return code`
    /** \`database\` of an app whose schema is not known: any table, any column. */
    export interface AppDatabase extends ${runtimeName('OpenDatabase', names, true)} {}
  `;
}

function schemasType(store: PostgresStore, names: Names): Code {
  const types = typesOf(store, names, tableType);
  return code`
    /** Every schema, with its tables, views and functions. */
    export interface Database ${braces(
      shown(store).map(
        (schema) => code`
          ${jsdoc({ text: [schema.doc] })}
          readonly ${key(schema.name)}: ${braces([
            code`readonly Tables: ${braces(
              schema.relations.map(({ name }) => {
                const of = keyOf(store, { schema: schema.name, name });
                return code`readonly ${key(name)}: ${shapeType(names.entityPart(of, 'Shape'))}`;
              }),
            )}`,
            code`readonly Functions: ${braces(functionMembers(schema, store, types, names))}`,
            ...[overloads(schema, store, types, names)].filter((each) => each !== undefined),
            code`readonly Enums: ${braces(
              schema.enums.map(({ name }) => {
                const of = keyOf(store, { schema: schema.name, name });
                return code`readonly ${key(name)}: ${tableType(names.databaseType(of))}`;
              }),
            )}`,
          ])}
        `,
      ),
    )}
  `;
}

function clientType(store: PostgresStore, names: Names): Code {
  const usual = shown(store).some(({ name }) => name === store.defaultSchema);
  const schema = usual
    ? code`Database[${string(store.defaultSchema)}]`
    : code`{ readonly Tables: {}; readonly Functions: {} }`;
  return code`
    /** \`database\`, as it is in a client of this app. */
    export interface AppDatabase extends ${runtimeName('DatabaseClient', names, true)}<Database, ${schema}> {}
  `;
}

/** Functions by name; what is written for several of one name is what any of them takes and gives. */
function functionMembers(
  schema: PgSchema,
  store: PostgresStore,
  types: Types,
  names: Names,
): readonly Code[] {
  return functionsOf(schema).map(([name, all]) => {
    const args = all.map((each) => argumentsType(each, types));
    const given = new Map(
      all.map((each) => [JSON.stringify([each.returns, each.set, each.nullable]), each]),
    );
    const returns = [...given.values()].flatMap((each) => returnsType(each, store, types, names));
    return code`
      ${jsdoc({ text: all.map(({ doc }) => doc) })}
      readonly ${key(name)}: ${braces([
        code`readonly Args: ${union(args)}`,
        code`readonly Returns: ${union(returns)}`,
        code`readonly Rows: ${rowsType(all[0]?.returns, store, types, names)}`,
      ])}
    `;
  });
}

/** Functions that a caller can name, by their names; several can have one. */
function functionsOf({
  functions,
}: PgSchema): readonly (readonly [string, readonly PgFunction[]])[] {
  // An argument without a name cannot be given: arguments are the members of an object. Unless that is the argument.
  const callable = functions.filter(
    (each) => takesBody(each) || each.args.every(({ name }) => name !== ''),
  );
  const byName = new Map<string, PgFunction[]>();
  for (const each of callable) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  return [...byName];
}

/** Each of several functions of one name, with what it takes and gives itself. */
function overloads(
  schema: PgSchema,
  store: PostgresStore,
  types: Types,
  names: Names,
): Code | undefined {
  const several = functionsOf(schema).filter(([, all]) => all.length > 1);
  if (several.length === 0) return undefined;
  const each = several.flatMap(([name, all]) =>
    all.map((fn) =>
      braces([
        code`readonly name: ${string(name)}`,
        code`readonly Args: ${argumentsType(fn, types)}`,
        code`readonly Returns: ${union(returnsType(fn, store, types, names))}`,
        code`readonly Rows: ${rowsType(fn.returns, store, types, names)}`,
      ]),
    ),
  );
  return code`readonly Overloads: readonly ${list('[', each)}`;
}

/** Its one argument has no name and is JSON: all of the body. */
function takesBody({ args: [only, ...others] }: PgFunction): boolean {
  if (only?.name !== '' || others.length > 0) return false;
  return only.type.kind === 'scalar' && only.type.json === 'json' && only.type.udt !== 'hstore';
}

function argumentsType(fn: PgFunction, types: Types): Code {
  const { args } = fn;
  if (takesBody(fn)) return code`{ readonly [name: string]: unknown } | readonly unknown[]`;
  return inlineBraces(
    args.map(({ name, type, optional }) => {
      const written = orNull(types.write(type));
      return code`readonly ${key(name)}${optional ? code`?` : undefined}: ${union(optional ? orInherited(name, orUndefined(written)) : written)}`;
    }),
    ';',
  );
}

/** The members of a union: a value may be null, and a row that is null comes as one whose columns all are. */
function returnsType(
  { returns, set, nullable }: PgFunction,
  store: PostgresStore,
  types: Types,
  names: Names,
): readonly Code[] {
  const isRow = returns.kind === 'composite' || returns.kind === 'record';
  const read = types.read(returns);
  const each = isRow || isVoid(returns) || !nullable ? read : orNull(read);
  const [only] = each;
  if (set) return [code`${each.length === 1 && only !== undefined ? only : parenthesized(each)}[]`];
  // A type of its own has null in each of its members anyway.
  return relationOf(returns, store) === undefined
    ? each
    : [...each, code`${runtimeName('NoRow', names, true)}<${union(each)}>`];
}

function isVoid(type: PgType): boolean {
  return type.kind === 'scalar' && type.json === 'void';
}

/** The key of the relation whose rows they are. */
function relationOf(type: PgType, store: PostgresStore): string | undefined {
  if (type.kind !== 'composite') return undefined;
  const of = keyOf(store, type);
  return relationsOf(store).some((each) => each.key === of) ? of : undefined;
}

/** What filters of a call know of its rows. */
function rowsType(
  returns: PgType | undefined,
  store: PostgresStore,
  types: Types,
  names: Names,
): Code {
  const rows = runtimeName('RowsOf', names, true);
  if (returns?.kind === 'record') return code`${rows}<${union(types.read(returns))}>`;
  if (returns?.kind !== 'composite') return code`${rows}<{}>`;
  const of = relationOf(returns, store);
  return of === undefined
    ? code`${rows}<${union(types.read(returns))}>`
    : shapeType(names.entityPart(of, 'Shape'));
}
