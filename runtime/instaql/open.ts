/** The types of an app without a schema: any name is an entity, an attribute or a link. */

import type { RuleParams } from './filters.js';

/** An entity of an app without a schema. */
export interface OpenEntity {
  id: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- nothing says what it is, and it has to be read
  [attribute: string]: any;
}

/** A query of an app without a schema; what stands in `$` is for the server to judge. */
export interface OpenQuery {
  readonly [entity: string]: OpenNode | RuleParams | undefined;
}

export interface OpenNode {
  readonly $?: object | undefined;
  readonly [label: string]: object | undefined;
}

/** What comes back for one entity: links are lists, whatever they hold. */
export type OpenFound<Node> = [Exclude<keyof Node, '$'>] extends [never]
  ? OpenEntity
  : OpenEntity & {
      -readonly [Label in keyof Node as Exclude<Label, '$'>]: OpenFound<Node[Label] & {}>[];
    };

/** Attributes to write, of any name. */
export interface OpenAttributes {
  readonly [attribute: string]: unknown;
}

/** Ids by label. */
export interface OpenLinks {
  readonly [label: string]: string | readonly string[] | undefined;
}

/** The shape of every entity of an app without a schema. */
export interface OpenShape {
  name: string;
  entity: OpenEntity;
  linked: OpenEntity;
  create: OpenAttributes;
  update: OpenAttributes;
  where: OpenAttributes;
  subquery: OpenNode;
  orderBy: { readonly [attribute: string]: 'asc' | 'desc' };
  fields: string;
  links: OpenLinks;
  to: object;
  has: object;
  unique: OpenAttributes;
  requires: never;
}

/** The steps of the query builder without a schema. */
export interface OpenSteps {
  where(filter: OpenAttributes): OpenSteps;
  wherePath(path: string, filter: unknown): OpenSteps;
  order(
    by: string | { readonly [attribute: string]: 'asc' | 'desc' },
    direction?: 'asc' | 'desc',
  ): OpenSteps;
  limit(count: number): OpenSteps;
  offset(count: number): OpenSteps;
  first(count: number): OpenSteps;
  last(count: number): OpenSteps;
  after(cursor: readonly unknown[], inclusive?: boolean): OpenSteps;
  before(cursor: readonly unknown[], inclusive?: boolean): OpenSteps;
  fields(...names: readonly string[]): OpenSteps;
  with(links: object): OpenSteps;
  ruleParams(params: RuleParams): OpenSteps;
}
