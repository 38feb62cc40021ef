import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from '../golden/compile.js';
import { project, run } from './run.js';

const SCHEMA = `import { i } from '@instantdb/core';
export default i.schema({ entities: {
  goals: i.entity({ title: i.string() }), staff: i.entity({ name: i.string() }),
  constructor: i.entity({ a: i.string() }), toString: i.entity({ a: i.string() }),
} });
`;

const operation = (id: string): string =>
  `{ "operationId": "${id}", "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } } } }`;
const DOCUMENT = `{ "openapi": "3.1.0", "info": { "title": "P", "version": "1" },
  "paths": { "/pets": { "get": ${operation('listPets')} }, "/then": { "get": ${operation('then')} } },
  "components": { "schemas": {
    "Pet": { "type": "object", "properties": { "id": { "type": "string", "readOnly": true }, "n": { "type": "string" } } },
    "Tag": { "type": "string" } } } }`;

function generate(names: string, target = 'instant') {
  const root = project({
    'instant.schema.ts': SCHEMA,
    'api.json': DOCUMENT,
    'instant-codegen.config.json': `{ "out": "o", "target": "${target}", "openapi": "api.json",\n"names": ${names} }`,
  });
  const result = run(root);
  const index = result.code === 0 ? readFileSync(join(root, 'o/index.ts'), 'utf8') : '';
  return { ...result, index, root };
}

