/** Readers of answers other than JSON. */

import { jsonResult } from './json.js';
import type { Reader } from './types.js';
import type { ObjectConstructor2022 } from '../web.js';

declare const Object: ObjectConstructor2022;

/** Nothing is expected; what comes is read to its end, since some servers stop what nobody reads. */
export const emptyResult: Reader = async (response) => {
  const reader = response.body?.getReader();
  for (let isOver = !reader; !isOver;) isOver = (await reader?.read())?.done ?? true;
};

/** The status says enough; what comes is not waited for, nor is its end, which may be a broken connection. */
export const unreadResult: Reader = (response) => {
  response.body?.cancel().catch(() => {});
};

export const textResult: Reader = (response) => response.text();

/** A `Blob`. */
export const binaryResult: Reader = (response) => response.blob();

/** Media types that are no text, of those that servers send most. */
const BYTES = /^(?:image|audio|video|font)\/|octet|pdf|zip|vnd\.(?:ms|openx)/;

/**
 * By what the answer says of itself: its status, then its media type, then the nearest range, and JSON, bytes or
 * text where the operation declares nothing that fits.
 */
export const resultByType: Reader = (response, operation) => {
  const reads = operation.reads ?? {};
  const status = String(response.status);
  const type =
    (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const range = type.replace(/\/.*$/, '/*');
  const statuses = [status, `${status.charAt(0)}XX`, 'default'];
  const keys = statuses.flatMap((each) => [
    `${each} ${type}`,
    `${each} ${range}`,
    `${each} */*`,
    each,
  ]);
  const found =
    keys.find((each) => Object.hasOwn(reads, each)) ??
    // The answer does not say what it is, so it is what the operation names first.
    Object.keys(reads).find((each) => type === '' && statuses.includes(each.split(' ')[0] ?? ''));
  if (response.status !== 204 && found !== undefined) return reads[found]?.(response, operation);
  if (/[/+]json$/.test(type)) return jsonResult(response, operation);
  if (type === '') return response.text().then((text) => text || undefined);
  return BYTES.test(type) ? response.blob() : response.text();
};
