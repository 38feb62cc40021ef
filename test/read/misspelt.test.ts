import { describe, expect, test } from 'vitest';
import { meantBy } from '../../generator/read/document/misspelt.js';
import { readData, readFiles } from './given.js';

/** What is told of misspelt keys, as `pointer: meant`. */
function told(document: unknown): readonly string[] {
  return readData(document)
    .diagnostics.filter(({ code }) => /misspelt|required-unknown/.test(code))
    .map(({ severity, at, remedy }) => {
      const pointer = at !== undefined && 'pointer' in at ? at.pointer : '';
      return `${severity} ${pointer} ${remedy ?? ''}`;
    });
}

const INFO = { openapi: '3.1.0', info: { title: 'T', version: '1' } };

describe('keys that are almost others', () => {
  test('are told wherever they stand', () => {
    expect(
      told({
        ...INFO,
        serverss: [],
        paths: {
          '/a': {
            parametres: [],
            post: {
              operationID: 'a',
              reponses: { 200: { description: '' } },
              paramaters: [],
              requestBody: { contents: {}, content: { 'text/plain': { schemas: {} } } },
              responses: { 200: { descripton: '', conten: {} } },
              parameters: [{ name: 'q', in: 'query', requierd: true, schema: {} }],
            },
          },
        },
        components: {
          schema: {},
          schemas: {
            A: { tpye: 'object', propertes: {}, readonly: true, minimun: 1 },
            B: { type: 'array', item: { ref: '#/components/schemas/A' } },
            C: { type: 'array', items: { ref: '#/components/schemas/A' } },
          },
        },
      }).map((each) => each.replace(/^warning /, '')),
    ).toEqual(
      expect.arrayContaining([
        '/serverss Did you mean servers?',
        '/paths/~1a/parametres Did you mean parameters?',
        '/paths/~1a/post/operationID Did you mean operationId?',
        '/paths/~1a/post/requestBody/content/text~1plain/schemas Did you mean schema?',
        '/paths/~1a/post/responses/200/descripton Did you mean description?',
        '/paths/~1a/post/responses/200/conten Did you mean content?',
        '/paths/~1a/post/parameters/0/requierd Did you mean required?',
        '/components/schemas/A/tpye Did you mean type?',
        '/components/schemas/A/propertes Did you mean properties?',
        '/components/schemas/A/readonly Did you mean readOnly?',
        '/components/schemas/A/minimun Did you mean minimum?',
        '/components/schemas/B/item Did you mean items?',
        '/components/schemas/C/items/ref Did you mean $ref?',
      ]),
    );
    const bare = { get: { reponses: {}, paramaters: [] } };
    expect(told({ ...INFO, paths: { '/a': bare } })).toEqual([
      'warning /paths/~1a/get/reponses Did you mean responses?',
      'warning /paths/~1a/get/paramaters Did you mean parameters?',
    ]);
    expect(told({ ...INFO, paths: {}, components: { schema: {} } })).toEqual([
      'warning /components/schema Did you mean schemas?',
    ]);
  });

  test('are references where they name a schema, and dialects where they are an address', () => {
    const A = { type: 'object', properties: { b: { type: 'object', schema: 'B' } } };
    const C = { type: 'object', schema: 'https://json-schema.org/draft/2020-12/schema' };
    const D = { type: 'object', schema: 'public' };
    expect(told({ ...INFO, paths: {}, components: { schemas: { A, B: {}, C, D } } })).toEqual([
      'warning /components/schemas/A/properties/b/schema Did you mean $ref: "#/components/schemas/B"?',
      'warning /components/schemas/C/schema Did you mean $schema?',
    ]);
  });

  test('are told of Swagger 2.0 by its own keys', () => {
    const text = JSON.stringify({
      swagger: '2.0',
      info: { title: 'T', version: '1' },
      definition: {},
      paths: { '/a': { get: { produce: ['text/plain'], responses: {} } } },
    });
    expect(
      readFiles({ 'api.json': text }, 'api.json').diagnostics.map(({ remedy }) => remedy),
    ).toEqual(expect.arrayContaining(['Did you mean definitions?', 'Did you mean produces?']));
  });

  test('are none of what is a name, an extension or a word of its own', () => {
    expect(
      told({
        ...INFO,
        paths: { '/reponses': { get: { 'x-reponses': {}, responses: {}, notes: '' } } },
        components: {
          schemas: {
            propertes: {
              type: 'object',
              properties: { tpye: {}, propertes: {} },
              id: 'x',
              note: 1,
            },
            A: { type: 'object', examples: [{ propertes: 1 }], default: { tpye: 1 }, group: 'x' },
          },
        },
      }),
    ).toEqual([]);
  });

  test('are told of properties that are required', () => {
    const schema = (required: readonly string[]): unknown => ({
      type: 'object',
      required,
      properties: { userId: {}, name: {} },
    });
    const of = (required: readonly string[]): readonly string[] =>
      told({ ...INFO, paths: {}, components: { schemas: { A: schema(required) } } });
    expect(of(['userID', 'name'])).toEqual([
      'warning /components/schemas/A/required Did you mean userId?',
    ]);
    expect(of(['userId', 'elsewhere', 'name2'])).toEqual([]);
    expect(of(['userId', 'usreId'])).toEqual([]);
  });

  test('are none where properties may be described elsewhere', () => {
    const slip = { type: 'object', required: ['id'], properties: { ids: {} } };
    const said = (schema: object): number =>
      told({ ...INFO, paths: {}, components: { schemas: { A: schema } } }).length;
    expect(said({ ...slip, additionalProperties: false })).toBe(1);
    const parts = [
      { allOf: [{ properties: { id: {} } }, slip] },
      { ...slip, allOf: [{ properties: { id: {} } }] },
      { properties: { id: {} }, oneOf: [slip] },
      { ...slip, patternProperties: { '^i': {} } },
      { ...slip, additionalProperties: { type: 'string' } },
      { ...slip, discriminator: { propertyName: 'id' } },
    ];
    expect(parts.map(said)).toEqual(parts.map(() => 0));
  });

  test('differ by a slip of the hand, no more', () => {
    const known = ['type', 'items', 'not', 'responses', 'if'];
    const slips = ['tpye', 'Type', 'types', 'item', 'reponses', 'respnoses', 'response'];
    expect(slips.map((each) => meantBy(each, known))).toEqual([
      ...['type', 'type', 'type', 'items', 'responses', 'responses', 'responses'],
    ]);
    expect(
      ['note', 'to', 'in', 'spec', 'respond', 'typ', 'itemised'].map((each) =>
        meantBy(each, known),
      ),
    ).toEqual(Array.from({ length: 7 }, () => undefined));
  });

  test('are no slips where they hold another kind of value: vendors have keys that are spelt alike', () => {
    const schema = (more: object) => ({ ...INFO, components: { schemas: { A: more } } });
    expect(told(schema({ type: 'object', defaults: { a: 1 }, patterns: ['a', 'b'] }))).toEqual([]);
    expect(told(schema({ type: 'string', defaults: 'a', patterns: '^a' }))).toHaveLength(2);
  });
});
