/** Documents nobody would write: names that collide, schemas of all kinds in each other, each part by reference. */

import { choices } from '../schema/random.js';

type Made = Record<string, unknown>;

/** Names that mean something to the language, to what is emitted, to a file system, or to each other. */
const NAMES = [
  ...['Error', 'error', 'Promise', 'Record', 'Call', 'string', 'default', 'class', 'Response'],
  ...['Pet', 'pet', 'PetRequest', 'PetResponse', 'pet-request', 'Pet.Request', 'getPet', 'GetPet'],
  ...[
    'GetPetResponse',
    'GetPetErrors',
    'GetPetQuery',
    'ListPets',
    'pets',
    'PETS',
    'index',
    'types',
  ],
  ...[
    'client',
    'runtime',
    'transport',
    'Transport',
    'fetch',
    'URL',
    'Blob',
    'Headers',
    'arguments',
  ],
  ...['eval', 'await', 'let', 'static', 'of', 'async', 'Operation', 'CallOptions', 'call', 'query'],
  ...[
    'jsonBody',
    'path',
    'body',
    'headers',
    'cookie',
    'options',
    'Date',
    'Map',
    'NaN',
    'globalThis',
  ],
  ...['__proto__', 'constructor', 'toString', 'prototype', 'then', 'name', 'length', 'undefined'],
  ...['1st', '名', '😀', 'é', 'e\u0301', 'ß', 'SS', 'İ', 'ı', '$', '_', '__', 'a.b', 'a/b', 'a~b'],
  ...['a b', '$ref', 'con', 'AUX', 'com1', `long${'x'.repeat(120)}`, 'ApiError', 'createTransport'],
];
const PATHS = [
  ...['/', '/pets', '/pets/', '/pets/{id}', '/Pets/{id}', '/pets/{petId}', '/pets/{id}/toys/{id2}'],
  ...['/a/{b}.{c}', '/a/{b},{c}', '/a/{b}:act', '/{x}/{y}', '/v1/pets', '/api/v1/pets/{id}'],
  ...['/é/{é}', '/a b/{a b}', '/con/{aux}', '/__proto__/{constructor}', '/a-b', '/a_b', '/a.b'],
  ...['/1st/{2nd}', '/sendMessage', '/users/{id}/reset-password', '/x(y={y})'],
];
const MEDIA_TYPES = [
  ...['application/json', 'application/vnd.a+json', 'text/plain', 'application/octet-stream'],
  ...['multipart/form-data', 'application/x-www-form-urlencoded', 'text/event-stream', '*/*'],
  ...['application/x-ndjson', 'application/xml', 'image/png', 'text/csv', 'multipart/mixed'],
];
const STYLES: Readonly<Record<string, readonly string[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};
const STATUSES = ['200', '201', '204', '2XX', '400', '404', '4XX', '500', 'default', '304'];

