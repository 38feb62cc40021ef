import type { SchemaTable } from './schema.js';
import type {
  Aggregates,
  PageInfo,
  SubscriptionPayload,
  SubscriptionSession,
} from './subscription.js';

/** A conversion of results that is imported only where the schema's `dates` is `date`. */
export type Convert = (result: unknown, schema: SchemaTable) => unknown;

/** What the server says on the connection of a subscription. There may be more, of no use here. */
export type Message =
  | { readonly op: 'sse-init'; readonly 'machine-id': string; readonly 'session-id': string }
  | { readonly op: 'add-query-ok'; readonly result: unknown; readonly 'result-meta'?: Meta }
  | { readonly op: 'refresh-ok'; readonly computations: readonly Computation[] }
  | { readonly op: 'error'; readonly status: number };

interface Computation {
  readonly 'instaql-result': unknown;
  readonly 'result-meta'?: Meta;
}

interface Meta {
  readonly 'page-info'?: { readonly [entity: string]: WirePage } | null;
  readonly aggregate?: Aggregates | null;
}

interface WirePage {
  readonly 'start-cursor': PageInfo['startCursor'];
  readonly 'end-cursor': PageInfo['endCursor'];
  readonly 'has-next-page?': boolean;
  readonly 'has-previous-page?': boolean;
}

/** The payload for a result and what the server says of it. `finish` makes the result what callers get. */
export function payloadOf(
  result: unknown,
  meta: Meta | undefined,
  sessionInfo: SubscriptionSession | null,
  finish: (result: unknown) => unknown,
): Extract<SubscriptionPayload, { readonly type: 'ok' }> {
  const pages = meta?.['page-info'];
  const { aggregate } = meta ?? {};
  return {
    type: 'ok',
    data: finish(result),
    pageInfo: pages ? pageInfoOf(pages) : undefined,
    ...(aggregate && Object.keys(aggregate).length > 0 ? { aggregate } : {}),
    sessionInfo,
  };
}

/** The pages of a query, as the server writes them, in this language's spelling. */
export function pageInfoOf(pages: { readonly [entity: string]: WirePage }): {
  readonly [entity: string]: PageInfo;
} {
  const entries = Object.entries(pages).map(([entity, page]): [string, PageInfo] => [
    entity,
    {
      startCursor: page['start-cursor'],
      endCursor: page['end-cursor'],
      hasNextPage: page['has-next-page?'],
      hasPreviousPage: page['has-previous-page?'],
    },
  ]);
  return Object.fromEntries(entries);
}
