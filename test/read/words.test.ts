/** Types that are none of the specification's. */

import { expect, test } from 'vitest';
import { codes, placeless, readData, schemasOf, withSchemas } from './given.js';
import { read as readSwagger } from './swagger2-given.js';

const spelling = 'warning openapi-type-spelling';
const unknown = { kind: 'unknown' };
const string = { kind: 'string' };
const integer = { kind: 'number', integer: true };
const list = (items: object): object => ({ kind: 'array', items });
const ref = { kind: 'ref', to: 'Pet' };
const free = { kind: 'object', props: [], rest: unknown };

function read(schema: unknown): readonly unknown[] {
  const answer = readData(
    withSchemas({ S: schema, Pet: { type: 'object', properties: { a: { type: 'string' } } } }),
  );
  return [schemasOf(answer)['S'], codes(answer)];
}

test.each<[string, object]>([
  ['char', string],
  ['guid', string],
  ['uint32', integer],
  ['real', { kind: 'number', integer: false }],
  ['Bool', { kind: 'boolean' }],
  ['bytes', { kind: 'binary' }],
  ['Files', { kind: 'array', items: { kind: 'binary' } }],
  ['None', { kind: 'null' }],
  ['hash', free],
  ['interger', integer],
  ['sting', string],
  ['Pet', ref],
  ['string[]', list(string)],
  ['[]Pet', list(ref)],
  ['array of integers', list(integer)],
  ['List<Pet>', list(ref)],
  ['array[int]', list(integer)],
  ['Map<string, int>', { kind: 'object', props: [], rest: integer }],
  ['string|null', { kind: 'union', of: [string, { kind: 'null' }] }],
  ['string or integer', { kind: 'union', of: [string, integer] }],
  ['void', { kind: 'never' }],
])('type: %s', (type, wanted) => {
  expect(read({ type })).toEqual([wanted, [spelling]]);
});

test.each(['any', 'mixed', 'json', 'dynamic'])(
  'type: %s says that anything can stand there',
  (type) => {
    expect(read({ type })).toEqual([unknown, []]);
  },
);

test('a type that what stands beside it says is no loss', () => {
  const told = ['warning openapi-type-unknown'];
  const literal = { kind: 'literal', values: ['a', 'b'] };
  expect(read({ type: 'enum', enum: ['a', 'b'] })).toEqual([literal, told]);
  const either = { kind: 'union', of: [string, integer] };
  const of = [{ type: 'string' }, { type: 'integer' }];
  expect(read({ type: 'union', anyOf: of })).toEqual([either, told]);
  expect(read({ type: ['string', 'undefined'] })).toEqual([string, told]);
});

test('a word of another kind stays what it is beside a schema of that name', () => {
  const answer = readData(withSchemas({ date: { type: 'date' }, list: { type: 'list' } }));
  expect(schemasOf(answer)['date']).toEqual({ kind: 'string', format: 'date' });
});

test.each<[unknown, object]>([
  ['string', string],
  ['Pet', ref],
  ['Pet[]', list(ref)],
  ['#/components/schemas/Pet', ref],
])('%s in place of a schema', (given, wanted) => {
  expect(read({ type: 'array', items: given })).toEqual([
    list(wanted),
    ['warning openapi-schema-malformed'],
  ]);
});

test('a member that is undefined may be absent, and an answer that is void has no body', () => {
  const schema = { type: 'object', required: ['a'], properties: { a: { type: 'undefined' } } };
  const either = { anyOf: [{ type: 'string' }, { type: 'undefined' }] };
  const [read, told] = [readData(withSchemas({ S: schema, T: either })), schemasOf];
  expect(told(read)['S']).toMatchObject({ props: [{ key: 'a', required: false }] });
  expect(told(read)['T']).toEqual(string);
  const content = { 'application/json': { schema: { type: 'void' } } };
  const info = { title: 'T', version: '1' };
  const paths = (responses: object): object => ({ '/a': { get: { responses } } });
  const newer = readData({
    ...{ openapi: '3.0.0', info },
    paths: paths({ 200: { description: '', content } }),
  });
  const older = readSwagger({
    paths: paths({ 200: { description: '', schema: { type: 'void' } } }),
  });
  for (const { api } of [newer, older]) {
    expect(placeless(api?.operations[0]?.responses)).toEqual([
      expect.objectContaining({ status: '200', contents: [] }),
    ]);
  }
});

test('words of a length that no type has are none, however they are made', () => {
  const type = (spaces: number): string => `List<${' '.repeat(spaces)}Pet>`;
  expect(read({ type: type(10) })).toEqual([list(ref), [spelling]]);
  expect(read({ type: type(300) })[0]).toEqual(unknown);
  expect(read({ type: `List<${' '.repeat(100_000)}<` })[0]).toEqual(unknown);
});
