/** Types of places in a request or an answer, found by walking the schemas of the document. */

import type { Api, Content, Operation, Row, Schema } from '../../generator/ir.js';

/** The schemas that can stand at a path below a schema; more than one where a union branches. */
export interface Found {
  readonly schemas: readonly Schema[];
  /** Something on the way may be missing. */
  readonly optional: boolean;
}

const NOTHING: Found = { schemas: [], optional: false };

/** The body that a row sends: of the media type that its constants name, else of the first. */
export function bodyOf(
  { body }: Operation,
  { constants }: Pick<Row, 'constants'>,
): Content | undefined {
  const chosen = constants.find(({ to }) => to === 'contentType')?.value;
  const contents = body?.contents ?? [];
  return contents.find(({ mediaType }) => mediaType === chosen) ?? contents[0];
}

/** What may stand at `body.email`, `query.id` or `headers.Path` of a request. */
export function inRequest(
  operation: Operation,
  row: Pick<Row, 'constants'>,
  path: readonly string[],
  api: Api,
): Found {
  const [part = '', ...rest] = path;
  if (part === 'body') {
    const body = bodyOf(operation, row)?.schema;
    return body === undefined ? NOTHING : below(body, rest, api);
  }
  const name = rest.join('.');
  const place = part === 'headers' ? 'header' : part === 'cookies' ? 'cookie' : part;
  const parameter = operation.parameters.find(
    (each) =>
      (each.in === place || (place === 'query' && each.in === 'querystring')) &&
      (each.name === name ||
        (place === 'header' && each.name.toLowerCase() === name.toLowerCase())),
  );
  return parameter === undefined
    ? NOTHING
    : { schemas: [parameter.schema], optional: !parameter.required };
}

/** What may stand at a path into the answer of success. */
export function inAnswer(operation: Operation, path: readonly string[], api: Api): Found {
  const success = operation.responses.find((each) => /^2/.test(each.status));
  const body = jsonOf(success?.contents ?? [])?.schema;
  return body === undefined ? NOTHING : below(body, path, api);
}

/** What may stand at a path into the answers of refusal, of whatever operation. */
export function inRefusal(path: readonly string[], api: Api): Found {
  const bodies = api.operations
    .flatMap(({ responses }) => responses.filter(({ status }) => !/^[23]/.test(status)))
    .flatMap(({ contents }) => jsonOf(contents)?.schema ?? []);
  const found = bodies.map((each) => below(each, path, api)).filter(isFound);
  return { schemas: found.flatMap((each) => each.schemas), optional: true };
}

function jsonOf(contents: readonly Content[]): Content | undefined {
  return contents.find((each) => /\bjson\b/.test(each.mediaType)) ?? contents[0];
}

function below(schema: Schema, path: readonly string[], api: Api): Found {
  const [name, ...rest] = path;
  if (name === undefined) return { schemas: [schema], optional: false };
  if (schema.kind === 'ref') {
    const target = api.schemas.find((each) => each.key === schema.to);
    return target === undefined ? NOTHING : below(target.schema, path, api);
  }
  if (schema.kind === 'object') {
    const property = schema.props.find((each) => each.key === name);
    const found = property?.schema ?? schema.rest;
    if (found === undefined) return NOTHING;
    const inner = below(found, rest, api);
    return { ...inner, optional: inner.optional || property?.required !== true };
  }
  if (schema.kind !== 'union' && schema.kind !== 'all') return NOTHING;
  const inner = schema.of.map((each) => below(each, path, api)).filter(isFound);
  // Members of an intersection that lack the name say nothing of it; those of a union may stand there.
  const lacking = schema.kind === 'union' && inner.length < schema.of.length;
  return {
    schemas: inner.flatMap((each) => each.schemas),
    optional: lacking || inner.some((each) => each.optional),
  };
}

function isFound(found: Found): boolean {
  return found.schemas.length > 0;
}
