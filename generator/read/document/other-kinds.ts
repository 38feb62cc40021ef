/** Texts that are no API descriptions, and look like something else that a path or address may lead to. */

import type { Problem } from '../../stages.js';
import { isData, type Data } from './source.js';
import { CONVERT, kindOfText, type Kind } from './text-kinds.js';

const DATA: readonly (readonly [is: (data: Data) => boolean, kind: Kind])[] = [
  [({ asyncapi }) => asyncapi !== undefined, { name: 'an AsyncAPI document', remedy: CONVERT }],
  [
    ({ overlay, actions }) => overlay !== undefined && Array.isArray(actions),
    { name: 'an overlay', remedy: 'Name the document that it changes, and the overlay beside it.' },
  ],
  [
    ({ arazzo, workflows }) => arazzo !== undefined && workflows !== undefined,
    { name: 'an Arazzo document', remedy: 'Name a document that it lists as a source.' },
  ],
  [
    ({ discoveryVersion, kind }) => discoveryVersion !== undefined && kind !== undefined,
    { name: 'a discovery document of Google', remedy: CONVERT },
  ],
  [({ FORMAT }) => FORMAT === '1A', { name: 'an API Blueprint', remedy: CONVERT }],
  [
    ({ _type, __export_format }) => _type === 'export' && __export_format !== undefined,
    { name: 'an export of Insomnia', remedy: CONVERT },
  ],
  [
    ({ info, item }) =>
      Array.isArray(item) &&
      isData(info) &&
      (info['_postman_id'] !== undefined || String(info['schema']).includes('getpostman')),
    { name: 'a Postman collection', remedy: CONVERT },
  ],
  [
    ({ __schema, data }) => isData(__schema) || (isData(data) && isData(data['__schema'])),
    { name: 'a GraphQL schema', remedy: 'Name a document of OpenAPI: GraphQL is not read.' },
  ],
  [
    ({ paths, title, ...rest }) =>
      paths === undefined &&
      typeof title === 'string' &&
      Object.keys(rest).some((key) => key.startsWith('/')),
    { name: 'a RAML document', remedy: CONVERT },
  ],
  [
    ({ paths, $schema, $defs, type, properties, definitions }) =>
      paths === undefined &&
      (typeof $schema === 'string' ||
        isData($defs) ||
        isData(definitions) ||
        typeof type === 'string') &&
      [$defs, definitions, properties, type].some((each) => each !== undefined),
    {
      name: 'a JSON Schema',
      remedy: 'Put it under components.schemas of a document that begins with openapi: 3.1.0.',
    },
  ],
];

/** What is said of a document that names no version of OpenAPI, by what it looks like. */
export function notADocument(
  file: string,
  value: unknown,
): Pick<Problem, 'message'> & { readonly remedy: string } {
  const kind = isData(value)
    ? DATA.find(([is]) => is(value))?.[1]
    : typeof value === 'string'
      ? kindOfText(value)
      : undefined;
  if (kind !== undefined)
    return {
      message: `${file} looks like ${kind.name}, and is no API description.`,
      remedy: kind.remedy,
    };
  if (isData(value))
    return {
      message: `${file} does not say which version of OpenAPI it is.`,
      remedy: 'Begin it with openapi: 3.1.0.',
    };
  const what = Array.isArray(value) ? 'a list' : value === null ? 'nothing' : 'a single value';
  return {
    message: `${file} holds ${what}, and an API description is an object.`,
    remedy: 'Name the document that begins with openapi: and a version.',
  };
}
