import type { Json, Place } from './place.js';

/** What a Postgres catalog says of the schemas that an app's API shows. */
export interface PostgresStore {
  readonly kind: 'postgres';
  /** False: there is no saved schema; tables are open. */
  readonly declared: boolean;
  /** The schema that is meant where none is named. */
  readonly defaultSchema: string;
  /** By name, in code-point order; so is everything in them but columns, arguments and labels. */
  readonly schemas: readonly PgSchema[];
  /** How the backend's queries are written. A name of a record in the runtime. Settled before emission. */
  readonly dialect: string;
  /** Members of that record which are otherwise here. */
  readonly dialectChanges?: Readonly<Record<string, Json>>;
  /** False: the backend answers without nested selects. Settled before emission. */
  readonly embeds: boolean;
}

export interface PgSchema {
  readonly name: string;
  /** It is no part of the API: only types of it are used, and it has no relations and functions. */
  readonly hidden?: true;
  readonly doc?: string;
  readonly relations: readonly PgRelation[];
  readonly functions: readonly PgFunction[];
  readonly enums: readonly PgEnum[];
  readonly composites: readonly PgComposite[];
}

/** A named thing of the catalog, which may stand in another schema. */
export interface PgName {
  readonly schema: string;
  readonly name: string;
}

export interface PgRelation {
  readonly name: string;
  readonly is: 'table' | 'view' | 'materialized-view' | 'foreign-table' | 'partitioned-table';
  readonly insertable: boolean;
  readonly updatable: boolean;
  readonly deletable: boolean;
  /** In the order of the catalog. */
  readonly columns: readonly PgColumn[];
  readonly primaryKey: readonly string[];
  /** Columns of each unique constraint or index that `on conflict` can name, the primary key aside. */
  readonly uniques: readonly (readonly string[])[];
  readonly foreignKeys: readonly PgForeignKey[];
  readonly doc?: string;
  readonly at: Place;
}

export interface PgColumn {
  readonly name: string;
  readonly type: PgType;
  readonly nullable: boolean;
  /** An insert may leave it out: a default, an identity, something the server computes. */
  readonly optional: boolean;
  /** No insert or update names it: generated, an identity that is always the server's, part of a view that cannot be written. */
  readonly readOnly: boolean;
  /** It is called as an option of the object form of `select`, and reached by `$column`. */
  readonly option?: true;
  readonly doc?: string;
}

/**
 * From this relation to another, which may stand in another schema. Views carry those of the tables whose columns they
 * show, and relations those to views that show what they refer to: several can have one name.
 */
export interface PgForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly to: PgName;
  readonly toColumns: readonly string[];
  /** At most one row of this relation refers to one row of the other. */
  readonly unique: boolean;
}

export interface PgEnum {
  readonly name: string;
  /** In the order of the catalog. */
  readonly labels: readonly string[];
  readonly doc?: string;
}

export interface PgComposite {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: PgType }[];
  readonly doc?: string;
}

export interface PgFunction {
  readonly name: string;
  /** What a caller gives, in order. */
  readonly args: readonly {
    /** Empty: the argument has no name. */
    readonly name: string;
    readonly type: PgType;
    readonly optional: boolean;
    readonly variadic: boolean;
  }[];
  readonly returns: PgType;
  /** Whether what it gives can be null, or an element of its set. */
  readonly nullable: boolean;
  /** It answers with many rows. */
  readonly set: boolean;
  /** Of those many there is one at most. */
  readonly one: boolean;
  /** It changes nothing, and may be called by GET. */
  readonly readOnly: boolean;
  readonly doc?: string;
}

/** A type as it comes and goes in JSON. Domains are what they are made of. */
export type PgType =
  | {
      readonly kind: 'scalar';
      readonly json: 'string' | 'number' | 'boolean' | 'json' | 'unknown' | 'void';
      /** As the catalog calls it: `int8`, `timestamptz`, `tsvector`. */
      readonly udt: string;
    }
  | { readonly kind: 'array'; readonly of: PgType }
  | ({ readonly kind: 'enum' } & PgName)
  /** A composite type, or the row of a relation. */
  | ({ readonly kind: 'composite' } & PgName)
  /** `returns table (…)`, `out` arguments. */
  | {
      readonly kind: 'record';
      readonly fields: readonly {
        readonly name: string;
        readonly type: PgType;
        readonly nullable: boolean;
      }[];
    };
