/** Members of another form than theirs: flags and numbers as text, lists that are objects, one where there is a list. */

import { expect, test } from 'vitest';
import { placeless, readData, schemasOf, withSchemas, type Answer } from './given.js';
import { parameter } from './swagger2-given.js';

const TEXT = { type: 'string' };
const LIST = { type: 'array', items: TEXT };
const OBJECT = { type: 'object', properties: { a: TEXT, b: TEXT } };
const JSON_TEXT = { 'application/json': { schema: TEXT } };

/** Each that is told, by its place in what is tested. */
const told = ({ diagnostics }: Answer, within: string): readonly string[] =>
  diagnostics
    .filter(({ code }) => code !== 'openapi-unknown')
    .map(({ severity, at, message, remedy }) => {
      const pointer = at !== undefined && 'pointer' in at ? at.pointer : '';
      expect(severity).toBe('warning');
      expect(remedy).not.toBe('');
      return `${pointer.slice(within.length)} ${/; (.*)\.$/.exec(message)?.[1] ?? message}`;
    });

const READ = 'it is read as';
const OUT = 'it is left out';

test.each([
  [{ ...TEXT, nullable: 'true' }, { ...TEXT, nullable: true }, `/nullable ${READ} true`],
  [{ ...TEXT, nullable: 'yes' }, { ...TEXT, nullable: true }, `/nullable ${READ} true`],
  [{ ...TEXT, nullable: 'False' }, TEXT, `/nullable ${READ} false`],
  [{ ...TEXT, nullable: 1 }, { ...TEXT, nullable: true }, `/nullable ${READ} true`],
  [{ ...TEXT, nullable: 'maybe' }, TEXT, `/nullable ${OUT}`],
  [{ ...TEXT, 'x-nullable': 'true' }, { ...TEXT, nullable: true }, `/x-nullable ${READ} true`],
  [{ ...TEXT, deprecated: 'yes' }, { ...TEXT, deprecated: true }, `/deprecated ${READ} true`],
  [{ ...TEXT, readOnly: 'true' }, { ...TEXT, readOnly: true }, `/readOnly ${READ} true`],
  [{ ...TEXT, writeOnly: 'on' }, { ...TEXT, writeOnly: true }, `/writeOnly ${READ} true`],
  [{ ...TEXT, maxLength: '5' }, { ...TEXT, maxLength: 5 }, `/maxLength ${READ} 5`],
  [{ ...TEXT, maxLength: 'five' }, TEXT, `/maxLength ${OUT}`],
  [{ ...TEXT, description: 404 }, { ...TEXT, description: '404' }, `/description ${READ} "404"`],
  [{ ...TEXT, description: ['a'] }, TEXT, `/description ${OUT}`],
  [{ ...TEXT, description: null, maxLength: null, nullable: null }, TEXT],
  [
    { type: 'number', minimum: '-1.5', exclusiveMinimum: 'true' },
    { type: 'number', exclusiveMinimum: -1.5 },
    `/minimum ${READ} -1.5`,
    `/exclusiveMinimum ${READ} true`,
  ],
  [
    { type: 'array', prefixItems: TEXT },
    { type: 'array', prefixItems: [TEXT] },
    `/prefixItems ${READ} [{"type":"string"}]`,
  ],
  [{ type: 'array', prefixItems: 'x' }, { type: 'array' }, `/prefixItems ${OUT}`],
  [{ type: 'object', patternProperties: [TEXT] }, { type: 'object' }, `/patternProperties ${OUT}`],
  [{ type: 'object', patternProperties: '^x' }, { type: 'object' }, `/patternProperties ${OUT}`],
  [{ type: 'object', propertyNames: ['a'] }, { type: 'object' }, `/propertyNames ${OUT}`],
  [{ properties: [TEXT] }, { type: 'object' }, `/properties ${OUT}`],
  [
    { ...OBJECT, additionalProperties: 'false' },
    { ...OBJECT, additionalProperties: false },
    `/additionalProperties ${READ} false`,
  ],
  [{ ...TEXT, not: 'x' }, TEXT, `/not ${OUT}`],
  [
    { ...OBJECT, dependentSchemas: [] },
    { ...OBJECT, dependentSchemas: [] },
  ],
  [{ ...OBJECT, dependentSchemas: [TEXT] }, OBJECT, `/dependentSchemas ${OUT}`],
  [{ ...OBJECT, required: 'true' }, OBJECT, `/required ${READ} true`],
  [
    { ...OBJECT, required: 'a, b' },
    { ...OBJECT, required: ['a', 'b'] },
    '/required "required" must be a list of property names, also of one.',
  ],
  [
    { ...OBJECT, required: [{ a: true }] },
    OBJECT,
    '/required "required" must be a list of property names.',
  ],
  [
    { type: 'object', properties: { a: { ...TEXT, required: 'yes' } } },
    { type: 'object', properties: { a: TEXT }, required: ['a'] },
    `/properties/a/required ${READ} true`,
  ],
  [
    { type: 'object', properties: { no: TEXT }, required: 'no' },
    { type: 'object', properties: { no: TEXT }, required: ['no'] },
    '/required "required" must be a list of property names, also of one.',
  ],
  [
    { type: 'string', enum: [['a', 'b']] },
    { type: 'string', enum: ['a', 'b'] },
    ' what is in that is read as its values',
  ],
  [{ enum: [['a', 'b']] }, { enum: [['a', 'b']] }],
])('a schema %j', (written, meant, ...said) => {
  const read = readData(withSchemas({ S: written }));
  expect(told(read, '/components/schemas/S')).toEqual(said);
  expect(schemasOf(read)).toEqual(schemasOf(readData(withSchemas({ S: meant }))));
});

