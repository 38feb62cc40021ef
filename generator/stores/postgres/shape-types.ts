/** Types of the catalog by oid, as the saved schema says them. */

import type { Catalog, CatalogType } from './answer.js';
import { byName } from './order.js';
import type { SavedComposite, SavedEnum, SavedField, SavedType } from './saved.js';

export interface Types {
  /** Domains are resolved to what they are made of. `dims`: those of an array, where it was declared with several. */
  of(oid: number, dims?: number): SavedType;
  /** What the domain that a type may be says of all its values. */
  domain(oid: number): { readonly notNull: boolean; readonly default: boolean };
  readonly enums: (schema: string) => readonly SavedEnum[];
  readonly composites: (schema: string) => readonly SavedComposite[];
  /** The name of a pseudo-type (`void`, `record`, `anyelement`). */
  pseudo(oid: number): string | undefined;
}

/** `shown`: relations that are part of the API. The row of another one is a composite type like any. */
export function typesOf(catalog: Catalog, shown: ReadonlySet<number>): Types {
  const known = new Map(catalog.types.map((type) => [type.oid, type]));
  const base = (oid: number): CatalogType | undefined => {
    const type = known.get(oid);
    return type?.kind === 'd' ? base(type.base) : type;
  };
  const dimsOf = (oid: number): number => {
    const type = known.get(oid);
    return type?.kind === 'd' ? type.dims || dimsOf(type.base) : 0;
  };
  const of = (oid: number, dims = dimsOf(oid)): SavedType => {
    const type = base(oid);
    if (type === undefined) return 'unknown';
    if (type.element !== 0) return { array: dims > 1 ? of(oid, dims - 1) : of(type.element) };
    if (type.kind === 'e') return { enum: type.name, schema: type.schema };
    if ('rm'.includes(type.kind) && type.schema !== 'pg_catalog')
      return { range: type.name, schema: type.schema };
    if (type.kind === 'c' && type.schema !== 'information_schema')
      return { composite: type.name, schema: type.schema };
    return type.name;
  };
  const domain: Types['domain'] = (oid) => {
    const type = known.get(oid);
    if (type?.kind !== 'd') return { notNull: false, default: false };
    const below = domain(type.base);
    return {
      notNull: type.notNull || below.notNull,
      default: type.default || below.default,
    };
  };
  const fields = (type: CatalogType): readonly SavedField[] =>
    type.fields.map((field) => ({
      name: field.name,
      type: of(field.type, field.dims || undefined),
    }));
  const inSchema = (schema: string, kind: CatalogType['kind']): readonly CatalogType[] =>
    catalog.types.filter((type) => type.kind === kind && type.schema === schema);
  return {
    of,
    domain,
    enums: (schema) =>
      byName(
        inSchema(schema, 'e').map((type) => ({
          name: type.name,
          labels: type.labels,
          ...docOf(type.doc),
        })),
      ),
    composites: (schema) =>
      byName(
        inSchema(schema, 'c')
          .filter(({ relation }) => !shown.has(relation))
          .map((type) => ({ name: type.name, fields: fields(type), ...docOf(type.doc) })),
      ),
    pseudo: (oid) => {
      const type = base(oid);
      return type?.kind === 'p' ? type.name : undefined;
    },
  };
}

/** The named types in a type: `["enum", schema, name]`. */
export function namesIn(type: SavedType): readonly (readonly [schema: string, name: string])[] {
  if (typeof type === 'string') return [];
  if ('range' in type) return [];
  if ('array' in type) return namesIn(type.array);
  if ('record' in type) return type.record.flatMap((field) => namesIn(field.type));
  return [[type.schema, 'enum' in type ? type.enum : type.composite]];
}

export function docOf(doc: string | null): { readonly doc?: string } {
  return doc === null || doc.trim() === '' ? {} : { doc };
}
