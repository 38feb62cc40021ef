import { describe, expect, it } from 'vitest';
import { FIXTURES, codes, onDisk, readAttrs, readFiles, readFrom, readText } from './inputs.js';

const HEAD = "import { i } from '@instantdb/core';\n";

/** Every diagnostic as `severity code at "text" | remedy`. */
function problems(files: Readonly<Record<string, string>>): readonly string[] {
  return readFiles(files).diagnostics.map(({ severity, code, at, remedy }) => {
    if (at === undefined || !('offset' in at)) return `${severity} ${code} nowhere`;
    const place = (files[at.file] ?? '').slice(at.offset, at.offset + at.length);
    return `${severity} ${code} at "${place}" | ${remedy ?? ''}`;
  });
}

function schema(text: string): readonly string[] {
  return problems({ 'instant.schema.ts': HEAD + text });
}

describe('what cannot be read is located and says what to write', () => {
  it.each([
    [
      'a: i.string().permissions({ r: 1 })',
      'error schema-unknown-method at "i.string().permissions" | Remove it; there is optional, indexed, unique, clientRequired.',
    ],
    [
      'a: i.string().optinal()',
      'error schema-unknown-method at "i.string().optinal" | Did you mean .optional()?',
    ],
    ['a: i.strng()', 'error schema-unknown-method at "i.strng" | Did you mean i.string?'],
    ['a: i.string', 'error schema-not-an-attribute at "a" | Call it: write () behind it.'],
    [
      "a: 'string'",
      'error schema-not-an-attribute at "a" | Write i.string(), i.number(), i.boolean(), i.date(), i.json() or i.any().',
    ],
    [
      'a: i.entity({})',
      'error schema-not-an-attribute at "a" | Entities are linked in `links`; an attribute is i.string(), i.json<…>() and the like.',
    ],
    ['a: lost', 'error schema-unknown-name at "lost" | Declare or import it.'],
    [
      'a: Math.random() > 1 ? i.string() : i.any()',
      'error schema-not-readable at "Math.random() > 1 ? i.string() : i.any()" | Write it as a literal: this file is read as text and never run.',
    ],
    ['...lost', 'error schema-unknown-name at "lost" | Declare or import it.'],
    [
      '...[i.string()]',
      'error schema-not-readable at "...[i.string()]" | Write its members out, or move them to a file of the project.',
    ],
    [
      '[key()]: i.string()',
      'error schema-not-readable at "key()" | Write it as a literal: this file is read as text and never run.',
    ],
    [
      'get a() { return i.string() }',
      'error schema-not-readable at "get a() { return i.string() }" | Write it as a plain member.',
    ],
  ])('%s', (attrs, expected) => {
    const text = `${HEAD}declare const key: () => string;\nexport default i.schema({ entities: { e: i.entity({ ${attrs} }) } });`;
    const found = problems({
      'instant.schema.ts': text.replace(
        'declare const key: () => string;\n',
        attrs.includes('key()') ? 'const key = new Key();\n' : '',
      ),
    });
    expect(found.map((each) => each.replace(/at "new Key\(\)"/, 'at "key()"'))).toEqual([expected]);
  });

  it('a schema that a package holds, and says to name its file', () => {
    const text = `import schema from '@acme/db';\nexport default schema;\n`;
    const { diagnostics } = readFiles({ 'instant.schema.ts': text });
    expect(diagnostics).toMatchObject([
      {
        code: 'schema-not-a-schema',
        remedy: expect.stringContaining('--schema packages/db/schema.ts') as string,
      },
    ]);
  });

  it.each([
    ['export default { entities: {} }', 'schema-not-a-schema'],
    [
      "export default { posts: { title: 'string?', author: { link: 'users' } } }",
      'schema-not-a-schema',
    ],
    ["export default { posts: { type: 'ref', to: 'users' } } as const", 'schema-not-a-schema'],
    ['export const nothing = 1;', 'schema-not-a-schema'],
    ['', 'schema-not-a-schema'],
    [
      'export const a = i.schema({ entities: {} }), b = i.schema({ entities: {} });',
      'schema-ambiguous',
    ],
    ['export default i.schema()', 'schema-wrong-argument'],
    ['export default i.schema(1)', 'schema-wrong-argument'],
    ['export default i.schema({ links: {} })', 'schema-wrong-argument'],
    ['export default i.schema({ entities: [] })', 'schema-wrong-value'],
    ['export default i.schema({ entities: { a: { x: i.string() } } })', 'schema-not-an-entity'],
    [
      "export default i.schema({ entities: { a: i.entity({}).permissions({ r: 'x' }) } })",
      'schema-unknown-method',
    ],
    ['export default i.schema({ entities: {} ', 'schema-syntax'],
    ['let s = i.schema({ entities: {} }); s = other; export default s', 'schema-reassigned'],
    ['const a = { ...b }, b = { ...a }; export default i.schema({ entities: a })', 'schema-circle'],
    ['const f = () => f(); export default i.schema({ entities: { e: f() } })', 'schema-too-deep'],
    [
      'function f(x) { for (;;) return x } export default i.schema({ entities: { e: f(1) } })',
      'schema-not-followed',
    ],
    [
      'function f() { const out = {}; out.a = i.string(); return out } export default i.schema({ entities: { e: i.entity(f()) } })',
      'schema-not-followed',
    ],
    [
      "import { wrap } from 'kit'; export default i.schema({ entities: { e: i.entity({ a: wrap(i.string()) }) } })",
      'schema-not-readable',
    ],
    [
      "import { x } from './none'; export default i.schema({ entities: { ...x } })",
      'schema-import-not-found',
    ],
    ['export default i.schema({ entities: {}, rooms: { r: {} } })', 'schema-room-without-presence'],
    [
      'export default i.schema({ entities: {}, rooms: { r: { presence: {} } } })',
      'schema-not-an-entity',
    ],
  ])('%s', (text, code) => {
    const reading = readText(text);
    expect(codes(reading)).toEqual([code]);
    expect(reading.store).toBeUndefined();
    expect(reading.diagnostics[0]?.at).toBeDefined();
    if (code !== 'schema-syntax') expect(reading.diagnostics[0]?.message).toMatch(/\.$/);
  });

  it('finds every problem of a file at once, each once', () => {
    const text =
      'const bad = i.text(); export default i.schema({ entities: { a: i.entity({ x: bad, y: i.strin() }), b: i.entity({ x: bad }) } })';
    expect(codes(readText(text), HEAD + text)).toEqual([
      'schema-unknown-method: i.text',
      'schema-unknown-method: i.strin',
    ]);
  });

  it('locates problems in the file where they are', () => {
    const files = {
      'instant.schema.ts': `${HEAD}import { part, oops } from './part';\nexport default i.schema({ entities: { a: i.entity(part), ...oops } });`,
      'part.ts': `${HEAD}export const part = { x: i.nope() };`,
    };
    expect([...problems(files)].sort().reverse()).toEqual([
      'error schema-unknown-method at "i.nope" | It has string, number, boolean, date, json, any, entity, schema, graph.',
      'error schema-export-not-found at "oops" | Export it from part.ts.',
    ]);
    expect(problems({ ...files, 'part.ts': 'export const = 1' })[0]).toMatch(
      /^error schema-syntax at "="/,
    );
  });

  it('tells an absent schema from one that is not where it was said to be', () => {
    const absent = readFrom(onDisk(FIXTURES), undefined);
    expect(absent).toEqual({
      diagnostics: [],
      store: {
        kind: 'instaql',
        declared: false,
        entities: [],
        rooms: [],
        declarations: [],
        dates: 'stored',
        requiredLinks: 'types',
      },
    });
    expect(codes(readFrom(onDisk(FIXTURES), 'nowhere.ts'))).toEqual(['schema-not-found']);
  });
});

