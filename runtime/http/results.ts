/** Readers of answers other than JSON. */

import type { Reader } from './types.js';

/** Nothing is expected; what comes is not waited for. */
export const emptyResult: Reader = async (response) => {
  await response.body?.cancel();
};

export const textResult: Reader = (response) => response.text();

/** A `Blob`. */
export const binaryResult: Reader = (response) => response.blob();

/**
 * By what the answer says of itself: its status, then its media type, then the nearest range, and JSON or
 * text where the operation declares nothing that fits.
 */
export const resultByType: Reader = (response, operation) => {
  const reads = operation.reads ?? {};
  const status = String(response.status);
  const type =
    (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const range = type.replace(/\/.*$/, '/*');
  const ranged = `${status.charAt(0)}XX`;
  const keys = [status, ranged, 'default'].flatMap((each) => [
    `${each} ${type}`,
    `${each} ${range}`,
    `${each} */*`,
    ...(type === '' || response.status === 204 ? [each] : []),
  ]);
  const found = keys.find((each) => Object.hasOwn(reads, each));
  if (found !== undefined) return reads[found]?.(response, operation);
  if (/[/+]json$/.test(type)) return response.json();
  return type === '' ? emptyResult(response, operation) : response.text();
};