const QUERY = { name: 'q', in: 'query', schema: LIST };
const FORM = 'multipart/form-data';
const encoded = (a: unknown): object => ({
  requestBody: { content: { [FORM]: { schema: OBJECT, encoding: { a } } } },
});
const headed = (header: unknown): object => ({
  responses: { 200: { description: 'D', headers: { 'x-a': header } } },
});
const WHOLE = { name: 'w', in: 'querystring', content: JSON_TEXT };

type Row = readonly [written: object, meant: object, ...said: string[]];

const PARAMETERS: readonly Row[] = [
  [{ required: 'true' }, { required: true }, `/required ${READ} true`],
  [{ explode: 'false' }, { explode: false }, `/explode ${READ} false`],
  [{ allowReserved: 'true' }, { allowReserved: true }, `/allowReserved ${READ} true`],
  [{ deprecated: 'true' }, { deprecated: true }, `/deprecated ${READ} true`],
  [{ name: 5 }, { name: '5' }, `/name ${READ} "5"`],
  [{ style: 5 }, {}, `/style ${OUT}`],
  [{ content: ['text/plain'] }, {}, `/content ${OUT}`],
];

const OPERATIONS: readonly Row[] = [
  [{ deprecated: 'yes' }, { deprecated: true }, `/deprecated ${READ} true`],
  [{ operationId: 5 }, { operationId: '5' }, `/operationId ${READ} "5"`],
  [{ tags: [2024] }, { tags: ['2024'] }],
  [{ callbacks: [{}] }, {}, `/callbacks ${OUT}`],
  ...PARAMETERS.map(([written, meant, said]): Row => [
    { parameters: [{ ...QUERY, ...written }] },
    { parameters: [{ ...QUERY, ...meant }] },
    `/parameters/0${said ?? ''}`,
  ]),
  [
    { parameters: [{ ...QUERY, content: { ...JSON_TEXT, 'text/plain': {} } }] },
    { parameters: [{ ...QUERY, content: JSON_TEXT }] },
    '/parameters/0/content/text~1plain "text/plain" is left out, the first one counts',
  ],
  [
    { parameters: [WHOLE, { ...WHOLE, name: 'x' }, QUERY] },
    { parameters: [WHOLE] },
    '/parameters/1 "x" beside it is left out',
    '/parameters/2 "q" beside it is left out',
  ],
  [
    { requestBody: { required: 'true', content: JSON_TEXT } },
    { requestBody: { required: true, content: JSON_TEXT } },
    `/requestBody/required ${READ} true`,
  ],
  [
    { requestBody: { required: true, description: 'B' } },
    { requestBody: { required: true, description: 'B', content: {} } },
    `/requestBody ${OUT}`,
  ],
  [
    { requestBody: { content: { 'text/plain': 'Pet' } } },
    { requestBody: { content: { 'text/plain': {} } } },
    `/requestBody/content/text~1plain ${OUT}`,
  ],
  [
    encoded('image/png'),
    encoded({}),
    `/requestBody/content/multipart~1form-data/encoding/a ${OUT}`,
  ],
  [
    encoded({ contentType: ['image/png', 'image/gif'] }),
    encoded({ contentType: 'image/png, image/gif' }),
    `/requestBody/content/multipart~1form-data/encoding/a/contentType ${READ} "image/png, image/gif"`,
  ],
  [
    encoded({ explode: 'false' }),
    encoded({ explode: false }),
    `/requestBody/content/multipart~1form-data/encoding/a/explode ${READ} false`,
  ],
  [
    headed('string'),
    { responses: { 200: { description: 'D' } } },
    `/responses/200/headers/x-a ${OUT}`,
  ],
  [
    headed({ required: 'true', schema: TEXT }),
    headed({ required: true, schema: TEXT }),
    `/responses/200/headers/x-a/required ${READ} true`,
  ],
];

