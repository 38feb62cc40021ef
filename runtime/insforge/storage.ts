/** Files in buckets: the backend says how each is to be sent and fetched. */

import { binaryResult } from '../http/results.js';
import { web } from '../web.js';
import { InsForgeError } from './error.js';
import { send } from './request.js';
import { resultOf, type InsForgeResult } from './result.js';
import { uploadWith, type UploadStrategy } from './upload.js';
import type { ClientMethod, Endpoint } from '../client/method.js';
import type { WebBlob } from '../web.js';
import type { InsForgeSession } from './session.js';

/** Which of the files of a bucket are listed. */
export interface ListFilesOptions {
  readonly prefix?: string | undefined;
  readonly search?: string | undefined;
  /** Default: 100. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

export interface SignedUrl {
  readonly signedUrl: string;
  /** Null: it does not expire. */
  readonly expiresAt: string | null;
}

/** What came of one of several: its address, or why there is none. */
export interface SignedUrlOf {
  readonly path: string;
  readonly signedUrl: string | null;
  readonly error: string | null;
}

/** One bucket. */
export interface StorageBucket<File, Listing, Removal> {
  /** Sends a file; one of that name is replaced. */
  upload(path: string, file: WebBlob): Promise<InsForgeResult<File>>;
  /** Sends a file under a name that no other has, made of its own. */
  uploadAuto(file: WebBlob): Promise<InsForgeResult<File>>;
  download(path: string): Promise<InsForgeResult<WebBlob>>;
  /** The address of a file in a public bucket. Makes no request. */
  getPublicUrl(path: string): InsForgeResult<{ readonly publicUrl: string }>;
  /** An address that needs no credential. `expiresIn`: seconds. Default: an hour. */
  createSignedUrl(path: string, expiresIn?: number): Promise<InsForgeResult<SignedUrl>>;
  /** The same for several: what fails for one does not for the others. */
  createSignedUrls(
    paths: readonly string[],
    expiresIn?: number,
  ): Promise<InsForgeResult<readonly SignedUrlOf[]>>;
  list(options?: ListFilesOptions): Promise<InsForgeResult<Listing>>;
  /** Deletes one file, or several with an answer for each. */
  remove(path: string): Promise<InsForgeResult<{ readonly message: string }>>;
  remove(paths: readonly string[]): Promise<InsForgeResult<Removal>>;
  remove(
    paths: string | readonly string[],
  ): Promise<InsForgeResult<{ readonly message: string } | Removal>>;
}

/** The files of a bucket. */
export type StorageFrom<File, Listing, Removal> = (
  bucket: string,
) => StorageBucket<File, Listing, Removal>;

interface DownloadStrategy {
  readonly method: 'direct' | 'presigned';
  readonly url: string;
  readonly expiresAt?: string | null | undefined;
}

const HOUR = 3600;

