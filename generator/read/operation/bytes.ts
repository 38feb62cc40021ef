/** Where `format: binary` is bytes, and where a text of JSON. */

import type { Api, Body, Content, ObjectSchema, Parameter, Response, Schema } from '../../ir.js';
import { withParts } from '../schema/parts.js';

/**
 * What a schema is written as. `parts`: as a form, each member a part of it; `part`: as such a part, or as a body of its
 * own; `json`: inside of JSON, or of what else is text and has no bytes.
 */
type Form = 'parts' | 'part' | 'json';

interface Places {
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  readonly responses?: readonly Response[];
}

/**
 * The API with texts in place of the bytes that stand inside of JSON. Named schemas that forms have as well keep them,
 * and so do those that nothing has.
 */
export function withTexts(api: Api): Api {
  const events = api.events ?? [];
  const named = api.schemas.some(({ schema }) => hasBytes(schema));
  const inline = [...api.operations, ...events].some(hasBytesInside);
  // Most documents have none but for whole bodies, which is quickly seen.
  if (!named && !inline) return api;
  const known = named ? formsOf(api) : new Map<string, ReadonlySet<Form>>();
  return {
    ...api,
    schemas: api.schemas.map((each) => {
      const forms = known.get(each.key);
      if (forms === undefined || !hasBytes(each.schema)) return each;
      const form = (['parts', 'part'] as const).find((one) => forms.has(one)) ?? 'json';
      return { ...each, schema: textsIn(each.schema, form) };
    }),
    operations: api.operations.map((each) =>
      hasBytesInside(each)
        ? { ...each, ...placesWithTexts(each), responses: each.responses.map(responseWithTexts) }
        : each,
    ),
    ...(api.events === undefined
      ? {}
      : {
          events: events.map((each) =>
            hasBytesInside(each) ? { ...each, ...placesWithTexts(each) } : each,
          ),
        }),
  };
}

function contentsOf({ body, responses = [] }: Places): readonly Content[] {
  return [...(body?.contents ?? []), ...responses.flatMap(({ contents }) => contents)];
}

/** Bytes in what is more than bytes, not behind references. */
function hasBytesInside(places: Places): boolean {
  return (
    places.parameters.some(({ schema }) => hasBytes(schema)) ||
    contentsOf(places).some(
      ({ schema, items }) =>
        (schema.kind !== 'binary' && hasBytes(schema)) || (items !== undefined && hasBytes(items)),
    )
  );
}

/** What named schemas are written as, without recursion: chains of them can be as long as the document. */
function formsOf({
  schemas,
  operations,
  events = [],
}: Api): ReadonlyMap<string, ReadonlySet<Form>> {
  const byKey = new Map(schemas.map((each) => [each.key, each.schema]));
  const known = new Map<string, Set<Form>>();
  const work: (readonly [Schema, Form])[] = [];
  const refer = (schema: Schema, form: Form): void => {
    if (schema.kind !== 'ref') {
      inside(schema, form, refer);
      return;
    }
    const forms = known.get(schema.to) ?? new Set();
    const target = byKey.get(schema.to);
    if (target === undefined || forms.has(form)) return;
    known.set(schema.to, forms.add(form));
    work.push([target, form]);
  };
  for (const each of [...operations, ...events]) {
    for (const { schema } of each.parameters) refer(schema, 'json');
    for (const content of contentsOf(each)) {
      refer(content.schema, formOf(content));
      if (content.items !== undefined) refer(content.items, 'json');
    }
  }
  for (let next = work.pop(); next !== undefined; next = work.pop()) refer(...next);
  return known;
}

/** A body that is nothing but bytes is bytes, whatever its media type. */
function formOf({ mediaType, schema }: Content): Form {
  if (/^multipart\//i.test(mediaType)) return 'parts';
  return schema.kind !== 'binary' &&
    /[/+]json\b|jsonl|ndjson|event-stream|urlencoded/i.test(mediaType)
    ? 'json'
    : 'part';
}

function placesWithTexts({ parameters, body, responses }: Places): Places {
  return {
    parameters: parameters.map((each) => ({ ...each, schema: textsIn(each.schema, 'json') })),
    ...(body && { body: { ...body, contents: body.contents.map(contentWithTexts) } }),
    ...(responses && { responses: responses.map(responseWithTexts) }),
  };
}

function responseWithTexts(response: Response): Response {
  return { ...response, contents: response.contents.map(contentWithTexts) };
}

function contentWithTexts(content: Content): Content {
  return {
    ...content,
    schema: textsIn(content.schema, formOf(content)),
    ...(content.items === undefined ? {} : { items: textsIn(content.items, 'json') }),
  };
}

/** Tells what stands in a schema, with what it is written as. */
function inside(schema: Schema, form: Form, tell: (each: Schema, form: Form) => void): void {
  const item = form === 'parts' ? 'part' : form;
  switch (schema.kind) {
    case 'array':
      tell(schema.items, item);
      break;
    case 'tuple':
      for (const each of schema.items) tell(each, item);
      if (schema.rest !== undefined) tell(schema.rest, item);
      break;
    case 'object': {
      const member = form === 'parts' ? 'part' : 'json';
      for (const each of schema.props) tell(each.schema, member);
      for (const each of schema.patterns) tell(each.schema, member);
      if (schema.rest !== undefined) tell(schema.rest, member);
      break;
    }
    case 'union':
    case 'all':
      for (const each of schema.of) tell(each, form);
      break;
    default:
  }
}

/** Asked of every schema there is, so nothing is made on the way. */
function hasBytes(schema: Schema): boolean {
  switch (schema.kind) {
    case 'binary':
      return true;
    case 'array':
      return hasBytes(schema.items);
    case 'object': {
      const known = objects.get(schema);
      if (known !== undefined) return known;
      const has = objectHasBytes(schema);
      objects.set(schema, has);
      return has;
    }
    case 'tuple':
      return schema.items.some(hasBytes) || (schema.rest !== undefined && hasBytes(schema.rest));
    case 'union':
    case 'all':
      return schema.of.some(hasBytes);
    default:
      return false;
  }
}

/** Those that were asked: one can stand in many places. */
const objects = new WeakMap<ObjectSchema, boolean>();

function objectHasBytes({ props, patterns, rest }: ObjectSchema): boolean {
  for (const each of props) if (hasBytes(each.schema)) return true;
  for (const each of patterns) if (hasBytes(each.schema)) return true;
  return rest !== undefined && hasBytes(rest);
}

/** The same schema where nothing in it is bytes. */
function textsIn(schema: Schema, form: Form): Schema {
  if (schema.kind === 'binary') {
    return form === 'json' ? { ...schema, kind: 'string', format: 'binary' } : schema;
  }
  const parts = new Map<Schema, Schema>();
  inside(schema, form, (each, as) => {
    const read = textsIn(each, as);
    if (read !== each) parts.set(each, read);
  });
  if (parts.size === 0) return schema;
  return withParts(schema, (each) => parts.get(each) ?? each);
}
