/** The object form of `select`: a check that says in words what is wrong, and the rows that come back. */

import type { AnyLinks, ColumnChoice, RelationShape, SelectOptions } from './shape.js';

/** The relation has no column and no link of this name. */
export interface UnknownColumn<Name, Of> {
  readonly 'is not a column or link of': [Name, Of];
}

/** Several foreign keys lead there: `$fk` is one of these. */
export interface NeedsForeignKey<Name, Of, Keys> {
  readonly 'is not one link of': [Name, Of];
  readonly 'unless it has the $fk': Keys;
}

/** The backend answers without it, and without a word. */
export interface NoNestedSelect {
  readonly 'is a nested select, which this backend drops': never;
  readonly has: never;
  readonly to: never;
  readonly or: never;
}

/** Links of a backend without nested selects. */
export interface NoLinks {
  readonly [link: string]: NoNestedSelect;
}

/** Where nothing is known of a relation, nothing is wrong. */
export type CheckOpen<Columns, Shape extends RelationShape> = string extends keyof Shape['Row']
  ? Columns
  : CheckMembers<Columns, Shape>;

export type CheckMembers<Columns, Shape extends RelationShape> = {
  readonly [Name in keyof Columns]: Name extends keyof Shape['Row']
    ? ColumnChoice
    : Name extends keyof SelectOptions
      ? SelectOptions[Name]
      : CheckLink<Columns[Name], LinkOf<Name, Columns[Name], Shape>, Name, Shape>;
};

type CheckLink<Columns, Link, Name, Shape extends RelationShape> = Columns extends {
  readonly $column: string;
}
  ? ColumnChoice
  : Columns extends object
    ? [Link] extends [NoNestedSelect]
      ? NoNestedSelect
      : Link extends { readonly to: infer Target extends RelationShape }
        ? CheckMembers<Columns, Target>
        : Unlinked<Columns, KeysTo<RelationOf<Name, Shape>, keyof Shape['targets']>, Name, Shape>
    : UnknownColumn<Name, Shape['name']>;

/** What leads nowhere: `$fk` could say the way, or is none of those that could. */
type Unlinked<Columns, Keys, Name, Shape extends RelationShape> = [Keys] extends [never]
  ? UnknownColumn<Name, Shape['name']>
  : Columns extends { readonly $fk: string }
    ? { readonly [Member in keyof Columns]: Member extends '$fk' ? Keys : unknown }
    : NeedsForeignKey<Name, Shape['name'], Keys>;

type KeysTo<Relation extends string, Target> = Target extends `${Relation}!${infer Key}`
  ? Key
  : never;

/** The link of a name: ours, or what PostgREST calls it; with `$fk` that of its relation which the key makes. */
export type LinkOf<Name, Node, Shape extends RelationShape> = Node extends {
  readonly $fk: infer Key extends string;
}
  ? TargetOf<`${RelationOf<Name, Shape>}!${Key}`, Shape>
  : Name extends keyof Shape['links']
    ? Shape['links'][Name]
    : TargetOf<Name, Shape>;

/** The relation that a name leads to. */
type RelationOf<Name, Shape extends RelationShape> = Name extends keyof Shape['links']
  ? Shape['links'][Name]['to']['name']
  : Name & string;

export type TargetOf<Target, Shape extends RelationShape> = Target extends keyof Shape['targets']
  ? Shape['links'][Shape['targets'][Target] & keyof Shape['links']]
  : unknown;

/** A row with what was selected. Mostly that is names alone, and then nothing is looked at one by one. */
export type Found<Columns, Shape extends RelationShape> = Columns extends Shape['plain']
  ? FoundPlain<Columns, Shape>
  : FoundSlowly<Columns, Shape>;

type FoundPlain<Columns, Shape extends RelationShape> = {
  -readonly [Name in keyof Columns]: Name extends keyof Shape['Row']
    ? Shape['Row'][Name]
    : PlainLink<Columns[Name], Shape['links'][Name & string]>;
};

type PlainLink<Columns, Link extends AnyLinks[string]> = Link['has'] extends 'many'
  ? FoundPlain<Columns, Link['to']>[]
  : FoundPlain<Columns, Link['to']> | Link['or'];

/** A select that is no literal says which columns there may be, and not which there are. */
type FoundSlowly<Columns, Shape extends RelationShape> = Shape['Select'] extends Columns
  ? Partial<Shape['Row']>
  : Columns extends { readonly $all: true } | { readonly '*': true }
    ? Shape['all'] & FoundMembers<Columns, Shape>
    : FoundMembers<Columns, Shape>;

type FoundMembers<Columns, Shape extends RelationShape> = {
  -readonly [Name in keyof Columns as NameOf<Name, Columns[Name]>]: Columns[Name] extends {
    readonly $column: infer Column;
  }
    ? FoundAt<Columns[Name], Column, Shape['Row']>
    : Name extends keyof Shape['Row']
      ? FoundAs<Columns[Name], Shape['Row'][Name]>
      : Name extends '$count'
        ? number
        : FoundLink<Columns[Name], LinkOf<Name, Columns[Name], Shape>>;
};

/** A column as it is, or as it is cast. */
type FoundAs<Columns, Value> = Columns extends { readonly $cast: infer Type }
  ? CastOf<Type, Value>
  : Value;

/** The name under which it comes back; `never` for what does not. */
type NameOf<Name, Node> = Name extends '$count'
  ? 'count'
  : Name extends keyof SelectOptions
    ? never
    : Node extends { readonly $as: infer As extends string }
      ? As
      : Node extends false | undefined
        ? never
        : Name extends `${infer Target}!${string}`
          ? Target
          : Name;

type FoundLink<Columns, Link> = Link extends {
  readonly has: infer Has;
  readonly to: infer Target extends RelationShape;
}
  ? Has extends 'many'
    ? Found<Columns, Target>[]
    : Has extends 'one'
      ? Found<Columns, Target>
      : Columns extends { readonly $inner: true }
        ? Found<Columns, Target>
        : Found<Columns, Target> | null
  : FoundAs<Columns, unknown>;

/** A column by another name, or a path into one. */
type FoundAt<Columns, Column, Row> = FoundAs<
  Columns,
  Column extends keyof Row
    ? Row[Column]
    : Column extends `${string}->>${string}`
      ? string | null
      : unknown
>;

/** What a cast makes of a value: null of null. */
export type CastOf<Type, Value> = null extends Value ? Cast<Type> | null : Cast<Type>;

/** What a cast gives of what is not null, as JSON. */
type Cast<Type> = Type extends 'text' | 'varchar' | 'uuid' | 'date' | 'timestamp' | 'timestamptz'
  ? string
  : Type extends
        | 'int'
        | 'int2'
        | 'int4'
        | 'int8'
        | 'integer'
        | 'bigint'
        | 'float4'
        | 'float8'
        | 'numeric'
        | 'real'
    ? number
    : Type extends 'bool' | 'boolean'
      ? boolean
      : unknown;
