/** Every place of a data schema and of a client table from which text can reach the output. */

import type { RowInput } from '../../generator/read/rows/format.js';
import type { Place } from './document.js';
import type { Given } from './pipeline.js';

const api = {
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  paths: {
    '/admin/query': {
      post: {
        operationId: 'adminQuery',
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', properties: { query: { type: 'string' } } },
            },
          },
        },
        responses: { 200: { description: 'Fine.' } },
      },
    },
  },
};

function project(
  schema: string,
  more: Given['files'] = {},
  settings: Given['settings'] = {},
): Given {
  return {
    files: {
      ...more,
      'api.json': JSON.stringify(api),
      'instant.schema.ts': `import { i } from '@instantdb/core';\n${schema}`,
    },
    settings: {
      openapi: 'api.json',
      target: 'instant',
      schema: 'instant.schema.ts',
      ...settings,
    },
  };
}

/** A TypeScript literal of the text. */
const quoted = (text: string): string => JSON.stringify(text);

/** Members of an object literal: a bare `__proto__` would be its prototype. */
function members(texts: readonly string[], make: (text: string, index: number) => string): string {
  return texts.map((text, index) => `[${quoted(text)}]: ${make(text, index)}`).join(',\n');
}

const entities = (body: string, links = ''): string =>
  `export default i.schema({ entities: { ${body} }, links: { ${links} } });`;

/** Inside of a block comment, which the text cannot end. */
const commented = (text: string): string => `before ${text.replaceAll('*/', '* /')} after`;

const comment = true;
const unseen = true;

