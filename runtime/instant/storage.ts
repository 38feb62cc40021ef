import { InstantAPIError, InstantError } from './errors.js';
import { binaryBody } from '../http/bodies.js';
import { call } from '../http/call.js';
import { ApiError } from '../http/errors.js';
import { headerRecord } from '../http/headers.js';
import { jsonBody, jsonResult } from '../http/json.js';
import { isUnsendable } from '../http/params.js';
import { unreadResult } from '../http/results.js';
import { createTransport } from '../http/transport.js';
import { web } from '../web.js';
import { redact } from './redact.js';
import { issueOf, policiesOf, withoutEmptyType } from './session.js';
import type { ClientMethod, Endpoint } from '../client/method.js';
import type { Session } from './session.js';
import type { CallOptions, HttpResponse, Operation } from '../http/types.js';
import type { BinaryInput } from '../web.js';

/** What can be stored: text, bytes, blobs and files, streams of the web and of Node. */
export type UploadBody = BinaryInput;

/** What is said of a file that is stored. */
export interface FileOpts {
  contentType?: string | undefined;
  contentDisposition?: string | undefined;
  /** Bytes; needed with a stream, whose length nobody else knows. */
  fileSize?: number | undefined;
}

/** `db.storage.uploadFile`. */
export function uploadFileMethod(session: Session, endpoint: Endpoint): ClientMethod {
  const uploadFile = async (
    path: string,
    file: UploadBody,
    about?: FileOpts | null,
    options?: CallOptions,
  ): Promise<unknown> => {
    const transport = session.transport('asUser');
    const headers = headersOf(file, about, options);
    // A path travels in a header, which carries no line break and nothing beyond U+00FF.
    if (isUnsendable(path)) return uploadAnyPath(session, path, file, about, options);
    if (about?.contentDisposition) headers['content-disposition'] = about.contentDisposition;
    const request = { headers: { path, Path: path }, body: bytesOf(file, about) };
    return endpoint(transport, request as never, { ...options, headers });
  };
  return uploadFile as ClientMethod;
}

/** `db.storage.upload`: whether a file could be stored by way of a signed URL. */
export function uploadMethod(session: Session, endpoint: Endpoint): ClientMethod {
  const upload = async (
    pathname: string,
    file: UploadBody,
    about?: FileOpts | null,
    options?: CallOptions,
  ): Promise<boolean> => {
    const body = { app_id: session.appId, filename: pathname };
    const answer = await endpoint(session.transport('app'), { body } as never, options);
    const operation = { ...putFile, read: unreadResult, refused: unreadResult };
    return putSigned(session, operation, answer as SignedUrl, file, about, options).then(
      () => true,
      (error: unknown) => {
        if (error instanceof InstantAPIError) return false;
        throw error;
      },
    );
  };
  return upload as ClientMethod;
}

type SignedUrl = { readonly data?: string } | null;

/** Asks for a URL that takes one upload; the path is in the JSON body. */
const createUploadUrl: Operation = {
  id: 'adminStorageCreateUploadUrl',
  method: 'POST',
  path: '/admin/storage/signed-upload-url',
  write: [jsonBody],
  read: jsonResult,
  retry: 'never',
};

/** Sends the bytes to such a URL, whose answer says what the file is. */
const putFile: Operation = {
  id: 'storageConsumeUploadUrl',
  method: 'PUT',
  path: '',
  write: [binaryBody],
  read: jsonResult,
  retry: 'never',
};

/** The way of a signed URL, which takes any path, and is open to the app itself only. */
async function uploadAnyPath(
  session: Session,
  path: string,
  file: UploadBody,
  about: FileOpts | null | undefined,
  options: CallOptions | undefined,
): Promise<unknown> {
  if (session.identity || about?.contentDisposition !== undefined) {
    throw new InstantError(`Only the app itself can upload to ${JSON.stringify(path)}`);
  }
  const body = { app_id: session.appId, filename: path };
  const signed = await call<SignedUrl>(
    session.transport('app'),
    createUploadUrl,
    { body },
    options,
  );
  return (await putSigned(session, putFile, signed, file, about, options)).data;
}

/**
 * The storage is another host: it gets the headers of the file, and none of the client or the call. The URL is
 * a credential, and is kept out of errors.
 */
function putSigned(
  session: Session,
  operation: Operation,
  signed: SignedUrl,
  file: UploadBody,
  about: FileOpts | null | undefined,
  options: CallOptions | undefined,
): Promise<HttpResponse> {
  const url = `${signed?.data}`;
  const transport = createTransport({
    baseUrl: url,
    fetch: session.config.fetch,
    use: [
      (next) => (request) => next({ ...request, headers: withoutEmptyType(request.headers) }),
      ...policiesOf(session.config),
    ],
  });
  const headers = headersOf(file, about, undefined);
  return transport(operation, { body: bytesOf(file, about) }, { ...options, headers }).catch(
    (error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      const { status, body } = error as { readonly status: number; readonly body: unknown };
      throw new InstantAPIError({ status, body: redact(issueOf(body), [url]) });
    },
  );
}

/** Headers of a file. Without a type it has an empty one, which is not sent. */
function headersOf(
  file: UploadBody,
  about: FileOpts | null | undefined,
  options: CallOptions | undefined,
): Record<string, string> {
  const { contentType, fileSize } = about ?? {};
  // Programs without types may have none, and an empty file would be stored.
  if ((file as UploadBody | null | undefined) == null) throw new InstantError('There is no file');
  const stream = isChunks(file);
  if (stream && !/^\d+$/.test(fileSize as never)) {
    throw new Error('fileSize is required in metadata when uploading streams');
  }
  return {
    ...headerRecord(options),
    'content-type': contentType ?? '',
    ...(stream && { 'content-length': String(fileSize) }),
  };
}

/** What gives its chunks to `for await`: Node's streams, and on most platforms those of the web. */
type Chunks = AsyncIterable<Uint8Array | string>;

function isChunks(file: UploadBody): boolean {
  return !!(file as Partial<Chunks>)[Symbol.asyncIterator];
}

type SizedFile = { readonly fileSize: number };

/** Text as bytes, of a stream too: `fs.createReadStream(path, 'utf8')` gives text. */
function bytesOf(file: UploadBody, about: FileOpts | null | undefined): UploadBody {
  return isChunks(file) ? sized(file as Chunks, about as SizedFile) : encode(file);
}

/**
 * Keeps the chunk that fills the size until the stream has ended: where there is more than it was told, `fetch` waits
 * without an end, or leaves the rest out.
 */
async function* sized(
  chunks: Chunks,
  { fileSize: left }: SizedFile,
): AsyncGenerator<Uint8Array, void, undefined> {
  let last: Uint8Array | undefined;
  for await (const chunk of chunks) {
    const bytes = encode(chunk) as Uint8Array;
    if ((left -= bytes.length) < 0) throw new Error('fileSize is too small');
    if (left) yield bytes;
    else last ??= bytes;
  }
  if (last) yield last;
}

function encode<Given>(given: Given): Given | Uint8Array {
  return typeof given === 'string' ? new web.TextEncoder().encode(given) : given;
}
