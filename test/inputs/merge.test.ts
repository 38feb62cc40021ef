import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../generator/diagnostics.js';
import type { Api } from '../../generator/ir.js';
import { mergeApis, type Part } from '../../generator/merge.js';
import { nameProject } from '../../generator/names.js';
import { deepFreeze, readFiles } from '../read/given.js';

interface Given {
  readonly prefix?: string;
  readonly text: string;
}

function partsOf(given: Readonly<Record<string, Given>>): readonly Part[] {
  return Object.entries(given).map(([name, { prefix, text }]) => {
    const { api, diagnostics } = readFiles({ [name]: text }, name);
    expect(diagnostics).toEqual([]);
    if (api === undefined) throw new Error(`${name} was not read`);
    return deepFreeze({ api, name, ...(prefix === undefined ? {} : { prefix }) });
  });
}

function merge(given: Readonly<Record<string, Given>>): {
  readonly api: Api | undefined;
  readonly problems: readonly Diagnostic[];
} {
  const problems: Diagnostic[] = [];
  return { api: mergeApis(partsOf(given), (each) => problems.push(each)), problems };
}

const PETS = `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: 'https://pets.example.com' }]
security: [{ token: [] }]
paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { $ref: '#/components/schemas/Id' } }]
    get:
      operationId: getOne
      tags: [Pets]
      responses:
        '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
  /health:
    get: { responses: { '204': { description: '' } } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer, description: Of pets. }
  schemas:
    Id: { type: string, default: Id, examples: [{ kind: ref, to: Id }] }
    Pet:
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
      discriminator: { propertyName: kind, mapping: { meow: '#/components/schemas/Cat' } }
    Cat: { type: object, required: [kind], properties: { kind: { type: string }, friend: { $ref: '#/components/schemas/Pet' } } }
    Dog: { type: object, required: [kind], properties: { kind: { type: string }, to: { enum: [Id] } } }
`;

const SHOP = PETS.replaceAll('pets', 'shop').replace('title: Pets', 'title: Shop');

