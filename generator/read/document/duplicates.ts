/**
 * Duplicate keys of JSON texts, which `JSON.parse` takes silently. Counting comes first, because nearly all
 * documents have none: as many keys in the text as in the data means that none was lost.
 */

export interface DuplicateKey {
  readonly key: string;
  readonly offset: number;
  readonly length: number;
}

/** @param keys how many the data has that `JSON.parse` made of the text */
export function duplicateKeys(text: string, keys: number): readonly DuplicateKey[] {
  return keysWritten(text) === keys ? [] : findDuplicates(text);
}

/**
 * The colons behind quotes that no backslash stands before. Besides keys, those are strings that begin with a
 * colon, so that it is never less than there are keys.
 */
function keysWritten(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let at = colon - 1;
    while (at >= 0 && text.charCodeAt(at) <= 0x20) at--;
    if (text.charCodeAt(at) !== 0x22) continue;
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) count++;
  }
  return count;
}

/** Offset of the quote that ends the string starting at `start`. */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

/** How many keys there are in it; NaN where it is nested deeper. By `for … in`, which makes no array for each object. */
export function keysIn(data: object, levels: number): number {
  if (levels === 0) return NaN;
  let keys = 0;
  if (Array.isArray(data)) {
    for (const each of data as readonly unknown[])
      if (typeof each === 'object' && each !== null) keys += keysIn(each, levels - 1);
    return keys;
  }
  const members = data as Readonly<Record<string, unknown>>;
  for (const key in members) {
    keys++;
    const each = members[key];
    if (typeof each === 'object' && each !== null) keys += keysIn(each, levels - 1);
  }
  return keys;
}

function findDuplicates(text: string): readonly DuplicateKey[] {
  const found: DuplicateKey[] = [];
  const open: Set<string>[] = [];
  let lastString: [number, number] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    switch (text.charAt(i)) {
      case '"': {
        const end = stringEnd(text, i);
        lastString = [i, end + 1];
        i = end;
        break;
      }
      case '{':
      case '[':
        open.push(new Set());
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ':': {
        const [offset, end] = lastString;
        const key = String(JSON.parse(text.slice(offset, end)));
        const keys = open.at(-1);
        if (keys?.has(key)) found.push({ key, offset, length: end - offset });
        keys?.add(key);
        break;
      }
    }
  }
  return found;
}