describe('what is read, and probably meant otherwise, is a warning', () => {
  const link = (forward: string, reverse: string): string =>
    `export default i.schema({ entities: { a: i.entity({ name: i.string() }), b: i.entity({}) }, links: { ab: {
      forward: { on: 'a', has: 'one', label: 'b', ${forward} }, reverse: { on: 'b', has: 'many', label: 'as', ${reverse} } } } });`;

  it('keys of a room that mean nothing', () => {
    const rooms = '{ r: { presence: i.entity({}), topcs: { t: i.entity({}) } } }';
    const { diagnostics } = readText(`import { i } from '@instantdb/core';
export default i.schema({ entities: {}, rooms: ${rooms} });`);
    expect(diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'schema-room-unknown-property',
        message: "The room 'r' has no property 'topcs'; it is ignored.",
        remedy: "Did you mean 'topics'?",
      },
    ]);
  });

  it('an end is told in a sentence', () => {
    const told = (text: string): readonly string[] =>
      readText(text).diagnostics.map(({ message }) => message);
    expect(told(link("required: 'yes'", ''))).toEqual([
      "The forward end of 'ab' has a 'required' that is a string.",
    ]);
    expect(told(link('', '').replace("on: 'b'", "on: '$users'"))).toEqual([
      "The link 'ab' has an end on '$users', which the schema does not declare: the client is written without this link, and Instant refuses to push it.",
    ]);
    expect(told(link('', '').replace("on: 'b'", "on: 'bs'"))).toEqual([
      "The link 'ab' has an end on 'bs', which the schema does not declare: Instant refuses to push it.",
    ]);
  });

  it.each([
    [link('', ''), []],
    [link("required: true, onDelete: 'cascade'", ''), []],
    [
      link('requird: true', ''),
      ['warning schema-link-unknown-property at "requird" | Did you mean \'required\'?'],
    ],
    [
      link('', 'required: true'),
      ['warning schema-required-reverse at "label: \'as\'" | Put `required` on the forward end.'],
    ],
    [
      link('', "onDelete: 'cascade'"),
      ["warning schema-cascade-many at \"label: 'as'\" | Put onDelete on the end that has 'one'."],
    ],
    [
      link("onDelete: 'restrict'", ''),
      [
        "warning schema-link-on-delete at \"onDelete: 'restrict'\" | Write 'cascade', or leave it out.",
      ],
    ],
    [
      link('', '').replace("label: 'b'", "label: 'name'"),
      ['warning schema-label-is-attribute at "label: \'name\'" | Rename one of them.'],
    ],
    [
      link('', '').replace("on: 'b'", "on: 'bs' as any"),
      ["warning schema-link-undeclared-entity at \"on: 'bs' as any\" | Did you mean 'b'?"],
    ],
    [
      link('', '').replace("on: 'b'", "on: 'bs'"),
      ["error schema-link-undeclared-entity at \"on: 'bs'\" | Did you mean 'b'?"],
    ],
    [
      link('', '').replace("on: 'b'", "on: 'parcels'"),
      [
        'error schema-link-undeclared-entity at "on: \'parcels\'" | Declare it: parcels: i.entity({ … }).',
      ],
    ],
    [
      link('', '').replace("on: 'b'", "on: '$files'"),
      [
        'warning schema-link-undeclared-entity at "on: \'$files\'" | Declare it: $files: i.entity({ … }).',
      ],
    ],
    [
      link('', '').replace("on: 'b'", "on: 'a'").replace("label: 'as'", "label: 'b'"),
      [
        "error schema-label-twice at \"label: 'b'\" | Give the ends names of their own, as in 'b' and 'bOf'.",
      ],
    ],
    [
      "const ends = { forward: { on: 'a', has: 'one', label: 'b' } as const, reverse: { on: 'b', has: 'one', label: 'a' } as const };" +
        ' export default i.schema({ entities: { a: i.entity({}), b: i.entity({}) }, links: { x: ends, y: ends } });',
      [
        'error schema-label-twice at "label: \'b\'" | Give one of them another label.',
        'error schema-label-twice at "label: \'a\'" | Give one of them another label.',
      ],
    ],
    ['export default i.schema({ entities: { a: i.entity({ id: i.string().unique() }) } })', []],
    [
      'export default i.schema({ entities: { a: i.entity({ id: i.number() }) } })',
      ['warning schema-id-is-text at "id" | Take it away, or give the attribute another name.'],
    ],
    [
      'export default i.schema({ entities: { a: i.entity({}), a: i.entity({ x: i.any() }) } })',
      ['warning schema-key-twice at "a" | Take one of them away, or give it another name.'],
    ],
    [
      'export default i.schema({ entities: { $things: i.entity({}) } })',
      ['warning schema-system-name at "$things" | Leave the $ out.'],
    ],
    [
      'export default i.schema({ entities: { $users: i.entity({ email: i.string(), age: i.number() }) } })',
      ['warning schema-system-attr-required at "age" | Add .optional().'],
    ],
    [
      'export default i.schema({ entities: {}, entites: {} })',
      ['warning schema-unknown-section at "entites" | Did you mean \'entities\'?'],
    ],
    [
      "export default i.graph('app-id', {}, {})",
      [
        'warning schema-graph-with-app-id at "i.graph(\'app-id\', {}, {})" | Write i.schema({ entities, links }).',
      ],
    ],
    [
      'const s = i.schema({ entities: { a: i.entity({ x: i.date<1>() }) } }); (s as any).entities.a = 1; export default s',
      [
        'warning schema-changed-later at "(s as any).entities.a = 1" | If the change adds or alters attributes or links, write it into the declaration.',
        'warning schema-type-argument-ignored at "1" | Remove it.',
      ],
    ],
    [
      "export default i.schema({ entities: { a: i.entity({ '__proto__': i.string() }) } })",
      ["warning schema-prototype-key at \"'__proto__'\" | Write ['__proto__'] if this is meant."],
    ],
  ])('%s', (text, expected) => {
    expect(schema(text)).toEqual(expected);
    const failed = expected.some((each) => each.startsWith('error'));
    expect(readText(text).store === undefined).toBe(failed);
  });

  it('refuses what has no right output', () => {
    expect(codes(readText(link('', '').replace("label: 'b'", "label: 'id'")))).toEqual([
      'schema-label-id',
    ]);
    expect(codes(readText(link('', '').replace("has: 'one'", "has: 'single'")))).toEqual([
      'schema-link-has',
    ]);
    expect(codes(readText(link('', '').replace("label: 'b',", '')))).toEqual([
      'schema-link-incomplete',
    ]);
    expect(
      codes(
        readText(
          "export default i.schema({ entities: {}, links: { x: { forward: { on: 'a', has: 'one', label: 'b' } } } })",
        ),
      ),
    ).toEqual(['schema-link-end-missing']);
    expect(codes(readText(link('required: maybe()', '')))).toEqual(['schema-unknown-name']);
  });
});

