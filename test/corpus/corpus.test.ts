/** Documents of others: each becomes a client that compiles, or one error that says where and why. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile, EMITTED } from '../golden/compile.js';
import { CORPUS, DOCUMENTS, entries, generateDocument, type Outcome } from './corpus.js';

/** Documents for which that is not so yet, each with the reason. */
const KNOWN_FAILURES: Readonly<Record<string, string>> = {};

const outcomes = new Map<string, Outcome>();
let complaints: readonly string[] = [];

beforeAll(async () => {
  const files = new Map<string, string>();
  for (const { file } of entries) {
    const outcome = await generateDocument(file, DOCUMENTS);
    outcomes.set(file, outcome);
    for (const { path, text } of outcome.generated?.files ?? [])
      if (path.endsWith('.ts')) files.set(`${file}/${path}`, text);
  }
  complaints = compile(files);
}, 120_000);

describe('the corpus', () => {
  it('has documents of every version, in one file and in several, and says where they are from', () => {
    const versions = new Set(entries.map(({ version }) => version.slice(0, 3)));
    expect([...versions].sort()).toEqual(['2.0', '3.0', '3.1', '3.2']);
    const licenses = readFileSync(join(CORPUS, 'LICENSES.md'), 'utf8');
    for (const { file, repo, license, commit, path } of entries) {
      expect(existsSync(join(DOCUMENTS, file)), file).toBe(true);
      expect(licenses, file).toContain(`| ${repo} | ${license} |`);
      expect([commit, path].every(Boolean), file).toBe(true);
    }
    const all = readdirSync(DOCUMENTS, { recursive: true, withFileTypes: true });
    expect(all.filter((each) => each.isFile()).length).toBeGreaterThan(entries.length);
  });

  it('has no known failures', () => {
    expect(Object.keys(KNOWN_FAILURES)).toEqual([]);
  });

  it.each(entries)('$file', ({ file, error }) => {
    const { generated, diagnostics } = outcomes.get(file) ?? { diagnostics: [] };
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code }) => code)).toEqual(error === undefined ? [] : [error]);
    for (const { at, code } of diagnostics) expect(at?.file, code).toBeTruthy();
    if (error !== undefined) {
      expect(generated).toBeUndefined();
      return;
    }
    const failed = complaints.filter((each) => each.startsWith(`${EMITTED}/${file}/`));
    expect(failed).toEqual([]);
    const { api } = generated?.project ?? {};
    const paths = generated?.files.map(({ path }) => path) ?? [];
    expect(paths).toContain('index.ts');
    const tags = paths.filter((path) => path.startsWith('operations/'));
    expect(tags.length > 0).toBe((api?.operations.length ?? 0) > 0);
    expect(paths.includes('types.ts')).toBe((api?.schemas.length ?? 0) > 0);
  });

  it('compiles as a whole', () => {
    expect(complaints).toEqual([]);
  });
});
