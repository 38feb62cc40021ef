/** The stream classes of the web, as the platform has them or as a caller hands them in. */

import type { WebSignal } from '../../web.js';

/** The platform's own streams; nothing where the program knows none. */
type PlainReadable = typeof globalThis extends { ReadableStream: { prototype: infer Known } }
  ? Known
  : unknown;
type PlainWritable = typeof globalThis extends { WritableStream: { prototype: infer Known } }
  ? Known
  : unknown;
/** Those of them that hold text, where it is a browser's libraries that say so: others mean another class. */
type KnownReadable = typeof globalThis extends {
  document: unknown;
  TextDecoderStream: { prototype: { readable: infer Known } };
}
  ? Known
  : PlainReadable;
type KnownWritable = typeof globalThis extends {
  document: unknown;
  TextEncoderStream: { prototype: { writable: infer Known } };
}
  ? Known
  : PlainWritable;

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

/** Of what a class takes, libraries say too different things to be compared. */
export type ReadableClass = new (source: never) => TextReadableMembers;
export type WritableClass = new (sink: never) => TextWritableMembers;

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
  // As unknown, so that no declaration of these classes, the DOM's or Node's, has a say in it.
  const platform: { readonly [Each in keyof StreamClasses]?: unknown } & {
    readonly Object: unknown;
  } = globalThis;
  const found = given[name] ?? (platform[name] as StreamClasses[Name]);
  if (!found) throw new TypeError(`This platform has no ${name}`);
  return found;
}
