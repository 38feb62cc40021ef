import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

import { compile } from '../golden/compile.js';
import { documentPlaces, type Place } from './document.js';
import { generate, type Given, type Outcome } from './pipeline.js';
import { commentsOf, compareClients, expectSyntax } from './same.js';
import { schemaPlaces } from './schema.js';
import { COLLIDING, harmless, HOSTILE, hostileFor } from './strings.js';

const RUNTIME = join(import.meta.dirname, '../../runtime/abi.ts');

/** Every client made here, to be compiled together. */
const clients = new Map<string, Given & { readonly emitted: ReadonlyMap<string, string> }>();

describe.each([...documentPlaces, ...schemaPlaces])('$name', (place) => {
  const plainly = HOSTILE.filter(
    (text) => place.refuses?.(text) !== true && !isSpecial(place, text),
  );

  it('takes all of them as text', async () => {
    const plain = await made(
      place,
      plainly.map((_, index) => harmless(index)),
    );
    const hostile = await made(place, plainly, 'hostile');
    const replace = hostileFor(plainly.map((text) => place.means?.(text) ?? text));
    const { differences, found } = compareClients(plain, hostile, replace);
    expect(differences).toEqual([]);
    if (place.unseen === true || place.comment === true) expect(found).toBe(place.values ?? 0);
    else expect(found).toBeGreaterThanOrEqual(plainly.length - 1);
    if (place.comment === true) expectComments(plain, hostile, plainly);
    expectPaths([...hostile.keys()]);
  });

  it('tells names apart that come to the same', async () => {
    const texts = COLLIDING.filter((text) => place.refuses?.(text) !== true);
    expectPaths([...(await made(place, texts, 'colliding')).keys()]);
  });

  const alone = HOSTILE.filter((text) => isSpecial(place, text));
  const special = async (): Promise<void> => {
    for (const text of alone) {
      const { files, diagnostics } = await outcome(place, [text], `special ${text}`);
      expect(diagnostics.filter(isNowhere), JSON.stringify(text)).toEqual([]);
      if (files === undefined) expect(diagnostics.length).toBeGreaterThan(0);
      else for (const [path, emitted] of files) expectSyntax(path, emitted);
    }
  };
  if (alone.length > 0) it('stands what means something else', special);

  const refused = HOSTILE.filter((text) => place.refuses?.(text) === true);
  const refusing = async (): Promise<void> => {
    for (const text of refused) {
      const { diagnostics } = await outcome(place, [text], `refused ${text}`);
      const told = diagnostics.filter(({ severity }) => severity !== 'note');
      expect(
        told.map(({ at }) => at !== undefined),
        JSON.stringify(text),
      ).toEqual([true]);
    }
  };
  if (refused.length > 0) it('says once, and where, what cannot stand there', refusing);
});

it('takes nothing for TypeScript that is none', () => {
  expect(() => {
    expectSyntax('operations/a.ts', 'const a = ;');
  }).toThrow('operations/a.ts: Expression expected.');
});

describe('all of it', () => {
  let files = new Map<string, string>();
  beforeAll(() => {
    files = new Map(
      [...clients.values()].flatMap(({ emitted, files: given }, index) => [
        ...[...emitted].map(([path, text]): [string, string] => [`${index}/out/${path}`, text]),
        ...Object.entries(given)
          .filter(([path]) => path.startsWith('types/'))
          // The compiler takes a backslash for a slash.
          .map(([path, text]): [string, string] => [
            `${index}/${path.replaceAll('\\', '/')}`,
            text,
          ]),
      ]),
    );
  });

  it('compiles', () => {
    expect(clients.size).toBeGreaterThan(150);
    const problems = compile(files, { paths: { 'instant-codegen/runtime': [RUNTIME] } });
    // Nobody has installed these packages, and no user has files of these names side by side.
    const expected = /Cannot find module '@x\/|\/types\/\S+' differs from .* only in casing/;
    expect(problems.filter((each) => !expected.test(each))).toEqual([]);
  }, 300_000);
});

async function outcome(place: Place, texts: readonly string[], key?: string): Promise<Outcome> {
  const given = place.make(texts);
  const result = await generate(given);
  if (key !== undefined && result.files !== undefined) {
    clients.set(`${place.name} ${key}`, { ...given, emitted: result.files });
  }
  return result;
}

/** A client without errors, and without problems that stand nowhere. */
async function made(
  place: Place,
  texts: readonly string[],
  key?: string,
): Promise<ReadonlyMap<string, string>> {
  const { files, diagnostics } = await outcome(place, texts, key);
  expect(diagnostics.filter((each) => each.severity === 'error' || isNowhere(each))).toEqual([]);
  for (const [path, text] of files ?? []) expectSyntax(path, text);
  return files ?? new Map();
}

function isSpecial(place: Place, text: string): boolean {
  return place.special?.(text) === true;
}

function isNowhere({ at, severity }: Outcome['diagnostics'][number]): boolean {
  return at === undefined && severity !== 'note';
}

/** Between the words around it, each text stands in a comment, as far as a comment can hold it. */
function expectComments(
  plain: ReadonlyMap<string, string>,
  hostile: ReadonlyMap<string, string>,
  texts: readonly string[],
): void {
  const comments = (files: ReadonlyMap<string, string>): readonly string[] =>
    [...files.values()].flatMap(commentsOf);
  const [before, after] = [comments(plain), comments(hostile)];
  expect(after.length).toBe(before.length);
  const all = after.map(readable).join('\n');
  if (!before.some((each) => each.includes('before plain'))) return;
  for (const text of texts) expect(all).toContain(readable(`before ${text} after`));
}

/** Without marks and line ends of the comment, and what cannot be seen. */
function readable(text: string): string {
  return text
    .replace(/\n[ ]*\*(?!\/)/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\ufffd\u2028\u2029]/gu, ' ')
    .replaceAll('*\\/', '*/')
    .replaceAll('\\@', '@')
    .replaceAll('* /', '*/')
    .replace(/\s+/g, ' ');
}

/** Legal on Windows, and each of its own where neither case nor composition counts. */
function expectPaths(paths: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    for (const part of path.split('/')) {
      expect(part).not.toMatch(/[<>:"|?*\\\p{Cc}\p{Cs}]|[. ]$/u);
      expect(part).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
      expect(new TextEncoder().encode(part).length).toBeLessThanOrEqual(255);
    }
    const folded = path.normalize('NFD').toUpperCase();
    expect(seen.get(folded), path).toBeUndefined();
    seen.set(folded, path);
  }
}
