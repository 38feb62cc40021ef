/** JSON pointers (RFC 6901). */

/** `~` and `/` escaped, so that the key is one token of a pointer. */
export function escapeToken(key: string): string {
  return key.includes('/') || key.includes('~')
    ? key.replaceAll('~', '~0').replaceAll('/', '~1')
    : key;
}

export function unescapeToken(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}

/** The keys of a pointer, root first: `/a~1b/0` → `['a/b', '0']`. */
export function pointerKeys(pointer: string): readonly string[] {
  return pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeToken);
}

export function pointerOf(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${escapeToken(String(key))}`).join('');
}
