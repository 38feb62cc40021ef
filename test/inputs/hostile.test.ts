import { describe, expect, test } from 'vitest';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { project, run } from '../command/run.js';

const DEEP = 100_000;
const HEAD = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n';
const SCHEMAS = `${HEAD}components:\n  schemas:\n`;

const deep = (open: string, close: string, inside = ''): string =>
  open.repeat(DEEP) + inside + close.repeat(DEEP);

const json = (schema: string): string =>
  `{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{},"components":{"schemas":{"A":${schema}}}}`;

const document = (more: object): string =>
  JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {}, ...more });

const numbered = (count: number, each: (index: number) => unknown): Record<string, unknown> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`S${String(index)}`, each(index)]),
  );

const ref = (index: number): { $ref: string } => ({
  $ref: `#/components/schemas/S${String(index)}`,
});

const lines = (count: number, first: string, each: (before: string) => string): string =>
  Array.from(
    { length: count },
    (_, index) =>
      `    A${String(index)}: &a${String(index)} ${index === 0 ? first : each(`*a${String(index - 1)}`)}\n`,
  ).join('');

const shared = (before: string): string =>
  `{ type: object, properties: { p: ${before}, q: ${before}, r: ${before} } }`;

/** The heap that it may have; a process of the command has some 60 MB of its own. */
const HEAP = '--max-old-space-size=200';

const hostile = (text: string) => {
  const root = project({ 'api.txt': text });
  const start = performance.now();
  const result = run(root, ['--openapi', 'api.txt'], {}, [HEAP]);
  return { ...result, root, ms: performance.now() - start };
};

describe('refused with one error, at once', () => {
  test.each([
    ['nested schemas in JSON', json(deep('{"items":', '}', '{}')), 'yaml-too-deep'],
    ['nested arrays in JSON', deep('[', ']'), 'yaml-too-deep'],
    ['JSON that is never closed', '{"a":'.repeat(DEEP), 'yaml-too-deep'],
    ['nested flow sequences', `${HEAD}x-a: ${deep('[', ']')}`, 'yaml-too-deep'],
    ['nested flow mappings', `${HEAD}x-a: ${deep('{a: ', '}', '1')}`, 'yaml-too-deep'],
    ['flow that is never closed', `${HEAD}x-a: ${'['.repeat(DEEP)}`, 'yaml-too-deep'],
    ['nested block sequences', `${HEAD}x-a:\n  ${'- '.repeat(DEEP)}a`, 'yaml-too-deep'],
    ['nested keys', '? '.repeat(DEEP), 'yaml-too-deep'],
    [
      'lists of lists by alias',
      SCHEMAS + lines(15, '[x, x, x]', (it) => `[${Array(9).fill(it).join(', ')}]`),
      'yaml-alias-bomb',
    ],
    [
      'schemas of schemas by alias',
      SCHEMAS + lines(12, '{ type: string }', shared),
      'yaml-alias-bomb',
    ],
    ['more of them', SCHEMAS + lines(40, '{ type: string }', shared), 'yaml-alias-bomb'],
    [
      'merge keys',
      `${HEAD}x-a: &a { ${Array.from({ length: 100 }, (_, at) => `k${String(at)}: 1`).join(', ')} }\n` +
        Array.from({ length: 5_000 }, (_, at) => `x-${String(at)}: { <<: [*a, *a, *a] }\n`).join(
          '',
        ),
      'yaml-alias-bomb',
    ],
    [
      'one long text by alias',
      `${SCHEMAS}    A: { description: &d ${'x'.repeat(100_000)} }\n` +
        Array.from({ length: 1_000 }, (_, at) => `    S${String(at)}: { description: *d }\n`).join(
          '',
        ),
      'yaml-alias-bomb',
    ],
    ['an alias inside of what it names', `${HEAD}x-a: &a [*a]`, 'yaml-circular'],
  ])(
    '%s',
    (_, text, code) => {
      const { stderr, code: exit, ms, root } = hostile(text);
      expect(stderr).toContain(`error ${code}`);
      expect(stderr).toContain('1 error. Nothing was written.');
      expect(exit).toBe(2);
      expect(ms).toBeLessThan(10_000);
      expect(existsSync(join(root, 'src'))).toBe(false);
    },
    20_000,
  );
});

describe('read in bounded time', () => {
  test.each([
    [
      'a chain of references',
      (count: number) =>
        numbered(count, (at) => (at === count - 1 ? { type: 'string' } : ref(at + 1))),
    ],
    ['a circle of references', (count: number) => numbered(count, (at) => ref((at + 1) % count))],
    [
      'a chain of unions',
      (count: number) =>
        numbered(count, (at) =>
          at === count - 1 ? { type: 'string' } : { anyOf: [ref(at + 1), { type: 'null' }] },
        ),
    ],
  ])(
    '%s',
    (_, schemas) => {
      const { code, stderr, ms } = hostile(document({ components: { schemas: schemas(3_000) } }));
      expect(stderr).not.toContain('error');
      expect(code).toBe(0);
      expect(ms).toBeLessThan(20_000);
    },
    40_000,
  );

  test('what doubles with every step', () => {
    const count = 40;
    const schemas = numbered(count, (at) =>
      at === count - 1
        ? { type: 'object', properties: { x: {} } }
        : { allOf: [ref(at + 1), ref(at + 1)], properties: { [`p${String(at)}`]: ref(at + 1) } },
    );
    expect(hostile(document({ components: { schemas } }))).toMatchObject({ code: 0 });
  }, 40_000);

  test('references that lead back, of every kind', () => {
    const self = (kind: string): object => ({ X: { $ref: `#/components/${kind}/X` } });
    const kinds = ['parameters', 'requestBodies', 'responses', 'headers', 'pathItems', 'schemas'];
    const { code, stderr } = hostile(
      document({
        paths: {
          '/a': { $ref: '#/paths/~1b' },
          '/b': { $ref: '#/paths/~1a' },
          '/c': {
            get: {
              parameters: [{ $ref: '#/components/parameters/X' }],
              requestBody: { $ref: '#/components/requestBodies/X' },
              responses: { 200: { $ref: '#/components/responses/X' } },
            },
          },
        },
        components: Object.fromEntries(kinds.map((kind) => [kind, self(kind)])),
        'x-a': { $ref: '#/x-a/b' },
      }),
    );
    expect(stderr).toContain('openapi-ref-circular');
    expect(code).toBe(0);
  });

  test('keys of prototypes, which nothing takes for its own', () => {
    const { code, stderr } = hostile(
      `{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "__proto__": {"servers": 1},
        "paths": {"__proto__": {}, "/x": {"get": {"operationId": "constructor", "tags": ["__proto__"],
          "parameters": [{"name": "__proto__", "in": "query", "schema": {"type": "string"}}],
          "responses": {"200": {"description": "", "content": {"application/json": {"schema":
            {"$ref": "#/components/schemas/__proto__"}}}}}, "security": [{"__proto__": []}]}}},
        "components": {"securitySchemes": {"__proto__": {"type": "http", "scheme": "bearer"}},
          "schemas": {"__proto__": {"type": "object", "required": ["toString"], "properties":
            {"__proto__": {"type": "string"}, "toString": {"type": "integer"}}},
            "constructor": {"$ref": "#/components/schemas/toString"}}}}`,
    );
    // The last reference names nothing: what every object inherits is no schema.
    expect(stderr.match(/(?:warning|error) \S+/g)).toEqual(['warning openapi-ref-not-found']);
    expect(code).toBe(0);
  });
});
