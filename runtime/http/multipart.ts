import { isContainer, text } from './styles.js';
import type { PartSpec, Writer } from './types.js';

declare const Blob: new (chunks: readonly unknown[], options: { readonly type: string }) => object;

/**
 * `multipart/form-data`, put together here and not by `FormData`, which cannot give a part a media type
 * without making it a file. A list is a part for each item, an object is JSON, bytes and blobs are files.
 * A `FormData` is sent as it is.
 */
export const multipartBody: Writer = (draft, { body }) => {
  if (body === undefined) return;
  if (Symbol.iterator in (body as object)) {
    // `fetch` knows the boundary, and says it.
    draft.body = body;
    return;
  }
  const boundary = `----${Math.random()}${Math.random()}`;
  const { parts = {} } = draft.operation;
  const chunks: unknown[] = [];
  for (const [name, value] of Object.entries(body as object)) {
    const spec = Object.hasOwn(parts, name) ? parts[name] : undefined;
    const styled = spec?.style?.(name, value, encodeURIComponent, spec.explode ?? true);
    for (const item of [styled ?? (value as unknown)].flat()) {
      if (item != null) chunks.push(`--${boundary}`, ...partOf(name, item, spec));
    }
  }
  const type = `multipart/form-data; boundary=${boundary}`;
  draft.body = new Blob([...chunks, `--${boundary}--\r\n`], { type });
  draft.headers['content-type'] = type;
};

/** A part from the end of its boundary on: a file where it is bytes or a blob, else text or JSON. */
function partOf(name: string, value: unknown, spec: PartSpec | undefined): readonly unknown[] {
  const { type, name: filename } = value as { readonly type?: string; readonly name?: string };
  const isObject = isContainer(value);
  const isBlob = isObject && 'arrayBuffer' in value && 'type' in value;
  const isFile = isBlob || value instanceof ArrayBuffer || ArrayBuffer.isView(value);
  const content = isFile ? value : text(value);
  const declared = spec?.contentType?.split(',')[0];
  const media =
    (isBlob && type) ||
    (!declared?.includes('*') && declared?.trim()) ||
    (isFile ? 'application/octet-stream' : isObject && 'application/json');
  return [
    `\r\ncontent-disposition: form-data; name="${quoted(name)}"`,
    isFile ? `; filename="${quoted(filename ?? name)}"` : '',
    media ? `\r\ncontent-type: ${media.replace(/[\r\n]+/g, ' ')}` : '',
    '\r\n\r\n',
    content,
    '\r\n',
  ];
}

/** As browsers write names in a multipart head; other control characters too, which parsers refuse. */
function quoted(value: string): string {
  return value.replace(/[\0-\x1f\x7f"]/g, encodeURIComponent);
}
