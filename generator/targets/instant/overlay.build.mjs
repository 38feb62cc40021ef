/**
 * Writes overlay.yml from openapi.yml:
 *
 *     node generator/targets/instant/overlay.build.mjs > generator/targets/instant/overlay.yml
 *
 * The overlay mends copies of an older description of the API, in which answers have no schemas and the app's
 * id is a header parameter. Each operation of that description is emptied and filled again, and the components
 * that the operations need are replaced, so that the result does not depend on what was there: applied to
 * openapi.yml itself, or twice, the overlay changes nothing. Arrays are never merged, because a merge of arrays
 * in an overlay is a concatenation.
 */
import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { parse, stringify } from 'yaml';

const read = (file) => parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const methods = ['get', 'put', 'post', 'delete', 'patch'];

const shipped = read('../../../openapi.yml');
const older = read('../../../fixtures/instant-seed/openapi.yml');

/** Adds to `found` the `[section, name]` of every component that `node` refers to, by however many steps. */
function collect(node, found) {
  if (typeof node !== 'object' || node === null) return;
  if (typeof node.$ref === 'string') {
    const [, , section, name] = node.$ref.split('/');
    if (!found.has(node.$ref)) {
      found.set(node.$ref, [section, name]);
      collect(shipped.components[section][name], found);
    }
  }
  if (typeof node.discriminator === 'object') {
    for (const $ref of Object.values(node.discriminator.mapping ?? {})) collect({ $ref }, found);
  }
  for (const value of Object.values(node)) collect(value, found);
}

const operations = Object.entries(older.paths).flatMap(([path, item]) =>
  methods.filter((method) => method in item).map((method) => [path, method]),
);

const found = new Map();
// No operation of the older description refers to it, but it is the type of every failure.
collect({ $ref: '#/components/schemas/InstantIssueBody' }, found);
const schemes = new Set();
for (const [path, method] of operations) {
  const operation = shipped.paths[path][method];
  collect(operation, found);
  for (const need of operation.security) for (const name of Object.keys(need)) schemes.add(name);
}

/** The components found, in the order of openapi.yml. */
const components = {};
for (const [section, entries] of Object.entries(shipped.components)) {
  for (const [name, value] of Object.entries(entries)) {
    const needed =
      section === 'securitySchemes'
        ? schemes.has(name)
        : found.has(`#/components/${section}/${name}`);
    if (needed) (components[section] ??= {})[name] = value;
  }
}

const quoted = (names) => names.map((name) => `'${name}'`).join(', ');

const actions = [
  {
    target: '$',
    description: 'Schemas are those of OpenAPI 3.1 from here on.',
    update: {
      openapi: shipped.openapi,
      'x-instant-codegen-target': shipped['x-instant-codegen-target'],
    },
  },
  ...Object.entries(components).flatMap(([section, entries]) => [
    {
      target: `$.components.${section}[${quoted(Object.keys(entries))}]`,
      remove: true,
      'x-optional': true,
    },
    { target: '$', update: { components: { [section]: entries } } },
  ]),
  ...operations.flatMap(([path, method]) => {
    const target = `$.paths['${path}'].${method}`;
    return [
      { target: `${target}.*`, remove: true, 'x-optional': true },
      { target, update: shipped.paths[path][method] },
    ];
  }),
];

const info = { title: 'Instant Admin HTTP API, mended', version: '1.0.0' };
const text = stringify(
  { overlay: '1.0.0', info, actions },
  { aliasDuplicateObjects: false, lineWidth: 100 },
);
const style = await resolveConfig(new URL('overlay.yml', import.meta.url));
process.stdout.write(
  '# Written by overlay.build.mjs from openapi.yml. Change that file, and run:\n' +
    '#   node generator/targets/instant/overlay.build.mjs > generator/targets/instant/overlay.yml\n' +
    (await format(text, { ...style, parser: 'yaml' })),
);
