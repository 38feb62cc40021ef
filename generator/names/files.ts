/** The files that operations stand in. */

import type { Api } from '../ir.js';
import { escaped, splitWords } from '../words.js';
import { isPrefix, namesIn } from './operations.js';
import { settle } from './settle.js';

/** `operations/<tag>`, the first path segment where there is no tag; unique without regard to case. */
export function operationFiles(api: Api | undefined): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const groups = new Map<string, string>();
  for (const operation of api?.operations ?? []) {
    const group = (operation.sdk?.group.join(' ') || operation.tags[0]) ?? groupOf(operation.path);
    groups.set(group, '');
    files.set(operation.key, group);
  }
  const stems = settle(
    [...groups.keys()].map((group) => ({
      key: group,
      candidates: [fileStem(group), `${fileStem(group)}-${escaped(group).toLowerCase()}`],
    })),
    new Set(['index']),
    (name) => [name],
  );
  return new Map([...files].map(([key, group]) => [key, `operations/${stems.get(group) ?? ''}`]));
}

/** The first segment that is a name; one that the whole API begins with says nothing. */
function groupOf(path: string): string {
  const names = namesIn(path);
  return names.find((part) => !isPrefix(part)) ?? names[0] ?? 'root';
}

/** Legal on every file system, Windows' device names included. */
function fileStem(text: string): string {
  const stem =
    splitWords(text)
      .join('-')
      .toLowerCase()
      .normalize('NFC')
      .replace(/[^\p{ID_Continue}-]/gu, '') || 'other';
  return /^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(stem) ? `${stem}-operations` : stem;
}
