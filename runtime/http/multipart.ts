import { text } from './styles.js';
import type { Writer } from './types.js';

declare const Blob: new (chunks: readonly unknown[]) => object;
declare const URLSearchParams: new (text: string | undefined) => Iterable<[string, string]>;

/**
 * `multipart/form-data`, put together here and not by `FormData`, which cannot give a part a media type
 * without making it a file. A list is a part for each item, an object is JSON, bytes and blobs are files;
 * undefined and null are left out. A `FormData` is sent as it is.
 */
export const multipartBody: Writer = (draft, { body }) => {
  draft.body = body;
  // Of a form, `fetch` knows the boundary, and says it; React Native's cannot be iterated.
  if (!body || 'getAll' in (body as Parts) || ArrayBuffer.isView(body)) return;
  const mark = `--${Math.random()}`;
  const chunks: unknown[] = [];
  for (const name in body as Parts) {
    for (const item of [(body as Parts)[name]].flat()) {
      if (item == null) continue;
      const file =
        (item as Partial<File>).arrayBuffer ||
        item instanceof ArrayBuffer ||
        ArrayBuffer.isView(item)
          ? (item as Partial<File>)
          : undefined;
      const isJson = typeof item === 'object' && !(item instanceof Date);
      const type =
        file?.type ||
        draft.operation.parts?.[name]?.contentType ||
        (file ? 'application/octet-stream' : isJson && 'application/json');
      chunks.push(
        mark,
        '\r\ncontent-disposition: form-data; name=' + quoted(name),
        file ? '; filename=' + quoted(file.name ?? name) : '',
        type ? '\r\ncontent-type: ' + type.replace(/\s+/g, ' ') : '',
        '\r\n\r\n',
        file ?? text(item),
        '\r\n',
      );
    }
  }
  draft.body = new Blob([...chunks, mark, '--\r\n']);
  draft.headers['content-type'] = 'multipart/form-data; boundary=' + mark.slice(2);
};

/** The same for bodies whose parts have styles: each pair that a style writes is a part, not encoded. */
export const styledMultipart: Writer = (draft, { body }, settings) => {
  if (!body || 'getAll' in (body as Parts) || ArrayBuffer.isView(body)) {
    return multipartBody(draft, { body }, settings);
  }
  const written = Object.create(null) as Record<string, unknown[]>;
  for (const name in body as Parts) {
    const value = (body as Parts)[name];
    const { style, explode = true } = draft.operation.parts?.[name] ?? {};
    const pairs = style
      ? Array.from(new URLSearchParams(style(name, value, encodeURIComponent, explode)))
      : [[name, value] as const];
    for (const [key, item] of pairs) written[key] = [written[key] ?? [], item].flat();
  }
  return multipartBody(draft, { body: written }, settings);
};

interface Parts {
  readonly [name: string]: unknown;
}

interface File {
  /** Blobs have it, those of other realms and of polyfills as well. */
  readonly arrayBuffer: unknown;
  readonly type: string;
  readonly name: string;
}

/** As browsers write names in a multipart head; other control characters too, which parsers refuse. */
function quoted(value: string): string {
  return '"' + value.replace(/[\0-\x1f\x7f"]/g, encodeURIComponent) + '"';
}
