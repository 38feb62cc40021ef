import { unreadResult } from '../http/results.js';
import { web } from '../web.js';
import { InsForgeError } from './error.js';
import { send } from './request.js';
import type { WebBlob } from '../web.js';
import type { InsForgeSession } from './session.js';

/** How the backend wants a file: itself, or by a form to a store of its choice, which it is told of then. */
export interface UploadStrategy {
  readonly method: 'direct' | 'presigned';
  readonly uploadUrl: string;
  /** Of the form, before the file. */
  readonly fields?: { readonly [name: string]: string } | undefined;
  readonly key: string;
  readonly confirmRequired: boolean;
  readonly confirmUrl?: string | undefined;
}

/**
 * Sends a file to the store that the strategy names, without any credential, and tells the backend.
 *
 * @returns what the backend says of the file; undefined where it does not want to be told
 */
export async function uploadWith(
  session: InsForgeSession,
  strategy: UploadStrategy,
  file: WebBlob,
  contentType: string,
): Promise<unknown> {
  const { method, uploadUrl, fields = {}, confirmRequired, confirmUrl } = strategy;
  if (method !== 'presigned') {
    throw new InsForgeError(`Unsupported upload method: ${method as string}`, 500, 'STORAGE_ERROR');
  }
  const form = new web.FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // S3 reads nothing that stands behind the file.
  form.append('file', file);
  const request = { method: 'POST', url: uploadUrl, body: form, auth: 'none' } as const;
  await send(session, { ...request, read: unreadResult }).catch((error: unknown) => {
    if (!(error instanceof InsForgeError) || error.error !== 'REQUEST_FAILED') throw error;
    const why = error.message.replace(/^Request failed: /, '');
    throw new InsForgeError(`Upload to storage failed: ${why}`, error.statusCode, 'STORAGE_ERROR');
  });
  if (!confirmRequired || !confirmUrl) return undefined;
  const body = { size: file.size, contentType };
  return (await send(session, { method: 'POST', url: confirmUrl, body })).data;
}
