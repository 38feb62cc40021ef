/** What has an example and no schema is of no known type, and that is told where it stands. */

import { expect, test } from 'vitest';
import { readData, withSchemas, type Answer } from './given.js';
import { operation as swagger } from './swagger2-given.js';

const told = ({ diagnostics }: Answer): unknown =>
  diagnostics.map(({ severity, code, at }) => [
    `${severity} ${code}`,
    at !== undefined && 'pointer' in at && at.pointer,
  ]);

const NOTE = 'note openapi-example-only';
const JSON_TYPE = 'application/json';
const content = (media: object, type = JSON_TYPE): object => ({ content: { [type]: media } });

function operation(post: object): Answer {
  return readData({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { post: { responses: { 204: { description: 'done' } }, ...post } } },
  });
}

const at = '/paths/~1a/post';

test.each<readonly [string, object, readonly string[]]>([
  [
    'of a body',
    { requestBody: content({ example: { a: 1 } }) },
    [`${at}/requestBody/content/application~1json`],
  ],
  [
    'of answers, each in its place',
    {
      responses: {
        200: { description: 'ok', ...content({ examples: { a: { value: 1 } } }) },
        400: { description: 'no', ...content({ example: 'no' }, 'application/xml') },
      },
    },
    [
      `${at}/responses/200/content/application~1json`,
      `${at}/responses/400/content/application~1xml`,
    ],
  ],
  [
    'where the media type says what it is',
    {
      requestBody: content({ example: 'a' }, 'text/plain'),
      responses: { 200: { description: 'ok', ...content({ example: 'x' }, 'image/png') } },
    },
    [],
  ],
  ['where nothing is shown', { requestBody: content({}) }, []],
  ['beside a schema', { requestBody: content({ schema: {}, example: 1 }) }, []],
])('an example alone: %s', (_, given, places) => {
  expect(told(operation(given))).toEqual(places.map((each) => [NOTE, each]));
});

test('an example alone, in Swagger 2.0, is told once', () => {
  const examples = { 'application/json': { a: 1 }, 'application/xml': '<a/>' };
  const responses = { 200: { description: 'ok', examples } };
  expect(told(swagger({ responses }))).toEqual([[NOTE, `${at}/responses/200`]]);
});

test('an example beside a choice that anything fits: that choice is told', () => {
  const p = { anyOf: [{}, { type: 'string' }], example: 'a' };
  const answer = readData(withSchemas({ S: { type: 'object', properties: { p } } }));
  expect(told(answer)).toEqual([['note openapi-union-open', '/components/schemas/S/properties/p']]);
});

test.each<readonly [string, object, boolean]>([
  ['alone', { example: 1 }, true],
  ['with a description, in a list', { description: 'A thing', examples: [{ a: 1 }] }, true],
  ['beside a type of any kind', { type: 'any', example: 1 }, false],
  ['beside a shape', { type: 'object', example: {} }, false],
  ['beside a reference', { $ref: '#/components/schemas/Text', example: 'a' }, false],
  [
    'beside a reference and what it adds',
    { $ref: '#/components/schemas/Text', minLength: 1, example: 'a' },
    false,
  ],
  [
    'as a part of a whole',
    { allOf: [{ $ref: '#/components/schemas/Text' }, { example: 'a' }] },
    false,
  ],
  ['without an example', { description: 'Anything' }, false],
])('an example in a schema: %s', (_, p, isTold) => {
  const answer = readData(
    withSchemas({ Text: { type: 'string' }, S: { type: 'object', properties: { p } } }),
  );
  const place = '/components/schemas/S/properties/p';
  expect(told(answer)).toEqual(isTold ? [[NOTE, place]] : []);
});