describe('no input makes it throw', () => {
  it('reads names that an object has already', () => {
    const keys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];
    const attrs = keys.map((key) => `['${key}']: i.string()`).join(', ');
    const links = keys.map(
      (key) =>
        `['${key}']: { forward: { on: '${key}', has: 'one', label: 'l_${key}' }, reverse: { on: '${key}', has: 'many', label: '${key}' } }`,
    );
    const entities = keys.map((key) => `['${key}']: i.entity({ ${attrs} })`).join(', ');
    const { store } = readText(
      `export default i.schema({ entities: { ${entities} }, links: { ${links.join(', ')} } })`,
    );
    expect(store?.entities.map(({ key }) => key)).toEqual(keys);
    for (const entity of store?.entities ?? []) {
      expect(entity.attrs.map(({ key }) => key)).toEqual(keys);
      expect(entity.links.map(({ label }) => label)).toEqual([`l_${entity.key}`, entity.key]);
    }
    const shadows = readAttrs('x: valueOf, y: i.json<constructor>()');
    expect(codes(shadows)).toEqual(['schema-unknown-name', 'schema-unknown-type']);
  });

  it.each([
    ['brackets', `export default ${'('.repeat(20_000)}1`],
    [
      'calls',
      `export default i.schema({ entities: { a: i.entity({ x: i.string()${'.indexed()'.repeat(5000)} }) } })`,
    ],
    [
      'types',
      `export default i.schema({ entities: { a: i.entity({ x: i.json<${'{a:'.repeat(600)}1${'}'.repeat(600)}>() }) } })`,
    ],
    [
      'arrays',
      `export default i.schema({ entities: { a: i.entity({ x: i.json<1${'[]'.repeat(3000)}>() }) } })`,
    ],
    [
      'spreads',
      `const a0 = {};${Array.from({ length: 600 }, (_, n) => `const a${n + 1} = { ...a${n}, ...a${n} };`).join('')}export default i.schema({ entities: a600 })`,
    ],
    [
      'text',
      `const s0 = 'ab';${Array.from({ length: 100 }, (_, n) => `const s${n + 1} = s${n} + s${n};`).join('')}export default i.schema({ entities: { [s100]: i.entity({}) } })`,
    ],
    [
      'functions',
      `const f0 = (x) => x;${Array.from({ length: 60 }, (_, n) => `const f${n + 1} = (x) => ({ a: f${n}(x), b: f${n}(x) });`).join('')}export default i.schema({ entities: f60(1) })`,
    ],
  ])('however deep: %s', (_, text) => {
    const reading = readText(text);
    expect(reading.store).toBeUndefined();
    expect(codes(reading)[0]).toMatch(/^schema-(?:too-deep|not-readable)$/);
  });

  it('survives every beginning of a schema, and every single missing character', () => {
    const text = `${HEAD}// a\nconst b = i.json<{ x: 1 }>(); const f = (a) => ({ ...a, c: b.indexed() });
      export default i.schema({ entities: { 'a b': i.entity(f({ ...{}, [\`k\`]: i.any() })).asType<{ c: 'q' }>() },
      links: { l: { forward: { on: 'a b', has: 'one', label: 'x' }, reverse: { on: 'a b', has: 'many', label: 'y' } } },
      rooms: { r: { presence: i.entity({}), topics: {} } } });`;
    let read = 0;
    for (let at = 0; at < text.length; at++) {
      for (const broken of [text.slice(0, at), text.slice(0, at) + text.slice(at + 1)]) {
        const { store, diagnostics } = readFiles({ 'instant.schema.ts': broken });
        const failed = diagnostics.some(({ severity }) => severity === 'error');
        expect(store === undefined, broken).toBe(failed);
        if (!failed) read++;
      }
    }
    expect(read).toBeGreaterThan(50);
  });
});
