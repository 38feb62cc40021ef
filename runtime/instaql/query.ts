/**
 * What a query asks and what it brings: a check that says in words what is wrong, and the result. Both look
 * keys up in the interfaces of the emitted files and infer nothing, so that they cost little and read well.
 */

import type { PageOptions, RuleParams } from './filters.js';

/** All that the types must know of one entity; emitted as `GoalShape` and so on. */
export interface EntityShape {
  readonly name: string;
  readonly entity: object;
  /** `entity` without the attributes that a link of the same name takes the place of. */
  readonly linked: object;
  readonly create: object;
  readonly update: object;
  readonly where: object;
  readonly subquery: object;
  readonly orderBy: object;
  readonly fields: string;
  readonly links: object;
  /** The shapes at the other ends, by label. */
  readonly to: object;
  /** How many there are at the other ends, by label: `'many'`, `'one'` or `'required'`. */
  readonly has: object;
  /** The types of the unique attributes, which `lookup` takes. */
  readonly unique: object;
  /** The labels of the links that an entity cannot be created without. */
  readonly requires: string;
}

/** No entity of the schema has this name. */
export interface UnknownEntity<Name> {
  readonly 'is not an entity of the schema': Name;
}

/** Of a key whose name is one of several, `[key]`, the compiler knows only that it is text, not what comes back. */
export interface NotOneName<Name> {
  readonly 'is one of several names: annotate the query as AppQuery': Name;
}

/** The entity has no link of this name. */
export interface UnknownLink<Name, Of> {
  readonly 'is not a link of the entity': [Name, Of];
}

/** The entity has no attribute and no link of this name. */
export interface UnknownAttribute<Name, Of> {
  readonly 'is not an attribute or link of the entity': [Name, Of];
}

/** The server sorts by indexed attributes that hold text, numbers, booleans or dates. */
export interface NotIndexed<Name, Of> {
  readonly 'is not an indexed attribute that can be sorted by': [Name, Of];
}

/** An entity can be looked up by its unique attributes. */
export interface NotUnique<Name, Of> {
  readonly 'is not a unique attribute of the entity': [Name, Of];
}

/** `$` takes no option of this name here. */
export interface UnknownOption<Name> {
  readonly 'is not an option here': Name;
}

/** A page is an option of the first level of a query only. */
export interface TopLevelOnly<Name> {
  readonly 'is an option of the first level only': Name;
}

/** The server sorts by one attribute. */
export interface OrderTakesOneKey<Names> {
  readonly 'is one key too many': Names;
}

/** Of these options the server takes one. */
export interface OnlyOneOf<Names> {
  readonly 'excludes another option': Names;
}

/** The server answers it beside the result, where `query` does not look. */
export interface OnlyWith<Names> {
  readonly 'is an option of these only': Names;
}

/**
 * The parameter of a call: what is written out is checked; what the builder made, or was annotated, has a named type
 * and is taken as it is. `Each` is `Query` once more: the branches do not name it, so that the compiler takes a query
 * of which it knows no more than that {@link CheckQuery} holds, and an editor looks at `AppQuery` alone.
 */
export type CheckedQuery<Each, Query, Shapes, Page = PageOptions> = Each extends WrittenOut
  ? CheckQuery<Query, Shapes, Page>
  : Query;

/**
 * Interfaces and classes have no index signature, not even an implicit one. That the one option may be anything keeps
 * this from being an `AppQuery`, all of which an editor would check otherwise.
 */
interface WrittenOut {
  readonly [name: string]: unknown;
  readonly $$ruleParams?: unknown;
}

/** A query as it must be: equal to `Query` where that is right, an error in words where it is not. */
export type CheckQuery<Query, Shapes, Page = PageOptions> = {
  readonly [Name in keyof Query]: Name extends keyof Shapes
    ? Shapes[Name] extends EntityShape
      ? CheckNode<Query[Name], Shapes[Name], Page>
      : never
    : Name extends '$$ruleParams'
      ? RuleParams | undefined
      : string extends Name
        ? AnySubquery<Shapes> & { readonly $?: Page | undefined }
        : Name extends string
          ? UnknownEntity<Name>
          : unknown;
};

/** What may stand below any entity at all: of a key whose name is one of several, `[key]`, no more is known. */
type AnySubquery<Shapes> = {
  [Name in keyof Shapes]: Shapes[Name] extends EntityShape ? Shapes[Name]['subquery'] : never;
}[keyof Shapes];

/** One entity of a query or one link in it. `Page` holds the options of pages where they are allowed. */
export type CheckNode<Node, Shape extends EntityShape, Page> = {
  readonly [Label in keyof Node]: Label extends '$'
    ? CheckOptions<Node[Label], Shape, Page>
    : Label extends keyof Shape['to']
      ? Shape['to'][Label] extends EntityShape
        ? CheckNode<Node[Label], Shape['to'][Label], unknown>
        : never
      : string extends Label
        ? NotOneName<Label>
        : UnknownLink<Label, Shape['name']>;
};

type CheckOptions<Options, Shape extends EntityShape, Page> = {
  readonly [Name in keyof Options]: Name extends 'where'
    ? CheckWhere<Options[Name], Shape>
    : Name extends 'order'
      ? [keyof Options[Name]] extends [OneOf<keyof Options[Name]>]
        ? Shape['orderBy'] | undefined
        : CheckOrder<Options[Name], Shape>
      : Name extends 'fields'
        ? readonly Shape['fields'][] | undefined
        : Name extends keyof Page
          ? Name extends Counts
            ? [keyof Options & Counts] extends [Name]
              ? number | undefined
              : CheckCount<Demanded<Options> & Counts>
            : Page[Name]
          : Name extends 'limit'
            ? number | undefined
            : Name extends keyof PageOptions
              ? TopLevelOnly<Name>
              : Name extends 'aggregate'
                ? Partial<Options> extends Pick<Options, Name>
                  ? unknown
                  : OnlyWith<'queryOnce' | 'subscribeQuery'>
                : UnknownOption<Name>;
};

