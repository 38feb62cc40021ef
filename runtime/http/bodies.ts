/** Writers of bodies other than JSON. */

import { web } from '../web.js';
import { addQuery, addQueryText } from './params.js';
import { text } from './styles.js';
import { reservedEncode } from './reserved.js';
import type { Draft, RequestInput, Writer } from './types.js';

declare const URLSearchParams: new (init: unknown) => { toString(): string };

/**
 * `a=1&b=2`. A list is repeated and an object is JSON, where the operation's `parts` say nothing else;
 * `URLSearchParams` are sent as they are.
 */
export const formBody: Writer = (draft, { body }) => {
  if (body === undefined) return;
  draft.headers['content-type'] = 'application/x-www-form-urlencoded';
  if (Symbol.iterator in Object(body)) {
    draft.body = new URLSearchParams(body).toString();
    return;
  }
  const pairs = { url: '?' };
  for (const [name, value] of Object.entries(body as object) as [string, unknown][]) {
    const { style, explode = true, reserved } = draft.operation.parts?.[name] ?? {};
    if (style) {
      const pair = style(name, value, reserved ? reservedEncode : encodeURIComponent, explode);
      if (pair) addQueryText(pairs, pair);
    } else {
      for (const item of [value].flat()) if (item != null) addQuery(pairs, name, text(item));
    }
  }
  draft.body = pairs.url.slice(2);
};

/** Text as it is; numbers, booleans and dates as text. */
export const textBody: Writer = (draft, { body }) => {
  if (body === undefined) return;
  if (typeof body === 'object' && !(body instanceof Date)) {
    throw new TypeError(`${draft.operation.id}: the body is no text`);
  }
  draft.body = text(body);
  draft.headers['content-type'] = 'text/plain';
};

/** Text, bytes, a `Blob`, a web stream or anything that gives chunks of bytes (a Node stream). */
export const binaryBody: Writer = (draft, { body }) => {
  if (body === undefined) return;
  draft.headers['content-type'] = (body as { type?: string }).type || 'application/octet-stream';
  const streams = typeof body === 'object' && body !== null && !('size' in body);
  if (streams && 'getReader' in body) draft.body = body;
  else if (streams && Symbol.asyncIterator in body) {
    draft.body = streamOf(body as AsyncIterable<Uint8Array>);
  } else {
    draft.body = body;
    return;
  }
  draft.duplex = 'half';
};

/** A list as JSON, one value a line; what is no list is sent as it is. */
export const jsonLinesBody: Writer = (...call) => sequence('', 'application/x-ndjson', ...call);

/** The same with a record separator before each value (RFC 7464). */
export const jsonSeqBody: Writer = (...call) => sequence('\x1e', 'application/json-seq', ...call);

function sequence(
  before: string,
  type: string,
  ...[draft, request, settings]: Parameters<Writer>
): void | Promise<void> {
  const { body } = request;
  if (!Array.isArray(body)) return binaryBody(draft, request, settings);
  draft.body = body.map((each) => before + JSON.stringify(each) + '\n').join('');
  draft.headers['content-type'] = type;
}

function streamOf(chunks: AsyncIterable<Uint8Array>): object {
  const iterator = chunks[Symbol.asyncIterator]();
  return new web.ReadableStream({
    async pull(controller) {
      const next: IteratorResult<Uint8Array, unknown> = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value as never);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

/** Methods of client objects have it among their options. */
type Chosen = Pick<RequestInput, 'contentType'>;

/** The body in the media type that the caller chose, or the first that the operation has. */
export const bodyByType: Writer = async (draft: Draft & Chosen, request, settings) => {
  const bodies = Object.entries(draft.operation.bodies ?? {});
  const type = request.contentType ?? draft.contentType ?? bodies[0]?.[0];
  const write = bodies.find(([name]) => name === type)?.[1];
  if (!write) throw new TypeError(`${draft.operation.id}: cannot send ${type}`);
  await write(draft, request, settings);
  setType(draft, type);
};

/** The operation's own media type in place of the usual one of the kind of body. */
export const contentType: Writer = (draft) => setType(draft, draft.operation.contentType);

function setType(draft: Draft, type: string | undefined): void {
  // The writer of a multipart body knows its boundary, and a wildcard is no type.
  if (draft.body !== undefined && type && !/^multipart\/(?!.*boundary)|\*/.test(type)) {
    draft.headers['content-type'] = type;
  }
}
