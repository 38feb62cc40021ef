import type { HeadersInput } from '../web.js';

/**
 * Adds headers to a record with lower-case names; a later one replaces an earlier one whatever the case
 * of its name.
 */
export function mergeHeaders(
  into: Record<string, string>,
  headers: HeadersInput = {},
): Record<string, string> {
  for (const [name, value] of Symbol.iterator in headers ? headers : Object.entries(headers)) {
    if (value !== undefined) into[name.toLowerCase()] = value;
  }
  return into;
}
