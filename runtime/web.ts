/**
 * The web types the runtime needs: as the program around it knows them (DOM, Node, workers, Bun), and as
 * minimal shapes where it knows none, so that `lib: es2019` alone compiles. Values are reached through
 * {@link web}, for the same reason.
 */

/** By its constructor: Bun's types declare no prototype, which would be any. */
export type WebResponse = typeof globalThis extends {
  Response: abstract new (...args: never) => infer Known;
}
  ? Known & Lacking<Known, Pick<MinimalResponse, 'body'>>
  : MinimalResponse;
/** Those of its answers: a platform whose `Headers` is declared as a class has none on `globalThis`. */
export type WebHeaders = WebResponse['headers'];
export type WebSignal = typeof globalThis extends { AbortSignal: { prototype: infer Known } }
  ? Known
  : MinimalSignal;
export type WebBlob = typeof globalThis extends { Blob: { prototype: infer Known } }
  ? Known & Lacking<Known, Pick<MinimalBlob, 'stream'>>
  : MinimalBlob;
/** What a platform's own type may lack: React Native knows no streams. */
type Lacking<Known, Members> = keyof Members extends keyof Known ? unknown : Partial<Members>;
export type WebFetchOptions = typeof globalThis extends {
  fetch: (input: never, init?: infer Known) => unknown;
}
  ? NonNullable<Known>
  : MinimalFetchOptions;

/**
 * `Object` and `Error` as ES2022 has them, as far as they are used: files declare the one they need under its name, so
 * that a program with the library of ES2019 compiles.
 */
export interface ObjectConstructor2022 extends ObjectConstructor {
  hasOwn(object: object, name: PropertyKey): boolean;
}

export interface ErrorConstructor2022 {
  new (message?: string, options?: { readonly cause?: unknown }): CausedError;
  readonly prototype: CausedError;
}

/** An error that may say what it comes of. */
export interface CausedError extends Error {
  cause?: unknown;
}

/** What `fetch` must be: the platform's own fits, and so does a double in a test. */
export type Fetch = (url: string, init: WebFetchOptions) => Promise<WebResponse>;

/** Headers as callers may give them. */
export type HeadersInput =
  Iterable<readonly [string, string] | readonly string[]> | { readonly [name: string]: string };

/** Bytes as callers may send them. */
export type BinaryInput =
  string | WebBlob | ArrayBuffer | ArrayBufferView | AsyncIterable<Uint8Array> | ByteStream;

/** A file of a multipart body. */
export type FileInput = WebBlob | ArrayBuffer | ArrayBufferView;

/** The part of a web `ReadableStream` that is used. */
export interface ByteStream {
  getReader(): {
    read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
    cancel?(reason?: unknown): Promise<void>;
  };
}

export interface MinimalHeaders extends Iterable<[string, string]> {
  get(name: string): string | null;
  has(name: string): boolean;
}

export interface MinimalResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: MinimalHeaders;
  readonly body: MinimalStream | null;
  clone(): MinimalResponse;
  json(): Promise<unknown>;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
  blob(): Promise<MinimalBlob>;
}

export interface MinimalStream {
  getReader(): {
    read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
    cancel(reason?: unknown): Promise<void>;
  };
  cancel(reason?: unknown): Promise<void>;
}

export interface MinimalSignal {
  readonly aborted: boolean;
  /** React Native has none. */
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface MinimalBlob {
  readonly size: number;
  readonly type: string;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
  stream(): ByteStream;
}

export interface MinimalFetchOptions {
  method?: string;
  headers?: { [name: string]: string };
  body?: unknown;
  signal?: MinimalSignal | null;
}

/** Methods, not properties, so that a platform's narrower parameters fit. */
interface WebGlobals {
  readonly fetch: (url: string, init: object) => Promise<WebResponse>;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
  btoa(text: string): string;
  atob(text: string): string;
  readonly console: { error(...details: readonly unknown[]): void; warn(message: string): void };
  readonly Response: new (body: string, init: object) => WebResponse;
  readonly FormData: new () => { append(name: string, value: string | WebBlob): void };
  readonly Request: new (url: string, init: object) => object;
  readonly URL: new (url: string) => {
    readonly searchParams: { delete(name: string): void };
    toString(): string;
  };
  readonly URLSearchParams: new (text: string) => { get(name: string): string | null };
  readonly crypto: {
    getRandomValues(bytes: Uint8Array): Uint8Array;
    readonly subtle: { digest(name: string, bytes: Uint8Array): Promise<ArrayBuffer> };
  };
  readonly Headers: new (init?: HeadersInput) => WebHeaders;
  readonly AbortController: new () => {
    readonly signal: WebSignal;
    abort(reason?: unknown): void;
  };
  readonly Blob: new (parts: never[], options?: { type?: string }) => WebBlob;
  readonly ReadableStream: new (source: {
    pull(controller: { enqueue(chunk: never): void; close(): void }): Promise<void>;
    cancel(reason?: unknown): Promise<void>;
  }) => object;
  readonly TextEncoder: new () => { encode(text: string): Uint8Array };
  readonly TextDecoder: new () => { decode(bytes?: never, options?: { stream?: boolean }): string };
}

/** The globals of the platform; one that it does not have is undefined. */
export const web: WebGlobals = globalThis as never;
