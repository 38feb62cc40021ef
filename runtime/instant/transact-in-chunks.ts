import { InstantError } from './errors.js';
import type { CallOptions } from '../http/types.js';

export interface BulkOptions<Chunk = unknown> extends CallOptions {
  /**
   * Chunks per transaction. Each is applied as a whole or not at all.
   *
   * @default 100
   */
  readonly size?: number | undefined;
  /**
   * How many chunks to pass over, since they were written before: `done` of the error or of the last progress.
   *
   * @default 0
   */
  readonly resume?: number | undefined;
  /** Called after each transaction, and awaited: the place to keep `done`. */
  readonly onProgress?: ((progress: BulkProgress<Chunk>) => void | Promise<void>) | undefined;
}

export interface BulkProgress<Chunk = unknown> {
  /** Chunks that are written, those that were passed over included. */
  readonly done: number;
  /** How many there are; undefined where they come one by one. */
  readonly total: number | undefined;
  /** Of the last transaction. */
  readonly txId: number | undefined;
  /** What the last transaction wrote. */
  readonly written: readonly Chunk[];
}

export interface BulkResult {
  readonly done: number;
  readonly transactions: number;
}

/**
 * A transaction of a bulk load failed; `cause` says why. The first `done` chunks are written. The next `failed` ones
 * are not, where the server refused them (`InstantAPIError`) or nothing was sent; otherwise nobody knows.
 */
export class BulkError extends InstantError {
  override readonly name: string = 'BulkError';
  readonly done: number;
  readonly failed: number;

  constructor(done: number, failed: number, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`Writing chunks ${done + 1} to ${done + failed} failed: ${reason}`);
    this.cause = cause;
    this.done = done;
    this.failed = failed;
  }
}

/** The part of a client that is used. */
interface Transactor<Chunk> {
  readonly transact: (
    chunks: Chunk[],
    options?: CallOptions,
  ) => Promise<{ readonly 'tx-id'?: number | undefined }>;
}

/**
 * Writes many chunks in several transactions, one after the other and in their order. When it fails, it can be called
 * again with the same chunks and `resume: error.done`.
 *
 * The transaction that failed is then sent again. That is safe where its chunks give the same when written twice:
 * `update`, `merge`, `link`, `unlink` and `delete` of ids made by the client, or of lookups. A `create` that was
 * written although no answer came is refused ("Creating entities that exist"), and with it its whole transaction, so
 * that nothing is written twice either: then go on after it, with `resume: error.done + error.failed`.
 *
 * @throws {RangeError} for a `size` or a `resume` that is no count.
 * @throws {BulkError} where a transaction fails, is refused by the schema or is aborted.
 */
export async function transactInChunks<Chunk>(
  db: Transactor<Chunk>,
  chunks: Iterable<Chunk> | AsyncIterable<Chunk>,
  { size = 100, resume = 0, onProgress, ...options }: BulkOptions<Chunk> = {},
): Promise<BulkResult> {
  if (!Number.isInteger(size) || size < 1)
    throw new RangeError('size must be a whole number from 1');
  if (!Number.isInteger(resume) || resume < 0)
    throw new RangeError('resume must be a whole number');
  const total = Array.isArray(chunks) ? chunks.length : undefined;
  let done = 0;
  let transactions = 0;
  let batch: Chunk[] = [];
  const write = async (): Promise<void> => {
    const written = batch;
    batch = [];
    let txId: number | undefined;
    try {
      if (options.signal?.aborted) throw options.signal.reason;
      txId = (await db.transact(written, options))['tx-id'];
    } catch (cause) {
      throw new BulkError(done, written.length, cause);
    }
    done += written.length;
    transactions++;
    await onProgress?.({ done, total, txId, written });
  };
  for await (const chunk of chunks) {
    if (done < resume) {
      done++;
      continue;
    }
    batch.push(chunk);
    if (batch.length === size) await write();
  }
  if (batch.length > 0) await write();
  return { done, transactions };
}
