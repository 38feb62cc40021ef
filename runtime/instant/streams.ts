import { createConnection } from './streams/connection.js';
import { createReadStream } from './streams/read.js';
import { createWriteStream } from './streams/write.js';
import type { Connection } from './streams/connection.js';
import type { Origin } from './origin.js';
import type { StreamClasses } from './streams/platform.js';
import type { CreateReadStreamOpts, InstantReadableStream } from './streams/read.js';
import type { CreateWriteStreamOpts, InstantWritableStream } from './streams/write.js';

/** Streams of text that the server keeps, which can be written once and read often, while they grow. */
export interface Streams {
  /** Starts a stream; the connection is made at once, shared, and ends with the last stream. */
  readonly createWriteStream: (options: CreateWriteStreamOpts) => InstantWritableStream;
  /** Reads a stream from its beginning, or from `byteOffset`. */
  readonly createReadStream: (options: CreateReadStreamOpts) => InstantReadableStream;
}

/**
 * The streams of a client.
 *
 * @throws {Error} when a stream is created and the configuration lacks the token that it takes.
 */
export function createStreams(origin: Origin, classes: StreamClasses = {}): Streams {
  let shared: Connection | undefined;
  const connection = (): Connection => {
    // What is wrong with the tokens is said here, and not when the connection is made.
    origin.headers();
    return (shared ??= createConnection(origin));
  };
  return {
    createWriteStream: (options) => createWriteStream(connection(), classes, options),
    createReadStream: (options) => createReadStream(connection(), origin.connect, classes, options),
  };
}
