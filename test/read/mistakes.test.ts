import { describe, expect, test } from 'vitest';
import { locate } from '../../generator/read/document/locate.js';
import { readFiles } from './given.js';

const HEAD = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\n";

/** The first thing that is told of a text: `error code: message | remedy`. */
function told(text: string): readonly string[] {
  return readFiles({ 'api.yml': text }, 'api.yml').diagnostics.map(
    ({ severity, code, message, remedy = '' }) => `${severity} ${code}: ${message} | ${remedy}`,
  );
}

describe('what is no API description', () => {
  test.each([
    [
      'a web page',
      '<!doctype html><html>\n<head><title>a: b: c</title></head><body>Login</body></html>',
    ],
    ['a web page', '<!doctype html><html><body>Login</body></html>'],
    ['a Postman collection', '{"info":{"_postman_id":"1","name":"x"},"item":[]}'],
    ['a GraphQL schema', 'type Query {\n  pets: [Pet!]!\n}\n\ntype Pet {\n  id: ID!\n}\n'],
    ['a GraphQL schema', '{"data":{"__schema":{"types":[]}}}'],
    ['an AsyncAPI document', 'asyncapi: 3.0.0\ninfo: { title: T }\n'],
    ['a RAML document', '#%RAML 1.0\ntitle: T\n/pets:\n  get:\n'],
    ['a JSON Schema', '{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object"}'],
    ['an overlay', 'overlay: 1.0.0\nactions: []\n'],
    ['an Arazzo document', 'arazzo: 1.0.0\nworkflows: []\n'],
    ['an API Blueprint', 'FORMAT: 1A\n# Pets\n'],
    [
      'a discovery document of Google',
      '{"kind":"discovery#restDescription","discoveryVersion":"v1"}',
    ],
    ['an export of Insomnia', '{"_type":"export","__export_format":4,"resources":[]}'],
    ['what Git LFS leaves for a file', 'version https://git-lfs.github.com/spec/v1\noid a\n'],
    ['a PDF', '%PDF-1.4\n1 0 obj\n'],
  ])('looks like %s', (name, text) => {
    const [only, ...more] = told(text);
    expect(only).toContain(`error openapi-not-a-document: api.yml looks like ${name}, and is no`);
    expect(only).toMatch(/\| [A-Z].{20,}$/);
    expect(more).toEqual([]);
  });

  test('is a list, or has no version', () => {
    expect(told('[]')).toEqual([
      'error openapi-not-a-document: api.yml holds a list, and an API description is an object. | Name the document that begins with openapi: and a version.',
    ]);
    expect(told('info: { title: T }\npaths: {}\n')).toEqual([
      'error openapi-not-a-document: api.yml does not say which version of OpenAPI it is. | Begin it with openapi: 3.1.0.',
    ]);
  });
});

