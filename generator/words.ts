/** Words: splitting, casing, singular forms. */

import { singularize } from 'inflection';

/** The singular of a word; a word in capitals stays in capitals. */
export function singular(word: string): string {
  const one = singularize(word.toLowerCase());
  if (one === '' || one === word.toLowerCase()) return word;
  return word === word.toUpperCase() && word.length > 1 ? one.toUpperCase() : one;
}

/** Most names are; the classes of Unicode cost several times as much to look at. */
function isAscii(text: string): boolean {
  return !/[^\x00-\x7f]/.test(text);
}

/** Words of an identifier-like text: split at anything that is no letter or digit and at case changes. */
export function splitWords(text: string): readonly string[] {
  if (isAscii(text)) {
    return text
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
      .split(/[^a-zA-Z0-9]+/)
      .filter((word) => word !== '');
  }
  return text
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
}

/** `blog-posts` → `BlogPosts`; capitals inside words stay: `imageURL` → `ImageURL`. */
export function pascal(text: string): string {
  return cleaned(
    splitWords(text)
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(''),
  );
}

/** What may stand in an identifier. */
function cleaned(name: string): string {
  return isAscii(name) ? name : name.normalize('NFC').replace(/[^$_\p{ID_Continue}]/gu, '');
}

export function camel(text: string): string {
  const words = splitWords(text);
  const first = words[0] ?? '';
  const lower =
    first === first.toUpperCase()
      ? first.toLowerCase()
      : first.charAt(0).toLowerCase() + first.slice(1);
  return cleaned(
    lower +
      words
        .slice(1)
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
        .join(''),
  );
}

/** Prefixes a name that cannot start an identifier. */
export function startable(name: string): string {
  return /^[$_\p{ID_Start}]/u.test(name) ? name : `_${name}`;
}

/** One-to-one: every character outside a–z, A–Z, 0–9 becomes its code point between dollar signs. */
export function escaped(text: string): string {
  return text.replace(
    /[^a-zA-Z0-9]/gu,
    (character) => `$${(character.codePointAt(0) ?? 0).toString(16)}$`,
  );
}
