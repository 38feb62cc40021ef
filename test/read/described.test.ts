/** Prose: descriptions, and the pages that `externalDocs` name. */

import { describe, expect, it } from 'vitest';
import { readData, readFiles, schemasOf, withSchemas } from './given.js';

function docOf(said: Readonly<Record<string, unknown>>): unknown {
  const { S } = schemasOf(readData(withSchemas({ S: { type: 'string', ...said } })));
  return (S as { readonly doc?: string }).doc;
}

describe('externalDocs', () => {
  it('end the description as a link', () => {
    const externalDocs = { description: 'All\n of  it', url: 'https://docs.example/s#a?b=c&d' };
    expect(docOf({ description: 'Text.', externalDocs })).toBe(
      'Text.\n\n[All of it](https://docs.example/s#a?b=c&d)',
    );
    expect(docOf({ externalDocs })).toBe('[All of it](https://docs.example/s#a?b=c&d)');
    expect(docOf({ externalDocs: { url: ' https://docs.example ' } })).toBe(
      '<https://docs.example>',
    );
  });

  it('are no second link to a page that the description names', () => {
    const externalDocs = { description: 'More', url: 'https://docs.example/s' };
    expect(docOf({ description: 'See https://docs.example/s.', externalDocs })).toBe(
      'See https://docs.example/s.',
    );
  });

  it('stay text where no link can be made of them', () => {
    expect(docOf({ externalDocs: { description: 'More', url: '../guide.md' } })).toBe(
      'More: ../guide.md',
    );
    expect(docOf({ externalDocs: { url: 'javascript:alert(1)' } })).toBe('javascript:alert(1)');
    expect(
      docOf({ externalDocs: { description: 'a](http://b) [c', url: 'https://x.example' } }),
    ).toBe('a](http://b) [c: https://x.example');
  });

  it('say nothing where they are broken', () => {
    for (const externalDocs of ['https://x.example', {}, { url: 3 }, { url: ' ' }, null, []])
      expect(docOf({ description: 'Text.', externalDocs })).toBe('Text.');
  });

  it('are read of operations, webhooks and callbacks', () => {
    const operation = {
      description: 'Does it.',
      externalDocs: { description: 'More', url: 'https://docs.example/s' },
      responses: { 200: { description: 'D' } },
    };
    const callbacks = { done: { '{$request.query.url}': { post: operation } } };
    const { api } = readData({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: { '/x': { get: { ...operation, callbacks } } },
      webhooks: { told: { post: operation } },
    });
    const text = 'Does it.\n\n[More](https://docs.example/s)';
    expect(api?.operations.map(({ description }) => description)).toEqual([text]);
    expect(api?.events?.map(({ description }) => description)).toEqual([text, text]);
  });
});

describe('a description in a file of its own', () => {
  const document = (ref: string): string =>
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/a': { get: { operationId: 'a', description: { $ref: './a.md' }, responses: {} } },
        '/b': { $ref: 'parts/b.json' },
      },
      components: {
        schemas: {
          S: {
            description: { $ref: ref },
            properties: { description: { $ref: '#/components/schemas/Text' } },
          },
          Text: { type: 'string' },
        },
      },
    });
  const files = {
    'a.md': '# A\n',
    'parts/b.json': JSON.stringify({
      get: { operationId: 'b', description: { $ref: 'b%20c.md' }, responses: {} },
    }),
    'parts/b c.md': 'B',
  };

  it('is its text, from where it is written', () => {
    const { api, diagnostics } = readFiles({ ...files, 'api.json': document('a.md') }, 'api.json');
    expect(diagnostics.filter(({ code }) => code === 'openapi-description-missing')).toEqual([]);
    expect(api?.operations.map(({ description }) => description)).toEqual(['# A\n', 'B']);
    const [schema] = api?.schemas ?? [];
    expect(schema?.schema).toMatchObject({ doc: '# A\n', props: [{ key: 'description' }] });
  });

  it('may have spaces in its name, in JSON and in YAML', () => {
    const description = (ref: string): unknown => {
      const own = { ...files, 'a b.md': 'C' };
      const yaml = `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    S:\n      description:\n        $ref: ${ref}\n`;
      const json = JSON.stringify({
        openapi: '3.1.0',
        components: { schemas: { S: { description: { $ref: ref } } } },
      });
      return [json, yaml].map((text) => {
        const { api } = readFiles({ ...own, 'api.yaml': text }, 'api.yaml');
        return (api?.schemas[0]?.schema as { readonly doc?: string }).doc;
      });
    };
    expect(description('a b.md')).toEqual(['C', 'C']);
    expect(description('./a%20b.md')).toEqual(['C', 'C']);
  });

  it.each(['none.md', 'https://docs.example/a.md', '/a.md'])('is left out as %s', (ref) => {
    const { api, diagnostics } = readFiles({ ...files, 'api.json': document(ref) }, 'api.json');
    const told = diagnostics.filter(({ code }) => code === 'openapi-description-missing');
    expect(told.map(({ at }) => at)).toEqual([
      { file: 'api.json', pointer: '/components/schemas/S/description' },
    ]);
    expect(api?.schemas[0]?.schema).not.toHaveProperty('doc');
  });
});