export const schemaPlaces: readonly Place[] = [
  {
    name: 'entity',
    refuses: isEmpty,
    make: (texts) =>
      project(entities(members(texts, () => 'i.entity({ name: i.string().unique().indexed() })'))),
  },
  {
    name: 'entity with links',
    refuses: isEmpty,
    make: (texts) =>
      project(
        entities(
          `start: i.entity({}), ${members(texts, () => 'i.entity({ name: i.string() })')}`,
          texts
            .map(
              (text, index) => `l${index}: {
                forward: { on: 'start', has: 'one', label: 'to${index}', required: true },
                reverse: { on: ${quoted(text)}, has: 'many', label: 'from' },
              }`,
            )
            .join(),
        ),
      ),
  },
  {
    name: 'attribute',
    make: (texts) =>
      project(
        entities(
          `a: i.entity({ ${members(texts, () => 'i.string()')} }),
           b: i.entity({ ${members(texts, () => 'i.date().unique().indexed().optional()')} }),
           c: i.entity({ ${members(texts, () => 'i.json().clientRequired()')} })`,
        ),
      ),
    // Every entity has an id.
    special: isId,
  },
  {
    name: 'attribute, dates as Date',
    make: (texts) =>
      project(
        entities(`a: i.entity({ ${members(texts, () => 'i.date().indexed()')} })`),
        {},
        { dates: 'date' },
      ),
    special: isId,
  },
  {
    name: 'label of a link',
    make: (texts) =>
      project(
        entities(
          'a: i.entity({}), b: i.entity({})',
          texts
            .map(
              (text, index) => `l${index}: {
                forward: { on: 'a', has: 'many', label: ${quoted(text)} },
                reverse: { on: 'b', has: 'one', label: 'back${index}' },
              }`,
            )
            .join(),
        ),
      ),
    // Every entity has an id.
    refuses: (text) => isEmpty(text) || isId(text),
    // The dollar holds a query's options, so nothing can be asked below it.
    special: (text) => text === '$',
  },
  {
    name: 'label of the other end of a link',
    make: (texts) =>
      project(
        entities(
          'a: i.entity({}), b: i.entity({})',
          texts
            .map(
              (text, index) => `l${index}: {
                forward: { on: 'a', has: 'one', label: 'to${index}', required: true },
                reverse: { on: 'b', has: 'many', label: ${quoted(text)} },
              }`,
            )
            .join(),
        ),
      ),
    // Every entity has an id.
    refuses: (text) => isEmpty(text) || isId(text),
    // The dollar holds a query's options, so nothing can be asked below it.
    special: (text) => text === '$',
  },
  {
    name: 'label of a link that is an attribute too',
    refuses: isEmpty,
    make: (texts) =>
      project(
        entities(
          `a: i.entity({ ${members(texts, () => 'i.string()')} }), b: i.entity({})`,
          texts
            .map(
              (text, index) => `l${index}: {
                forward: { on: 'a', has: 'many', label: ${quoted(text)} },
                reverse: { on: 'b', has: 'one', label: 'back${index}' },
              }`,
            )
            .join(),
        ),
      ),
    special: (text) => text === '$' || text === 'id',
  },
  {
    name: 'name of a link',
    unseen,
    make: (texts) =>
      project(
        entities(
          'a: i.entity({}), b: i.entity({})',
          members(
            texts,
            (_, index) => `{
              forward: { on: 'a', has: 'many', label: 'to${index}' },
              reverse: { on: 'b', has: 'one', label: 'from${index}' },
            }`,
          ),
        ),
      ),
  },
  {
    name: 'room, presence and topic',
    make: (texts) =>
      project(
        `export default i.schema({ entities: {}, rooms: { ${members(
          texts,
          (text) => `{
          presence: i.entity({ [${quoted(text)}]: i.string() }),
          topics: { [${quoted(text)}]: i.entity({ [${quoted(text)}]: i.number().optional() }) },
        }`,
        )} } });`,
      ),
  },
  {
    name: 'comment of an entity, attribute, link and room',
    comment,
    make: (texts) =>
      project(
        texts
          .map((text) => `/** ${commented(text)} */`)
          .map((doc, index) => `const e${index} = i.entity({\n${doc}\nname: i.string() });`)
          .join('\n') +
          `export default i.schema({ entities: { ${texts
            .map((text, index) => `/** ${commented(text)} */ e${index}: e${index}`)
            .join(',\n')} }, rooms: { ${texts
            .map(
              (text, index) =>
                `/** ${commented(text)} */ r${index}: { presence: i.entity({ /** ${commented(text)} */ a: i.string() }) }`,
            )
            .join(',\n')} } });`,
      ),
  },
  {
    name: 'line comment of an attribute',
    comment,
    make: (texts) =>
      project(
        entities(
          `a: i.entity({ ${texts.map((text, index) => `// before ${text} after\na${index}: i.string(),`).join('\n')} })`,
        ),
      ),
    // A line ends there.
    special: (text) => /[\n\r\u2028\u2029]/.test(text),
  },
  {
    name: 'type argument',
    make: (texts) =>
      project(
        entities(
          `a: i.entity({ ${texts
            .map(
              (text, index) =>
                `a${index}: i.string<${quoted(text)} | 'other'>(), j${index}: i.json<{ ${quoted(text)}: ${quoted(text)} }>()`,
            )
            .join()} })`,
        ),
      ),
  },
  {
    name: 'type argument that is a template',
    make: (texts) =>
      project(
        entities(
          `a: i.entity({ ${texts
            .map((text, index) => `a${index}: i.string<\`\${number}${template(text)}\`>()`)
            .join()} })`,
        ),
      ),
    // As the language has it.
    means: (text) => text.replaceAll('\r\n', '\n'),
  },
  {
    name: 'local type',
    make: (texts) =>
      project(
        texts
          .map(
            (text, index) =>
              `type T${index}<A = ${quoted(text)}> = { ${quoted(text)}: A };\ninterface I${index} { of: T${index}; ${quoted(text)}?: ${quoted(text)} }`,
          )
          .join('\n') +
          entities(
            `a: i.entity({ ${texts.map((_, index) => `a${index}: i.json<I${index}>()`).join()} })`,
          ),
      ),
  },
  {
    name: 'name of a file of types',
    make: (texts) =>
      project(
        texts
          .map((text, index) => `import type { T${index} } from ${quoted(`./types/x${text}x`)};`)
          .join('\n') +
          entities(
            `a: i.entity({ ${texts.map((_, index) => `a${index}: i.json<T${index}>()`).join()} })`,
          ),
        Object.fromEntries(
          texts.map((text, index) => [
            `types/x${text}x.ts`,
            `export interface T${index} { a: string }`,
          ]),
        ),
      ),
    // Leads to another folder, or would on Windows.
    special: (text) => /[/\\]/.test(text),
  },
  {
    name: 'name of a package of types',
    make: (texts) =>
      project(
        texts
          .map((text, index) => `import type { T${index} } from ${quoted(`@x/${text}x`)};`)
          .join('\n') +
          entities(
            `a: i.entity({ ${texts.map((_, index) => `a${index}: i.json<T${index}>()`).join()} })`,
          ),
      ),
  },
  {
    name: 'name of the schema file',
    comment,
    make: (texts) => {
      const given = project(entities('a: i.entity({ name: i.string() })'));
      const name = `s${texts.join('')}.ts`;
      return {
        files: { ...given.files, [name]: given.files['instant.schema.ts'] ?? '' },
        settings: { ...given.settings, schema: name },
      };
    },
  },
  {
    name: 'name of a method',
    make: (texts) => rows(texts, (text) => ({ name: text, row: { call: 'adminQuery', args: [] } })),
    refuses: isNoMethod,
    special: (text) => text === 'a.b',
  },
  {
    name: 'name of a group of methods',
    make: (texts) =>
      rows(texts, (text) => ({ name: `${text}.run`, row: { call: 'adminQuery', args: [] } })),
    refuses: isNoMethod,
    special: (text) => text === 'a.b',
  },
  {
    name: 'name of a method in a group',
    make: (texts) =>
      rows(texts, (text) => ({ name: `group.${text}`, row: { call: 'adminQuery', args: [] } })),
    refuses: isNoMethod,
    special: (text) => text === 'a.b',
  },
  {
    name: 'name of an argument',
    make: (texts) =>
      rows(texts, (text, index) => ({
        name: `m${index}`,
        row: { call: 'adminQuery', args: [{ name: text, to: 'body.query' }] },
      })),
    unseen,
    refuses: (text) => !isName(text) || RESERVED.test(text),
  },
  {
    name: 'field of an argument',
    refuses: (text) => text === '__proto__',
    make: (texts) =>
      rows(texts, (text, index) => ({
        name: `m${index}`,
        row: {
          call: 'adminQuery',
          args: [{ name: 'a', fields: { [text]: { to: 'body.query', optional: true } } }],
        },
      })),
  },
  {
    name: 'constant of a method',
    make: (texts) =>
      rows(texts, (text, index) => ({
        name: `m${index}`,
        row: { call: 'adminQuery', args: [], constants: { 'body.query': text } },
      })),
  },
  {
    name: 'default of an argument',
    make: (texts) =>
      rows(texts, (text, index) => ({
        name: `m${index}`,
        row: {
          call: 'adminQuery',
          args: [{ name: 'a', to: 'body.query', optional: true, default: text }],
        },
      })),
  },
  {
    name: 'documentation of a method',
    comment,
    make: (texts) =>
      rows(texts, (text, index) => ({
        name: `m${index}`,
        row: {
          call: 'adminQuery',
          args: [],
          doc: `before ${text} after`,
          deprecated: `before ${text} after`,
        },
      })),
  },
];

function isId(text: string): boolean {
  return text === 'id';
}

function isEmpty(text: string): boolean {
  return text === '';
}

const RESERVED = /^(?:class|await|default|function|enum|null)$/;

function isName(text: string): boolean {
  return /^[$_\p{ID_Start}][$\p{ID_Continue}]*$/u.test(text);
}

/** What is no identifier, what every object has, and what promises are known by. A dot makes a group. */
function isNoMethod(text: string): boolean {
  return !text.split('.').every(isName) || /^(?:__proto__|prototype|constructor|then)$/.test(text);
}

interface NamedRow {
  readonly name: string;
  readonly row: RowInput;
}

function rows(texts: readonly string[], make: (text: string, index: number) => NamedRow): Given {
  const table = Object.fromEntries(
    texts.map((text, index) => {
      const { name, row } = make(text, index);
      return [name, row];
    }),
  );
  return project(entities('a: i.entity({ name: i.string() })'), {}, { client: table });
}

function template(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
}
