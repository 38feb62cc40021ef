/** Every place of an OpenAPI document from which text can reach the output. */

import type { Given } from './pipeline.js';

type Data = Readonly<Record<string, unknown>>;

/** A place of an input; an item is made for each of the texts. */
export interface Place {
  readonly name: string;
  make(texts: readonly string[]): Given;
  /** The text stands in comments. */
  readonly comment?: true;
  /** The text leaves no mark of its own in the output: a name is made of it, or nothing. */
  readonly unseen?: true;
  /** How many values hold the text all the same, of a place that leaves it in comments. */
  readonly values?: number;
  /** What the text comes to in this place, where it is not taken as it stands. */
  readonly means?: (text: string) => string;
  /** Texts that cannot stand in this place: one located problem is told. */
  readonly refuses?: (text: string) => boolean;
  /** Texts that say something else in this place, so that the output may have another shape. */
  readonly special?: (text: string) => boolean;
}

const ok = { 200: { description: 'Fine.' } };

function document(parts: Data, files: Given['files'] = {}): Given {
  const root = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {}, ...parts };
  return {
    files: { ...files, 'api.json': JSON.stringify(root) },
    settings: { openapi: 'api.json', target: 'none' },
  };
}

/** An operation for each text, at `/0`, `/1` and so on. */
function operations(
  texts: readonly string[],
  make: (text: string) => Data,
  rest: Data = {},
): Given {
  const paths = texts.map((text, index) => [
    `/${index}`,
    { post: { operationId: `op${index}`, responses: ok, ...make(text) } },
  ]);
  return document({ ...rest, paths: Object.fromEntries(paths) as Data });
}

/** A component schema for each text, which an answer refers to. */
function schemas(
  texts: readonly string[],
  make: (text: string) => unknown,
  rest: Data = {},
): Given {
  const all = texts.map((text, index) => [`S${index}`, make(text)]);
  return document({ ...rest, components: { schemas: Object.fromEntries(all) as Data } });
}

function parameters(place: string, make: (text: string) => Data = () => ({})) {
  return (texts: readonly string[]): Given =>
    operations(texts, (text) => ({
      parameters: [{ name: text, in: place, schema: { type: 'string' }, ...make(text) }],
    }));
}

function pathParameters(texts: readonly string[], more: Data = {}): Given {
  const paths = texts.map((name, index) => [
    `/${index}/{${name}}`,
    {
      get: {
        operationId: `op${index}`,
        parameters: [{ name, in: 'path', required: true, schema: { type: 'string' }, ...more }],
        responses: ok,
      },
    },
  ]);
  return document({ paths: Object.fromEntries(paths) as Data });
}

function body(content: Data): Data {
  return { requestBody: { required: true, content } };
}

function answer(content: Data, more: Data = {}): Data {
  return { responses: { 200: { description: 'Fine.', content, ...more } } };
}

const object = (text: string): Data => ({
  type: 'object',
  properties: { [text]: { type: 'string' } },
});

const wrapped = (text: string): string => `before ${text} after`;

const comment = true;
const unseen = true;

