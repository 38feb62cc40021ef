/** Multipart bodies that are no forms: `multipart/mixed`, `multipart/related`. */

import { multipartBody } from './multipart.js';
import { text } from './styles.js';
import type { Draft, RequestInput, Writer } from './types.js';

declare const Blob: new (chunks: readonly unknown[]) => object;

/**
 * A part for each item of a list, in order: bytes and blobs as they are, objects as JSON, anything else as text. What is
 * no list is sent as it is.
 */
export const mixedBody: Writer = (draft, request) => {
  const { body } = request;
  draft.body = body;
  if (!Array.isArray(body)) return;
  const { parts = {} } = draft.operation;
  const mark = `--${Math.random()}`;
  const chunks = (body as readonly (Partial<File> | null)[]).flatMap((item, index) => {
    const isFile = Boolean(item?.arrayBuffer) || ArrayBuffer.isView(item);
    const type =
      (isFile && item?.type) ||
      (parts[index] ?? parts['*'])?.contentType ||
      (isFile ? 'application/octet-stream' : typeof item === 'object' && 'application/json');
    const head = type ? '\r\ncontent-type: ' + type.replace(/\s+/g, ' ') : '';
    return [mark, head, '\r\n\r\n', isFile ? item : text(item), '\r\n'];
  });
  draft.body = new Blob([...chunks, mark, '--\r\n']);
  draft.headers['content-type'] = mediaType(draft, request) + '; boundary=' + mark.slice(2);
};

/** The parts of a form in a body of another media type. */
export const namedBody: Writer = async (draft, request, settings) => {
  await multipartBody(draft, request, settings);
  const type = draft.headers['content-type'];
  if (type) draft.headers['content-type'] = type.replace(/^[^;]*/, mediaType(draft, request));
};

/** As the caller chose it, or the operation has it; the boundary is that of this body. */
function mediaType(draft: Draft & RequestInput, request: RequestInput): string {
  const { contentType, bodies } = draft.operation;
  const type =
    request.contentType ?? draft.contentType ?? contentType ?? Object.keys(bodies ?? {})[0];
  return String(type).replace(/; *boundary=[^;]*/, '');
}

interface File {
  readonly arrayBuffer: unknown;
  readonly type: string;
}
