/** A call of an operation as a reference shows it: what is required, with values of the document where it has some. */

import {
  type Api,
  type Code,
  code,
  inlineBraces,
  type Json,
  list,
  literal,
  type Names,
  objectKey,
  type Operation,
  type Property,
  type Schema,
  textOf,
} from '../../generator/emit.js';
import { groupsOf } from '../api/request.js';
import { mediaKind } from '../api/media.js';

/** How deep values are written out. */
const DEPTH = 4;

export function exampleCall(operation: Operation, api: Api, names: Names): string {
  const groups = groupsOf(operation).flatMap(({ name, parameters }) => {
    const required = parameters.filter((each) => each.required);
    if (required.length === 0) return [];
    const members = required.map(
      ({ name: key, called = key, schema }) =>
        code`${objectKey(called)}: ${valueOf(schema, api, key)}`,
    );
    return [code`${name}: ${inlineBraces(members, ',')}`];
  });
  const body = operation.body?.required === true ? [code`body: ${bodyOf(operation, api)}`] : [];
  const members = [...groups, ...body];
  const request = members.length === 0 ? [] : [inlineBraces(members, ',')];
  return textOf(
    code`const result = await ${names.operation(operation.key)}${list('(', ['transport', ...request])};`,
  );
}

function bodyOf({ body }: Operation, api: Api): Code {
  const content = body?.contents[0];
  if (content === undefined) return code`undefined`;
  const kind = mediaKind(content, api);
  if (kind === 'json' || kind === 'form' || kind === 'multipart') {
    const [example] = content.examples;
    return example === undefined || kind !== 'json'
      ? valueOf(content.schema, api, 'body')
      : literal(example);
  }
  return kind === 'text' ? literal('text') : code`new Blob([])`;
}

/** A value of a schema: the document's own example or default, else one of its kind. */
function valueOf(schema: Schema, api: Api, key: string, depth = 0): Code {
  const given: Json | undefined = schema.examples?.[0] ?? schema.default;
  if (given !== undefined && given !== null) return literal(given);
  switch (schema.kind) {
    case 'ref': {
      const named = api.schemas.find((each) => each.key === schema.to);
      return named === undefined || depth > DEPTH
        ? code`{}`
        : valueOf(named.schema, api, key, depth + 1);
    }
    case 'literal':
      return literal(schema.values[0] ?? null);
    case 'string':
      return literal(FORMATS.get(schema.format ?? '') ?? key);
    case 'number':
      return literal(Math.max(1, schema.minimum ?? 1));
    case 'boolean':
      return literal(true);
    case 'array':
      return depth > DEPTH
        ? list('[', [])
        : list('[', [valueOf(schema.items, api, key, depth + 1)]);
    case 'tuple':
      return list(
        '[',
        schema.items.slice(0, schema.required).map((each) => valueOf(each, api, key, depth + 1)),
      );
    case 'object': {
      const required = depth > DEPTH ? [] : schema.props.filter(isSent);
      return inlineBraces(
        required.map(
          (each) =>
            code`${objectKey(each.called ?? each.key)}: ${valueOf(each.schema, api, each.key, depth + 1)}`,
        ),
        ',',
      );
    }
    case 'union': {
      const [first] = schema.of.filter(({ kind }) => kind !== 'null');
      return first === undefined ? literal(null) : valueOf(first, api, key, depth + 1);
    }
    case 'all':
      return valueOf(schema.of[0] ?? { kind: 'unknown' }, api, key, depth + 1);
    case 'binary':
      return code`new Blob([])`;
    case 'null':
    case 'never':
    case 'unknown':
    case 'foreign':
      return literal(null);
  }
}

/** What a request has to have; what is read-only is not sent. */
function isSent({ required, schema }: Property): boolean {
  return required && schema.readOnly !== true;
}

const FORMATS: ReadonlyMap<string, string> = new Map([
  ['date', '2026-01-31'],
  ['date-time', '2026-01-31T12:00:00Z'],
  ['email', 'ada@example.com'],
  ['uri', 'https://example.com'],
  ['uuid', '00000000-0000-4000-8000-000000000000'],
]);
