/** How the parts of a request are written: which writers an operation needs, and with which styles. */

import {
  type Api,
  braces,
  type Code,
  code,
  type Content,
  inlineBraces,
  type Names,
  objectKey,
  type Operation,
  type Parameter,
  type Schema,
} from '../../generator/emit.js';
import { runtimeName } from './code.js';
import { leaves, essence, isFormData, isSeparated, lineOf, mediaKind, resolve } from './media.js';
import { hasStyles, partsByType, partsTable } from './parts.js';
import { groupsOf } from './request.js';

interface Spec {
  readonly style?: string;
  readonly explode: boolean;
  readonly reserved: boolean;
  /** Styles of the members of a query string. */
  readonly members?: Code;
}

const STYLES: Readonly<Record<string, string>> = {
  form: 'form',
  spaceDelimited: 'spaceDelimited',
  pipeDelimited: 'pipeDelimited',
  tabDelimited: 'tabDelimited',
  deepObject: 'deepObject',
  simple: 'simple',
  label: 'label',
  matrix: 'matrix',
};

/** The style of a parameter, where it is not what its place has without being told. */
function specOf(parameter: Parameter, api: Api, names: Names): Spec | undefined {
  const { content, explode, allowReserved: reserved, schema } = parameter;
  if (content !== undefined) return contentSpec({ ...parameter, content }, api, names);
  const bare = ['path', 'header', 'querystring'].includes(parameter.in);
  const spec = { style: STYLES[parameter.style] ?? (bare ? 'simple' : 'form'), explode, reserved };
  switch (parameter.in) {
    case 'querystring':
      return undefined;
    case 'query':
      if (spec.style === 'form' && explode && hasLists(schema, api)) {
        return { ...spec, style: 'formMembers' };
      }
      return spec.style === 'form' &&
        !reserved &&
        (isScalar(schema, api) || (explode && isList(schema, api)))
        ? undefined
        : spec;
    case 'path':
      return spec.style === 'simple' && !reserved && (isScalar(schema, api) || !explode)
        ? undefined
        : spec;
    case 'header':
      return explode && !isScalar(schema, api) && !isList(schema, api) ? spec : undefined;
    case 'cookie':
      return parameter.style !== 'cookie' && !reserved && isScalar(schema, api)
        ? undefined
        : { style: 'cookieForm', explode, reserved: reserved || parameter.style === 'cookie' };
  }
}

/** The same of a value with a media type: what it is as text goes where it goes. */
function contentSpec(
  parameter: Parameter & { readonly content: string },
  api: Api,
  names: Names,
): Spec | undefined {
  const { content, in: place, explode, allowReserved: reserved } = parameter;
  const isPair = place === 'query' || place === 'cookie';
  if (/\bjson\b/i.test(content))
    return { style: isPair ? 'jsonPair' : 'jsonValue', explode, reserved };
  // A form has no sign that a cookie may not have.
  if (essence(content) === FORM && place !== 'querystring')
    return {
      style: isPair ? 'formPair' : 'formValue',
      explode,
      reserved: reserved || place === 'cookie',
    };
  // Whoever puts a cookie together has it as it must be sent.
  if (place === 'cookie') return { style: 'cookieForm', explode: true, reserved: true };
  if (place !== 'querystring' || essence(content) === 'text/plain') return undefined;
  if (essence(content) !== FORM) return { style: 'simple', explode: true, reserved };
  const { encoding = [], schema } = parameter;
  const members = partsTable([{ mediaType: content, schema, encoding, examples: [] }], api, names);
  return members && { explode, reserved, members };
}

const FORM = 'application/x-www-form-urlencoded';

const SCALARS: ReadonlySet<Schema['kind']> = new Set(['string', 'number', 'boolean', 'null']);

/** Text, a number or a boolean, whatever it is. */
function isScalar(schema: Schema, api: Api): boolean {
  const target = resolve(schema, api);
  if (target.kind === 'literal') {
    return target.values.every((value) => value === null || typeof value !== 'object');
  }
  if (target.kind === 'union') {
    return target.of.every((each) => each.kind !== 'ref' && isScalar(each, api));
  }
  return SCALARS.has(target.kind);
}

/** A list of scalars, or a scalar in its place. */
function isList(schema: Schema, api: Api): boolean {
  const target = resolve(schema, api);
  if (target.kind === 'array') return isScalar(target.items, api);
  if (target.kind === 'union') {
    return target.of.every((each) => each.kind !== 'ref' && isList(each, api));
  }
  return isScalar(target, api);
}

/** An object whose members may be lists. */
function hasLists(schema: Schema, api: Api): boolean {
  return leaves(schema, api).some((target) => {
    if (target.kind !== 'object') return false;
    const { props, rest } = target;
    const members = [...props.map((each) => each.schema), ...(rest === undefined ? [] : [rest])];
    return members.some((each) => resolve(each, api).kind === 'array');
  });
}

export interface Writing {
  /** Names of the writers in the runtime, in order. */
  readonly writers: readonly string[];
  readonly styles?: Code;
  readonly parts?: Code;
  readonly contentType?: string;
  readonly bodies?: Code;
  readonly partsByType?: Code;
}

