import { generate, load } from '../judge/generate.js';
import { schemaSource } from './source.js';

/** A generated client as these tests see it: JavaScript, without the types of a schema. */
export interface Client {
  readonly init: (config: object) => Db;
  readonly id: () => string;
  readonly InstantAPIError: new (...args: never[]) => Error;
  readonly InstantError: new (...args: never[]) => Error;
  readonly NetworkError: new (...args: never[]) => Error;
  readonly TimeoutError: new (...args: never[]) => Error;
  readonly hooks: (hooks: object) => unknown;
}

export type Method = (...args: readonly unknown[]) => Promise<unknown>;

export interface Db {
  readonly config: Readonly<Record<string, unknown>>;
  readonly impersonationOpts: Readonly<Record<string, unknown>> | undefined;
  readonly tx: Readonly<Record<string, Readonly<Record<string, Chunk>>>>;
  readonly auth: Readonly<Record<string, Method>>;
  readonly storage: Readonly<Record<string, Method>>;
  readonly rooms: Readonly<Record<string, Method>>;
  readonly query: Method;
  readonly transact: Method;
  readonly debugQuery: Method;
  readonly debugTransact: Method;
  readonly asUser: (identity: object) => Db;
}

export interface Chunk {
  create(args: object): Chunk;
  update(args: object): Chunk;
}

/** Generates a client from the schema of these tests. `name` must be that of the test file. */
export async function client(name: string, settings: object = {}): Promise<Client> {
  return load<Client>(await generate(`instant-${name}`, { schema: schemaSource, settings }));
}

export const appId = '11111111-1111-4111-8111-111111111111';
export const adminToken = '2222222A-2222-4222-8222-222222222222';
export const refreshToken = '33333333-3333-4333-8333-333333333333';

/** What a call sent, as `fetch` saw it. */
export interface Sent {
  readonly url: string;
  readonly init: RequestInit & { readonly headers: Readonly<Record<string, string>> };
}

/** A `fetch` that answers in turn, the last answer for ever; an error is thrown. */
export function fetchDouble(...answers: readonly (Error | (() => Response))[]): {
  readonly sent: readonly Sent[];
  readonly fetch: (url: string, init: Sent['init']) => Promise<Response>;
} {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: (url, init) => {
      sent.push({ url, init });
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      if (answer instanceof Error) return Promise.reject(answer);
      return Promise.resolve(answer?.() ?? Response.json({}));
    },
  };
}

export function answer(status: number, body: unknown, headers: object = {}): () => Response {
  return () => Response.json(body, { status, headers: { ...headers } });
}

/** What Node's `fetch` rejects with when a connection fails in this way. */
export function failure(code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}