export function randomDocument(seed: number): Made {
  const { below, chance, pick } = choices(seed);
  // Every third is older.
  const old = seed % 3 === 0;
  const name = (): string => pick(NAMES);
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  /** Entries of their own, `__proto__` as well. */
  const record = (count: number, key: () => string, make: () => unknown): Made =>
    Object.fromEntries(times(count, (): [string, unknown] => [key(), make()]));
  const maybe = (share: number, key: string, make: () => unknown): Made =>
    chance(share) ? { [key]: make() } : {};
  const refTo = (kind: string, key: string): Made => ({
    $ref: `#/components/${kind}/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`,
  });

  const schemas = [...new Set(times(12 + below(20), name))];
  const scalar = (): Made =>
    pick<() => Made>([
      () => ({ type: pick(['string', 'integer', 'boolean', 'number']) }),
      () => ({ type: 'string', enum: [...new Set([name(), name(), ''])] }),
      () => ({ type: 'string', format: pick(['binary', 'date-time', 'byte', 'uuid']) }),
      () => {
        const value = pick<unknown>(['x', 1, true, null]);
        return old ? { enum: [value], nullable: true } : { const: value };
      },
      () => (old ? { type: 'string', nullable: true } : { type: ['string', 'null'] }),
    ])();
  const object = (depth: number): Made => {
    const properties = record(below(4), name, () => ({
      ...schema(depth - 1),
      ...maybe(0.1, pick(['readOnly', 'writeOnly']), () => true),
    }));
    return {
      type: 'object',
      properties,
      required: Object.keys(properties).filter(() => chance(0.5)),
      ...maybe(0.2, 'additionalProperties', () => pick([true, false, schema(depth - 1)])),
      ...maybe(0.1, 'discriminator', () => ({ propertyName: name() })),
    };
  };
  const schema = (depth: number): Made => {
    if (depth <= 0) return chance(0.5) ? refTo('schemas', pick(schemas)) : scalar();
    return pick<() => Made>([
      scalar,
      () => refTo('schemas', pick(schemas)),
      () => object(depth),
      () => object(depth),
      () => ({ type: 'array', items: schema(depth - 1) }),
      () => ({
        type: 'array',
        [old ? 'items' : 'prefixItems']: old ? {} : [schema(depth - 1), schema(depth - 1)],
      }),
      () => ({ allOf: times(1 + below(3), () => schema(depth - 1)) }),
      () => ({
        [pick(['oneOf', 'anyOf'])]: times(1 + below(3), () => schema(depth - 1)),
        ...maybe(0.3, 'discriminator', () => ({ propertyName: name() })),
        ...maybe(0.2, 'properties', () => ({ [name()]: schema(depth - 1) })),
      }),
    ])();
  };
  const content = (): Made =>
    record(
      1 + below(3),
      () => pick(MEDIA_TYPES),
      () => maybe(0.9, 'schema', () => schema(2)),
    );
  const parameter = (called: string, place: string): Made => ({
    name: called,
    in: place,
    ...(place === 'path' || chance(0.4) ? { required: true } : {}),
    ...(chance(0.1)
      ? { content: { 'application/json': { schema: schema(1) } } }
      : {
          schema: chance(0.5) ? scalar() : schema(1),
          ...maybe(0.3, 'style', () => pick(STYLES[place] ?? [])),
          ...maybe(0.3, 'explode', () => chance(0.5)),
        }),
    ...maybe(0.1, 'description', () => 'a */ b'),
  });
  const other = (): Made => parameter(name(), pick(['query', 'query', 'header', 'cookie']));
  const response = (): Made => ({
    description: 'r',
    ...maybe(0.8, 'content', content),
    ...maybe(0.3, 'headers', () => ({ [name()]: { schema: schema(1) } })),
  });
  const shared: Readonly<Record<string, Made>> = {
    parameters: record(4, name, other),
    responses: record(4, name, response),
    requestBodies: record(3, name, () => ({ content: content() })),
  };
  const often = (kind: string, make: () => Made): Made =>
    chance(0.25) ? refTo(kind, pick(Object.keys(shared[kind] ?? {}))) : make();
  const security = maybe(0.6, 'securitySchemes', () => ({
    Pet: { type: 'apiKey', in: pick(['header', 'query', 'cookie']), name: name() },
    'x-y': { type: 'http', scheme: pick(['basic', 'bearer']) },
  }));
  const operation = (path: string, inner = false): Made => ({
    ...maybe(0.6, 'operationId', name),
    ...maybe(0.6, 'tags', () => [name()]),
    parameters: [
      ...[...path.matchAll(/\{([^}]+)\}/g)].map(([, each = '']) => parameter(each, 'path')),
      ...times(below(4), () => often('parameters', other)),
    ],
    ...maybe(0.5, 'requestBody', () =>
      often('requestBodies', () => ({ content: content(), required: chance(0.5) })),
    ),
    responses: record(
      1 + below(4),
      () => pick(STATUSES),
      () => often('responses', response),
    ),
    ...maybe(0.2, 'summary', () => 's */ ${x}'),
    ...('securitySchemes' in security ? maybe(0.4, 'security', () => [{ Pet: [] }]) : {}),
    ...(inner
      ? {}
      : maybe(0.1, 'callbacks', () => ({
          [name()]: { '{$url}': { post: operation('/', true) } },
        }))),
  });
  const paths: Record<string, Made> = {};
  for (let left = 6 + below(12); left > 0; left--) {
    const path = pick(PATHS);
    const method = pick(['get', 'post', 'put', 'delete', 'patch', 'head']);
    paths[path] = { ...paths[path], [method]: operation(path) };
  }
  return {
    openapi: old ? '3.0.3' : '3.1.0',
    info: { title: name(), version: '1' },
    paths,
    components: {
      schemas: Object.fromEntries(schemas.map((each) => [each, schema(3)])),
      ...shared,
      ...security,
    },
    ...maybe(0.3, 'webhooks', () => record(2, name, () => ({ post: operation('/', true) }))),
    ...maybe(0.3, 'servers', () => [{ url: pick(['https://a.b/v1', '/', 'https://{s}.a.b']) }]),
  };
}
