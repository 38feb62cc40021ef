/** Reading the documents, walking them, and applying an overlay as its specification says, for the tests here. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const methods: readonly string[] = ['get', 'put', 'post', 'delete', 'patch'];

/** Reads a YAML file, named from the root of the project. */
export function read(file: string): JsonObject {
  return object(parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')) as Json);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value, which must be an object. */
export function object(value: Json | undefined): JsonObject {
  if (!isObject(value)) throw new Error(`not an object: ${JSON.stringify(value)}`);
  return value;
}

export function list(value: Json | undefined): readonly Json[] {
  if (!Array.isArray(value)) throw new Error(`not an array: ${JSON.stringify(value)}`);
  return value as readonly Json[];
}

/** The value, which must be a string. */
export function text(value: Json | undefined): string {
  if (typeof value !== 'string') throw new Error(`not a string: ${JSON.stringify(value)}`);
  return value;
}

export interface Operation {
  /** Such as `POST /admin/query`. */
  readonly name: string;
  readonly value: JsonObject;
  /** Parameters of the path item and of the operation. */
  readonly parameters: readonly Json[];
}

export function operations(document: JsonObject): readonly Operation[] {
  return Object.entries(object(document['paths'])).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const value = object(item)[method];
      if (value === undefined) return [];
      const own = object(value)['parameters'] ?? [];
      const shared = object(item)['parameters'] ?? [];
      return [
        {
          name: `${method.toUpperCase()} ${path}`,
          value: object(value),
          parameters: [...list(shared), ...list(own)],
        },
      ];
    }),
  );
}

/** What a JSON pointer in a `$ref` leads to; undefined where it leads nowhere. */
export function resolve(document: JsonObject, ref: string): Json | undefined {
  let at: Json | undefined = document;
  for (const part of ref.slice('#/'.length).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at;
}

/** The object, or what its `$ref` leads to. */
export function follow(document: JsonObject, value: Json | undefined): JsonObject {
  const ref = object(value)['$ref'];
  return typeof ref === 'string' ? object(resolve(document, ref)) : object(value);
}

/** Every object in a document with its JSON pointer. */
export function* objects(value: Json, at = ''): Generator<readonly [string, JsonObject]> {
  if (isObject(value)) yield [at, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    yield* objects(child, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}

type Selector = '*' | readonly string[];

/** The JSONPath forms that an overlay of ours uses: `.name`, `.*`, `['name', 'name']`. Throws on others. */
function selectors(path: string): readonly Selector[] {
  if (!path.startsWith('$')) throw new Error(`not a path: ${path}`);
  const found: Selector[] = [];
  for (let rest = path.slice(1); rest !== '';) {
    const dot = /^\.([A-Za-z_]\w*|\*)/.exec(rest);
    const names = /^\[('[^']*'(?:, ?'[^']*')*)\]/.exec(rest);
    const match = dot ?? names;
    if (match?.[1] === undefined)
      throw new Error(`a form of path that the tests do not know: ${path}`);
    if (names !== null) found.push([...match[1].matchAll(/'([^']*)'/g)].map((m) => m[1] ?? ''));
    else found.push(match[1] === '*' ? '*' : [match[1]]);
    rest = rest.slice(match[0].length);
  }
  return found;
}

/** Replaces each node that the selectors lead to by what `change` gives; undefined removes it. */
function changeAt(
  node: Json,
  path: readonly Selector[],
  change: (node: Json) => Json | undefined,
): Json | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return change(node);
  if (!isObject(node)) return node;
  const entries = Object.entries(node).flatMap(([key, child]): [string, Json][] => {
    if (first !== '*' && !first.includes(key)) return [[key, child]];
    const changed = changeAt(child, rest, change);
    return changed === undefined ? [] : [[key, changed]];
  });
  return Object.fromEntries(entries);
}

/** Objects are merged, arrays are joined, and everything else is replaced. */
function merge(into: Json, from: Json): Json {
  if (Array.isArray(into) && Array.isArray(from)) return [...into, ...from] as Json;
  if (!isObject(into) || !isObject(from)) return from;
  const merged: Record<string, Json> = { ...into };
  for (const [key, value] of Object.entries(from)) {
    const before = merged[key];
    merged[key] = before === undefined ? value : merge(before, value);
  }
  return merged;
}

/** The document with an overlay applied. Neither is changed. */
export function applyOverlay(document: JsonObject, overlay: JsonObject): JsonObject {
  let result: Json = document;
  for (const action of list(overlay['actions']).map(object)) {
    const path = selectors(text(action['target']));
    const update = action['update'];
    result = object(
      changeAt(result, path, (node) => {
        if (action['remove'] === true) return undefined;
        return update === undefined ? node : merge(node, update);
      }),
    );
  }
  return object(result);
}