test.each(OPERATIONS.map((row) => ({ row })))(
  'an operation with $row.0',
  ({ row: [written, meant, ...said] }) => {
    const read = (operation: object): Answer =>
      readData({
        openapi: '3.2.0',
        info: { title: 'T', version: '1' },
        paths: { '/a': { post: { responses: { 200: { description: 'D' } }, ...operation } } },
      });
    const answer = read(written);
    expect(told(answer, '/paths/~1a/post')).toEqual(said);
    expect(placeless(answer.api?.operations)).toEqual(placeless(read(meant).api?.operations));
  },
);

test.each([
  ['/components/parameters', { components: { parameters: [{}] } }],
  ['/webhooks', { webhooks: [{}] }],
  ['/tags', { tags: { a: {} } }],
])('%s of another form', (place, part) => {
  const read = readData({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {},
    ...part,
  });
  expect(told(read, '').filter((each) => each.startsWith(place))).toEqual([`${place} ${OUT}`]);
});

test('a discriminator that maps by a list is told of', () => {
  const S = { oneOf: [OBJECT], discriminator: { propertyName: 'a', mapping: ['S'] } };
  expect(told(readData(withSchemas({ S })), '/components/schemas/S')).toEqual([
    `/discriminator/mapping ${OUT}`,
  ]);
});

test('flags of Swagger 2.0 are read alike', () => {
  const written = { name: 'q', in: 'query', type: 'string', required: 'true' };
  expect(parameter(written).parameter?.required).toBe(true);
});

test.each([{ required: ['on'] }, { required: 'on' }])('%j is of the own properties', (more) => {
  const state = { type: 'object', properties: { on: TEXT }, ...more };
  const read = readData(withSchemas({ S: { type: 'object', properties: { state } } }));
  const own = { props: [{ key: 'on', required: true }] };
  expect(schemasOf(read)).toMatchObject({
    S: { props: [{ key: 'state', required: false, schema: own }] },
  });
});

test('what is said of where both lead is lost only where they say the contrary', () => {
  const [read, write] = [{ readOnly: true }, { writeOnly: true }].map((said) => ({
    ...OBJECT,
    ...said,
  }));
  const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
  const own = { type: 'object', properties: { w: { allOf: [ref('R'), ref('W')] } } };
  const { S } = schemasOf(readData(withSchemas({ R: read, W: write, S: own })));
  expect(JSON.stringify(S)).not.toMatch(/readOnly|writeOnly/);
});
