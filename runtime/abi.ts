/**
 * The closed list of what emitted code may import from the runtime. A name that is added here stays, or
 * {@link ABI_VERSION} is raised.
 */

export const ABI_VERSION = 1;

// ---------------------------------------------------------------------------------------------- HTTP

export { call } from './http/call.js';
export { createTransport } from './http/transport.js';
export { retry } from './http/retry.js';
export { timeout } from './http/timeout.js';
export { pathParams, queryParams } from './http/params.js';
export { jsonBody, jsonResult } from './http/json.js';
export {
  ApiError,
  DecodeError,
  NetworkError,
  TimeoutError,
  ValidationError,
} from './http/errors.js';
export type {
  Call,
  CallOptions,
  Credential,
  EmptyRequest,
  Handler,
  HttpRequest,
  HttpResponse,
  Operation,
  Outcome,
  Policy,
  RequestInput,
  RetryOptions,
  SecurityScheme,
  Success,
  Transport,
  TransportOptions,
} from './http/types.js';
export type { BinaryInput, Fetch, HeadersInput, WebBlob, WebResponse, WebSignal } from './web.js';
