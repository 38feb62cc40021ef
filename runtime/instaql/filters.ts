/**
 * The types of a query's options. What depends on the schema is written into the emitted files; these are
 * the parts that are the same for every schema.
 */

/** A date as filters and writes take it: a `Date`, milliseconds since 1970, or text such as ISO 8601. */
export type DateInput = Date | string | number;

/** As {@link DateInput}, for a filter: where operators may stand as well, an editor is to offer those and no methods. */
export type DateOperand = DateObject | string | number;

/** Any `Date`, and what else is written so. */
type DateObject = Pick<Date, typeof Symbol.toPrimitive>;

/** Values that can be compared with equality. */
export type Scalar = string | number | boolean;

/** Operators of an attribute that is not indexed. */
export interface UnindexedFilter<Value> {
  readonly $in?: readonly Value[] | undefined;
  readonly $ne?: Value | undefined;
  /** @deprecated Write `$in`. */
  readonly in?: readonly Value[] | undefined;
  /** @deprecated Write `$ne`. */
  readonly $not?: Value | undefined;
}

/** Operators of an attribute that is not indexed and may be missing, of links, and of `id`, which misses where a link of a path does. */
export interface OptionalUnindexedFilter<Value> extends UnindexedFilter<Value> {
  /** `true` finds what has no value, `false` what has one. */
  readonly $isNull?: boolean | undefined;
}

/** Operators of an indexed attribute. */
export interface IndexedFilter<Value> {
  readonly $in?: readonly (Value | null)[] | undefined;
  readonly $ne?: Value | undefined;
  readonly $gt?: Value | undefined;
  readonly $gte?: Value | undefined;
  readonly $lt?: Value | undefined;
  readonly $lte?: Value | undefined;
  /** @deprecated Write `$in`. */
  readonly in?: readonly (Value | null)[] | undefined;
  /** @deprecated Write `$ne`. */
  readonly $not?: Value | undefined;
}

/** Operators of an indexed attribute that may be missing. */
export interface OptionalIndexedFilter<Value> extends IndexedFilter<Value> {
  /** `true` finds what has no value, `false` what has one. */
  readonly $isNull?: boolean | undefined;
}

/** Operators of an indexed string. */
export interface IndexedTextFilter<Value extends string> extends IndexedFilter<Value> {
  /** A pattern: `%` stands for any text, `_` for any character. */
  readonly $like?: string | undefined;
  /** As `$like`, whatever the case of letters. */
  readonly $ilike?: string | undefined;
}

/** Operators of an indexed string that may be missing. */
export interface OptionalIndexedTextFilter<Value extends string> extends IndexedTextFilter<Value> {
  /** `true` finds what has no value, `false` what has one. */
  readonly $isNull?: boolean | undefined;
}

export type Direction = 'asc' | 'desc';

/** Where a page starts or ends, as `pageInfo` gives it. */
export type Cursor = readonly [id: string, attribute: string, value: unknown, createdAt: number];

/** The options that any node of a query takes, `$`. */
export interface NodeOptions<Where, OrderBy, Field> {
  /** Which entities; several keys must all hold. A dotted path follows links: `'todos.title'`. */
  where?: Where | undefined;
  /** One indexed attribute, or `serverCreatedAt`. */
  order?: OrderBy | undefined;
  limit?: number | undefined;
  /** The attributes that come back, beside `id`; all of them when absent. */
  fields?: readonly Field[] | undefined;
}

/** The options that only the first level of a query takes. */
export interface PageOptions {
  limit?: number | undefined;
  offset?: number | undefined;
  first?: number | undefined;
  last?: number | undefined;
  after?: Cursor | undefined;
  afterInclusive?: boolean | undefined;
  before?: Cursor | undefined;
  beforeInclusive?: boolean | undefined;
}

/** What `queryOnce` and `subscribeQuery` take besides; the answer of `query` has no place for it. */
export interface CountOptions extends PageOptions {
  /** Only how many there are, in `aggregate` beside the result, whose list is then empty. Admins only. */
  aggregate?: 'count' | undefined;
}

/** The first level of a query: what any node takes, and pages. */
export interface TopLevel {
  $?: CountOptions | undefined;
}

/** Values for the `ruleParams` of an app's permission rules. */
export interface RuleParams {
  readonly [name: string]: unknown;
}
