/** Values of every kind, most of them as a program means them, some of them hostile. */

import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

import { constants } from '../env.js';

const HOSTILE = [
  '',
  ' ',
  '\t',
  'a b+c',
  "'; drop table triples; --",
  '"quoted" \\ and `ticks` ${x}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  'a/b?c=d&e#f%20%',
  '%',
  'null',
  'undefined',
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'and',
  'or',
  '$',
  '$$ruleParams',
  'a.b.c',
  '.',
  'lookup__slug__"x"',
  'lookup__slug__',
  'lookup__order__1',
  'line one\nline two\r\n',
  '\0',
  '\u2028\u2029\ufeff',
  'é ü ß',
  'фото',
  '🐈‍⬛ cat',
  '\ud800',
  'x'.repeat(3000),
] as const;

/** Text that a program may meet: short and plain, any Unicode, and what breaks careless code. */
export const text: Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
);

/** Text that a header can carry, and an address. */
export const email: Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('a@b.co', 'A+b@C.example', 'o’neil@x.org', ' pad@x.org '),
  },
  { weight: 1, arbitrary: text },
);

/** Ids: of every version of UUID, in both cases, and of none. */
export const goodId: Arbitrary<string> = fc.oneof(
  fc.constantFrom(constants.G1, constants.T1, constants.USER_ID),
  fc.uuid(),
  fc.uuid({ version: [1, 3, 5, 7] }).map((id) => id.toUpperCase()),
  fc.constantFrom('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
);
export const anyId: Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: goodId },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'aaaaaaaa-aaaa-9aaa-8aaa-aaaaaaaaaaa1',
      'aaaaaaaa-aaaa-4aaa-7aaa-aaaaaaaaaaa1',
      `${constants.G1} `,
      `{${constants.G1}}`,
    ),
  },
  { weight: 1, arbitrary: text },
);

const number: Arbitrary<number> = fc.oneof(
  fc.integer({ min: -3, max: 1000 }),
  fc.double(),
  fc.constantFrom(NaN, Infinity, -0, Number.MAX_SAFE_INTEGER, 1e21),
);
const date: Arbitrary<unknown> = fc.oneof(
  fc.date({ noInvalidDate: false }),
  fc.integer(),
  fc.date({ noInvalidDate: true }).map((each) => each.toISOString()),
);

/** Any JSON, and what JSON drops or changes. */
export const anything: Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: text },
  { weight: 2, arbitrary: number },
  fc.boolean(),
  fc.constantFrom(null, undefined, [], {}),
  date,
  fc.array(fc.oneof(number, text, fc.constantFrom(null, undefined)), { maxLength: 3 }),
  record(text, fc.oneof(text, number, fc.constant(null), fc.array(number, { maxLength: 2 }))),
);

/** A value that an attribute of this type takes. */
export function valueOf(type: string | undefined): Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return text;
    case 'number':
      return number;
    case 'boolean':
      return fc.boolean();
    case 'date':
      return date;
    default:
      return anything;
  }
}

/** Mostly what is meant, sometimes anything. */
export function mostly<Value>(
  arbitrary: Arbitrary<Value>,
  otherwise: Arbitrary<unknown> = anything,
): Arbitrary<unknown> {
  return fc.oneof({ weight: 24, arbitrary }, { weight: 1, arbitrary: otherwise });
}

/** An object of a few members; `__proto__` is a member like any other. */
export function record(
  key: Arbitrary<string>,
  value: Arbitrary<unknown>,
  maxLength = 3,
): Arbitrary<object> {
  return fc.array(fc.tuple(key, value), { maxLength }).map((pairs) => Object.fromEntries(pairs));
}

/** An object with any of these members. */
export function some(members: Readonly<Record<string, Arbitrary<unknown>>>): Arbitrary<object> {
  return fc.record(members, { requiredKeys: [], noNullPrototype: true });
}
