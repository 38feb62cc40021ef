/** Schema → TypeScript type. */

import {
  type Api,
  braces,
  type Code,
  code,
  imported,
  inlineBraces,
  join,
  type Json,
  key,
  list,
  literal,
  type Names,
  type ObjectSchema,
  parenthesized,
  type Property,
  type Schema,
  string,
  type TypeText,
} from '../../generator/emit.js';
import { propertyDoc } from './property-doc.js';
import { distinct, hugs, orNothing, runtimeName, unionOf } from './code.js';
import { leaves } from './media.js';

/**
 * What a type is for. Where reading and writing differ, a reference names the one or the other shape; `both`
 * is a shape that serves for the two. What can be sent takes `undefined` for what may be left out.
 */
export type Direction = 'request' | 'response' | 'both';

/** The type of a schema as an expression; named schemas are imported from the emitted `types`. */
export function typeOf(schema: Schema, names: Names, direction: Direction = 'response'): Code {
  switch (schema.kind) {
    case 'unknown':
      return code`unknown`;
    case 'foreign':
      return attributeType(schema.type, names);
    case 'never':
      return code`never`;
    case 'null':
      return code`null`;
    case 'boolean':
      return code`boolean`;
    case 'number':
      return code`number`;
    case 'string':
      return code`string`;
    case 'binary':
      return runtimeName('FileInput', names, true);
    case 'literal':
    case 'union':
      return unionOf(membersOf(schema, names, direction));
    case 'array':
      // Callers may hold what they send as they like.
      return direction === 'request'
        ? code`readonly ${operand(schema.items, names, direction)}[]`
        : code`${operand(schema.items, names, direction)}[]`;
    case 'tuple':
      return tupleType(schema, names, direction);
    case 'object':
      return objectType(schema, names, direction);
    case 'all':
      return join(
        schema.of.map((each) => operand(each, names, direction)),
        ' & ',
      );
    case 'ref':
      return imported(
        { kind: 'emitted', path: 'types' },
        refName(schema.to, names, direction),
        true,
      );
  }
}

function tupleType(
  { items, required, rest }: Extract<Schema, { readonly kind: 'tuple' }>,
  names: Names,
  direction: Direction,
): Code {
  const tuple = list('[', [
    ...items.map((item, index) =>
      index < required ? typeOf(item, names, direction) : code`${operand(item, names, direction)}?`,
    ),
    rest && code`...${operand(rest, names, direction)}[]`,
  ]);
  return direction === 'request' ? code`readonly ${tuple}` : tuple;
}

/** The type that an attribute of the store has in its entity. */
function attributeType({ parts }: TypeText, names: Names): Code {
  const [part] = parts;
  if (typeof part !== 'object' || part.name.kind !== 'attribute') return code`unknown`;
  const { entity, attr, form } = part.name;
  const type = form === 'read' ? names.entity(entity) : names.entityPart(entity, 'Update');
  return code`${imported({ kind: 'emitted', path: 'entities' }, type, true)}[${string(attr)}]`;
}

export function refName(to: string, names: Names, direction: Direction): string {
  return direction === 'request' ? names.schemaInput(to) : names.schema(to);
}

/** What a union is made of, at least one type and each once, and `unknown` where one is; else, the type. */
function membersOf(schema: Schema, names: Names, direction: Direction): readonly Code[] {
  if (schema.kind === 'union' && schema.of.some((each) => each.kind === 'unknown'))
    return [code`unknown`];
  const members = distinct(alternatives(schema, names, direction));
  return members.length === 0 ? [code`never`] : members;
}

/** The members of a union; of anything else, itself. */
export function alternatives(schema: Schema, names: Names, direction: Direction): readonly Code[] {
  if (schema.kind === 'union') {
    const open = isOpen(schema);
    return schema.of.flatMap((each) =>
      // As plain `string`, it would take the values away from what editors complete.
      open && each.kind === 'string' ? [code`(string & {})`] : alternatives(each, names, direction),
    );
  }
  if (schema.kind === 'literal') return schema.values.map(jsonType);
  return [typeOf(schema, names, direction)];
}

/** Any text, some of which is known. */
function isOpen({ of, open }: Extract<Schema, { readonly kind: 'union' }>): boolean {
  const known = (each: Schema): boolean =>
    each.kind === 'literal' && each.values.some((value) => typeof value === 'string');
  return open === true || (of.some(({ kind }) => kind === 'string') && of.some(known));
}

/** The type of a body that is text: what the schema says of it where that is text, too. */
export function textType(
  schema: Schema,
  api: Api,
  names: Names,
  direction: Direction,
): readonly Code[] {
  return isText(schema, api) ? alternatives(schema, names, direction) : [code`string`];
}