describe('YAML that is not sound', () => {
  test.each([
    ['description: Note: this fails', /colon and a space in it in quotes/],
    ['a: { url: https://a.example/b: c }', /in quotes/],
    ['a: *nobody', /begins with \* in quotes/],
    ['a: [b', /quotes|closed/],
    ['a: b\n c: d', /Indent|quotes/],
    ["a: 'b'# c", /space before the #/],
  ])('%s has a remedy', (text, remedy) => {
    const [first] = told(`${HEAD}x-a:\n  b: 1\nx-c:\n  ${text}\n`);
    expect(first).toMatch(/^error yaml-/);
    expect(first?.split(' | ')[1]).toMatch(remedy);
  });

  test.each([
    ['api.yml', `${HEAD}<<<<<<< HEAD\npaths: {}\n=======\npaths: {}\n>>>>>>> b\n`, /merge/],
    ['api.json', '{\n<<<<<<< HEAD\n"openapi": "3.0.3"\n=======\n>>>>>>> b\n}', /merge/],
    ['api.json', '// The API\n{ "openapi": "3.0.3"', /comment/],
  ])('%s with marks that are no part of it: %#', (file, text, remedy) => {
    const [first, ...more] = readFiles({ [file]: text }, file).diagnostics;
    expect(first?.severity).toBe('error');
    expect(first?.remedy).toMatch(remedy);
    expect(more).toEqual([]);
  });

  test.each([
    '// The { API\n{ "openapi": "3.0.3", "info": { "title": "http://t", "version": "1", }, "paths": { "/a": {} } }',
    '{ "openapi": "3.0.3", "info": { "title": "a", "version": "1" }, // "the\n"paths": { "/a": {} } }',
    '\uFEFF{ "openapi": "3.0.3", /* { "a": */ "info": { "title": "a", "version": "1" }, "paths": { "/a": {} }, }',
  ])('comments of JSON are passed over: %#', (text) => {
    const { api, diagnostics } = readFiles({ 'api.json': text }, 'api.json');
    expect(api).toBeDefined();
    const [first, ...more] = diagnostics;
    const { offset = 0, length = 0 } = (first?.at ?? {}) as { offset?: number; length?: number };
    expect(first?.code).toBe('json-comment');
    expect(text.slice(offset, offset + length)).toMatch(/^\/[/*]/);
    expect(more).toEqual([]);
    // What is told of the document stands where it stands among the comments.
    const span = locate(text, '/paths/~1a');
    expect(text.slice(span.offset, span.offset + span.length)).toBe('"/a"');
  });

  test('comments of JSON beside a long text, and a letter that was lost', () => {
    const title = `\uFFFD${'a'.repeat(12_000_000)}${'\\\\\\"//'.repeat(500_000)}`;
    const long = `/*${'a/'.repeat(2_000_000)}*/ //${'"b '.repeat(2_000_000)}\n`;
    const text = `{ "openapi": "3.0.3", /**/ ${long}"info": { "title": "${title}", "version": "1" }, "paths": {} }`;
    const codes = readFiles({ 'api.json': text }, 'api.json').diagnostics.map(({ code }) => code);
    expect(codes.filter((each) => each !== 'openapi-empty')).toEqual([
      'encoding-unknown',
      'json-comment',
    ]);
  });

  test('a parameter that is nowhere is no schema of that name', () => {
    const text = `${HEAD}paths:\n  /a:\n    get:\n      parameters: [{ $ref: '#/components/limit' }]\n      responses: { 204: { description: ok } }\ncomponents:\n  schemas: { Limit: { type: integer } }\n`;
    expect(told(text).join()).not.toContain('the schema of that name');
  });

  test('keys that are lists print nothing', () => {
    const warned: unknown[] = [];
    const warn = (warning: unknown): void => void warned.push(warning);
    const emit = process.emitWarning.bind(process);
    process.emitWarning = warn;
    try {
      expect(told(`${HEAD}paths: {}\nx-a:\n  ? [a, b]\n  : c\n`)).toEqual([]);
    } finally {
      process.emitWarning = emit;
    }
    expect(warned).toEqual([]);
  });

  test('a sign in front of a text that is clear is a warning', () => {
    expect(told(`${HEAD}paths: {}\nx-c:\n  a: %percent\n`)).toEqual([
      'warning yaml-bad-scalar-start: This is not sound YAML: Plain value cannot start with directive indicator character %. | Put a text that begins with % in quotes.',
    ]);
  });

  test('a key that stands twice is named, and which one counts', () => {
    const body = "responses: { '200': { description: ok } }";
    expect(
      told(`${HEAD}paths:\n  /a:\n    get: { ${body} }\n  /a:\n    post: { ${body} }\n`),
    ).toEqual([
      'warning yaml-duplicate-key: The key "/a" stands twice in one object; the last one counts, and operations below the first are lost. | Put the operations of both under one of the two.',
    ]);
    expect(told(`${HEAD}paths: {}\nx-a:\n  "b c": 1\n  "b c": 2\n`)).toEqual([
      'warning yaml-duplicate-key: The key "b c" stands twice in one object; the last one counts. | Remove one of the two.',
    ]);
  });
});

describe('what is indented too little', () => {
  const get = 'get:\n    operationId: a\n    responses: {}\n';
  test('a method among the paths is an error where it is the only one, else a warning', () => {
    expect(told(`${HEAD}paths:\n  /a:\n  ${get}`)).toEqual([
      'error openapi-indentation: "get" is a method and stands among the paths: no path has an operation. | Indent it under the path that it is meant for.',
    ]);
    expect(told(`${HEAD}paths:\n  /b: { get: { responses: {} } }\n  /a:\n  ${get}`)).toEqual([
      'warning openapi-indentation: "get" is a method and stands among the paths: it is left out. | Indent it under the path that it is meant for.',
    ]);
    // A path may be called like a method.
    expect(told(`${HEAD}paths:\n  get:\n    get: { responses: {} }\n`)[0]).toMatch(/path-slash/);
  });

  test('members of an operation beside its method', () => {
    const at = `${HEAD}paths:\n  /a:\n    get: { operationId: a }\n`;
    expect(told(`${at}    responses: { '200': { description: ok } }\n`)).toEqual([
      'warning openapi-indentation: "responses" of /a belongs into an operation; it is left out. | Indent it under the method that it is meant for.',
    ]);
  });
});

test.each([
  ['#/components/Pet', '#/components/schemas/Pet'],
  ['#/schemas/Pet', '#/components/schemas/Pet'],
  ['#/definitions/Pet', '#/components/schemas/Pet'],
  ['#components/schemas/Pet', '#/components/schemas/Pet'],
  ['#/components/schemas/Pet ', '#/components/schemas/Pet'],
  ['#/components/schemas/pet', '#/components/schemas/Pet'],
  ['#/components/schemas/toy', undefined],
  ['#/components/responses/Pet', undefined],
  ['#/components/schemas/Pat', undefined],
])('the pointer %s, which leads nowhere, means %s', ($ref, meant) => {
  const text = {
    openapi: '3.0.3',
    paths: {},
    components: { schemas: { Pet: {}, Toy: {}, TOY: {}, S: { $ref } } },
  };
  const remedy = 'Correct the reference, or declare what it names.';
  expect(told(JSON.stringify(text))).toContainEqual(
    expect.stringContaining(meant === undefined ? `| ${remedy}` : `| Write $ref: "${meant}".`),
  );
});

test('a reference that is no text is told of', () => {
  expect(told(`${HEAD}paths: {}\ncomponents: { schemas: { S: { $ref: 5 } } }\n`)).toEqual([
    'warning openapi-malformed: "$ref" must be a text; it is left out. | Write $ref as a text.',
  ]);
});

test.each([
  ['3.0.3', 'components:\n  schemas:\n    Pet: { type: object }\n', '#/components/schemas/Pet'],
  ['3.0.3', 'definitions:\n  Pet: { type: object }\n', '#/definitions/Pet'],
])('a reference by the name of a schema alone: %s %s', (version, schemas, meant) => {
  const response =
    "'200': { description: ok, content: { application/json: { schema: { $ref: Pet } } } }";
  const text = `openapi: ${version}\npaths:\n  /a:\n    get: { responses: { ${response} } }\n`;
  expect(told(text + schemas)).toEqual([
    `warning openapi-ref-short: The reference "Pet" names a file, and there is none; the schema of that name is meant. | Write $ref: "${meant}".`,
  ]);
  for (const file of ['api.yml', 'https://example.com/api.yml']) {
    const { api, diagnostics } = readFiles({ [file]: text + schemas }, file);
    expect(diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
    const schema = api?.operations[0]?.responses[0]?.contents[0]?.schema;
    expect(schema?.kind).toBe(meant.includes('components') ? 'ref' : 'object');
  }
});
