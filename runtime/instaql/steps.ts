/** The types of the query builder; `builder.ts` is what it does. */

import type { Cursor, Direction, RuleParams } from './filters.js';
import type {
  AtPath,
  CheckOrder,
  CheckNode,
  CheckWhere,
  EntityShape,
  NotSortable,
  OnlyOneOf,
  UnknownLink,
} from './query.js';

declare const built: unique symbol;

/** A query that the builder made. */
export interface AnyBuiltQuery {
  readonly [built]: object;
}

/** A query of one entity: plain InstaQL, with the steps of the builder on its prototype. */
export type BuiltQuery<
  Shape extends EntityShape,
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a node that asks for nothing more
  Node = {},
  Hidden extends PropertyKey = never,
  Count extends string = never,
> = {
  readonly [Name in Shape['name']]: Node;
} & ([Hidden] extends [never]
  ? QuerySteps<Shape, Node, Hidden, Count>
  : Omit<QuerySteps<Shape, Node, Hidden, Count>, Exclude<Hidden, typeof built>>);

/** A query of one entity that has no steps yet: a `BuiltQuery` that costs the compiler less. */
export type QueryStart<
  Shape extends EntityShape,
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a node that asks for nothing more
  Node = {},
> = {
  readonly [Name in Shape['name']]: Node;
} & QuerySteps<Shape, Node, never, never>;

/** What the class has beside its steps: in an interface, since a class may not have a computed name. */
export interface QuerySteps<
  Shape extends EntityShape,
  Node,
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the class has it
  Hidden extends PropertyKey,
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the class has it
  Count extends string,
> extends AnyBuiltQuery {
  readonly [built]: { readonly name: Shape['name']; readonly node: Node };
}

/**
 * The steps. Each gives a new query and leaves the old one as it was. `Hidden` are the steps that an entity
 * of the schema has the name of: its own query would hide them. `Count` is the step that has said how many, of
 * which the server takes one.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the interface
export declare class QuerySteps<
  Shape extends EntityShape,
  Node,
  Hidden extends PropertyKey,
  Count extends string,
> {
  private constructor();
  /**
   * Only what this filter finds; a second filter narrows the first.
   * @example q.goals.where({ status: 'open', priority: { $gte: 3 } }).where({ 'todos.title': 'Read' })
   */
  where<const Where extends Shape['where'] & Hops<Shape>>(
    filter: Shape['where'] extends Where ? Where : CheckWhere<Where, Shape>,
  ): BuiltQuery<Shape, Node, Hidden, Count>;
  /**
   * As `where`, for one dotted path of any length.
   * @example q.goals.wherePath('todos.goal.slug', { $in: ['a', 'b'] })
   */
  wherePath<const Path extends string>(
    path: Path | CompletePath<Path, Shape>,
    filter: AtPath<Path, Shape>,
  ): BuiltQuery<Shape, Node, Hidden, Count>;
  /**
   * Sorts by one indexed attribute or by `serverCreatedAt`, upwards unless it is said otherwise.
   * @example q.goals.order('priority', 'desc')
   */
  order<const Name extends keyof Shape['orderBy'] | (string & {}) | Shape['orderBy']>(
    attribute: Name extends keyof Shape['orderBy']
      ? Name
      : Name extends string
        ? NotSortable<Name, Shape>
        : CheckOrder<Name, Shape>,
    direction?: Direction,
  ): BuiltQuery<Shape, Node, Hidden, Count>;
  /**
   * At most so many. Of `limit`, `first` and `last` a query takes one.
   * @example q.goals.limit(10)
   */
  limit(count: CountOf<'limit', Count>): BuiltQuery<Shape, Node, Hidden, 'limit'>;
  /**
   * Leaves the first ones out. A page, as are the steps below: for the first level of a query only.
   * @example q.goals.limit(10).offset(20)
   */
  offset(count: number): BuiltQuery<Shape, Node & Paged, Hidden, Count>;
  /**
   * The first so many, from the beginning or `after` a cursor.
   * @example q.goals.order('dueDate').first(10)
   */
  first(count: CountOf<'first', Count>): BuiltQuery<Shape, Node & Paged, Hidden, 'first'>;
  /**
   * The last so many, from the end or `before` a cursor.
   * @example q.goals.last(10)
   */
  last(count: CountOf<'last', Count>): BuiltQuery<Shape, Node & Paged, Hidden, 'last'>;
  /**
   * From a cursor of `pageInfo` on; with `true`, what it points to comes along.
   * @example q.goals.first(10).after(cursor)
   */
  after(cursor: Cursor, inclusive?: boolean): BuiltQuery<Shape, Node & Paged, Hidden, Count>;
  /**
   * Up to a cursor of `pageInfo`; with `true`, what it points to comes along.
   * @example q.goals.last(10).before(cursor, true)
   */
  before(cursor: Cursor, inclusive?: boolean): BuiltQuery<Shape, Node & Paged, Hidden, Count>;
  /**
   * Only these attributes come back, and `id`; a second call adds to the first.
   * @example q.goals.fields('title', 'status')
   */
  fields<Field extends Shape['fields']>(
    ...names: readonly Field[]
  ): BuiltQuery<Shape, Node & { readonly $: { readonly fields: readonly Field[] } }, Hidden, Count>;
  /**
   * Linked entities come back too: by label, a query of the builder or a plain one.
   * @example q.goals.with({ todos: q.todos.limit(3).with({ goal: {} }), owner: {} })
   */
  with<const Links extends LinkQueries<Shape>>(
    links: LinkQueries<Shape> extends Links ? Links : CheckLinks<Links, Shape>,
  ): BuiltQuery<Shape, WithLinks<Node, Links>, Hidden, Count>;
  /**
   * Values for the app's permission rules.
   * @example q.goals.ruleParams({ secret: 'x' })
   */
  ruleParams(params: RuleParams): BuiltQuery<Shape, Node, Hidden, Count>;
}

