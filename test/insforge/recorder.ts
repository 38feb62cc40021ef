/** A `fetch` that writes down what it is given, and answers without a network. */

import type * as sdk from '@insforge/sdk';

/** Both modules have these functions, and what they give has the same methods. */
export type ClientModule = Pick<typeof sdk, 'createClient' | 'createAdminClient'>;
export type Client = sdk.InsForgeClient;

export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON as data, a form as the names of its parts with their types. */
  readonly body?: unknown;
  readonly credentials?: string;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly bytes?: Uint8Array<ArrayBuffer> | string;
  readonly type?: string;
}

/** `reply` may reject, as a lost connection does. */
export function recorder(reply: (sent: Sent, bytes: Uint8Array) => Answer | Promise<Answer>): {
  readonly sent: Sent[];
  readonly fetch: typeof fetch;
} {
  const sent: Sent[] = [];
  const record: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const form = init?.body instanceof FormData ? await partsOf(init.body) : undefined;
    const bodiless = init?.body === undefined || init.body === null;
    // Whatever the client gives is read as the platform reads it.
    const request = new Request(input, bodiless ? init : ({ ...init, duplex: 'half' } as never));
    const bytes = new Uint8Array(await request.arrayBuffer());
    const headers = Object.fromEntries(request.headers);
    const body = form ?? bodyOf(bytes, headers['content-type'] ?? '');
    const entry: Sent = {
      method: request.method,
      url,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(init?.credentials === undefined ? {} : { credentials: init.credentials }),
      ...(init?.signal instanceof AbortSignal ? { signal: init.signal } : {}),
    };
    sent.push(entry);
    return responseOf(await reply(entry, bytes));
  };
  return { sent, fetch: record };
}

function bodyOf(bytes: Uint8Array, type: string): unknown {
  if (bytes.length === 0) return undefined;
  const text = new TextDecoder().decode(bytes);
  return type.startsWith('application/json') ? JSON.parse(text) : text;
}

async function partsOf(form: FormData): Promise<Readonly<Record<string, string>>> {
  const parts = [...form].map(async ([name, value]) => {
    const shown = typeof value === 'string' ? value : `${value.type}: ${await value.text()}`;
    return [name, shown] as const;
  });
  return Object.fromEntries(await Promise.all(parts));
}

function responseOf({ status, body, bytes, type }: Answer): Response {
  if (bytes !== undefined) {
    const headers = type === undefined ? {} : { headers: { 'content-type': type } };
    return new Response(bytes, { status, ...headers });
  }
  if (body === undefined) return new Response(null, { status });
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return new Response(JSON.stringify(body), { status, headers });
}
