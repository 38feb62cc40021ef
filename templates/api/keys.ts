/** What members of objects are called on the wire, where a program calls them otherwise. */

import {
  type Api,
  blocks,
  type Code,
  code,
  type Content,
  imported,
  inlineBraces,
  join,
  list,
  type NamedSchema,
  type Names,
  objectKey,
  type ObjectSchema,
  type Operation,
  type Parameter,
  type PureEmitter,
  type Schema,
  settled,
  string,
  textOf,
} from '../../generator/emit.js';
import { runtimeName, sourceOf } from './code.js';
import { lineOf, mediaKind } from './media.js';
import { hasRenamed, isRenamed, renamedSchemas, schemasOf } from './renamed.js';
import { groupsOf } from './request.js';
import { itemsOf } from './response.js';

/** A table for each named schema in which something is called otherwise. */
export const keysEmitter: PureEmitter = {
  name: 'keys',
  emit({ api }, names) {
    if (api === undefined) return [];
    const tables = api.schemas.filter((each) => isRenamed(each, api));
    if (tables.length === 0) return [];
    const declared = tables.map(
      (each) => code`
        /** What members of \`${names.schema(each.key)}\` are called on the wire. */
        export const ${tableName(each, names)}: ${runtimeName('Keys', names, true)} = ${named(each, { api, names, here: true })};
      `,
    );
    return [
      { path: 'keys', source: sourceOf(api), body: blocks(declared.map(settled)), exports: [] },
    ];
  },
};

interface Context {
  readonly api: Api;
  readonly names: Names;
  /** In the file of the tables themselves. */
  readonly here?: true;
}

/** What is known of the request of an operation; undefined where all of it is called as on the wire. */
export function inputKeys(operation: Operation, api: Api, names: Names): Code | undefined {
  if (api.propertyCase === undefined) return undefined;
  const context = { api, names };
  const groups = groupsOf(operation).map(({ name, parameters }) => {
    const rows = parameters.flatMap((each) => rowOf(each, each.name, context));
    return rows.length === 0 ? undefined : row(name, name, table(rows));
  });
  const bodies = (operation.body?.contents ?? []).flatMap((each) => sentTables(each, context));
  const body = bodies.length === 0 ? undefined : row('body', 'body', oneOf(bodies));
  const rows = [...groups, body].filter((each) => each !== undefined);
  return rows.length === 0 ? undefined : table(rows);
}

function sentTables(content: Content, context: Context): readonly Code[] {
  switch (mediaKind(content, context.api)) {
    case 'json':
    case 'form':
    case 'multipart':
      return tablesOf(content.schema, context);
    case 'lines':
      return tablesOf(lineOf(content, context.api), context);
    default:
      return [];
  }
}

/** The same of what it answers: with success, as a whole or item by item, or with an error. */
export function answerKeys(
  operation: Operation,
  api: Api,
  names: Names,
  part: 'result' | 'items' | 'error',
): Code | undefined {
  if (api.propertyCase === undefined) return undefined;
  const hasSuccess = operation.responses.some(({ status }) => /^2/.test(status));
  const answers = operation.responses.filter(({ status }) => {
    const isSuccess = /^2/.test(status) || (!hasSuccess && status === 'default');
    return part === 'error' ? !/^2/.test(status) : isSuccess;
  });
  const tables = answers
    .flatMap(({ contents }) => contents)
    .filter((each) => part === 'error' || isStreamed(each, api) === (part === 'items'))
    .flatMap((each) => answeredTables(each, { api, names }));
  return tables.length === 0 ? undefined : oneOf(tables);
}

function isStreamed(content: Content, api: Api): boolean {
  return ['events', 'lines'].includes(mediaKind(content, api));
}

function answeredTables(content: Content, context: Context): readonly Code[] {
  const { api } = context;
  if (mediaKind(content, api) !== 'events')
    return tablesOf(content.items ?? content.schema, context);
  if (content.items !== undefined) return tablesOf(content.items, context);
  const data = tablesOf(itemsOf(content.schema, api), context);
  return data.length === 0 ? [] : [table([row('data', 'data', oneOf(data))])];
}

/** What came or goes with a webhook or callback. */
export function payloadKeys(
  contents: readonly Content[],
  api: Api,
  names: Names,
): Code | undefined {
  if (api.propertyCase === undefined) return undefined;
  const tables = contents.flatMap((each) => sentTables(each, { api, names }));
  return tables.length === 0 ? undefined : oneOf(tables);
}