export function storageFromMethod(
  session: InsForgeSession,
  getUploadStrategy: Endpoint,
  uploadObject: Endpoint,
  getDownloadStrategy: Endpoint,
  createDownloadStrategy: Endpoint,
  listObjects: Endpoint,
  deleteObject: Endpoint,
  deleteObjects: Endpoint,
): ClientMethod {
  const user = () => session.transport('user');
  const from: StorageFrom<unknown, unknown, unknown> = (bucketName) => {
    const path = { bucketName };
    const at = (objectKey: string) => ({ bucketName, objectKey });
    const stored = <Data>(run: () => Promise<unknown>, message: string) =>
      resultOf(run as () => Promise<Data>, message, 'STORAGE_ERROR');

    /** Older backends know another way only; `told`: a file that is not there is none of theirs. */
    const strategyOf = async (key: string, query: object, told: boolean) => {
      try {
        const answer = await getDownloadStrategy(user(), { path: at(key), query } as never);
        return answer as DownloadStrategy;
      } catch (error) {
        const refused = error instanceof InsForgeError ? error : undefined;
        const absent = refused?.statusCode === 404 || refused?.statusCode === 405;
        if (!absent || (told && refused.error === 'STORAGE_NOT_FOUND')) throw error;
        const request = { path: at(key), body: query };
        return (await createDownloadStrategy(user(), request as never)) as DownloadStrategy;
      }
    };
    const signed = async (key: string, expiresIn: number): Promise<SignedUrl> => {
      const { url, expiresAt } = await strategyOf(key, { expiresIn }, true);
      const time = expiresAt ? new Date(expiresAt).toISOString() : null;
      return { signedUrl: url, expiresAt: time };
    };
    const publicUrl = (key: string): string =>
      `${session.baseUrl}/api/storage/buckets/${bucketName}/objects/${encodeURIComponent(key)}`;
    const upload = (key: string, file: WebBlob) =>
      stored(async () => {
        const type = file.type || 'application/octet-stream';
        const body = { filename: key, contentType: type, size: file.size };
        const strategy = (await getUploadStrategy(user(), {
          path,
          body,
        } as never)) as UploadStrategy;
        if (strategy.method === 'direct') {
          const form = new web.FormData();
          form.append('file', file);
          return uploadObject(user(), { path: at(key), body: form } as never);
        }
        return (
          (await uploadWith(session, strategy, file, type)) ?? {
            key: strategy.key,
            bucket: bucketName,
            size: file.size,
            mimeType: type,
            uploadedAt: new Date().toISOString(),
            url: publicUrl(strategy.key),
          }
        );
      }, 'Upload failed');
    const bucket: StorageBucket<unknown, unknown, unknown> = {
      upload,
      uploadAuto: (file) => upload(uniqueName((file as { name?: unknown }).name), file),
      download: (key) =>
        stored(async () => {
          const { method, url } = await strategyOf(key, {}, false);
          const auth = method === 'direct' ? undefined : 'none';
          const answer = await send(session, { method: 'GET', url, auth, read: binaryResult });
          return answer.data;
        }, 'Download failed'),
      getPublicUrl: (key) => ({ data: { publicUrl: publicUrl(key) }, error: null }),
      createSignedUrl: (key, expiresIn = HOUR) =>
        stored(() => signed(key, expiresIn), 'Failed to create signed URL'),
      createSignedUrls: async (keys, expiresIn = HOUR) => {
        const data = keys.map(async (key) => {
          const text = 'Failed to create signed URL';
          const one = await stored<SignedUrl>(() => signed(key, expiresIn), text);
          const { signedUrl = null } = one.data ?? {};
          return { path: key, signedUrl, error: one.error?.message ?? null };
        });
        return { data: await Promise.all(data), error: null };
      },
      list: (options = {}) =>
        stored(() => {
          const { prefix, search, limit, offset } = options;
          const query = Object.entries({ prefix, search, limit, offset }).filter(
            ([, each]) => each,
          );
          return listObjects(user(), { path, query: Object.fromEntries(query) } as never);
        }, 'List failed'),
      remove: (keys: string | readonly string[]) =>
        stored<never>(
          () =>
            typeof keys === 'string'
              ? deleteObject(user(), { path: at(keys) } as never)
              : deleteObjects(user(), { path, body: { keys } } as never),
          'Delete failed',
        ),
    };
    return bucket;
  };
  return from as ClientMethod;
}

/** `cat.png` → `cat-1700000000000-x1y2z3.png`. */
function uniqueName(given: unknown): string {
  const name = typeof given === 'string' ? given : 'file';
  const dot = name.lastIndexOf('.');
  const base = dot > 0 ? name.slice(0, dot) : name;
  const safe = base.replace(/[^a-zA-Z0-9-_]/g, '-').slice(0, 32) || 'file';
  const random = Math.random().toString(36).slice(2, 8);
  return `${safe}-${String(Date.now())}-${random}${dot > 0 ? name.slice(dot) : ''}`;
}
