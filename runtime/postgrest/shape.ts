/** All that the types of queries must know of a relation; emitted as `PostShape` and so on. */
export interface RelationShape {
  readonly name: string;
  /** All that can be named of a row: its columns, and those that functions compute. */
  readonly Row: object;
  /** What `*` gives of it. */
  readonly all: object;
  readonly Insert: object;
  readonly Update: object;
  /** There where the server deletes none of its rows. */
  readonly Delete?: object;
  /** What the object form of `select` may hold, for editors to offer. */
  readonly Select: object;
  /** All that it may hold at once: a select that has more is wrong. */
  readonly names: object;
  /** A level of it that holds names alone. */
  readonly plain: object;
  /** What columns are compared with. */
  readonly values: object;
  /** Which relations rows come with, by the names of the links. */
  readonly links: AnyLinks;
  /** What PostgREST calls them → the name of the link: `'users!author_id'`. */
  readonly targets: object;
  /** The columns that have operators of their own, by kind. */
  readonly text: string;
  readonly lists: string;
  readonly json: string;
  readonly ranges: string;
  readonly searched: string;
}

/** {@link Many} and its like. */
export interface AnyLinks {
  readonly [link: string]: { readonly has: string; readonly to: RelationShape; readonly or: null };
}

/** Every column of a row, and every option but `$fk`, which is looked at, with a value that is any value. */
export type Names<Row> = { readonly [Name in keyof Row]: never } & {
  readonly [Name in keyof PlainOptions]-?: never;
};

/** A select that says nothing but names, at every level: no alias, no cast, no count. */
export type Plain<Row, Links, Others extends string = never> = {
  readonly [Name in keyof Row]?: true;
} & {
  readonly [Name in keyof Links]?: Links[Name] extends {
    readonly to: { readonly plain: infer Nested };
  }
    ? Nested
    : never;
} & {
  // What PostgREST calls a link, and the schema does not.
  readonly [Name in Others]?: never;
} & {
  readonly [other: string]: boolean | Unmarked | undefined;
} & Unmarked;

interface Unmarked {
  readonly $all?: never;
  readonly '*'?: never;
  readonly $as?: never;
  readonly $cast?: never;
  readonly $column?: never;
  readonly $count?: never;
  readonly $fk?: never;
  readonly $inner?: never;
  readonly [hinted: `${string}!${string}`]: never;
}

/** What columns are compared with, and what stands in JSON or in what rows come with. */
export type Values<Row> = { readonly [Name in keyof Row]: NonNullable<Row[Name]> } & PathValues;

/**
 * What a `jsonb` column is compared with: text is JSON itself (`'["a"]'`, `'"a"'`). A list would be sent as an array of
 * Postgres, which is no JSON, unless objects are all it has.
 */
export type JsonFilter = string | number | boolean | Members | readonly Members[];

/** An object that is no list; the second, so that any members may be written down. */
type Members = (object & NoList) | (NoList & { readonly [member: string]: unknown });

interface NoList {
  readonly [Symbol.iterator]?: never;
}

export interface PathValues {
  readonly [path: `${string}.${string}`]: string | number | boolean | Date;
  readonly [path: `${string}->${string}`]: string | number | boolean | Date;
}

// eslint-disable-next-line @typescript-eslint/no-wrapper-object-types -- what all objects have
type Inherited = Object;

/** Some columns with what they are compared with. What every object inherits under the name of one is no value of it. */
export type Partly<Values> = {
  readonly [Name in keyof Values]?:
    Values[Name] | null | (Name extends keyof Inherited ? Inherited[Name] : never);
};

/** A link to any number of rows. */
export interface Many<Shape> {
  readonly has: 'many';
  readonly to: Shape;
  readonly or: never;
}

/** A link to one row, which is always there. */
export interface One<Shape> {
  readonly has: 'one';
  readonly to: Shape;
  readonly or: never;
}

/** A link to one row or none. */
export interface Maybe<Shape> {
  readonly has: 'maybe';
  readonly to: Shape;
  readonly or: null;
}

/** A function, as `rpc` calls it. */
export interface FunctionShape {
  readonly Args: object;
  readonly Returns: unknown;
  /** What filters and `select` know of its rows. */
  readonly Rows: RelationShape;
}

export interface SchemaShape {
  readonly Tables: object;
  readonly Functions: object;
}

/** Rows that no relation has: those of a function. */
export interface RowsOf<Row extends object> {
  readonly name: string;
  readonly Row: Row;
  readonly all: Row;
  readonly Insert: NotWritable<'the rows of a function'>;
  readonly Update: NotWritable<'the rows of a function'>;
  readonly Select: Columns<Row>;
  readonly names: Names<Row>;
  readonly plain: Plain<Row, object>;
  readonly values: Values<Row>;
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- there are none
  readonly links: {};
  readonly targets: object;
  readonly text: keyof Row & string;
  readonly lists: keyof Row & string;
  readonly json: keyof Row & string;
  readonly ranges: keyof Row & string;
  readonly searched: keyof Row & string;
}

/** What a function gives for a row that is null: its columns, all of them null. Lists of other rows are lists. */
export type NoRow<Row> = {
  [Column in keyof Row]: Row[Column] extends readonly object[] ? Row[Column] | null : null;
};

/** A relation of which nothing is known. */
export interface OpenRelation {
  readonly name: string;
  readonly Row: OpenRow;
  readonly all: OpenRow;
  readonly Insert: OpenRow;
  readonly Update: OpenRow;
  readonly Select: OpenRow;
  readonly names: OpenRow;
  readonly plain: OpenRow;
  readonly values: OpenValues;
  readonly links: OpenLinks;
  readonly targets: object;
  readonly text: string;
  readonly lists: string;
  readonly json: string;
  readonly ranges: string;
  readonly searched: string;
}

export interface OpenRow {
  readonly [column: string]: unknown;
}

export interface OpenValues {
  readonly [column: string]: string | number | boolean | object;
}

export interface OpenLinks {
  readonly [link: string]: Many<OpenRelation>;
}

/** The server takes no rows for it. */
export interface NotWritable<Name> {
  readonly 'cannot be written': Name;
}

/** The columns of a row in the object form of `select`, and its options. */
export type Columns<Row> = { readonly [Name in keyof Row]?: ColumnChoice } & SelectOptions & {
    readonly [other: string]: unknown;
  };

/** Any text; what is written down is inferred as it is, which a mere string would not ask for. */
type Text = '' | (string & {});

/** One column in the object form of `select`. */
export type ColumnChoice = boolean | ColumnOptions | undefined;

export interface ColumnOptions {
  /** Under which name it comes back. */
  readonly $as?: Text | undefined;
  /** The type it is cast to: `text`. */
  readonly $cast?: Text | undefined;
  /** The column, or the path into its JSON, where the name is one for the result: `address->>city`. */
  readonly $column?: Text | undefined;
}

/** What stands beside columns in the object form of `select`. */
export interface SelectOptions extends PlainOptions {
  /** Which foreign key, where there are several: its name, its column, or the table between. */
  readonly $fk?: Text | undefined;
}

/** Those that are right whatever the relation. */
interface PlainOptions {
  /** All columns. */
  readonly $all?: boolean | undefined;
  /** The same. */
  readonly '*'?: boolean | undefined;
  /** How many there are, as `count`. */
  readonly $count?: boolean | undefined;
  /** Under which name a link comes back. */
  readonly $as?: Text | undefined;
  /** Only rows that have one. */
  readonly $inner?: boolean | undefined;
}
