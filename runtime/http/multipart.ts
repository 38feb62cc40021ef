import { webGlobal } from '../web.js';
import { text } from './styles.js';
import type { PartSpec, Writer } from './types.js';

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
  const boundary = `----${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;
  const { parts = {} } = draft.operation;
  const chunks: unknown[] = [];
  for (const [name, value] of Object.entries(body as object)) {
    const spec = Object.hasOwn(parts, name) ? parts[name] : undefined;
    const styled = spec?.style?.(name, value, encodeURIComponent, spec.explode ?? true);
    for (const item of styled === undefined ? listOf(value) : [styled]) {
      chunks.push(`--${boundary}\r\n${headOf(name, item, spec)}\r\n\r\n`, contentOf(item), '\r\n');
    }
  }
  chunks.push(`--${boundary}--\r\n`);
  const type = `multipart/form-data; boundary=${boundary}`;
  draft.body = new (webGlobal('Blob'))(chunks as never[], { type });
  draft.headers['content-type'] = type;
};

function listOf(value: unknown): readonly unknown[] {
  return (Array.isArray(value) ? value : [value]).filter((item: unknown) => item != null);
}

function headOf(name: string, value: unknown, spec: PartSpec | undefined): string {
  const file = isBytes(value) || isBlob(value);
  const filename = file ? `; filename="${quoted((value as { name?: string }).name ?? name)}"` : '';
  const lines = [`content-disposition: form-data; name="${quoted(name)}"${filename}`];
  const own = isBlob(value) ? value.type : '';
  const declared = spec?.contentType?.split(',')[0]?.trim();
  const type =
    own ||
    (declared?.includes('*') ? undefined : declared) ||
    (file
      ? 'application/octet-stream'
      : typeof value === 'object' && !(value instanceof Date)
        ? 'application/json'
        : '');
  if (type) lines.push(`content-type: ${type.replace(/[\r\n]+/g, ' ')}`);
  return lines.join('\r\n');
}

function contentOf(value: unknown): unknown {
  return isBytes(value) || isBlob(value) ? value : text(value);
}

/** As browsers write names in a multipart head; other control characters too, which parsers refuse. */
function quoted(value: string): string {
  return value.replace(/[\0-\x1f\x7f"]/g, encodeURIComponent);
}

function isBytes(value: unknown): value is ArrayBuffer | ArrayBufferView {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

function isBlob(value: unknown): value is { readonly type: string; readonly name?: string } {
  return typeof value === 'object' && value !== null && 'arrayBuffer' in value && 'type' in value;
}
