/** What `subscribeQuery` gives and takes, apart from the query. */

import type { InstantAPIError } from './errors.js';
import type { HeadersInput, WebFetchOptions, WebSignal } from '../web.js';

export type SubscriptionReadyState = 'closed' | 'connecting' | 'open';

/** Which of the server's machines and sessions a subscription is held by; for bug reports. */
export interface SubscriptionSession {
  readonly machineId: string;
  readonly sessionId: string;
}

/** Whether there is more before and after what a query gave; the cursors are for `after` and `before`. */
export interface PageInfo {
  readonly startCursor: Cursor;
  readonly endCursor: Cursor;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** Where a page begins or ends: entity, attribute of the order, its value, time of creation. */
export type Cursor = readonly [entityId: string, attrId: string, value: unknown, createdAt: number];

/** By entity, how many there are. */
export interface Aggregates {
  readonly [entity: string]: { readonly count: number };
}

/** Pages by the entities of a query: there for those that it pages through. */
export type PagesOf<Query, Shapes> = {
  readonly [
    Name in keyof Query as Exclude<Name & keyof Shapes, '$$ruleParams'>
  ]: Query[Name] extends {
    readonly $: infer Options;
  }
    ? [keyof Options & Paging] extends [never]
      ? PageInfo | undefined
      : PageInfo
    : PageInfo | undefined;
};

type Paging = 'limit' | 'offset' | 'first' | 'last' | 'after' | 'before';

/** What a subscription delivers, told apart by `type`. */
export type SubscriptionPayload<Data = unknown, Pages = { readonly [entity: string]: PageInfo }> =
  SubscriptionData<Data, Pages> | SubscriptionError;

/** The whole result of the query, after it changed. */
export interface SubscriptionData<Data, Pages> extends Loss {
  readonly type: 'ok';
  readonly data: Data;
  /** By entity, for those that the query pages through. */
  readonly pageInfo: Pages | undefined;
  /** By entity, where the query has an `aggregate`. */
  readonly aggregate?: Aggregates;
  readonly sessionInfo: SubscriptionSession | null;
}

/**
 * Something is wrong. When `isClosed`, it is for good; otherwise the subscription goes on, and data may
 * still come.
 */
export interface SubscriptionError extends Loss {
  readonly type: 'error';
  readonly error: InstantAPIError;
  readonly readyState: SubscriptionReadyState;
  readonly isClosed: boolean;
  readonly sessionInfo: SubscriptionSession | null;
}

interface Loss {
  /** How many older payloads were dropped just before this one, since nobody had read them. */
  readonly lost?: number;
}

export interface SubscribeOptions {
  /** Values for `ruleParams` in the permission rules. */
  readonly ruleParams?: { readonly [name: string]: unknown } | undefined;
  /** Passed to `fetch`; `method`, `body` and the headers of the client itself win over it. */
  readonly fetchOpts?: WebFetchOptions | undefined;
  readonly headers?: HeadersInput | undefined;
  /** Ends the subscription, as `close` does. */
  readonly signal?: WebSignal | undefined;
  /**
   * How many payloads wait for a slow `for await`. Each holds a whole result, so of older ones nothing is
   * missed but what was in between.
   *
   * @default 100
   */
  readonly queue?: number | undefined;
  /**
   * Milliseconds without a sign of life after which the connection is made again; 0 or `Infinity`: never.
   *
   * @default 60000
   */
  readonly stall?: number | undefined;
}

/** The key of `await using`, where the compiler and its libraries know it. */
export type AsyncDispose = SymbolConstructor extends { readonly asyncDispose: infer Key }
  ? Key extends symbol
    ? { readonly [Each in Key]: () => Promise<void> }
    : unknown
  : unknown;

/**
 * A running subscription. Read it with `for await`, or give a callback. Leaving the loop ends the
 * connection, unless there is a callback or another loop that still reads it; so do `close`, `await using`
 * and the signal of the options.
 */
export type Subscription<
  Data = unknown,
  Pages = { readonly [entity: string]: PageInfo },
> = SubscriptionMembers<Data, Pages> & AsyncDispose;

export interface SubscriptionMembers<Data, Pages> {
  /** Ends the connection: nothing is delivered from now on, and loops end. */
  close(): void;
  readonly readyState: SubscriptionReadyState;
  readonly isClosed: boolean;
  readonly sessionInfo: SubscriptionSession | null;
  /**
   * The first loop starts with the first payload, however late it begins, unless there is a callback;
   * others start with the next one.
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<SubscriptionPayload<Data, Pages>>;
  /** Says that `for await` is what is needed. */
  [Symbol.iterator](): never;
}
