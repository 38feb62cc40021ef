/** The setting `propertyCase`: what members of objects and parameters are called in a program. */

import type { Api, Content, Json, Operation, Parameter, Property, Schema } from './ir.js';
import { camel } from './words.js';

type Find = (key: string) => Schema | undefined;

/** Keys that stay as they are, by the objects that have them. */
type Kept = Map<Schema, Set<string>>;

/** The same API, with names in camel case for what is called otherwise on the wire. */
export function camelCased(api: Api): Api {
  const kept = keptOf(api);
  const schemaOf = (schema: Schema): Schema => named(schema, kept);
  const schemas = api.schemas.map((each) => ({ ...each, schema: schemaOf(each.schema) }));
  const byKey = new Map(schemas.map(({ key, schema }) => [key, schema]));
  const find: Find = (key) => byKey.get(key);
  const events = api.events?.map((event) => ({
    ...event,
    ...(event.body === undefined ? {} : { body: withContents(event.body, find, schemaOf) }),
    ...(event.responses === undefined
      ? {}
      : { responses: event.responses.map((each) => withContents(each, find, schemaOf)) }),
  }));
  return {
    ...api,
    propertyCase: 'camel',
    schemas: schemas.map((each) => ({ ...each, schema: withValues(each.schema, find) })),
    operations: api.operations.map((each) => operationOf(each, find, schemaOf)),
    ...(events === undefined ? {} : { events }),
  };
}

/** Keys that would have one name in what may stand in one place, of unions and of answers, stay as they are there. */
function keptOf(api: Api): Kept {
  const byKey = new Map(api.schemas.map(({ key, schema }) => [key, schema]));
  const kept: Kept = new Map();
  const seen = new Set<Schema>();
  const visit = (schema: Schema): void => {
    if (seen.has(schema)) return;
    seen.add(schema);
    if (schema.kind === 'union' || schema.kind === 'all') keep(schema.of, byKey, kept);
    mapped(schema, (each) => {
      visit(each);
      return each;
    });
  };
  const together = (holders: readonly { readonly contents: readonly Content[] }[]): void => {
    const all = holders.flatMap(({ contents }) =>
      contents.flatMap(({ schema, items }) => (items === undefined ? [schema] : [schema, items])),
    );
    keep(all, byKey, kept);
    for (const each of all) visit(each);
  };
  for (const { schema } of api.schemas) visit(schema);
  for (const { body, responses, parameters } of [...api.operations, ...(api.events ?? [])]) {
    together(body === undefined ? [] : [body]);
    together(responses ?? []);
    for (const { schema } of parameters) visit(schema);
  }
  return kept;
}

function keep(schemas: readonly Schema[], byKey: ReadonlyMap<string, Schema>, kept: Kept): void {
  const seen = new Set<Schema>();
  const objects: Extract<Schema, { readonly kind: 'object' }>[] = [];
  const gather = (schema: Schema | undefined): void => {
    if (schema === undefined || seen.has(schema)) return;
    seen.add(schema);
    if (schema.kind === 'object') objects.push(schema);
    else if (schema.kind === 'ref') gather(byKey.get(schema.to));
    else if (schema.kind === 'array') gather(schema.items);
    else if (schema.kind === 'union' || schema.kind === 'all') schema.of.forEach(gather);
  };
  schemas.forEach(gather);
  if (objects.length < 2) return;
  const keys = new Map<string, Set<string>>();
  for (const { key } of objects.flatMap(({ props }) => props)) {
    const name = nameOf(key);
    keys.set(name, (keys.get(name) ?? new Set()).add(key));
  }
  for (const object of objects) {
    const clashing = object.props.filter(({ key }) => (keys.get(nameOf(key))?.size ?? 0) > 1);
    if (clashing.length === 0) continue;
    const all = kept.get(object) ?? new Set();
    for (const { key } of clashing) all.add(key);
    kept.set(object, all);
  }
}

function operationOf(
  operation: Operation,
  find: Find,
  schemaOf: (schema: Schema) => Schema,
): Operation {
  const { parameters, body, responses } = operation;
  // Names of headers and cookies are those of HTTP.
  const called = (place: RegExp): ReadonlyMap<string, string> =>
    calledOf(parameters.filter((each) => place.test(each.in)).map(({ name }) => name));
  const [inPath, inQuery] = [called(/^path/), called(/^query/)];
  const nameFor = ({ in: place, name }: Parameter): string | undefined =>
    place === 'path' ? inPath.get(name) : place.startsWith('query') ? inQuery.get(name) : undefined;
  return {
    ...operation,
    parameters: parameters.map((each): Parameter => {
      const name = nameFor(each);
      const cased = { ...each, schema: withValues(schemaOf(each.schema), find) };
      return name === undefined ? cased : { ...cased, called: name };
    }),
    ...(body === undefined ? {} : { body: withContents(body, find, schemaOf) }),
    responses: responses.map((each) => withContents(each, find, schemaOf)),
  };
}

