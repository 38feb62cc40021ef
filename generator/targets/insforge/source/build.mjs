/**
 * Writes ../openapi.yml from the documents that InsForge publishes, which lie unchanged in upstream/:
 *
 *     node generator/targets/insforge/source/build.mjs > generator/targets/insforge/openapi.yml
 *
 * They have no operation ids, and each says for itself what an error is. All are made one; operations.yml names and
 * groups what they have; an error without a body has the body of all errors; then overlay.yml mends what is wrong.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { JSONPathEnvironment } from 'json-p3';
import { format, resolveConfig } from 'prettier';
import { parse, stringify } from 'yaml';

const read = (file) => parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const folder = new URL('upstream/', import.meta.url);
const upstream = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => ({ name, document: read(`upstream/${name}`) }));

const METHODS = ['get', 'put', 'post', 'delete', 'head', 'patch'];
/** `POST /path` → its name and group. */
const named = new Map(
  Object.entries(read('operations.yml')).flatMap(([group, operations]) =>
    Object.entries(operations).map(([id, key]) => [key, { id, group }]),
  ),
);

const FAILURE = { $ref: '#/components/responses/Failure' };
const ERROR = { 'application/json': { schema: { $ref: '#/components/schemas/ErrorResponse' } } };

function operationOf({ tags: _, ...operation }, item, document, id, group) {
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
  const responses = {};
  for (const [status, response] of Object.entries(operation.responses)) {
    const bare = /^[45]/.test(status) && response.$ref === undefined && !('content' in response);
    responses[status] = bare ? { ...response, content: ERROR } : response;
  }
  const statuses = Object.keys(responses);
  if (!statuses.some((each) => each.startsWith('4'))) responses['4XX'] = FAILURE;
  // Where a redirect is all there is to hope for, `default` would pass for a success.
  if (statuses.some((each) => each.startsWith('2'))) responses.default = FAILURE;
  return {
    operationId: id,
    tags: [group],
    ...operation,
    ...(parameters.length === 0 ? {} : { parameters }),
    responses,
    security: securityOf(operation.security ?? document.security),
  };
}

/**
 * All keys and tokens are taken as a bearer's, also where a document speaks of `x-api-key` alone; and what is open to
 * all takes them too, since it may be said of whom the server keeps count.
 */
function securityOf(security) {
  if (security === undefined) return [{ bearerAuth: [] }, {}];
  const names = security.flatMap(Object.keys);
  const isKeyAlone = names.includes('apiKey') && !names.includes('bearerAuth');
  return isKeyAlone ? [{ bearerAuth: [] }, ...security] : security;
}

/** Without examples of whole bodies, some of which contradict the schema beside them. */
function withoutExamples(node) {
  if (Array.isArray(node)) return node.map(withoutExamples);
  if (typeof node !== 'object' || node === null) return node;
  const isMedia = typeof node.schema === 'object' && node.in === undefined;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !isMedia || (key !== 'example' && key !== 'examples'))
      .map(([key, value]) => [key, withoutExamples(value)]),
  );
}

const paths = {};
const components = {};
for (const { name, document } of upstream) {
  for (const [section, entries] of Object.entries(document.components ?? {})) {
    for (const [key, value] of Object.entries(entries)) {
      // What an error is stands in the overlay, once.
      if (key === 'ErrorResponse') continue;
      const known = components[section]?.[key];
      const differs = known !== undefined && section !== 'securitySchemes';
      if (differs) throw new Error(`${section}/${key} of ${name} is declared twice`);
      (components[section] ??= {})[key] ??= value;
    }
  }
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS.filter((each) => each in item)) {
      const key = `${method.toUpperCase()} ${path}`;
      const { id, group } = named.get(key) ?? {};
      if (id === undefined) throw new Error(`operations.yml has no name for ${key}`);
      (paths[path] ??= {})[method] = operationOf(item[method], item, document, id, group);
    }
  }
}

/** The same with `change` made to every object, the innermost first. */
function changed(node, change) {
  if (Array.isArray(node)) return node.map((each) => changed(each, change));
  if (typeof node !== 'object' || node === null) return node;
  const inner = Object.entries(node).map(([key, value]) => [key, changed(value, change)]);
  return change(Object.fromEntries(inner));
}

/** RFC 7386 but for arrays, which an overlay adds to. */
function merged(into, update) {
  if (Array.isArray(into) && Array.isArray(update)) return [...into, ...update];
  const plain = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!plain(into) || !plain(update)) return update;
  const result = { ...into };
  for (const [key, value] of Object.entries(update)) {
    result[key] = key in into ? merged(into[key], value) : value;
  }
  return result;
}

const SCHEMA = '#/components/schemas/';
const schemaOf = ({ $ref }) => (typeof $ref === 'string' ? $ref.split(SCHEMA)[1] : undefined);

const names = read('schemas.yml');
components.schemas = Object.fromEntries(
  Object.entries(components.schemas).map(([name, schema]) => [names[name] ?? name, schema]),
);
let document = changed(withoutExamples({ openapi: '3.0.3', paths, components }), (node) => {
  const name = schemaOf(node);
  return name in names ? { ...node, $ref: SCHEMA + names[name] } : node;
});

const finder = new JSONPathEnvironment({ maxRecursionDepth: 1_000 });
for (const { target, remove, update } of read('overlay.yml').actions) {
  const places = finder.query(target, document).locations();
  if (places.length === 0) throw new Error(`${target} matches nothing`);
  // From the last, so that what is removed from a list moves nothing that is still to be found.
  for (const place of places.toReversed()) {
    if (place.length === 0) {
      document = merged(document, update);
      continue;
    }
    const parent = place.slice(0, -1).reduce((node, key) => node[key], document);
    const key = place.at(-1);
    if (remove !== true) parent[key] = merged(parent[key], update);
    else if (Array.isArray(parent)) parent.splice(key, 1);
    else delete parent[key];
  }
}

// A schema with the name of what an operation takes or gives stands there, so that both have that name.
const uses = new Map();
changed(document, (node) => {
  const name = schemaOf(node);
  if (name !== undefined) uses.set(name, (uses.get(name) ?? 0) + 1);
  return node;
});
const operations = Object.values(document.paths).flatMap((item) =>
  METHODS.flatMap((method) => (method in item ? [item[method].operationId] : [])),
);
const inlined = new Map();
for (const id of operations) {
  for (const part of ['Request', 'Response', 'Errors']) {
    const name = id[0].toUpperCase() + id.slice(1) + part;
    const schema = document.components.schemas[name];
    if (schema === undefined) continue;
    if (uses.get(name) !== 1)
      throw new Error(`${name} is used elsewhere too: give it another name`);
    inlined.set(name, schema);
    delete document.components.schemas[name];
  }
}
document = changed(document, (node) => inlined.get(schemaOf(node)) ?? node);

const { openapi, info, servers, tags, security, ...rest } = document;
const text = stringify(
  { openapi, info, servers, tags, security, ...rest },
  { aliasDuplicateObjects: false, lineWidth: 100 },
);
const style = await resolveConfig(new URL('../openapi.yml', import.meta.url));
process.stdout.write(
  '# Written by source/build.mjs from the documents of InsForge (Apache-2.0, see LICENSE and NOTICE), which it changes:\n' +
    '# one document, with names, groups and an error for all of it, and mended by source/overlay.yml.\n' +
    (await format(text, { ...style, parser: 'yaml' })),
);