describe('documents merged into one client', () => {
  test('with a prefix have names that begin with it', () => {
    const { api, problems } = merge({
      'pets.yaml': { text: PETS },
      'shop.yaml': { text: SHOP.replace('Of shop.', 'Other.'), prefix: 'shop' },
    });
    expect(problems).toEqual([]);
    const report = (each: Diagnostic): void => expect(each).toBeUndefined();
    const names = nameProject(api === undefined ? {} : { api }, new Set(), {}, report);
    expect(api?.schemas.map(({ key }) => [key, names.schema(key)])).toEqual([
      ...['Id', 'Pet', 'Cat', 'Dog'].map((key) => [key, key]),
      ...['Id', 'Pet', 'Cat', 'Dog'].map((key) => [`shop.${key}`, `Shop${key}`]),
    ]);
    expect(
      api?.operations.map(({ key }) => [key, names.operation(key), names.operationFile(key)]),
    ).toEqual([
      ['getOne', 'getOne', 'operations/pets'],
      ['GET /health', 'getHealth', 'operations/health'],
      ['shop.getOne', 'shopGetOne', 'operations/shop-pets'],
      ['shop.GET /health', 'shopGetHealth', 'operations/shop'],
    ]);
    expect(api?.security.map(({ key }) => names.security(key))).toEqual([
      'tokenAuth',
      'shopTokenAuth',
    ]);
    expect(api?.operations.map(({ security }) => security)).toEqual([
      [['token']],
      [['token']],
      [['shop.token']],
      [['shop.token']],
    ]);
    expect(api?.title).toBe('Pets, Shop');
  });

  test('keep a prefix before what is in a package, and say of which document they are', () => {
    const text = SHOP.replaceAll('Pet', 'calendar.Pet');
    const { api } = merge({ 'pets.yaml': { text: PETS }, 'shop.yaml': { text, prefix: 'google' } });
    const names = nameProject(api === undefined ? {} : { api }, new Set(), {}, () => undefined);
    expect(names.schema('google.calendar.Pet')).toBe('GooglePet');
    expect(api?.sources).toEqual([{ file: 'pets.yaml' }, { file: 'shop.yaml', prefix: 'google' }]);
  });

  test('refer to their own schemas, and keep what only looks like a reference', () => {
    const [pets] = partsOf({ 'pets.yaml': { text: PETS } });
    const { api } = merge({ 'pets.yaml': { text: PETS, prefix: 'p' } });
    const expected = JSON.stringify(pets?.api.schemas)
      .replace(/"(to|key)":"(Id|Pet|Cat|Dog)"/g, '"$1":"p.$2"')
      // Of the example.
      .replace('{"kind":"ref","to":"p.Id"}', '{"kind":"ref","to":"Id"}');
    const alone = JSON.parse(expected) as readonly object[];
    expect(JSON.parse(JSON.stringify(api?.schemas))).toEqual(
      alone.map((each) => ({ ...each, prefix: 'p' })),
    );
    expect(expected).toContain('"mapping":[{"value":"meow","to":"p.Cat"}');
    const [operation] = api?.operations ?? [];
    expect(operation?.parameters[0]?.schema).toMatchObject({ kind: 'ref', to: 'p.Id' });
    expect(operation?.responses[0]?.contents[0]?.schema).toMatchObject({
      kind: 'ref',
      to: 'p.Pet',
    });
  });

  test('keep their servers by their prefixes, unless these are the same host', () => {
    const servers = (given: string, prefix = 'shop'): unknown => {
      const { api, problems } = merge({
        'pets.yaml': { text: PETS },
        'shop.yaml': { text: given, prefix },
      });
      expect(problems).toEqual([]);
      expect(api?.operations.flatMap((each) => each.servers)).toEqual([]);
      const urls = (each: Pick<Api, 'servers'> | undefined): unknown =>
        each?.servers.map(({ url }) => url);
      return [urls(api), api?.documents?.map((each) => [each.prefix, urls(each)])];
    };
    const [pets, shop] = [['https://pets.example.com'], ['https://shop.example.com']];
    expect(servers(SHOP)).toEqual([pets, [['shop', shop]]]);
    expect(servers(PETS)).toEqual([pets, undefined]);
  });

  test('are told where they have different servers and one prefix', () => {
    const bare = (name: string): Given => ({
      prefix: 'both',
      text: `openapi: 3.1.0\ninfo: { title: T, version: '1' }\nservers: [{ url: 'https://${name}' }]\npaths: { /${name}: { get: { operationId: ${name}, responses: { '204': { description: '' } } } } }`,
    });
    const { api, problems } = merge({ 'a.yaml': bare('a'), 'b.yaml': bare('b') });
    expect(api?.documents).toEqual([{ prefix: 'both', servers: [] }]);
    expect(problems).toEqual([
      {
        severity: 'warning',
        code: 'openapi-merge-servers',
        message:
          'a.yaml and b.yaml name different servers and have the same prefix: the client knows one address for both.',
        remedy:
          'To address each by itself, give one another prefix: openapi: [{ path: "b.yaml", prefix: \'other\' }].',
      },
    ]);
  });

  test('that declare the same without a prefix are one error with a place', () => {
    const { api, problems } = merge({ 'pets.yaml': { text: PETS }, 'shop.yaml': { text: SHOP } });
    expect(api).toBeUndefined();
    expect(problems).toEqual([
      {
        severity: 'error',
        code: 'openapi-merge-collision',
        message:
          'pets.yaml and shop.yaml both declare the schema "Id", the schema "Pet", the schema "Cat" and 3 more.',
        remedy: expect.stringContaining(`path: "shop.yaml", prefix: 'other'`) as string,
        at: { file: 'shop.yaml', pointer: '/components/schemas/Id' },
      },
    ]);
    const equal = { prefix: 'a', text: PETS };
    expect(merge({ 'a.yaml': equal, 'b.yaml': equal }).problems).toHaveLength(1);
  });

  test('may share a security scheme that means the same', () => {
    const bare = (title: string, scheme: string): Given => ({
      text: `openapi: 3.1.0\ninfo: { title: ${title}, version: '1' }\npaths: {}\ncomponents: { securitySchemes: { token: { type: http, scheme: ${scheme}, description: ${title} } } }`,
    });
    const shared = merge({ 'a.yaml': bare('A', 'bearer'), 'b.yaml': bare('B', 'bearer') });
    expect(shared.api?.security).toHaveLength(1);
    const differing = merge({ 'a.yaml': bare('A', 'bearer'), 'b.yaml': bare('B', 'basic') });
    expect(differing.problems.map(({ message }) => message)).toEqual([
      'a.yaml and b.yaml both declare the security scheme "token".',
    ]);
  });

  test('of one without a prefix is that document', () => {
    const parts = partsOf({ 'pets.yaml': { text: PETS } });
    expect(mergeApis(parts, () => undefined)).toBe(parts[0]?.api);
  });
});
