/** Answers whose parts are in no type are told, unless JSON beside them says the same. */

import { expect, test } from 'vitest';
import { codes, readData } from './given.js';
import { operation } from './swagger2-given.js';

const NOTE = 'note openapi-answer-parts';
const object = { type: 'object', properties: { a: { type: 'string' } } };
const MIXED = 'multipart/mixed';
const FORM = 'application/x-www-form-urlencoded';

test.each<readonly [string, object, readonly string[]]>([
  ['parts', { [MIXED]: { itemSchema: object } }, [NOTE]],
  ['a list of parts', { [MIXED]: { schema: { type: 'array', items: object } } }, [NOTE]],
  ['a form with files', { 'Multipart/Form-Data; boundary=x': { schema: object } }, [NOTE]],
  ['a form', { [FORM]: { schema: object } }, [NOTE]],
  ['parts of which nothing is said', { [MIXED]: {} }, []],
  ['parts of any name', { [MIXED]: { schema: { type: 'object' } } }, []],
  ['a file', { [MIXED]: { schema: { type: 'string', format: 'binary' } } }, []],
  ['JSON beside a form', { [FORM]: { schema: object }, 'text/json': { schema: object } }, []],
])('%s', (_, content, want) => {
  const responses = { 200: { description: 'ok', content } };
  const answer = readData({
    openapi: '3.2.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { responses } } },
  });
  expect(codes(answer)).toEqual(want);
});

test('of Swagger 2.0, too', () => {
  const responses = { 200: { description: 'ok', schema: object } };
  const answer = operation({ produces: [MIXED], responses });
  expect(codes(answer)).toEqual([NOTE]);
});