export const documentPlaces: readonly Place[] = [
  {
    name: 'title, version and description of the document',
    unseen,
    make: (texts) =>
      document({
        info: { title: texts.join(), version: texts.join(), description: texts.join() },
        paths: { '/a': { get: { operationId: 'a', responses: ok } } },
      }),
  },
  {
    name: 'summary and description of an operation',
    comment,
    make: (texts) =>
      operations(texts, (text) => ({ summary: wrapped(text), description: `${text} after` })),
  },
  {
    name: 'operationId',
    make: (texts) => operations(texts, (text) => ({ operationId: text })),
    means: (text) => text.trim(),
    // None at all.
    special: isBlank,
  },
  {
    name: 'tag',
    make: (texts) => operations(texts, (text) => ({ tags: [text] })),
    // Names a file, and nothing in it.
    unseen,
  },
  {
    name: 'path',
    make: (texts) =>
      document({
        paths: Object.fromEntries(
          texts.map((text) => [
            `/a/${text}/b`,
            { get: { operationId: `op${texts.indexOf(text)}`, responses: ok } },
          ]),
        ),
      }),
    // Braces and stars alone are parameters; question marks and fragments are no part of a path.
    special: (text) => /[{}?#]|(?:^|\/)\*(?:\/|$)/.test(text),
  },
  {
    name: 'path without operationId',
    make: (texts) =>
      document({
        paths: Object.fromEntries(
          texts.map((text) => [`/a/${text}/b`, { get: { responses: ok } }]),
        ),
      }),
    special: (text) => /[{}?#]|(?:^|\/)\*(?:\/|$)/.test(text),
  },
  {
    name: 'name of a path parameter',
    make: (texts) => pathParameters(texts),
    refuses: isEmpty,
    // Nothing can be escaped in a template; what every object has takes another writer, as styles do.
    special: (text) => /[{}?#/]/.test(text) || text in Object.prototype,
  },
  {
    name: 'name of a styled path parameter',
    make: (texts) => pathParameters(texts, { style: 'label' }),
    refuses: isEmpty,
    special: (text) => /[{}?#/]/.test(text),
  },
  { name: 'name of a query parameter', make: parameters('query'), refuses: isEmpty },
  {
    name: 'name of a styled query parameter',
    make: parameters('query', (text) => ({ style: 'deepObject', schema: object(text) })),
    refuses: isEmpty,
  },
  { name: 'name of a header parameter', make: parameters('header'), refuses: isEmpty },
  {
    name: 'name of a styled header parameter',
    make: parameters('header', (text) => ({ explode: true, schema: object(text) })),
    refuses: isEmpty,
  },
  { name: 'name of a cookie', make: parameters('cookie'), refuses: isEmpty },
  {
    name: 'name of a styled cookie',
    make: parameters('cookie', () => ({ schema: { type: 'array', items: { type: 'string' } } })),
    refuses: isEmpty,
  },
  {
    name: 'description, default and example of a parameter',
    comment,
    make: (texts) =>
      operations(texts, (text) => ({
        parameters: [
          {
            name: 'p',
            in: 'query',
            description: wrapped(text),
            example: text,
            schema: { type: 'string', default: text, examples: [text] },
          },
        ],
      })),
  },
  { name: 'property', make: (texts) => schemas(texts, object) },
  {
    name: 'required property',
    make: (texts) => schemas(texts, (text) => ({ ...object(text), required: [text] })),
  },
  {
    name: 'property of an answer',
    make: (texts) =>
      operations(texts, (text) => answer({ 'application/json': { schema: object(text) } })),
  },
  {
    name: 'property of multipart, with an encoding',
    make: (texts) =>
      operations(texts, (text) =>
        body({
          'multipart/form-data': {
            schema: object(text),
            encoding: { [text]: { contentType: 'text/x-y' } },
          },
        }),
      ),
  },
  {
    name: 'content type of a part',
    make: (texts) =>
      operations(texts, (text) =>
        body({
          'multipart/form-data': { schema: object('p'), encoding: { p: { contentType: text } } },
        }),
      ),
  },
  {
    name: 'property of a form, with an encoding',
    make: (texts) =>
      operations(texts, (text) =>
        body({
          'application/x-www-form-urlencoded': {
            schema: object(text),
            encoding: { [text]: { style: 'spaceDelimited', explode: false } },
          },
        }),
      ),
  },
  {
    name: 'title, description and default of a schema',
    comment,
    make: (texts) =>
      schemas(texts, (text) => ({
        type: 'object',
        title: text,
        description: wrapped(text),
        properties: {
          p: { type: 'string', title: text, description: wrapped(text), default: text },
          q: { type: 'object', default: { [text]: [text] } },
        },
      })),
  },
  {
    name: 'title of a schema alone',
    comment,
    make: (texts) => schemas(texts, (text) => ({ title: wrapped(text), type: 'string' })),
  },
  { name: 'enum value', make: (texts) => schemas(texts, (text) => ({ enum: [text, 'other'] })) },
  { name: 'const', make: (texts) => schemas(texts, (text) => ({ const: text })) },
  {
    name: 'const object',
    make: (texts) => schemas(texts, (text) => ({ const: { [text]: { a: [text, [text]] } } })),
  },
  {
    name: 'names and descriptions of enum values',
    means: (text) => text.trim(),
    // No name at all: the values are a list.
    special: isBlank,
    make: (texts) =>
      schemas(texts, (text) => ({
        enum: ['a', 'b'],
        'x-enum-varnames': [text, 'B'],
        'x-enumNames': [text, 'B'],
        'x-enum-descriptions': [text, 'B'],
      })),
  },
  {
    name: 'format, pattern and content media type',
    unseen,
    make: (texts) =>
      schemas(texts, (text) => ({ type: 'string', format: `x${text}`, pattern: text })),
  },
  {
    name: 'pattern of properties',
    unseen,
    make: (texts) =>
      schemas(texts, (text) => ({
        type: 'object',
        patternProperties: { [text]: { type: 'string' } },
      })),
  },
  {
    name: 'example of a body',
    unseen,
    make: (texts) =>
      operations(texts, (text) =>
        body({
          'application/json': {
            schema: object('p'),
            example: { [text]: text },
            examples: { [text]: { summary: text, value: text } },
          },
        }),
      ),
  },
  {
    name: 'component schema',
    make: (texts) =>
      document({
        components: {
          schemas: Object.fromEntries(
            texts.map((text) => [text, { type: 'object', properties: { p: { type: 'string' } } }]),
          ) as Data,
        },
        paths: Object.fromEntries(
          texts.map((text, index) => [
            `/${index}`,
            {
              get: {
                operationId: `op${index}`,
                ...answer({ 'application/json': { schema: { $ref: componentRef(text) } } }),
              },
            },
          ]),
        ),
      }),
    // Only a type's name is made of it.
    unseen,
  },
  {
    name: 'component parameter, body, answer and header',
    make: (texts) => {
      const component = (kind: string, text: string): Data => ({
        $ref: `#/components/${kind}/${pointer(text)}`,
      });
      const of = (value: unknown): unknown =>
        Object.fromEntries(texts.map((text) => [text, value]));
      return operations(
        texts,
        (text) => ({
          parameters: [component('parameters', text)],
          requestBody: component('requestBodies', text),
          responses: { 200: component('responses', text) },
        }),
        {
          components: {
            parameters: of({ name: 'p', in: 'query', schema: { type: 'string' } }),
            requestBodies: of({ content: { 'application/json': { schema: object('a') } } }),
            responses: of({ description: '', headers: of({ schema: { type: 'string' } }) }),
          },
        },
      );
    },
  },
  {
    name: 'media type of a body',
    make: (texts) => operations(texts, (text) => body({ [`x/${text}`]: { schema: object('p') } })),
    // A parameter of the media type, or a wildcard, is another reading.
    special: (text) => /\*/.test(text),
    means: (text) => text.trimEnd(),
  },
  {
    name: 'one of several media types of a body',
    make: (texts) =>
      operations(texts, (text) =>
        body({
          'application/json': { schema: object('p') },
          [`x/${text}`]: { schema: { type: 'string' } },
        }),
      ),
    special: (text) => /\*/.test(text),
    means: (text) => text.trimEnd(),
  },
  {
    name: 'one of several media types of an answer',
    // Those of answers are compared without regard to case.
    make: (texts) =>
      operations(texts, (text) =>
        answer({
          [`application/json`]: { schema: object('p') },
          [`x/${text.toLowerCase()}`]: { schema: { type: 'string' } },
        }),
      ),
    special: (text) => /\*/.test(text),
    means: (text) => text.trimEnd().toLowerCase(),
  },
  {
    name: 'status of an answer',
    make: (texts) =>
      operations(texts, (text) => ({
        responses: { ...ok, [text]: { description: text } },
      })),
    unseen,
    refuses: (text) => text !== 'default',
    special: (text) => text === 'default',
  },
  {
    name: 'description of an answer and a body',
    comment,
    make: (texts) =>
      operations(texts, (text) => ({
        requestBody: {
          description: wrapped(text),
          content: { 'application/json': { schema: object('p') } },
        },
        responses: { ...ok, 400: { description: wrapped(text) } },
      })),
  },
  {
    name: 'header of an answer',
    make: (texts) =>
      operations(texts, (text) =>
        answer({}, { headers: { [text]: { description: text, schema: { type: 'string' } } } }),
      ),
  },
  {
    name: 'security scheme',
    // What every object has is looked up in another way.
    special: (text) => text in Object.prototype,
    make: (texts) =>
      operations(texts, (text) => ({ security: [{ [text]: [text] }] }), {
        components: {
          securitySchemes: Object.fromEntries(
            texts.map((text) => [text, { type: 'http', scheme: 'bearer' }]),
          ) as Data,
        },
      }),
  },
  {
    name: 'alternatives of security schemes',
    make: (texts) =>
      operations(texts, (text) => ({ security: [{ [text]: [] }, { other_scheme: [] }] }), {
        components: {
          securitySchemes: Object.fromEntries([
            ...texts.map((text) => [text, { type: 'http', scheme: 'bearer' }]),
            ['other_scheme', { type: 'http', scheme: 'basic' }],
          ]) as Data,
        },
      }),
  },
  ...['header', 'query', 'cookie'].map((place): Place => ({
    name: `name and description of an API key in the ${place}`,
    means: (text) => (place === 'header' ? text.toLowerCase() : text),
    make: (texts) =>
      operations(texts, (text) => ({ security: [{ [`key${texts.indexOf(text)}`]: [] }] }), {
        components: {
          securitySchemes: Object.fromEntries(
            texts.map((text, index) => [
              `key${index}`,
              { type: 'apiKey', in: place, name: text, description: text },
            ]),
          ) as Data,
        },
      }),
  })),
  {
    name: 'scheme of HTTP authorization',
    means: (text) => text.toLowerCase(),
    make: (texts) =>
      operations(texts, (text) => ({ security: [{ [`key${texts.indexOf(text)}`]: [] }] }), {
        components: {
          securitySchemes: Object.fromEntries(
            texts.map((text, index) => [
              `key${index}`,
              { type: 'http', scheme: `x${text}`, bearerFormat: text },
            ]),
          ) as Data,
        },
      }),
  },
  {
    name: 'server of an operation',
    make: (texts) =>
      operations(texts, (text) => ({
        servers: [{ url: `https://a.example/${text}`, description: text }],
      })),
    // Braces name variables.
    special: (text) => /[{}]/.test(text),
  },
  {
    name: 'server of the document',
    // The first is a value, all others are mentioned.
    comment,
    values: 1,
    make: (texts) =>
      operations(['a'], () => ({}), {
        servers: texts.map((text) => ({
          url: `https://a.example/${text}`,
          description: wrapped(text),
        })),
      }),
    special: (text) => /[{}]/.test(text),
  },
  {
    name: 'name of a server variable',
    unseen,
    make: (texts) =>
      operations(texts, (text) => ({
        servers: [
          {
            url: `https://a.example/{${text}}`,
            variables: { [text]: { default: 'v', description: text } },
          },
        ],
      })),
    special: (text) => /[{}]/.test(text),
  },
  {
    name: 'value of a server variable',
    make: (texts) =>
      operations(texts, (text) => ({
        servers: [
          { url: 'https://a.example/{v}', variables: { v: { default: text, enum: [text] } } },
        ],
      })),
  },
  {
    name: 'property of a discriminator',
    make: (texts) =>
      schemas(texts, (text) => ({
        oneOf: [object(text), { ...object(text), description: 'other' }],
        discriminator: { propertyName: text },
      })),
  },
  {
    name: 'mapping of a discriminator',
    make: (texts) =>
      document({
        components: {
          schemas: {
            Cat: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
            Dog: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
            Pet: {
              oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
              discriminator: {
                propertyName: 'kind',
                mapping: Object.fromEntries([
                  ...texts.map((text) => [text, '#/components/schemas/Cat']),
                  ['other', '#/components/schemas/Dog'],
                ]) as Data,
              },
            },
          },
        },
      }),
  },
  {
    name: 'deprecation, retry and other extensions',
    unseen,
    make: (texts) =>
      operations(texts, (text) => ({
        'x-internal-note': text,
        [`x-${text}`]: { [text]: text },
        externalDocs: { url: text, description: text },
      })),
  },
  {
    name: 'file of a reference',
    unseen,
    make: (texts) =>
      document(
        {
          paths: Object.fromEntries(
            texts.map((text, index) => [
              `/${index}`,
              {
                get: {
                  operationId: `op${index}`,
                  ...answer({
                    'application/json': {
                      schema: { $ref: `./f${encode(text)}.json#/defs/${pointer(text)}` },
                    },
                  }),
                },
              },
            ]),
          ),
        },
        Object.fromEntries(
          texts.map((text) => [`f${text}.json`, JSON.stringify({ defs: { [text]: object('p') } })]),
        ),
      ),
    // Only a part of the path that is decoded is the file's name.
    special: (text) => /[/]|[\ud800-\udfff]/.test(text) && !/🔥/u.test(text),
  },
  {
    name: 'name of the document',
    comment,
    make: (texts) => {
      const name = `f${texts.join('')}.json`;
      const { files } = operations(['a'], () => ({}));
      return {
        files: { [name]: files['api.json'] ?? '' },
        settings: { openapi: name, target: 'none' },
      };
    },
  },
];

function isEmpty(text: string): boolean {
  return text === '';
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function componentRef(text: string): string {
  return `#/components/schemas/${pointer(text)}`;
}

function pointer(text: string): string {
  return encode(text.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** Lone surrogates cannot be written in a URI and stay as they are. */
function encode(text: string): string {
  return /\p{Cs}/u.test(text) ? text : encodeURIComponent(text);
}
