/** A document in pieces: what may be a reference becomes one by chance, in its own file or to another. */

import { posix } from 'node:path';
import type { Choices } from '../schema/random.js';
import type { Made, Version } from './shapes.js';

/** What a place holds, by the name of its components. */
type Kind =
  | 'schemas'
  | 'parameters'
  | 'responses'
  | 'requestBodies'
  | 'headers'
  | 'securitySchemes'
  | 'pathItems';

const ROOT = 'api.json';
const NAMES: readonly string[] = ['Thing', 'a-b', 'x.y', 'One_2'];
/** Keys of a file that is none of the specification's. */
const KEYS: readonly string[] = ['thing', 'a/b', 'x~y', 'p q', 'é', '100%', 'constructor'];
const FILES: readonly string[] = ['parts.json', 'deep/more parts.json', 'deep/er/é.yaml'];

/** @returns files by path; the document is `api.json` */
export function scattered(
  document: Made,
  version: Version,
  choices: Choices,
): Record<string, string> {
  const { chance, pick } = choices;
  const files: Record<string, Made> = {};
  let count = 0;
  const added: Record<string, Made> = {};

  const relative = (from: string, to: string): string =>
    from === to ? '' : encodeURI(posix.relative(posix.dirname(from), to));
  const pointer = (...steps: readonly string[]): string =>
    `#${steps.map((step) => `/${encodeURIComponent(step.replace(/~/g, '~0').replace(/\//g, '~1'))}`).join('')}`;

  /** Puts a value elsewhere. */
  function moved(value: Made, kind: Kind, from: string, walk: Walk): Made {
    const key = String(count++);
    const home = homeOf(kind, version);
    if (home !== undefined && chance(0.4)) {
      const name = `${pick(NAMES)}${key}`;
      const own = (added[home.at(-1) ?? ''] ??= {});
      own[name] = placed(value, kind, ROOT, walk);
      return { $ref: relative(from, ROOT) + pointer(...home, name) };
    }
    if (chance(0.3)) {
      const path = `${pick(['', 'deep/'])}part ${key}.json`;
      files[path] = walk(value, path);
      return { $ref: relative(from, path) };
    }
    const path = pick(FILES);
    const name = pick(KEYS) + key;
    const file = (files[path] ??= {});
    const group = (file[kind] ??= {}) as Made;
    group[name] = placed(value, kind, path, walk);
    return { $ref: relative(from, path) + pointer(kind, name) };
  }

  type Walk = (value: Made, file: string) => Made;

  function placed(value: unknown, kind: Kind, file: string, walk: Walk): Made {
    const own = value as Made;
    const { $ref } = own;
    if (typeof $ref === 'string') return { $ref: relative(file, ROOT) + $ref };
    // A path lies in a file of its own, or where it is.
    const isFixed = kind === 'pathItems' && version !== '3.1' && version !== '3.2';
    if (chance(isFixed ? 0 : 0.12)) return moved(own, kind, file, walk);
    return walk(own, file);
  }

  const each = (value: unknown, change: (item: unknown) => unknown): unknown =>
    Array.isArray(value)
      ? value.map(change)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]))
        : value;
  /** Some members changed, the others as they are. */
  const change = (value: Made, how: Readonly<Record<string, (member: unknown) => unknown>>): Made =>
    Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        Object.hasOwn(how, key) ? (how[key]?.(member) ?? member) : member,
      ]),
    );

  const schema = (file: string) => (value: unknown) =>
    typeof value === 'object' && value !== null ? placed(value, 'schemas', file, inSchema) : value;
  const inSchema: Walk = (value, file) => {
    const all = (member: unknown): unknown => each(member, schema(file));
    return change(value, {
      ...{ properties: all, oneOf: all, anyOf: all, allOf: all },
      ...{ items: schema(file), additionalProperties: schema(file), contentSchema: schema(file) },
    });
  };
  const content = (file: string) => (value: unknown) =>
    each(value, (media) =>
      change(media as Made, { schema: schema(file), itemSchema: schema(file) }),
    );
  const inValue: Walk = (value, file) =>
    version === '2.0' && value['in'] !== 'body'
      ? value
      : change(value, { schema: schema(file), content: content(file) });
  const inResponse: Walk = (value, file) =>
    change(value, {
      schema: schema(file),
      content: content(file),
      headers: (headers) =>
        version === '2.0' ? headers : each(headers, (one) => placed(one, 'headers', file, inValue)),
    });
  const parameters = (file: string) => (list: unknown) =>
    each(list, (one) => placed(one, 'parameters', file, inValue));
  const operation = (file: string) => (value: unknown) =>
    change(value as Made, {
      parameters: parameters(file),
      requestBody: (body) => placed(body, 'requestBodies', file, inValue),
      responses: (all) => each(all, (one) => placed(one, 'responses', file, inResponse)),
    });
  const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'query'];
  const inPath: Walk = (value, file) =>
    change(value, {
      parameters: parameters(file),
      additionalOperations: (all) => each(all, operation(file)),
      ...Object.fromEntries(METHODS.map((method) => [method, operation(file)])),
    });

  const whole = change(document, {
    paths: (paths) => each(paths, (item) => placed(item, 'pathItems', ROOT, inPath)),
    definitions: (all) => each(all, (one) => inSchema(one as Made, ROOT)),
    components: (components) =>
      change(components as Made, {
        schemas: (all) => each(all, (one) => inSchema(one as Made, ROOT)),
      }),
  });
  const merged =
    version === '2.0'
      ? Object.fromEntries(
          Object.entries(added).map(([key, own]) => [key, { ...(whole[key] as Made), ...own }]),
        )
      : {
          components: Object.fromEntries(
            Object.entries({ ...(whole['components'] as Made), ...added }).map(([key, own]) => [
              key,
              { ...((whole['components'] as Made)[key] as Made), ...(own as Made) },
            ]),
          ),
        };
  return Object.fromEntries(
    Object.entries({ ...files, [ROOT]: { ...whole, ...merged } }).map(([path, file]) => [
      path,
      JSON.stringify(file),
    ]),
  );
}

/** Where a document has such parts; undefined where it has no place for them. */
function homeOf(kind: Kind, version: Version): readonly string[] | undefined {
  if (version !== '2.0')
    return kind === 'pathItems' && version === '3.0' ? undefined : ['components', kind];
  const own = { schemas: 'definitions', parameters: 'parameters', responses: 'responses' };
  return Object.hasOwn(own, kind) ? [own[kind as keyof typeof own]] : undefined;
}
