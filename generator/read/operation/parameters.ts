/** Parameters of an operation: its own over those of its path, and those that the path alone knows. */

import type { Parameter, Schema, SecurityRequirement, SecurityScheme } from '../../ir.js';
import { wellFormed } from '../document/forms.js';
import { isOlderBody } from '../document/halfway.js';
import { tellMisspelt } from '../document/misspelt.js';
import { contentOf, isDeep, schemaOf, withoutNull } from './parameter-schema.js';
import {
  isNameless,
  isSuffix,
  plainName,
  queryNames,
  saidInQuery,
  takesSlashes,
  templateOf,
  WILDCARD,
  withoutPlus,
} from './path.js';
import { withoutBeside } from './querystring.js';
import { idOf, type Reading } from '../document/reading.js';
import { elements, isData, member, members, text, truth, type Node } from '../document/source.js';

const STYLES: Readonly<Record<Parameter['in'], readonly string[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
  querystring: [],
};

/** The specification ignores parameters of these names: other parts of a document say them. */
const IGNORED_HEADERS = /^(?:accept|content-type)$/i;

/** Without the header of a credential that the operation asks for: it is sent by itself. */
export function withoutCredential(
  parameters: readonly Parameter[],
  security: readonly SecurityRequirement[],
  schemes: ReadonlyMap<string, SecurityScheme>,
): readonly Parameter[] {
  const isSent = security.flat().some((key) => {
    const scheme = schemes.get(key);
    return scheme?.kind === 'apiKey'
      ? scheme.in === 'header' && /^authorization$/i.test(scheme.name)
      : scheme !== undefined && scheme.kind !== 'mutualTLS';
  });
  if (!isSent) return parameters;
  return parameters.filter((each) => each.in !== 'header' || !/^authorization$/i.test(each.name));
}

/** @param path the template, `/pets/{id}` */
export function readParameters(
  reading: Reading,
  path: string,
  item: Node,
  operation: Node,
): readonly Parameter[] {
  return settleParameters(
    reading,
    path,
    operation,
    listed(reading, item),
    listed(reading, operation),
  );
}

/** Own parameters over inherited ones; those of the path as the path has them. */
export function settleParameters(
  reading: Reading,
  path: string,
  operation: Node,
  shared: readonly Parameter[],
  own: readonly Parameter[],
): readonly Parameter[] {
  const inherited = shared.filter(
    (each) => !own.some((other) => other.in === each.in && sameName(other, each)),
  );
  const names = new Set(
    [...templateOf(path).matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ''),
  );
  const queried = new Set(queryNames(path));
  const said = saidInQuery(path);
  const found: Parameter[] = [];
  for (const each of [...inherited, ...own]) {
    if (each.in !== 'path') {
      if (each.in === 'query') queried.delete(each.name);
      // What the path itself says would be sent twice.
      if (each.in !== 'query' || !said.has(each.name)) found.push(each);
      continue;
    }
    const name = names.has(each.name) ? each.name : misspelled(each.name, names);
    if (name === undefined) {
      if (queried.delete(each.name)) {
        found.push({ ...each, in: 'query', required: false, style: 'form', explode: true });
        continue;
      }
      reading.sources.report({
        severity: 'warning',
        code: 'openapi-parameter-not-in-path',
        message: `The path ${path} has no place for the parameter ${JSON.stringify(each.name)}; it is left out.`,
        remedy: `Write {${each.name}} into the path, or in: query, or remove the parameter.`,
        at: each.at,
      });
      continue;
    }
    names.delete(name);
    // What is declared under the very text of the template is a name, whatever else that could mean there.
    const isName = name === each.name;
    const plain = isName ? withoutPlus(name) : plainName(name);
    found.push({
      ...each,
      name: plain,
      // JSON has a word for it.
      schema: each.content === undefined ? withoutNull(each.schema) : each.schema,
      required: true,
      allowReserved:
        each.allowReserved ||
        [name, each.name].some(isNameless) ||
        spansSegments(each.schema) ||
        (isName ? plain !== name : takesSlashes(name)),
      ...(isSuffix(name) && !isName ? { style: 'label' } : {}),
    });
  }
  const bare = (name: string): Omit<Parameter, 'in' | 'required' | 'style'> => ({
    name: plainName(name),
    schema: { kind: 'string' },
    explode: false,
    allowReserved: takesSlashes(name),
    deprecated: false,
    at: reading.sources.place(operation),
  });
  for (const name of names) {
    reading.complain(
      'warning',
      'openapi-parameter-undeclared',
      operation,
      `Nothing declares the parameter {${plainName(name)}} of ${path}; it is ${isSuffix(name) ? 'left out' : 'read as a string'}.`,
      `Add { name: ${plainName(name)}, in: path, required: true, ${reading.version < 30 ? 'type: string' : 'schema: { type: string }'} }.`,
    );
    if (!isSuffix(name)) found.push({ ...bare(name), in: 'path', required: true, style: 'simple' });
  }
  for (const name of queried) {
    found.push({ ...bare(name), in: 'query', required: false, style: 'form', explode: true });
  }
  return withoutBeside(reading, found);
}

