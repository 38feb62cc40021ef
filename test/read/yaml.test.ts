import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../generator/diagnostics.js';
import { locate, locateAll } from '../../generator/read/document/locate.js';
import { parseText } from '../../generator/read/document/yaml.js';

function parse(text: string): { data: unknown; problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  return { data: parseText(text, 'f', (each) => problems.push(each)), problems };
}

describe('parsing', () => {
  test.each([
    ['JSON', '{"a": [1, null]}', { a: [1, null] }],
    ['YAML', 'a:\n  - 1\n  - ~\n', { a: [1, null] }],
    ['flow YAML that looks like JSON', '{a: 1, b: [x,]}', { a: 1, b: ['x'] }],
    ['byte order mark and CRLF', '\uFEFFa: 1\r\nb:\r\n  c: 2\r\n', { a: 1, b: { c: 2 } }],
    ['byte order mark before JSON', '\uFEFF{"a":1}', { a: 1 }],
    [
      'timestamps stay strings',
      'a: 2020-01-02\nb: 2020-01-02T03:04:05Z',
      { a: '2020-01-02', b: '2020-01-02T03:04:05Z' },
    ],
    [
      'words of YAML 1.1 stay strings',
      'a: yes\nb: off\nc: 0777\nd: 12:30',
      { a: 'yes', b: 'off', c: 777, d: '12:30' },
    ],
    ['number keys', '200: a\n404: b', { 200: 'a', 404: 'b' }],
    [
      'merge keys',
      'x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3',
      { x: { a: 1, b: 2 }, y: { a: 1, b: 3 } },
    ],
    ['aliases', 'x: &x [1]\ny: *x', { x: [1], y: [1] }],
  ])('%s', (_, text, want) => {
    expect(parse(text)).toEqual({ data: want, problems: [] });
  });

  test('keys that mean something to JavaScript are members like any other', () => {
    for (const text of [
      '{"__proto__": {"a": 1}, "constructor": 2}',
      '__proto__: {a: 1}\nconstructor: 2',
    ]) {
      const { data } = parse(text);
      expect(Object.keys(Object(data))).toEqual(['__proto__', 'constructor']);
      expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    }
  });

  test.each<readonly [string, unknown, readonly number[]]>([
    ['a:\n  b: "x\n y"\nc: 1', { a: { b: 'x y' }, c: 1 }, [11]],
    ["a:\n  b: 'x\ny\n\nz: q\n'\nc: 1", { a: { b: 'x y\nz: q ' }, c: 1 }, [11]],
    ['a:\r\n- "x\r\ny"\r\nb: 2', { a: ['x y'], b: 2 }, [10]],
    ['a:\n  b: {x: 1,\ny: 2}\nc: "d\ne"\n', { a: { b: { x: 1, y: 2 } }, c: 'd e' }, [15, 27]],
    ['- - - - "a\nb"\n', [[[['a b']]]], [11]],
  ])('what is quoted may go on further left, with a warning: %s', (text, want, offsets) => {
    const { data, problems } = parse(text);
    expect(data).toEqual(want);
    expect(problems.map(({ severity, code }) => [severity, code])).toEqual(
      offsets.map(() => ['warning', 'yaml-indentation']),
    );
    expect(problems.map(({ at }) => at && 'offset' in at && at.offset)).toEqual(offsets);
  });

  test.each(['a:\n  b: "x\n---\ny"', 'a:\n  b: "x\n y', 'a: b\n c: d'])(
    'what is wrong otherwise stays wrong: %s',
    (text) => {
      const { data, problems } = parse(text);
      expect(data).toBeUndefined();
      expect(problems.map(({ severity }) => severity)).toContain('error');
    },
  );

  test.each([
    ['{"a": 1, "b": {"c": 1, "c": 2}, "a": 3}', { a: 3, b: { c: 2 } }, ['"c"', '"a"']],
    ['{"a": "x:\\"y", "a": 2}', { a: 2 }, ['"a"']],
    ['a: 1\nb: 2\na: 3\n', { a: 3, b: 2 }, ['a']],
  ])('duplicate keys are a warning, and the last counts: %s', (text, want, keys) => {
    const { data, problems } = parse(text);
    expect(data).toEqual(want);
    expect(problems.map(({ severity, code }) => [severity, code])).toEqual(
      keys.map(() => ['warning', 'yaml-duplicate-key']),
    );
    for (const [index, key] of keys.entries()) {
      const at = problems[index]?.at;
      if (at === undefined || !('offset' in at)) throw new Error('a problem without a place');
      expect(at.offset).toBe(text.lastIndexOf(key));
    }
  });

  test.each([
    ['', 'yaml-empty'],
    [' \n', 'yaml-empty'],
    ['a: "b', 'yaml-missing-char'],
    ['a: [1\nb: 2', 'yaml-bad-indent'],
    ['x: *nothing', 'yaml-unreadable'],
    ['paths:\n\t/a:\n\t  get: {}\n', 'yaml-tab-as-indent'],
    ['a: &a [*a]', 'yaml-circular'],
    ['&a [*a]', 'yaml-circular'],
    ['- !<tag:yaml.org,2002:seq>&a [*a]', 'yaml-circular'],
    ['- &a [*a]', 'yaml-circular'],
    ['? b\n: &a [*a]', 'yaml-circular'],
    ['b: [&a [*a]]', 'yaml-circular'],
    ['b: [1,&a [*a]]', 'yaml-circular'],
    ['{"b":&a [*a]}', 'yaml-circular'],
    ['b: {&a c: 1, d: &é [*é]}', 'yaml-circular'],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'yaml-too-deep'],
  ])('refused with one error: %#', (text, code) => {
    const { data, problems } = parse(text);
    expect(data).toBeUndefined();
    expect(problems.map((each) => each.code)).toEqual([code]);
  });

  test('aliases that multiply are refused quickly', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level++) {
      lines.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    }
    const start = performance.now();
    expect(parse(lines.join('\n')).problems.map(({ code }) => code)).toEqual(['yaml-alias-bomb']);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test('of several documents the first counts', () => {
    const { data, problems } = parse('a: 1\n---\na: 2\n');
    expect(data).toEqual({ a: 1 });
    expect(problems.map(({ code }) => code)).toEqual(['yaml-multiple-docs']);
  });
});

