import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../generator/diagnostics.js';
import { applyOverlays } from '../../generator/read/document/overlay.js';
import { codes, deepFreeze, readFiles } from './given.js';

function apply(
  data: unknown,
  actions: unknown,
  version = '1.1.0',
): { data: unknown; moved: Record<string, string>; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const text = JSON.stringify({ overlay: version, info: { title: 'O', version: '1' }, actions });
  const mended = applyOverlays(deepFreeze(data), 'api.json', [{ text, file: 'o.json' }], (each) =>
    diagnostics.push(each),
  );
  const moved = [...mended.moved].map(([pointer, { file, pointer: from }]) => [
    pointer,
    `${file}#${from}`,
  ]);
  return { data: mended.data, moved: Object.fromEntries(moved), diagnostics };
}

describe('actions', () => {
  test.each<[string, unknown, unknown[], unknown]>([
    [
      'update merges objects',
      { a: { b: 1, c: { d: 1 } } },
      [{ target: '$.a', update: { b: 2, c: { e: 3 } } }],
      { a: { b: 2, c: { d: 1, e: 3 } } },
    ],
    [
      'update concatenates arrays',
      { a: { b: [1] } },
      [{ target: '$.a', update: { b: [2, 3] } }],
      { a: { b: [1, 2, 3] } },
    ],
    [
      'update appends to an array',
      { a: [1] },
      [{ target: '$.a', update: { x: 1 } }],
      { a: [1, { x: 1 }] },
    ],
    [
      'update replaces a value',
      { a: { b: 1 } },
      [{ target: '$.a.b', update: 'x' }],
      { a: { b: 'x' } },
    ],
    ['update of the root', { a: 1 }, [{ target: '$', update: { b: 2 } }], { a: 1, b: 2 }],
    [
      'update of several',
      { a: { x: {} }, b: { x: {} } },
      [{ target: '$.*.x', update: { n: 1 } }],
      { a: { x: { n: 1 } }, b: { x: { n: 1 } } },
    ],
    [
      'update by filter',
      { a: [{ n: 1 }, { n: 2 }] },
      [{ target: '$.a[?@.n == 2]', update: { m: 3 } }],
      { a: [{ n: 1 }, { n: 2, m: 3 }] },
    ],
    [
      'remove of a member',
      { a: { b: 1, c: 2 } },
      [{ target: '$.a.b', remove: true }],
      { a: { c: 2 } },
    ],
    [
      'remove of elements',
      { a: [1, 2, 3, 4] },
      [{ target: '$.a[?@ > 1 && @ < 4]', remove: true }],
      { a: [1, 4] },
    ],
    [
      'remove goes before update',
      { a: 1, b: 2 },
      [{ target: '$.a', remove: true, update: 3 }],
      { b: 2 },
    ],
    [
      'copy',
      { a: { x: 1 }, b: { y: 2 } },
      [{ target: '$.b', copy: '$.a' }],
      { a: { x: 1 }, b: { x: 1, y: 2 } },
    ],
    [
      'in order',
      { a: {} },
      [
        { target: '$.a', update: { b: {} } },
        { target: '$.a.b', update: { c: 1 } },
      ],
      { a: { b: { c: 1 } } },
    ],
    [
      'an action twice',
      { a: {} },
      [
        { target: '$.a', update: { l: [1] } },
        { target: '$.a', update: { l: [2] } },
      ],
      { a: { l: [1, 2] } },
    ],
    [
      'hostile names',
      { a: {} },
      [{ target: '$.a', update: JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}') }],
      { a: JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}') },
    ],
  ])('%s', (_, given, actions, want) => {
    const { data, diagnostics } = apply(given, actions);
    expect(diagnostics).toEqual([]);
    expect(JSON.stringify(data, sorted)).toBe(JSON.stringify(want, sorted));
  });

  test('a copied or updated value is not shared with what later actions change', () => {
    const { data } = apply({ a: { l: [1] }, b: {} }, [
      { target: '$.b', copy: '$.a' },
      { target: '$.a.l', update: 2 },
    ]);
    expect(data).toEqual({ a: { l: [1, 2] }, b: { l: [1] } });
  });

  test('nor is a value that was changed before it was copied, or that is copied into itself', () => {
    const { data } = apply({ a: { x: { n: 1 } }, b: {} }, [
      { target: '$.a.x', update: { m: 2 } },
      { target: '$.b', copy: '$.a' },
      { target: '$.b.x.m', remove: true },
      { target: '$.a.x', copy: '$.a' },
    ]);
    expect(data).toEqual({ a: { x: { n: 1, m: 2, x: { n: 1, m: 2 } } }, b: { x: { n: 1 } } });
  });
});

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

test('places: what an overlay brought, and what a removal moved', () => {
  const { moved } = apply({ a: { l: [{ n: 0 }, { n: 1 }, { n: 2 }] } }, [
    { target: '$.a.l[2]', update: { m: 1 } },
    { target: '$.a.l[0]', remove: true },
    { target: '$.a.l', update: { n: 3 } },
  ]);
  expect(moved).toEqual({
    '/a/l/0': 'api.json#/a/l/1',
    '/a/l/1': 'api.json#/a/l/2',
    '/a/l/1/m': 'o.json#/actions/0/update/m',
    '/a/l/2': 'o.json#/actions/2/update',
  });
});

test('a problem in what an overlay brought is shown in the overlay', () => {
  const answer = readFiles(
    {
      'api.yaml': 'openapi: 3.1.0\ncomponents:\n  schemas:\n    A: { type: object }\n',
      'o.yaml':
        'overlay: 1.0.0\nactions:\n  - target: $.components.schemas.A\n    update: { properties: { x: { type: nonsense } } }\n',
    },
    'api.yaml',
    ['o.yaml'],
  );
  expect(answer.diagnostics.map(({ code, at }) => [code, at])).toEqual([
    ['openapi-type-unknown', { file: 'o.yaml', pointer: '/actions/0/update/properties/x' }],
    // How many there are, of all documents.
    ['openapi-unknown', undefined],
  ]);
});

test.each<[unknown, string[]]>([
  [[{ target: '$.nope', update: {} }], ['warning overlay-no-match']],
  [[{ target: '$.nope', update: {}, 'x-optional': true }], []],
  [[{ target: '$.nope', remove: true }], ['warning overlay-no-match']],
  [[{ target: '$..[', update: {} }], ['error overlay-path']],
  [[{ update: {} }], ['error overlay-target']],
  [[{ target: '$.a' }], ['warning overlay-nothing-to-do']],
  [
    [{ target: '$.a', updat: {} }],
    ['warning overlay-unknown-key', 'warning overlay-nothing-to-do'],
  ],
  [[{ target: '$.a', copy: '$.*' }], ['error overlay-copy']],
  ['x', ['error overlay-actions']],
])('mistakes: %j', (actions, want) => {
  expect(codes(apply({ a: {}, b: {} }, actions))).toEqual(want);
});

test('a version that is not known', () => {
  expect(codes(apply({}, [], '2.0.0'))).toEqual(['error overlay-version']);
});
