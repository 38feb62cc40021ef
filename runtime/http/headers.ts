import type { HeadersInput } from '../web.js';

declare const Headers: new (init: HeadersInput | undefined) => Iterable<[string, string]>;

/** Headers in whatever form they were given, as a record with lower-case names. */
export const headerRecord = (
  of: { readonly headers?: HeadersInput | undefined } | null | undefined,
): Record<string, string> => Object.fromEntries(new Headers(of?.headers));

/** Adds headers to a record with lower-case names; a later one replaces an earlier one. */
export function mergeHeaders(
  into: Record<string, string>,
  headers: HeadersInput | undefined,
): Record<string, string> {
  return Object.assign(into, headerRecord({ headers }));
}