/** `shelves/[^/]+`, as gateways of gRPC write it of `{name=shelves/*}`: a value that is several segments. */
function spansSegments(schema: Schema): boolean {
  return (
    schema.kind === 'string' &&
    /^\^?(?:[\w.-]+|\[\^\/\]\+|\.[+*])(?:\/(?:[\w.-]+|\[\^\/\]\+|\.[+*]))+\$?$/.test(
      schema.pattern ?? '',
    )
  );
}

export function sameName(a: Parameter, b: Parameter): boolean {
  return a.in === 'header' ? a.name.toLowerCase() === b.name.toLowerCase() : a.name === b.name;
}

/** `petID` for `{petId}`, `{id}` for `{id}`, `:id` for `{id}`. */
function misspelled(name: string, names: ReadonlySet<string>): string | undefined {
  const plain = (each: string): string =>
    plainName(each)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
  const meant = isNameless(name) ? WILDCARD : name;
  return [...names].find((each) => plain(each) === plain(meant));
}

/** The parameters that are listed for an operation or a path. */
export function writtenParameters(reading: Reading, owner: Node): readonly Node[] {
  const written = reading.refs.part(owner, 'parameters');
  if (written !== undefined && written.value !== null && !Array.isArray(written.value)) {
    reading.complain(
      'warning',
      'openapi-parameters-malformed',
      written,
      '"parameters" must be a list; it is left out.',
      'Write each parameter as an element of a list.',
    );
  }
  return elements(written);
}

function listed(reading: Reading, owner: Node): readonly Parameter[] {
  const found: Parameter[] = [];
  for (const each of writtenParameters(reading, owner)) {
    const node = reading.refs.follow(each);
    if (node === undefined || isOlderBody(node)) continue;
    const read = node === each ? readParameter(reading, node) : readShared(reading, node);
    if (read === undefined) continue;
    const parameter = withDoc(read, node === each ? undefined : text(each, 'description'));
    if (found.some((other) => other.in === parameter.in && sameName(other, parameter))) {
      reading.complain(
        'warning',
        'openapi-parameter-twice',
        node,
        `The ${parameter.in} parameter ${JSON.stringify(parameter.name)} is listed twice; the first one counts.`,
        'Remove one of the two.',
      );
      continue;
    }
    found.push(parameter);
  }
  return found;
}

/** What a reference leads to is read once. */
function readShared(reading: Reading, node: Node): Parameter | undefined {
  const id = idOf(node);
  if (!reading.parameters.has(id)) reading.parameters.set(id, readParameter(reading, node));
  return reading.parameters.get(id);
}

/** What stands beside a reference is said of the parameter here. */
function withDoc(parameter: Parameter, said: string | undefined): Parameter {
  if (said === undefined) return parameter;
  const { doc: _, ...others } = parameter;
  return said.trim() === '' ? others : { ...others, doc: said };
}

function readParameter(reading: Reading, written: Node): Parameter | undefined {
  const node = wellFormed(reading, 'parameter', written);
  const name = text(node, 'name');
  const place = placeOf(text(node, 'in'));
  if (name === undefined || name === '' || place === undefined || !isData(node.value)) {
    const lacks = name === undefined || name === '' ? '"name"' : 'a known "in"';
    reading.complain(
      'warning',
      'openapi-parameter-malformed',
      node,
      `A parameter without ${lacks} is left out.`,
      'Write name, and in: path, query, header or cookie.',
    );
    return undefined;
  }
  if (place === 'header' && IGNORED_HEADERS.test(name)) return undefined;
  tellMisspelt(reading, 'parameter', node);
  const [content, another] = members(member(node, 'content'));
  if (another !== undefined) tellAnother(reading, another);
  const doc = text(node, 'description');
  const wanted = text(node, 'style');
  const styles = STYLES[place];
  if (wanted !== undefined && !styles.includes(wanted)) {
    reading.complain(
      'warning',
      'openapi-parameter-style',
      node,
      `A ${place} parameter cannot have the style ${JSON.stringify(wanted)}; it is read as ${styles[0] ?? 'none'}.`,
      `Write one of ${styles.join(', ')}.`,
    );
  }
  const explode: unknown = node.value['explode'];
  const isBare = wanted === undefined && explode !== false && place === 'query';
  const own = isBare && isDeep(reading, node) ? 'deepObject' : (styles[0] ?? 'form');
  const style = wanted !== undefined && styles.includes(wanted) ? wanted : own;
  const schema = schemaOf(reading, node, content?.[1]);
  return {
    name,
    in: place,
    required: truth(node, 'required') || place === 'path',
    schema,
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form' || style === 'cookie',
    allowReserved: truth(node, 'allowReserved'),
    ...(content === undefined ? {} : contentOf(reading, content, schema)),
    ...(doc === undefined || doc.trim() === '' ? {} : { doc }),
    deprecated: truth(node, 'deprecated'),
    at: reading.sources.place(node),
  };
}

function tellAnother(reading: Reading, [type, node]: readonly [string, Node]): void {
  reading.complain(
    'warning',
    'openapi-parameter-content',
    node,
    `A parameter is written as one media type; ${JSON.stringify(type)} is left out, the first one counts.`,
    'Remove all but one.',
  );
}

function placeOf(written: string | undefined): Parameter['in'] | undefined {
  switch (written?.trim().toLowerCase()) {
    case 'path':
      return 'path';
    case 'query':
      return 'query';
    case 'header':
      return 'header';
    case 'cookie':
      return 'cookie';
    case 'querystring':
      return 'querystring';
    default:
      return undefined;
  }
}
