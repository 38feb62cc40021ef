/** Operations by chance: what a document says of them, and a call of each that is valid. */

import { type Body, bodyOf } from './bodies.js';
import { type Requirements, requirementsOf, writtenRequirements } from './credentials.js';
import { partedOf } from './parted.js';
import { NAMES, type Parameter, parameterOf, type Place, segmentOf } from './parameters.js';
import type { Made, Random } from './shapes.js';
import { swaggerOperationOf } from './swagger2.js';

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** As the document has it. */
  readonly written: Made;
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  /** Its own; undefined: the document's. */
  readonly security?: Requirements | undefined;
  /** Its parameters as the document has them, wherever they stand. */
  readonly declared: readonly Made[];
  readonly takesBody: 'no' | 'sometimes' | 'always';
  /** Members of its path, which has no other operation. */
  readonly item: Made;
}

/** Methods that only 3.2 has a place for. */
const METHODS: readonly string[] = ['COPY', 'PURGE', 'SEARCH', 'query'];

/** Operations of OpenAPI 3. */
function operationOf(random: Random, number: number): Operation {
  const { version, shapes, below, chance, pick, text } = random;
  const id = `op${String(number)}`;
  const written: Made[] = [];
  const parameters: Parameter[] = [];
  const take = (place: Place, name: string): void => {
    const made = parameterOf(random, place, name, written.length);
    written.push(made.written);
    if (made.parameter !== undefined) parameters.push(made.parameter);
  };
  const some = (place: Place, count: number): readonly string[] => [
    ...new Set(Array.from({ length: count }, () => pick(NAMES[place]))),
  ];
  const path = some('path', below(3));
  for (const name of path) take('path', name);
  if (version === '3.2' && chance(0.15)) {
    const type = pick(['application/x-www-form-urlencoded', 'application/json', 'text/plain']);
    const shape =
      type === 'text/plain'
        ? { schema: { type: 'string' }, make: () => 'a=b&c' }
        : type === 'application/json'
          ? shapes.any(1)
          : shapes.record(() =>
              pick([() => shapes.scalar(), () => shapes.list(shapes.scalar())])(),
            );
    written.push({
      name: 'whole',
      in: 'querystring',
      required: true,
      content: { [type]: { schema: shape.schema } },
    });
    parameters.push({
      name: 'whole',
      in: 'querystring',
      style: '',
      explode: true,
      reserved: false,
      content: type,
      value: shape.make(text),
    });
  } else for (const name of some('query', below(4))) take('query', name);
  for (const name of some('header', below(3))) take('header', name);
  for (const name of some('cookie', below(3))) take('cookie', name);
  const isNew = version === '3.2' && chance(0.15);
  const method = pick(
    isNew ? METHODS : ['get', 'post', 'post', 'put', 'patch', 'delete', 'options'],
  );
  const types = new Set(
    /^(?:get|delete|options)$/.test(method) || chance(0.2)
      ? []
      : chance(0.1)
        ? ['multipart/form-data', 'application/x-www-form-urlencoded']
        : Array.from({ length: pick([1, 1, 1, 2, 3]) }, () =>
            pick([
              ...[
                'application/json',
                'application/json',
                'application/vnd.x+json',
                'multipart/form-data',
                'multipart/form-data',
              ],
              ...[
                'application/x-www-form-urlencoded',
                'application/x-www-form-urlencoded',
                'text/plain',
                'application/octet-stream',
                'application/x-ndjson',
                'application/json-seq',
                version === '3.0' ? 'multipart/form-data' : 'multipart/mixed',
              ],
            ]),
          ),
  );
  const contents = [...types].map((type) => ({ type, ...bodyOf(random, type) }));
  const chosen = contents.length === 0 ? undefined : pick(contents);
  const required = chance(0.6);
  const isLeft = chosen === undefined || (!required && chance(0.3));
  const isWhole = written.some((each) => each['in'] === 'querystring');
  const security = chance(0.4)
    ? chance(0.2)
      ? []
      : requirementsOf(random, isWhole)
    : isWhole
      ? []
      : undefined;
  const { own, item } = partedOf(random, written);
  return {
    id,
    method,
    path: `/${id}${path.map((name) => segmentOf(random, name)).join('')}${pick(['', '', '/end'])}`,
    written: {
      operationId: id,
      ...(own.length > 0 || chance(0.5) ? { parameters: own } : {}),
      ...(chosen === undefined
        ? {}
        : {
            requestBody: {
              required,
              content: Object.fromEntries(contents.map((each) => [each.type, each.written])),
            },
          }),
      ...(security === undefined ? {} : { security: writtenRequirements(security) }),
    },
    parameters,
    security,
    item,
    declared: written,
    takesBody: chosen === undefined ? 'no' : required ? 'always' : 'sometimes',
    ...(isLeft
      ? {}
      : {
          body: {
            type: chosen.type,
            value: chosen.value,
            encoding: chosen.encoding ?? {},
            several: contents.length > 1,
          },
        }),
  };
}

export function operationsOf(random: Random, count: number): readonly Operation[] {
  const make = random.version === '2.0' ? swaggerOperationOf : operationOf;
  return Array.from({ length: count }, (_, index) => make(random, index));
}
