import type { Endpoint } from './method.js';
import type { Session } from './session.js';
import type { CallOptions } from '../http/types.js';
import type { BinaryInput } from '../web.js';

/** What can be stored: text, bytes, blobs and files, streams of the web and of Node. */
export type UploadBody = BinaryInput;

/** What is said of a file that is stored. */
export interface FileOpts {
  readonly contentType?: string | undefined;
  readonly contentDisposition?: string | undefined;
  /** Bytes; needed with a stream, whose length nobody else knows. */
  readonly fileSize?: number | undefined;
}

/**
 * `db.storage.uploadFile`. A path travels in a header, which carries the characters up to U+00FF; another
 * path goes the way of a signed URL, which is open to the app itself only.
 */
export function uploadFileMethod<Method>(session: Session, endpoint: Endpoint): Method {
  const uploadFile = async (
    path: string,
    file: UploadBody,
    { contentType, contentDisposition, fileSize }: FileOpts = {},
    options: CallOptions = {},
  ): Promise<unknown> => {
    const transport = session.transport('asUser');
    if (isStream(file) && fileSize === undefined) {
      throw new Error('fileSize is required in metadata when uploading streams');
    }
    const headers = {
      'content-type': contentType,
      'content-disposition': contentDisposition,
      'content-length': isStream(file) ? String(fileSize) : undefined,
    };
    return endpoint(transport, { headers: { path, ...headers }, body: file } as never, options);
  };
  return uploadFile as Method;
}

function isStream(file: UploadBody): boolean {
  return typeof file === 'object' && ('getReader' in file || Symbol.asyncIterator in file);
}