/** A number where no other step has said how many. */
type CountOf<Name, Count> = [Count] extends [Name] ? number : OnlyOneOf<Name | Count>;

/** A node that asks for a page: it can stand at the first level of a query only. */
type Paged = {
  readonly $: { readonly offset?: number };
};

/** The paths of one hop, for completion: `todos.title`. */
type Hops<Shape extends EntityShape> = {
  readonly [Path in HopPaths<Shape['to']>]?: AtPath<Path, Shape>;
};

type HopPaths<To> = {
  [Label in keyof To & string]: To[Label] extends EntityShape
    ? `${Label}.${Names<To[Label]>}`
    : never;
}[keyof To & string];

type Names<Shape extends EntityShape> = Shape['fields'] | (keyof Shape['to'] & string);

/** What `Path` may go on as: itself where it is right, else its last right part and each next name. */
type CompletePath<
  Path extends string,
  Shape extends EntityShape,
  Before extends string = '',
> = Path extends `${infer Label}.${infer Rest}`
  ? Label extends keyof Shape['to']
    ? Shape['to'][Label] extends EntityShape
      ? CompletePath<Rest, Shape['to'][Label], `${Before}${Label}.`>
      : never
    : `${Before}${Names<Shape>}`
  : `${Before}${Names<Shape>}`;

type LinkQueries<Shape extends EntityShape> = {
  readonly [Label in keyof Shape['to']]?: LinkQuery<Shape['to'][Label]>;
} & Others;

/** Takes names that are no links as well, so that the check of the call can say what is wrong with them. */
interface Others {
  readonly [name: symbol]: never;
}

type LinkQuery<Target> = Target extends EntityShape
  ? Target['subquery'] | QueryOf<Target['name']>
  : never;

/** A query of the builder for this entity, without a page. */
interface QueryOf<Name> extends AnyBuiltQuery {
  readonly [built]: { readonly name: Name; readonly node: Unpaged };
}

interface Unpaged {
  readonly $?: { readonly fields?: readonly string[]; readonly offset?: never };
  readonly [label: string]: unknown;
}

type CheckLinks<Links, Shape extends EntityShape> = {
  readonly [Label in keyof Links]: Label extends keyof Shape['to']
    ? Links[Label] extends AnyBuiltQuery
      ? Links[Label]
      : Shape['to'][Label] extends EntityShape
        ? CheckNode<Links[Label], Shape['to'][Label], unknown>
        : never
    : UnknownLink<Label, Shape['name']>;
};

/** `Node` with `Links`; conditional, so that editors show what it holds and not its name. */
type WithLinks<Node, Links> = [Links] extends [never]
  ? never
  : {
      readonly [Label in keyof Node | keyof Links]: Label extends keyof Links
        ? Links[Label] extends { readonly [built]: { readonly node: infer Linked } }
          ? Linked
          : Links[Label]
        : Node[Label & keyof Node];
    };
