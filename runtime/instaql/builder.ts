/**
 * The query builder, `q`: each step gives a new plain InstaQL query, `{ goals: { $: {…}, todos: {…} } }`,
 * whose steps are found on its prototype and therefore never sent.
 */

import type { RuleParams } from './filters.js';
import type { ObjectConstructor2022 } from '../web.js';

declare const Object: ObjectConstructor2022;

interface PlainNode {
  readonly $?: PlainOptions;
  readonly [label: string]: unknown;
}

interface PlainOptions {
  readonly where?: object;
  readonly fields?: readonly string[];
  readonly [option: string]: unknown;
}

/** The steps, without the types of a schema; {@link QuerySteps} has them. */
interface OpenBuilder {
  where(filter: object): OpenBuilder;
  wherePath(path: string, filter: unknown): OpenBuilder;
  order(by: string | object, direction?: string): OpenBuilder;
  limit(count: number): OpenBuilder;
  offset(count: number): OpenBuilder;
  first(count: number): OpenBuilder;
  last(count: number): OpenBuilder;
  after(cursor: unknown, inclusive?: boolean): OpenBuilder;
  before(cursor: unknown, inclusive?: boolean): OpenBuilder;
  fields(...names: readonly string[]): OpenBuilder;
  with(links: object): OpenBuilder;
  ruleParams(params: RuleParams): OpenBuilder;
}

const NODE = /* @__PURE__ */ Symbol('node');

/** Where queries start: `createQueryBuilder<Queries>().goals`; any name is an entity. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the emitted code knows the type
export function createQueryBuilder<Queries extends object>(): Queries {
  return new Proxy(Object.create(null) as object, {
    get: (_target, name) => (typeof name === 'string' ? built(name, {}) : undefined),
  }) as Queries;
}

function built(entity: string, node: PlainNode, params?: RuleParams): OpenBuilder {
  const next = (changes: object): OpenBuilder => built(entity, { ...node, ...changes }, params);
  const set = (options: object): OpenBuilder => next({ $: { ...node.$, ...options } });
  const where = (filter: object): OpenBuilder => set({ where: both(node.$?.where, filter) });
  const steps: OpenBuilder & { readonly [NODE]: PlainNode } = {
    [NODE]: node,
    where,
    wherePath: (path, filter) => where({ [path]: filter }),
    order: (by, direction = 'asc') =>
      set({ order: typeof by === 'string' ? { [by]: direction } : by }),
    limit: (limit) => set({ limit }),
    offset: (offset) => set({ offset }),
    first: (first) => set({ first }),
    last: (last) => set({ last }),
    after: (after, afterInclusive) =>
      set(afterInclusive === undefined ? { after } : { after, afterInclusive }),
    before: (before, beforeInclusive) =>
      set(beforeInclusive === undefined ? { before } : { before, beforeInclusive }),
    fields: (...fields) => set({ fields: [...(node.$?.fields ?? []), ...fields] }),
    with: (links) =>
      next(
        Object.fromEntries(
          Object.entries(links).map(([label, link]) => [label, isBuilt(link) ? link[NODE] : link]),
        ),
      ),
    ruleParams: (values) => built(entity, node, { ...params, ...values }),
  };
  // Own keys are the query, and nothing else is enumerable, not even in a for-in loop.
  const hidden = Object.create(null) as object;
  for (const name of Reflect.ownKeys(steps)) {
    Object.defineProperty(hidden, name, { value: Reflect.get(steps, name) });
  }
  const query = Object.create(hidden) as OpenBuilder;
  const show = (name: string, value: unknown): void => {
    Object.defineProperty(query, name, { value, enumerable: true });
  };
  show(entity, node);
  if (params !== undefined) show('$$ruleParams', params);
  return query;
}

function isBuilt(value: unknown): value is { readonly [NODE]: PlainNode } {
  return typeof value === 'object' && value !== null && NODE in value;
}

/** Both filters: in one object where their keys differ, in `and` where they do not. */
function both(first: object | undefined, second: object): object {
  if (first === undefined) return second;
  const clash = Object.keys(second).some((name) => Object.hasOwn(first, name));
  return clash ? { and: [first, second] } : { ...first, ...second };
}
