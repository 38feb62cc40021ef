/** Copies of fetched documents, for conditional requests and for working without the server. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash, isRecord } from '../manifest.js';

/** Below the project root, where nobody commits it and every clean install removes it. */
export const CACHE = 'node_modules/.cache/instant-codegen';

export interface Copy {
  readonly text: string;
  /** Where it lay in the end, without what could be a secret. */
  readonly base: string;
  /** Whether it came from a private address. */
  readonly isPrivate: boolean;
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface Cache {
  find(url: URL): Copy | undefined;
  /** Failing to keep a copy is nobody's problem: the next run fetches it again. */
  keep(url: URL, copy: Copy): void;
}

/** A file per address: a line of JSON about the text, and the text. Its name tells nothing. */
export function openCache(root: string): Cache {
  const folder = join(root, CACHE);
  const fileOf = (url: URL): string =>
    join(folder, createHash('sha256').update(url.href).digest('hex').slice(0, 32));
  return {
    find(url) {
      try {
        return parse(readFileSync(fileOf(url), 'utf8'));
      } catch {
        // There is none.
        return undefined;
      }
    },
    keep(url, { text, ...about }) {
      const file = fileOf(url);
      const made = `${file}.${String(process.pid)}`;
      try {
        mkdirSync(folder, { recursive: true });
        const head = JSON.stringify({ ...about, hash: hash(text) });
        writeFileSync(made, `${head}\n${text}`, { mode: 0o600 });
        renameSync(made, file);
      } catch {
        if (existsSync(made)) rmSync(made, { force: true });
      }
    },
  };
}

/** Undefined for what is no whole copy. */
function parse(content: string): Copy | undefined {
  const end = content.indexOf('\n');
  const about: unknown = JSON.parse(content.slice(0, end));
  const text = content.slice(end + 1);
  if (!isRecord(about) || about['hash'] !== hash(text)) return undefined;
  const { base, isPrivate, etag, lastModified } = about;
  if (typeof base !== 'string') return undefined;
  return {
    text,
    base,
    isPrivate: isPrivate === true,
    ...(typeof etag === 'string' ? { etag } : {}),
    ...(typeof lastModified === 'string' ? { lastModified } : {}),
  };
}
