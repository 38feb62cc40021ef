/** The stream classes of the web, as the platform has them or as a caller hands them in. */

import type { WebSignal } from '../../web.js';

/** The platform's own stream, that of its libraries; nothing where the program knows none. */
type KnownReadable = typeof globalThis extends { ReadableStream: { prototype: infer Known } }
  ? Known
  : unknown;
type KnownWritable = typeof globalThis extends { WritableStream: { prototype: infer Known } }
  ? Known
  : unknown;

/** A web stream of text that can be read once. Leaving a `for await` loop over it cancels it. */
export type TextReadable = TextReadableMembers & KnownReadable;

export interface TextReadableMembers {
  readonly locked: boolean;
  cancel(reason?: unknown): Promise<void>;
  getReader(): TextReader;
  [Symbol.asyncIterator](): AsyncIterableIterator<string>;
}

export interface TextReader {
  readonly closed: Promise<unknown>;
  read(): Promise<{ done: false; value: string } | { done: true; value: undefined }>;
  cancel(reason?: unknown): Promise<void>;
  releaseLock(): void;
}

/** A web stream that text can be written to. */
export type TextWritable = TextWritableMembers & KnownWritable;

export interface TextWritableMembers {
  readonly locked: boolean;
  abort(reason?: unknown): Promise<void>;
  close(): Promise<void>;
  getWriter(): TextWriter;
}

export interface TextWriter {
  readonly closed: Promise<unknown>;
  readonly desiredSize: number | null;
  readonly ready: Promise<unknown>;
  write(chunk: string): Promise<void>;
  close(): Promise<void>;
  abort(reason?: unknown): Promise<void>;
  releaseLock(): void;
}

export interface TextSource {
  pull(controller: { enqueue(chunk: string): void; close(): void }): Promise<void>;
  cancel(): void;
}

export interface TextSink {
  start(controller: SinkController): Promise<unknown>;
  write(chunk: unknown): Promise<void> | void;
  close(): Promise<void>;
  abort(reason: unknown): void;
}

export interface SinkController {
  /** Missing on old platforms. */
  readonly signal?: WebSignal;
  error(reason: unknown): void;
}

export type ReadableClass = new (source: TextSource) => TextReadableMembers;
export type WritableClass = new (sink: TextSink) => TextWritableMembers;

export interface StreamClasses {
  /** Instead of the platform's, for `streams`. */
  readonly ReadableStream?: ReadableClass | undefined;
  /** Instead of the platform's, for `streams`. */
  readonly WritableStream?: WritableClass | undefined;
}

/** The class that was handed in, or the platform's. Throws `TypeError` where there is neither. */
export function streamClass<Name extends keyof StreamClasses>(
  given: StreamClasses,
  name: Name,
): NonNullable<StreamClasses[Name]> {
  const found = given[name] ?? (Reflect.get(globalThis as object, name) as StreamClasses[Name]);
  if (!found) throw new TypeError(`This platform has no ${name}`);
  return found;
}