export function writingOf(operation: Operation, api: Api, names: Names): Writing {
  const groups = groupsOf(operation);
  const tables: Code[] = [];
  const writers: string[] = [];
  const late: string[] = [];
  for (const { name, parameters } of groups) {
    const specs = parameters.flatMap((parameter) => {
      const spec = specOf(parameter, api, names);
      return spec === undefined ? [] : [{ name: parameter.name, spec }];
    });
    if (specs.length > 0) {
      const rows = specs.map(
        (each) => code`${objectKey(each.name)}: ${specCode(each.spec, name, names)}`,
      );
      tables.push(code`${name}: ${braces(rows, ',')}`);
    }
    const plain = specs.length === 0 && parameters.every((each) => isPlain(each, api));
    if (name === 'path') writers.push(plain ? 'pathParams' : 'styledPath');
    else if (name === 'headers') late.push(plain ? 'headerParams' : 'styledHeaders');
    else if (name === 'cookies') late.push('cookieParams');
    else if (parameters.some((each) => each.in === 'querystring')) writers.push('queryString');
    else writers.push(plain ? 'queryParams' : 'styledQuery');
  }
  const body = bodyWriting(operation, api, names);
  return {
    writers: [...writers, ...body.writers, ...late],
    ...(tables.length === 0 ? {} : { styles: braces(tables, ',') }),
    ...(body.parts === undefined ? {} : { parts: body.parts }),
    ...(body.contentType === undefined ? {} : { contentType: body.contentType }),
    ...(body.bodies === undefined ? {} : { bodies: body.bodies }),
    ...(body.partsByType === undefined ? {} : { partsByType: body.partsByType }),
  };
}

function isPlain(parameter: Parameter, api: Api): boolean {
  switch (parameter.in) {
    case 'path':
      return isScalar(parameter.schema, api) && !(parameter.name in Object.prototype);
    case 'header':
      return isScalar(parameter.schema, api);
    case 'query':
    case 'querystring':
    case 'cookie':
      return isScalar(parameter.schema, api) || isList(parameter.schema, api);
  }
}

function specCode(spec: Spec, group: string, names: Names): Code {
  const { style, explode, reserved, members } = spec;
  if (style === undefined) return inlineBraces([members && code`members: ${members}`], ',');
  const usual = group === 'query' || group === 'cookies';
  return inlineBraces(
    [
      code`style: ${runtimeName(style, names)}`,
      explode !== usual &&
        !/^json|^form(?:Pair|Value)|^deepObject/.test(style) &&
        code`explode: ${explode ? code`true` : code`false`}`,
      reserved && code`reserved: true`,
    ],
    ',',
  );
}

function bodyWriting(operation: Operation, api: Api, names: Names): Writing {
  const contents = operation.body?.contents ?? [];
  const [first] = contents;
  if (first === undefined) return { writers: [] };
  const parts = partsTable(contents, api, names);
  const withParts = parts === undefined ? {} : { parts };
  if (contents.length > 1) {
    const rows = contents.map(
      (content) =>
        code`${objectKey(content.mediaType)}: ${runtimeName(writerOf(content, api).name, names)}`,
    );
    const bodies = braces(rows, ',');
    const byType = partsByType(contents, api, names);
    return byType === undefined
      ? { writers: ['bodyByType'], bodies, ...withParts }
      : { writers: ['bodyWithParts'], bodies, partsByType: byType };
  }
  const { name, type } = writerOf(first, api);
  if (type === '') return { writers: [name], contentType: first.mediaType, ...withParts };
  const other =
    essence(first.mediaType) !== type && !/\*|^multipart\/(?!.*boundary)/.test(first.mediaType);
  return other
    ? { writers: [name, 'contentType'], contentType: first.mediaType, ...withParts }
    : { writers: [name], ...withParts };
}

/** Parts without names. */
function isListed({ schema }: Content, api: Api): boolean {
  return ['array', 'tuple'].includes(resolve(schema, api).kind);
}

/** The writer of a body and the media type that it sets by itself; empty: the operation's own. */
function writerOf(content: Content, api: Api): { readonly name: string; readonly type: string } {
  switch (mediaKind(content, api)) {
    case 'json':
      return { name: 'jsonBody', type: 'application/json' };
    case 'form':
      return { name: 'formBody', type: FORM };
    case 'multipart':
      if (!isFormData(content.mediaType))
        return { name: isListed(content, api) ? 'mixedBody' : 'namedBody', type: '' };
      return {
        name: hasStyles(content, api) ? 'styledMultipart' : 'multipartBody',
        type: 'multipart/form-data',
      };
    case 'text':
      return { name: 'textBody', type: 'text/plain' };
    case 'lines':
      if (lineOf(content, api) === undefined)
        return { name: 'binaryBody', type: 'application/octet-stream' };
      return isSeparated(content.mediaType)
        ? { name: 'jsonSeqBody', type: 'application/json-seq' }
        : { name: 'jsonLinesBody', type: 'application/x-ndjson' };
    case 'binary':
    case 'events':
    case 'any':
      return { name: 'binaryBody', type: 'application/octet-stream' };
  }
}
