/** Documents and schemas by the addresses that they give themselves: `$self`, `$id`. */

import { posix } from 'node:path';
import type { Index } from './ref-index.js';
import {
  elements,
  isRemote,
  members,
  relativeTo,
  text,
  type Node,
  type Sources,
} from './source.js';
import { decoded, isRelative, wayBetween } from './uris.js';

export interface Declared {
  /** What has one of these addresses, in a document that is open. */
  find(uris: readonly string[]): Node | undefined;
  /** The same, once every file is open that those refer to. */
  findAnywhere(uris: readonly string[]): Node | undefined;
  /** The file that lies to a document's as an address does to the one that the document gives itself. */
  fileAt(uri: string, document: Node): string | undefined;
}

/** An address of an interface has no extension, and its file has one. */
const EXTENSIONS = ['', '.yaml', '.yml', '.json'];

/** Prose is referred to as well, from descriptions, and has no schemas. */
function isDocument(path: string): boolean {
  return EXTENSIONS.includes(posix.extname(path).toLowerCase());
}

export function openDeclared(sources: Sources, indexOf: (file: Node) => Index): Declared {
  const find = (uris: readonly string[]): Node | undefined => {
    for (const file of sources.opened()) {
      const { byUri } = indexOf(file);
      const uri = uris.find((each) => byUri.has(each));
      if (uri !== undefined) return byUri.get(uri);
    }
    return undefined;
  };
  const fileAt = (uri: string, document: Node): string | undefined => {
    const own = indexOf(document).byPointer.get('')?.uri;
    const way = own === undefined || isRemote(document.file) ? undefined : wayBetween(own, uri);
    if (way === undefined || way === '') return undefined;
    const path = relativeTo(document.file, decoded(way));
    return EXTENSIONS.map((each) => path + each).find((each) => sources.has(each));
  };
  let isCrawled = false;
  const crawl = (): void => {
    const seen = new Set<Node>();
    const visit = (node: Node): void => {
      const [uri = ''] = (text(node, '$ref') ?? '').split('#');
      const path = isRelative(uri) ? relativeTo(node.file, decoded(uri)) : undefined;
      if (uri !== '' && path !== undefined && isDocument(path) && sources.has(path))
        sources.file(path, node);
      for (const [, each] of members(node)) visit(each);
      for (const each of elements(node)) visit(each);
    };
    for (let next: Node | undefined; (next = sources.opened().find((each) => !seen.has(each)));) {
      seen.add(next);
      visit(next);
    }
  };
  return {
    find,
    findAnywhere(uris) {
      if (!isCrawled) crawl();
      isCrawled = true;
      return find(uris);
    },
    fileAt,
  };
}
