import { InstantError } from './errors.js';
import { queryPage } from './query-once.js';
import type { Convert } from './payload.js';
import type { QueryOptions } from './query.js';
import type { QueryPage } from './query-once.js';
import type { PageInfo } from './subscription.js';

interface Paged {
  readonly first?: number;
  readonly last?: number;
  readonly limit?: number;
  readonly before?: unknown;
  readonly [option: string]: unknown;
}

type Infos = { readonly [entity: string]: PageInfo | undefined };

/** Entities per page, where the query names no number. */
const SIZE = 100;

/**
 * The pages of a query, asked for as they are read: forwards, or backwards where it has `last`, or `before` and no
 * number. A page begins after the entity that the one before ended with, so that what is added or deleted meanwhile
 * makes nothing come twice or be left out.
 *
 * @throws {InstantError} with the first page, where the query has no entity or several.
 */
export async function* pagesOf<Data, Pages>(
  db: object,
  query: unknown,
  options?: QueryOptions,
  convert?: Convert,
): AsyncGenerator<QueryPage<Data, Pages>, void, undefined> {
  const entities = Object.keys(query as object).filter((name) => name !== '$$ruleParams');
  const [entity] = entities;
  if (entity === undefined || entities.length > 1) {
    throw new InstantError(
      'paginate reads the pages of one entity: ask for one at the first level',
    );
  }
  const node = Reflect.get(query as object, entity) as { readonly $?: Paged };
  const { offset, ...given }: Paged = node.$ ?? {};
  // Up to a cursor, too, the server counts from the beginning, but for `last`.
  const forwards = given.first ?? given.limit;
  const backwards = forwards === undefined && (given.last ?? given.before) !== undefined;
  const counted = forwards ?? given.last;
  const size = counted === undefined ? { [backwards ? 'last' : 'first']: SIZE } : {};
  const end = backwards ? 'before' : 'after';
  let page: Paged = { ...given, ...(offset === undefined ? {} : { offset }) };
  for (;;) {
    const asked = { ...(query as object), [entity]: { ...node, $: { ...page, ...size } } };
    const found = await queryPage<Data, Pages>(db, asked, options, convert);
    yield found;
    const info = (found.pageInfo as Infos | undefined)?.[entity];
    const more = backwards ? info?.hasPreviousPage : info?.hasNextPage;
    const cursor = backwards ? info?.startCursor : info?.endCursor;
    // A page without a cursor is empty: asked again, it would be the same.
    if (!more || !cursor) return;
    page = { ...given, [end]: cursor, [`${end}Inclusive`]: undefined };
  }
}
