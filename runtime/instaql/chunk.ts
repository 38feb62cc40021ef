/**
 * The types of `db.tx`: chunks of a transaction, built by chained calls. All of an entity's own types come
 * from its emitted shape.
 */

import type { RuleParams } from './filters.js';
import type { EntityShape, NotUnique } from './query.js';

/** One step of a transaction as it is sent: action, entity, id or lookup, arguments, options. */
export type Step = readonly [
  action: string,
  entity: string,
  id: string | readonly [attribute: string, value: unknown],
  args: unknown,
  options?: unknown,
];

/** What `transact` takes: any chunk whose required links are given. */
export interface TransactionChunk {
  readonly __etype: string;
  readonly __ops: readonly Step[];
  readonly 'required links not given'?: undefined;
}

/** A chunk of one entity in a variable. What a chain owes, the chain alone knows. */
export type ChunkOf<Shape extends EntityShape> = TransactionChunk & Chunk<Shape, never>;

/** What `lookup()` gives: text that stands for an entity, and remembers by what it looks. */
export type Lookup<Attribute, Value> = string & LooksBy<[Attribute, Value]>;

/**
 * The id of an entity, or a lookup by one of its unique attributes: `Unique` are their names and types, as pairs.
 * Text of which nothing is known may be either.
 */
export type LinkTo<Unique = never> = string & LooksBy<Unique>;

/** One of these or several. A list that is written out is judged one by one: as no tuple it would be mere text. */
export type LinkToMany<Unique = never> =
  LinkTo<Unique> | readonly LinkTo<Unique>[] | readonly [LinkTo<Unique>, ...LinkTo<Unique>[]];

/** Only types know of this: at run time a lookup is text. */
interface LooksBy<What> {
  readonly 'looks up by'?: What | undefined;
}

/** Names and types of attributes as pairs, for {@link LinkTo}. */
export type Pairs<Attributes> = {
  [Name in keyof Attributes]: [Name, Attributes[Name]];
}[keyof Attributes];

export interface UpdateOptions {
  /** `false`: fail where there is no such entity, instead of creating it. */
  readonly upsert?: boolean | undefined;
}

/**
 * Steps for one entity. `Left` are the required links that no step of the chain has given so far, and
 * `Owed` those among them that the chain needs, since it creates the entity.
 */
export interface Chunk<Shape extends EntityShape, Left = Shape['requires'], Owed = never> {
  readonly __etype: string;
  readonly __ops: readonly Step[];
  /**
   * Creates the entity; fails where the id is taken.
   * @example db.tx.todos[id()]!.create({ title: 'Read' })
   */
  create(args: Shape['create']): Chain<Shape, Left, Left>;
  /**
   * Writes attributes; creates the entity where there is none, unless `upsert` is false.
   * @example db.tx.goals.id(goalId).update({ status: 'done' }, { upsert: false })
   */
  update(args: Shape['update'], options?: UpdateOptions): Chain<Shape, Left, Owed>;
  /**
   * Writes into JSON attributes, object by object; `null` takes a key away.
   * @example db.tx.goals.id(goalId).merge({ meta: { color: 'red' } })
   */
  merge(args: MergeArgs<Shape['update']>, options?: UpdateOptions): Chain<Shape, Left, Owed>;
  /**
   * Links to others, by id or `lookup()`. A link that has one replaces it.
   * @example db.tx.goals.id(goalId).link({ todos: [todoId], owner: lookup('email', 'a@b.c') })
   */
  link<Label extends keyof Shape['links']>(
    args: Shape['links'] & Pick<Shape['links'], Label>,
  ): Chain<Shape, Exclude<Left, Label>, Exclude<Owed, Label>>;
  /**
   * Takes links away, by the ids at their other ends.
   * @example db.tx.goals.id(goalId).unlink({ todos: todoId })
   */
  unlink(args: Shape['links']): Chain<Shape, Left, Owed>;
  /**
   * Deletes the entity, and what a link with `onDelete: 'cascade'` takes along.
   * @example db.tx.goals.id(goalId).delete()
   */
  delete(): Chain<Shape, Left, Owed>;
  /** Values for the permission rules of this entity in this transaction. */
  ruleParams(params: RuleParams): Chain<Shape, Left, Owed>;
}

/** A chunk with a mark of what it owes. Of a chunk of any entity that is not known, so that it passes. */
type Chain<Shape extends EntityShape, Left, Owed> = Chunk<Shape, Left, Owed> & Owing<Owed>;

type Owing<Owed> = [Owed] extends [never] ? unknown : { readonly 'required links not given': Owed };

/** Where the chunks of one entity start. */
export type EntityTx<Shape extends EntityShape> = EntityTxMethods<Shape> & {
  readonly [id: string]: Chunk<Shape>;
};

export interface EntityTxMethods<Shape extends EntityShape> {
  /** The entity of this id: as `tx.goals[id]`, without a `!` under noUncheckedIndexedAccess. */
  id(id: LinkTo<Pairs<Shape['unique']>>): Chunk<Shape>;
  /**
   * The entity whose unique attribute has this value.
   * @example db.tx.goals.lookup('slug', 'read').update({ title: 'Read' })
   */
  lookup<const Attribute extends keyof Shape['unique'] | (string & {})>(
    attribute: Attribute extends keyof Shape['unique']
      ? Attribute
      : NotUnique<Attribute, Shape['name']>,
    value: Shape['unique'][Attribute & keyof Shape['unique']],
  ): Chunk<Shape>;
}

/** Any part of the attributes, down into JSON objects. */
export type MergeArgs<Update> = {
  readonly [Attribute in keyof Update]?: MergePart<Update[Attribute]>;
};

type MergePart<Value> = Value extends object
  ? Value extends readonly unknown[] | Date
    ? Value
    : { readonly [Key in keyof Value]?: MergePart<Value[Key]> | null | undefined }
  : Value;