/** The tables of the objects that may stand somewhere, in lists as well. */
function tablesOf(
  schema: Schema | undefined,
  context: Context,
  seen: ReadonlySet<string> = new Set(),
  isUnion = false,
  isWhole = false,
): readonly Code[] {
  switch (schema?.kind) {
    case 'ref': {
      const { api, names, here } = context;
      const target = schemasOf(api).get(schema.to);
      if (target === undefined || seen.has(schema.to)) return [];
      const next = new Set([...seen, schema.to]);
      // What has no table of its own, has nothing below it that would not end.
      if (!isRenamed(target, api))
        return isUnion ? tablesOf(target.schema, context, next, true) : [];
      // In the table of a union stand objects alone, so that it ends.
      if (isWhole && !isObject(target.schema))
        return tablesOf(target.schema, context, next, isUnion, true);
      const name = tableName(target, names);
      const table = here ? code`${name}` : imported({ kind: 'emitted', path: 'keys' }, name);
      return [code`() => ${table}`];
    }
    case 'array':
      return tablesOf(schema.items, context, seen, isUnion, isWhole);
    case 'tuple':
      return [...schema.items, ...(schema.rest === undefined ? [] : [schema.rest])].flatMap(
        (each) => tablesOf(each, context, seen, isUnion, isWhole),
      );
    case 'union': {
      // Of those in which nothing is called otherwise, it must be known what they have.
      const any = isUnion || hasRenamed(schema, renamedSchemas(context.api));
      return any ? schema.of.flatMap((each) => tablesOf(each, context, seen, true, isWhole)) : [];
    }
    case 'object':
    case 'all':
      return isUnion || hasRenamed(schema, renamedSchemas(context.api))
        ? [tableOf(schema, context)]
        : [];
    default:
      return [];
  }
}

/** The table of a named schema: of an object, or of all that it may be. */
function named({ key, schema }: NamedSchema, context: Context): Code {
  return isObject(schema)
    ? tableOf(schema, context)
    : oneOf(tablesOf(schema, context, new Set([key]), false, true));
}

/** The table of an object, or of several that are one. */
function tableOf(schema: Schema, context: Context): Code {
  const parts = partsOf(schema, context.api);
  const found = new Map<string, { readonly wire: string; readonly below: Code[] }>();
  for (const { key, called = key, schema: below } of parts.flatMap((each) => each.props)) {
    const tables = tablesOf(below, context);
    const same = found.get(called);
    if (same !== undefined) same.below.push(...tables);
    else found.set(called, { wire: key, below: [...tables] });
  }
  // All of them, so that objects can be told from each other, and what is named from the rest.
  const rows = [...found].map(([called, { wire, below }]) =>
    row(called, wire, below.length === 0 ? undefined : oneOf(below)),
  );
  const others = parts
    .flatMap(({ patterns, rest }) => [...patterns.map((each) => each.schema), rest])
    .flatMap((each) => tablesOf(each, context));
  return table(rows, others.length === 0 ? undefined : oneOf(others));
}

function rowOf(
  { called, schema }: Pick<Parameter, 'called' | 'schema'>,
  wire: string,
  context: Context,
): readonly Code[] {
  const below = tablesOf(schema, context);
  if (called === undefined && below.length === 0) return [];
  return [row(called ?? wire, wire, below.length === 0 ? undefined : oneOf(below))];
}

function row(name: string, wire: string, below: Code | undefined): Code {
  const entry = list('[', [string(wire), below]);
  // The compiler has another type in mind for what every object has.
  return name in Object.prototype
    ? join([code`${objectKey(name)}: ${entry}`, code`as const`], ' ')
    : code`${objectKey(name)}: ${entry}`;
}

function table(rows: readonly Code[], rest?: Code): Code {
  return inlineBraces(
    [code`names: ${inlineBraces(rows, ',')}`, rest !== undefined && code`rest: ${rest}`],
    ',',
  );
}

/** Each table once. */
function oneOf(tables: readonly Code[]): Code {
  const distinct = [...new Map(tables.map((each) => [textOf(each), each])).values()];
  const [only] = distinct;
  return distinct.length === 1 && only !== undefined ? only : list('[', distinct);
}

/** Objects have tables of their own; other schemas are what is in them. */
function isObject({ kind }: Schema): boolean {
  return kind === 'object' || kind === 'all';
}

/** The objects that one object is made of. */
function partsOf(
  schema: Schema,
  api: Api,
  seen: ReadonlySet<string> = new Set(),
): readonly ObjectSchema[] {
  switch (schema.kind) {
    case 'object':
      return [schema];
    case 'all':
    case 'union':
      return schema.of.flatMap((each) => partsOf(each, api, seen));
    case 'ref': {
      const target = schemasOf(api).get(schema.to)?.schema;
      if (target === undefined || seen.has(schema.to)) return [];
      return partsOf(target, api, new Set([...seen, schema.to]));
    }
    default:
      return [];
  }
}

function tableName({ key }: NamedSchema, names: Names): string {
  const name = names.schema(key);
  let local = `${name.charAt(0).toLowerCase()}${name.slice(1)}Keys`;
  while (names.shadows(local)) local += 'OnWire';
  return local;
}