function withContents<Holder extends { readonly contents: readonly Content[] }>(
  holder: Holder,
  find: Find,
  schemaOf: (schema: Schema) => Schema,
): Holder {
  const contents = holder.contents.map((each): Content => {
    const schema = withValues(schemaOf(each.schema), find);
    const items = each.items && withValues(schemaOf(each.items), find);
    return {
      ...each,
      schema,
      ...(items === undefined ? {} : { items }),
      examples: each.examples.map((value) => valueOf(value, items ?? schema, find)),
    };
  });
  return { ...holder, contents };
}

function named(schema: Schema, kept: Kept): Schema {
  return mapped(withNames(schema, kept.get(schema)), (each) => named(each, kept));
}

function withNames(schema: Schema, kept?: ReadonlySet<string>): Schema {
  if (schema.kind !== 'object') return schema;
  const called = calledOf(schema.props.map(({ key }) => key));
  const props = schema.props.map((prop): Property => {
    const name = kept?.has(prop.key) === true ? undefined : called.get(prop.key);
    return name === undefined ? prop : { ...prop, called: name };
  });
  return { ...schema, props };
}

/** The same schema, with what stands directly below it put through `map`. */
function mapped(schema: Schema, map: (schema: Schema) => Schema): Schema {
  switch (schema.kind) {
    case 'array':
      return { ...schema, items: map(schema.items) };
    case 'tuple':
      return {
        ...schema,
        items: schema.items.map(map),
        ...(schema.rest === undefined ? {} : { rest: map(schema.rest) }),
      };
    case 'object':
      return {
        ...schema,
        props: schema.props.map((prop) => ({ ...prop, schema: map(prop.schema) })),
        patterns: schema.patterns.map((each) => ({ ...each, schema: map(each.schema) })),
        ...(schema.rest === undefined ? {} : { rest: map(schema.rest) }),
      };
    case 'union':
    case 'all':
      return { ...schema, of: schema.of.map(map) };
    default:
      return schema;
  }
}

/** The schema with its examples and defaults as a program would write them. */
function withValues(schema: Schema, find: Find): Schema {
  const { default: usual, examples } = schema;
  return {
    ...mapped(schema, (each) => withValues(each, find)),
    ...(usual === undefined ? {} : { default: valueOf(usual, schema, find) }),
    ...(examples === undefined
      ? {}
      : { examples: examples.map((value) => valueOf(value, schema, find)) }),
  };
}

/** A value of a schema under the names of the program. `seen`: references on the way to it. */
function valueOf(value: Json, schema: Schema, find: Find, seen: readonly string[] = []): Json {
  if (value === null || typeof value !== 'object') return value;
  switch (schema.kind) {
    case 'ref': {
      const target = seen.includes(schema.to) ? undefined : find(schema.to);
      return target === undefined ? value : valueOf(value, target, find, [...seen, schema.to]);
    }
    case 'array':
      return isList(value) ? value.map((each) => valueOf(each, schema.items, find)) : value;
    case 'object': {
      if (isList(value)) return value;
      const props = new Map(schema.props.map((prop) => [prop.key, prop]));
      const members = Object.entries(value).map(([key, each]): [string, Json] => {
        const prop = props.get(key);
        const below = prop?.schema ?? schema.rest;
        return [prop?.called ?? key, below === undefined ? each : valueOf(each, below, find)];
      });
      return Object.fromEntries(members);
    }
    case 'union':
    case 'all':
      // What one has named, the others do not know any more.
      return schema.of.reduce<Json>((named, each) => valueOf(named, each, find, seen), value);
    default:
      return value;
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** What keys that stand side by side are called, where that is another name. Two that would be one stay as they are. */
function calledOf(keys: readonly string[]): ReadonlyMap<string, string> {
  const names = keys.map((key) => [key, nameOf(key)] as const);
  const counts = new Map<string, number>();
  for (const [, name] of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(names.filter(([key, name]) => key !== name && counts.get(name) === 1));
}

/**
 * A key in camel case: `pet_id`, `Pet-Id` and `pet id` are `petId`. Underscores at its ends stay, and so does what is
 * in camel case, begins with a digit, has other signs or would be a member of every object (`toString`).
 */
export function nameOf(key: string): string {
  let start = 0;
  let end = key.length;
  while (key[start] === '_') start++;
  while (end > start && key[end - 1] === '_') end--;
  const core = key.slice(start, end);
  if (!/^[A-Za-z][A-Za-z\d_ -]*$/.test(core) || !/[_ -]|^[A-Z]/.test(core)) return key;
  const name = camel(core);
  return name in Object.prototype || !/^[a-z][A-Za-z\d]*$/.test(name)
    ? key
    : key.slice(0, start) + name + key.slice(end);
}