/** Whether it is text in whatever form: each of its values is. */
export function isText(schema: Schema, api: Api): boolean {
  return leaves(schema, api).every((each) =>
    each.kind === 'literal'
      ? each.values.every((value) => typeof value === 'string')
      : each.kind === 'string',
  );
}

/** The type of what may be left out of a request. */
export function orUndefined(schema: Schema, names: Names, direction: Direction): Code {
  return orNothing(membersOf(schema, names, direction));
}

/** As an operand of `[]`, `&` or `?`, where a union or an intersection needs parentheses. */
function operand(schema: Schema, names: Names, direction: Direction): Code {
  if (schema.kind === 'union' || schema.kind === 'literal') {
    const members = membersOf(schema, names, direction);
    if (members.length < 2 && !isReadonly(schema, direction)) return unionOf(members);
    return hugs(members) ? code`(${join(members, ' | ')})` : parenthesized(members);
  }
  const type = typeOf(schema, names, direction);
  const joint = schema.kind === 'all' && schema.of.length > 1;
  return joint || isReadonly(schema, direction) ? code`(${type})` : type;
}

/** A list that is sent, or what is no more than that. */
function isReadonly(schema: Schema, direction: Direction): boolean {
  if (schema.kind === 'union' || schema.kind === 'all')
    return schema.of.some((each) => isReadonly(each, direction));
  return direction === 'request' && (schema.kind === 'array' || schema.kind === 'tuple');
}

/** An object type: a map on one line, members on a line each. */
export function objectType(schema: ObjectSchema, names: Names, direction: Direction): Code {
  const props = propsOf(schema, direction);
  const index = indexType(schema, props, names, direction);
  if (index && props.length === 0) return inlineBraces([code`[key: string]: ${index}`], ';');
  return bodyOf(props, index, names, direction);
}

/** The same for an interface, which stands on lines of its own whatever it holds. */
export function objectBody(schema: ObjectSchema, names: Names, direction: Direction): Code {
  const props = propsOf(schema, direction);
  return bodyOf(props, indexType(schema, props, names, direction), names, direction);
}

function bodyOf(
  props: readonly Property[],
  index: Code | undefined,
  names: Names,
  direction: Direction,
): Code {
  return braces([
    ...props.map((prop) => propertyOf(prop, names, direction)),
    index && code`[key: string]: ${index}`,
  ]);
}

/**
 * By their schemas, for the names they were made with: what a document writes out again is read once, and stands in many
 * places. Kept from the second time on, since most is made once, and what is kept takes memory.
 */
const known = new WeakMap<Names, WeakMap<Schema, Map<string, Code | undefined>>>();

function propertyOf(prop: Property, names: Names, direction: Direction): Code {
  const { key: wire, called: name = wire, required, schema } = prop;
  const bySchema = known.get(names) ?? new WeakMap<Schema, Map<string, Code | undefined>>();
  const made = bySchema.get(schema) ?? new Map<string, Code | undefined>();
  const id = `${direction} ${required ? '' : '?'} ${name} ${wire}`;
  const before = made.get(id);
  if (before !== undefined) return before;
  const isOptional = !required && direction !== 'response';
  const property = code`
    ${propertyDoc(schema, schema.doc, wire)}
    ${key(name)}${required ? undefined : code`?`}: ${isOptional ? orUndefined(schema, names, direction) : typeOf(schema, names, direction)}
  `;
  known.set(names, bySchema.set(schema, made.set(id, made.has(id) ? property : undefined)));
  return property;
}

/** Requests leave out what is read-only, responses what is write-only. */
export function propsOf(schema: ObjectSchema, direction: Direction): readonly Property[] {
  return schema.props.filter(({ schema: each }) =>
    direction === 'request'
      ? each.readOnly !== true
      : direction === 'both' || each.writeOnly !== true,
  );
}

/**
 * The type behind an index signature, which TypeScript wants to cover the named properties as well;
 * undefined where there is none.
 */
function indexType(
  schema: ObjectSchema,
  props: readonly Property[],
  names: Names,
  direction: Direction,
): Code | undefined {
  const further = [
    ...schema.patterns.map((each) => each.schema),
    ...(schema.rest === undefined ? [] : [schema.rest]),
  ];
  const [only] = further;
  if (only === undefined) return undefined;
  if (further.length === 1 && props.length === 0) return typeOf(only, names, direction);
  const all = [...further, ...props.map((prop) => prop.schema)];
  if (all.some((each) => each.kind === 'unknown')) return code`unknown`;
  return unionOf(
    distinct([
      ...all.flatMap((each) => alternatives(each, names, direction)),
      ...(props.every((prop) => prop.required) ? [] : [code`undefined`]),
    ]),
  );
}

function jsonType(value: Json): Code {
  if (value === null || typeof value !== 'object') return literal(value);
  if (isList(value)) return list('[', value.map(jsonType));
  return braces(Object.entries(value).map(([name, each]) => code`${key(name)}: ${jsonType(each)}`));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
