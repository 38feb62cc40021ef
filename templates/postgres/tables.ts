/** `tables`: the rows of each table and view, what may be written, and the types of their columns. */

import type {
  PgColumn,
  PgComposite,
  PgEnum,
  PgRelation,
  PgSchema,
  PgType,
  PostgresStore,
} from '../../generator/ir.js';
import { keyOf, type Names } from '../../generator/names.js';
import {
  afterEquals,
  blocks,
  braces,
  code,
  jsdoc,
  key,
  list,
  nothing,
  string,
  union,
  type Code,
} from '../../generator/print/code.js';
import type { Emitter, Export } from '../../generator/stages.js';
import { declaredOf, outFile, relationsOf, typeExports } from './shared.js';
import { orInherited, orNull, orUndefined, typesOf, type Types } from './types.js';

export const tables: Emitter = {
  name: 'tables',
  emit(project, names) {
    const store = declaredOf(project);
    if (store === undefined) return [];
    const types = typesOf(store, names, (name) => code`${name}`);
    const relations = relationsOf(store);
    const typed = store.schemas.flatMap((schema) => ownTypes(schema, store, types, names));
    const body = blocks([
      ...typed.map(({ text }) => text),
      ...relations.map(({ relation, schema, key: name }) =>
        relationTypes(relation, `${schema.name}.${relation.name}`, name, types, names),
      ),
    ]);
    const rows = relations.flatMap(({ relation, key: name }) => [
      names.entity(name),
      ...(relation.insertable ? [names.entityPart(name, 'Insert')] : []),
      ...(relation.updatable ? [names.entityPart(name, 'Update')] : []),
    ]);
    const exports = [...typed.flatMap((each) => each.exports), ...typeExports(rows)];
    return [outFile(store, 'tables', exports.length === 0 ? code`export {};` : body, exports)];
  },
};

interface Typed {
  readonly text: Code;
  readonly exports: readonly Export[];
}

/** The enums and composite types of a schema. */
function ownTypes(
  schema: PgSchema,
  store: PostgresStore,
  types: Types,
  names: Names,
): readonly Typed[] {
  const keyOfType = (name: string): string => keyOf(store, { schema: schema.name, name });
  return [
    ...schema.enums.map((each) => enumType(each, schema, keyOfType(each.name), names)),
    ...schema.composites.map((each) =>
      compositeType(each, schema, keyOfType(each.name), types, names),
    ),
  ];
}

function enumType(
  { name, labels, doc }: PgEnum,
  schema: PgSchema,
  of: string,
  names: Names,
): Typed {
  const type = names.databaseType(of);
  const values = names.databaseValues(of);
  const members = labels.map(string);
  return {
    text: blocks([
      code`
        ${jsdoc({ text: [doc], source: `${schema.name}.${name}` })}
        export type ${type} =${afterEquals(members.length === 0 ? code`never` : union(members))};
      `,
      code`
        /** Every value of {@link ${type}}. */
        export const ${values} = ${list('[', members)} as const;
      `,
    ]),
    exports: [
      { name: type, type: true },
      { name: values, type: false },
    ],
  };
}

function compositeType(
  { name, fields, doc }: PgComposite,
  schema: PgSchema,
  of: string,
  types: Types,
  names: Names,
): Typed {
  const [type, input] = [names.databaseType(of), names.databaseInput(of)];
  const members = fields.map(
    (field) => code`${key(field.name)}: ${union(orNull(types.read(field.type)))}`,
  );
  // What is not there is null, as what is.
  const written = fields.map(
    (field) =>
      code`readonly ${key(field.name)}?: ${union(orInherited(field.name, orUndefined(orNull(types.write(field.type)))))}`,
  );
  return {
    text: blocks([
      code`
        ${jsdoc({ text: [doc], source: `${schema.name}.${name}` })}
        export interface ${type} ${braces(members)}
      `,
      code`
        /** {@link ${type}} as it is written. */
        export interface ${input} ${braces(orNone(written))}
      `,
    ]),
    exports: typeExports([type, input]),
  };
}

function relationTypes(
  relation: PgRelation,
  source: string,
  of: string,
  types: Types,
  names: Names,
): Code {
  const { columns } = relation;
  const written = columns.filter(({ readOnly }) => !readOnly);
  return blocks([
    code`
      ${jsdoc({ text: [relation.doc], source })}
      export interface ${names.entity(of)} ${braces(columns.map((each) => readMember(each, types)))}
    `,
    relation.insertable &&
      code`
        export interface ${names.entityPart(of, 'Insert')} ${braces(
          orNone(written.map((each) => writeMember(each, each.optional, types))),
        )}
      `,
    relation.updatable &&
      code`
        export interface ${names.entityPart(of, 'Update')} ${braces(
          orNone(written.map((each) => writeMember(each, true, types))),
        )}
      `,
  ]);
}

function readMember({ name, type, nullable, doc }: PgColumn, types: Types): Code {
  const read = types.read(type);
  return code`
    ${jsdoc({ text: [doc, precisionOf(type)] })}
    ${key(name)}: ${union(nullable ? orNull(read) : read)}
  `;
}

/** What a number of JavaScript cannot hold of a column's values, and how to have it nevertheless. */
function precisionOf(type: PgType): string | undefined {
  const udt = type.kind === 'scalar' ? type.udt : undefined;
  if (udt === 'int8') return `int8: exact up to 2^53; beyond, read it with $cast: 'text'.`;
  if (udt === 'numeric') return `numeric: exact to 15 digits; beyond, read it with $cast: 'text'.`;
  return undefined;
}

function writeMember({ name, type, nullable }: PgColumn, optional: boolean, types: Types): Code {
  const written = nullable ? orNull(types.write(type)) : types.write(type);
  return code`readonly ${key(name)}${optional ? code`?` : nothing}: ${union(optional ? orInherited(name, orUndefined(written)) : written)}`;
}

/** An interface without members takes any object: this one takes none that has a key. */
function orNone(members: readonly Code[]): readonly Code[] {
  return members.length > 0 ? members : [code`readonly [name: string]: never`];
}