describe('locating', () => {
  const json = '{"a": {"b/c": [1, {"d": "x"}, true], "~": 0}, "e": null}';
  const yaml = 'a:\n  "b/c":\n    - 1\n    - d: x\n    - true\n  ~0: 0\n"e": null\n';
  test.each([
    [json, '', '{'],
    [json, '/a', '"a"'],
    [json, '/a/b~1c', '"b/c"'],
    [json, '/a/b~1c/0', '1'],
    [json, '/a/b~1c/1', '{"d": "x"}'],
    [json, '/a/b~1c/1/d', '"d"'],
    [json, '/a/b~1c/2', 'true'],
    [json, '/a/~0', '"~"'],
    [json, '/e', '"e"'],
    [json, '/a/nope/deeper', '"a"'],
    [yaml, '', 'a'],
    [yaml, '/a/b~1c', '"b/c"'],
    [yaml, '/a/b~1c/0', '1'],
    [yaml, '/a/b~1c/1', 'd: x'],
    [yaml, '/a/b~1c/1/d', 'd'],
    [yaml, '/a/~00', '~0'],
    [yaml, '/e', '"e"'],
    [yaml, '/e/nope', '"e"'],
  ])('%# %s', (text, pointer, want) => {
    const span = locate(text, pointer);
    expect(text.slice(span.offset, span.offset + span.length)).toBe(want);
    const marked = locate(`\uFEFF${text}`, pointer);
    expect(marked.offset).toBe(span.offset + 1);
  });

  test('several pointers in one scan, one inside of another', () => {
    const found = locateAll(json, ['/a/b~1c/1', '/a/b~1c/1/d', '/a']);
    expect([...found.values()].map(({ offset }) => offset).sort((a, b) => a - b)).toEqual([
      1, 18, 19,
    ]);
  });

  test('a text that breaks off', () => {
    expect(locate('{"a": [', '/a')).toEqual({ offset: 1, length: 3 });
    expect(locate('a: "', '/a')).toEqual({ offset: 0, length: 1 });
  });
});

test.each([
  ['brackets at the indentation of their key', 'a:\n  b: [\n  1,\n  2\n  ]\n  HERE: 1\n'],
  ['a closing bracket to the left', 'a:\n  b: [\n    1\n]\n  HERE: 1\n'],
  ['lines that are moved in several steps', 'a:\n  c:\n    d:\n      b: "x\ny\nz"\n  HERE: 1\n'],
  ['mistakes on several lines', 'b: {x: 1,\ny: 2}\nc: [\n1]\na:\n  b: [\n  ]\n  HERE: 1\n'],
  ['line ends of Windows', 'a:\r\n  b: [\r\n  1\r\n  ]\r\n  HERE: 1\r\n'],
  ['a text that begins with @', 'b: @x\na:\n  HERE: 1\n'],
  ['a text that begins with a backtick', 'a:\n  b: `x` y\n  HERE: 1\n'],
  ['both', 'a:\n  c: @x\n  b: [\n  1\n  ]\n  HERE: 1\n'],
])('what stands behind a mistake that has a reading has its place: %s', (_, text) => {
  expect(locate(text, '/a/HERE')).toEqual({ offset: text.indexOf('HERE'), length: 4 });
});

test('bytes that are no UTF-8 are told once, where the first of them stands', () => {
  const { data, problems } = parse('title: Caf\uFFFD\nname: \uFFFDber');
  expect(data).toEqual({ title: 'Caf\uFFFD', name: '\uFFFDber' });
  expect(problems.map(({ code, severity, at }) => ({ code, severity, at }))).toEqual([
    { code: 'encoding-unknown', severity: 'warning', at: { file: 'f', offset: 10, length: 1 } },
  ]);
});