/** Of these a query takes one. */
type Counts = 'limit' | 'first' | 'last';

/** The keys that are there for sure: a value of a named type, such as `GoalOrderBy`, has none of them. */
type Demanded<Given> = {
  [Name in keyof Given]-?: Partial<Given> extends Pick<Given, Name> ? never : Name;
}[keyof Given];

/** An order by one attribute. */
export type CheckOrder<Order, Shape extends EntityShape> = Order extends unknown
  ? [Demanded<Order>] extends [OneOf<Demanded<Order>>]
    ? Shape['orderBy'] | undefined
    : OrderTakesOneKey<Demanded<Order>>
  : never;

type CheckCount<Names> = [Names] extends [OneOf<Names>] ? number | undefined : OnlyOneOf<Names>;

/** Why the server cannot sort by it. */
export type NotSortable<Name, Shape extends EntityShape> = Name extends Shape['fields']
  ? NotIndexed<Name, Shape['name']>
  : UnknownAttribute<Name, Shape['name']>;

/** `Names` where it is one name, `never` where it is a union of several. */
type OneOf<Names, All = Names> = Names extends unknown
  ? [All] extends [Names]
    ? Names
    : never
  : never;

/** A filter without an operator, which the server refuses. */
interface NoOperator {
  readonly [operator: string]: never;
}

/** What is missing of a filter without an operator. */
declare const operator: unique symbol;

/**
 * At the end of a path an editor knows the operators by this error alone. It offers no symbols, and of a text the
 * members only where it stands alone.
 */
type NeedsOperator<Path extends string, Shape extends EntityShape> =
  | `${Path} needs an operator`
  | (Path extends `${string}.${string}`
      ? Extract<AtPath<Path, Shape>, { readonly $in?: unknown }> & { readonly [operator]: unknown }
      : never);

/**
 * The keys of a filter: attributes, links, dotted paths, and lists of filters in `and` and `or`. What the
 * type of a value does not tell, the constraint of the call has judged.
 */
export type CheckWhere<Where, Shape extends EntityShape> = {
  readonly [Path in keyof Where]: Where[Path] extends NoOperator
    ? NeedsOperator<Path & string, Shape>
    : Path extends `${string}.${string}`
      ? AtPath<Path, Shape>
      : Path extends keyof Shape['where']
        ? Path extends 'and' | 'or'
          ? CheckLegs<Where[Path], Path, Shape>
          : Shape['where'][Path]
        : string extends Path
          ? unknown
          : UnknownAttribute<Path, Shape['name']>;
};

type CheckLegs<
  Legs,
  Path extends PropertyKey,
  Shape extends EntityShape,
> = Legs extends readonly unknown[]
  ? { readonly [Leg in keyof Legs]: CheckWhere<Legs[Leg], Shape> }
  : Shape['where'][Path & keyof Shape['where']];

/**
 * What may stand at the end of a path: the filter of its attribute or link, or an error in words. A part that is
 * any string, as in the index signature of `GoalWhere`, is left to the run.
 */
export type AtPath<
  Path extends string,
  Shape extends EntityShape,
> = Path extends `${infer Label}.${infer Rest}`
  ? Label extends keyof Shape['to']
    ? Shape['to'][Label] extends EntityShape
      ? AtPath<Rest, Shape['to'][Label]>
      : never
    : string extends Label
      ? unknown
      : UnknownLink<Label, Shape['name']>
  : Path extends Shape['fields'] | keyof Shape['to']
    ? Shape['where'][Path & keyof Shape['where']]
    : string extends Path
      ? unknown
      : UnknownAttribute<Path, Shape['name']>;

/** What comes back for one entity of a query: its interface, and with it the links that were asked for. */
export type Found<Node, Shape extends EntityShape> = [keyof Node & keyof Shape['to']] extends [
  never,
]
  ? FoundFields<Node, Shape['entity']>
  : FoundFields<Node, Shape['linked']> & {
      -readonly [Label in keyof Node as Label & keyof Shape['to']]: FoundLink<
        Node[Label],
        Shape['to'][Label & keyof Shape['to']],
        Shape['has'][Label & keyof Shape['has']]
      >;
    };

/**
 * What comes back at the end of a link, or at the first level, where there are many. Who filters what a link requires
 * may have filtered it away.
 */
export type FoundLink<Node, Target, Has> = Target extends EntityShape
  ? | Unasked<Node>
    | (Has extends 'many'
        ? Found<Node & {}, Target>[]
        : Has extends 'one'
          ? Found<Node & {}, Target> | null
          : Node extends { readonly $: { readonly where: unknown } }
            ? Found<Node & {}, Target> | null
            : Found<Node & {}, Target>)
  : never;

/** What may not be asked may not come. */
type Unasked<Node> = undefined extends Node ? (0 extends 1 & Node ? never : undefined) : never;

type FoundFields<Node, Entity> = '$' extends keyof Node ? FoundOptions<Node['$'], Entity> : Entity;

type FoundOptions<Options, Entity> = Options extends unknown
  ? 'fields' extends keyof Options
    ? PickFields<Options['fields'], Entity>
    : Entity
  : never;

type PickFields<Fields, Entity> = Fields extends readonly (infer Field)[]
  ? Pick<Entity, ('id' | Field) & keyof Entity>
  : Entity;
