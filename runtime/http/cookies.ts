/** Adds `name=value` pairs to the `cookie` header. */
export function addCookies(headers: Record<string, string>, pairs: readonly string[]): void {
  const present = headers['cookie'];
  if (pairs.length > 0) {
    headers['cookie'] = [...(present === undefined ? [] : [present]), ...pairs].join('; ');
  }
}