describe('pinned names', () => {
  test.each([
    ['entities', 'goals', 'not legal'],
    ['entities', 'goals', ''],
    ['entities', 'goals', '9lives'],
    ['schemas', 'Pet', 'class'],
    ['schemas', 'Pet', 'string'],
    ['operations', 'listPets', 'then'],
    ['operations', 'listPets', 'exports'],
    ['operations', 'listPets', 'globalThis'],
    ['operations', 'listPets', 'a;alert(1)'],
  ])('%s.%s cannot be %j', (family, key, name) => {
    const { code, stderr } = generate(JSON.stringify({ [family]: { [key]: name } }));
    expect(code).toBe(2);
    expect(stderr).toMatch(/instant-codegen\.config\.json:2:\d+ error names-pin-invalid/);
    expect(stderr).toContain(`names.${family}["${key}"]`);
    expect(stderr).toContain('1 error.');
  });

  test.each([
    ['what the client exports', `{ "entities": { "goals": "Query" } }`],
    ['what every client exports', `{ "operations": { "listPets": "createTransport" } }`],
    ['another pin', `{ "entities": { "goals": "Same" }, "schemas": { "Pet": "Same" } }`],
    ['another pin of its family', `{ "entities": { "goals": "Same", "staff": "Same" } }`],
    ['a part of another', `{ "entities": { "goals": "Aim" }, "schemas": { "Pet": "AimCreate" } }`],
  ])('cannot be that of %s', (_, names) => {
    const { code, stderr } = generate(names);
    expect(code).toBe(2);
    expect(stderr).toMatch(/instant-codegen\.config\.json:2:\d+ error names-pin-taken/);
    expect(stderr).toContain('1 error.');
  });

  test('are given before all others, which give way', () => {
    const { code, stderr, index } = generate(
      `{ "schemas": { "Tag": "Goal" }, "operations": { "listPets": "pets" }, "entities": { "staff": "Employee" } }`,
    );
    expect([code, stderr.includes('error')]).toEqual([0, false]);
    for (const name of ['Goal', 'Goals', 'GoalsCreate', 'Employee', 'pets', 'getThen'])
      expect(index).toMatch(new RegExp(`\\b${name}\\b`));
    expect(index).not.toMatch(/\bGoalCreate\b|\bthen[\s,]|\blistPets\b/);
  });

  test('may be those of the transport, which keeps its own in its file', () => {
    const names = { schemas: { Pet: 'Call', Tag: 'ApiError' }, operations: { listPets: 'retry' } };
    const { code, index, root } = generate(JSON.stringify(names), 'none');
    expect(code).toBe(0);
    const exported = (name: string): readonly string[] =>
      [...index.matchAll(/export (?:type )?\{([^}]*)\} from '([^']*)'/g)].flatMap(
        ([, of = '', from = '']) => (new RegExp(`\\b${name}\\b`).test(of) ? [from] : []),
      );
    expect(['Call', 'ApiError', 'retry', 'timeout'].map(exported)).toEqual([
      ['./types.js'],
      ['./types.js'],
      ['./operations/pets.js'],
      ['./transport.js'],
    ]);
    const file = (path: string): string => readFileSync(join(root, 'o', path), 'utf8');
    expect(file('transport.ts')).toMatch(/export \{[^}]*\bretry\b/);
    expect(file('operations/pets.ts')).toContain('): RuntimeCall<RetryResponse, RetryErrors>');
    const written = readdirSync(join(root, 'o'), { recursive: true, encoding: 'utf8' });
    const sources = written.filter((path) => path.endsWith('.ts'));
    expect(compile(new Map(sources.map((path) => [path, file(path)])))).toEqual([]);
  });

  test.each([
    [`{ "operations": { "listPet": "x" } }`, 'Did you mean "listPets"?'],
    [`{ "schemas": { "pet": "X" } }`, 'Did you mean "Pet"?'],
    [`{ "entities": { "hasOwnProperty": "X" } }`, 'names no entity'],
    [`{ "schemas": { "__proto__": "X" } }`, 'names no schema'],
  ])('%s mean nothing', (names, shown) => {
    const { code, stderr } = generate(names);
    expect(code).toBe(0);
    expect(stderr).toMatch(/instant-codegen\.config\.json:2:\d+ warning names-pin-unused/);
    expect(stderr).toContain(shown);
  });

  test('mean something of what the selection leaves out', () => {
    const names = `{ "operations": { "then": "x" }, "schemas": { "Tag": "Label", "Tga": "T" } }`;
    const { code, stderr } = generate(`${names}, "include": { "operations": ["listPets"] }`);
    expect(code).toBe(0);
    expect(stderr).not.toContain('names.operations');
    expect(stderr).not.toContain('["Tag"]');
    expect(stderr).toMatch(/names\.schemas\["Tga"\] names no schema\.[^]*Did you mean "Tag"\?/);
  });

  test('are own members: entities may be called like those of every object', () => {
    const { code, stderr, index } = generate(`{ "entities": { "goals": "Aim" } }`);
    expect([code, /error|warning/.exec(stderr)]).toEqual([0, null]);
    expect(index).toMatch(/\bAim\b[^]*\bToString\b/);
  });

  test('are offered once for names that are taken, in one note that fails no run', () => {
    // What the route says before the name of `api_pets_list` is left out, and nobody has its name.
    const operations = Object.fromEntries(
      ['retry', 'default', 'listPets', 'api_pets_list'].map((operationId, at) => [
        operationId === 'api_pets_list' ? '/api/pets/' : `/p${String(at)}`,
        { get: { operationId, responses: { 200: { description: '' } } } },
      ]),
    );
    const schemas = { ApiError: {}, user_name: {}, UserName: {}, String: {} };
    const root = project({
      'api.json': JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'P', version: '1' },
        paths: operations,
        components: { schemas },
      }),
    });
    const args = ['--openapi', 'api.json', '--out', 'o', '--target', 'none', '--strict'];
    const first = run(root, args);
    expect(first.code).toBe(0);
    const told = `note names-displaced
  Names that are taken or cannot be exported are others than in the document: "ApiError" is called ApiErrorSchema, "user_name" is called UserNameSchema, "String" is called StringSchema, "retry" is called getP0, "default" is called getP1.
`;
    expect(first.stderr).toContain(told);
    const [pins = ''] = /\{ schemas: .* \} \}/.exec(first.stderr) ?? [];
    expect(pins).toBe(
      `{ schemas: { ApiError: 'ApiErrorSchema', user_name: 'UserNameSchema', String: 'StringSchema' }, operations: { retry: 'getP0', default: 'getP1' } }`,
    );
    expect(run(root, [...args, '--force']).stderr).not.toContain('names-displaced');
  });

  test('that several clients share mean something if they do for one', () => {
    const root = project({
      'instant.schema.ts': SCHEMA,
      'api.json': DOCUMENT,
      'instant-codegen.config.json': `{ "names": { "entities": { "goals": "Aim", "gols": "X" } },
        "clients": { "a": { "out": "a", "target": "instant" }, "b": { "out": "b", "openapi": "api.json", "target": "none" },
        "c": { "out": "c", "target": "instant", "names": { "entities": { "own": "X" } } } } }`,
    });
    const { code, stderr } = run(root);
    expect(code).toBe(0);
    expect(stderr.match(/names\.\w+\["\w+"\]/g)).toEqual([
      'names.entities["gols"]',
      'names.entities["own"]',
    ]);
  });

  test.each([
    [`{ "__proto__": { "out": "x" } }`, '__proto__'],
    [`{ "clients": { "a": { "__proto__": {} } } }`, 'clients.a.__proto__'],
    [`{ "clients": { "__proto__": { "out": "x" } } }`, 'clients.__proto__'],
    [`{ "names": { "__proto__": {} } }`, 'names.__proto__'],
  ])('%s is refused, not dropped', (text, key) => {
    const root = project({ 'instant.schema.ts': SCHEMA, 'instant-codegen.config.json': text });
    const { code, stderr } = run(root);
    expect(code).toBe(2);
    expect(stderr).toContain('config-unknown-key');
    expect(stderr).toContain(`"${key}"`);
  });
});
