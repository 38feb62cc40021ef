/** The schema of a store as postgrest-js wants it: what their generator of types would write. */

import type { PgColumn, PgSchema, PgType, PostgresStore } from '../../generator/ir.js';

export function officialSchema(store: PostgresStore): string {
  const schemas = store.schemas.map((schema) => `${schema.name}: ${schemaText(schema, store)};`);
  return `export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];
export type Database = { ${schemas.join('\n')} };\n`;
}

function schemaText(schema: PgSchema, store: PostgresStore): string {
  const tables = schema.relations.map(
    ({ name, columns, foreignKeys }) => `${name}: {
  Row: { ${columns.map((each) => `${each.name}: ${readType(each, store)}`).join('; ')} };
  Insert: { ${columns.map((each) => `${each.name}${each.optional ? '?' : ''}: ${readType(each, store)}`).join('; ')} };
  Update: { ${columns.map((each) => `${each.name}?: ${readType(each, store)}`).join('; ')} };
  Relationships: [${foreignKeys
    .map(
      (key) =>
        `{ foreignKeyName: '${key.name}'; columns: [${key.columns.map((each) => `'${each}'`).join(', ')}]; isOneToOne: ${String(key.unique)}; referencedRelation: '${key.to.name}'; referencedColumns: [${key.toColumns.map((each) => `'${each}'`).join(', ')}] }`,
    )
    .join(', ')}];
}`,
  );
  return `{ Tables: { ${tables.join(';\n')} }; Views: { [_ in never]: never }; Functions: { [_ in never]: never }; Enums: {}; CompositeTypes: {} }`;
}

function readType({ type, nullable }: PgColumn, store: PostgresStore): string {
  return `${typeText(type, store)}${nullable ? ' | null' : ''}`;
}

function typeText(type: PgType, store: PostgresStore): string {
  switch (type.kind) {
    case 'scalar':
      return type.json === 'json' ? 'Json' : type.json === 'void' ? 'undefined' : type.json;
    case 'array':
      return `(${typeText(type.of, store)})[]`;
    case 'enum': {
      const found = store.schemas
        .find(({ name }) => name === type.schema)
        ?.enums.find(({ name }) => name === type.name);
      return (found?.labels ?? []).map((each) => `'${each}'`).join(' | ');
    }
    default:
      return 'Json';
  }
}
