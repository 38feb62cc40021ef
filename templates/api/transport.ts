import {
  blocks,
  type Code,
  code,
  type PureEmitter,
  type Export,
  imported,
  jsdoc,
  list,
  type OutFile,
  type Project,
  runtime,
  runtimeAs,
  runtimeType,
} from '../../generator/emit.js';
import { addressNames } from './addresses.js';
import { sourceOf } from './code.js';
import { neededSchemes } from './security.js';
import { SERVER_EXPORTS, serverFiles } from './servers.js';

const VALUES = ['ApiError', 'createTransport'];
const TYPES = ['Call', 'Transport', 'TransportOptions'];

/** What a client of a backend with a data schema exports itself. */
const SHARED_VALUES = ['DecodeError', 'NetworkError', 'TimeoutError', 'hooks', 'retry', 'timeout'];
const SHARED_TYPES = ['CallOptions', 'Policy'];

/** What only an output without a data schema has. */
const OWN_VALUES = [
  'downloadProgress',
  'idempotencyKeys',
  'isBadRequest',
  'isClientError',
  'isConflict',
  'isForbidden',
  'isGone',
  'isNotFound',
  'isPreconditionFailed',
  'isRateLimited',
  'isServerError',
  'isUnauthorized',
  'isUnprocessable',
  'isUnsent',
  'refreshAuth',
  'serverMessage',
  'uploadProgress',
];
const OWN_TYPES = ['Progress'];

/** Not in the index: documents have schemas of these names. */
const ERRORS = [
  'BadRequestError',
  'ConflictError',
  'ForbiddenError',
  'GoneError',
  'NotFoundError',
  'PreconditionFailedError',
  'RateLimitError',
  'ServerError',
  'UnauthorizedError',
  'UnprocessableError',
];

/** What the index leaves to the document where the configuration gives something of it such a name. */
const YIELDING: readonly string[] = [
  ...VALUES,
  ...TYPES,
  ...SHARED_VALUES,
  ...SHARED_TYPES,
  ...OWN_VALUES,
  ...OWN_TYPES,
];

/** Names that the output exports for every API; nothing of a document is called so unless it is pinned. */
export function apiExports(project: Project, pinned: ReadonlySet<string>): readonly string[] {
  const kept = alone(project) ? YIELDING.filter((name) => !pinned.has(name)) : YIELDING;
  return [...kept, ...SERVER_EXPORTS];
}

/** What endpoint functions are called with, so that one import is all an app needs. */
export const transportEmitter: PureEmitter = {
  name: 'transport',
  emit(project, names) {
    if (project.api === undefined) return [];
    const { schemas, operations } = project.api;
    const given = new Set([
      ...schemas.flatMap(({ key }) => [names.schema(key), names.schemaInput(key)]),
      ...operations.map(({ key }) => names.operation(key)),
    ]);
    const { values, types } = exportsOf(project);
    const source = sourceOf(project.api);
    const own = typedTransport(project);
    const passed = (name: string): boolean => own === undefined || !TYPED.includes(name);
    const transport: OutFile = {
      path: 'transport',
      source,
      body: blocks([
        code`export ${list('{ ', values.filter(passed).map(runtime))};`,
        code`export type ${list('{ ', types.filter(passed).map(runtimeType))};`,
        own,
      ]),
      exports: [
        ...values.map((name): Export => ({ name, type: false })),
        ...types.map((name): Export => ({ name, type: true })),
      ].filter(({ name }) => !given.has(name)),
    };
    if (!alone(project)) return [transport];
    const errors: OutFile = {
      path: 'errors',
      source,
      body: code`
        ${jsdoc({ text: ['For `instanceof`: errors by their status, whatever operation they come from.'] })}
        export ${list('{ ', ERRORS.map(runtime))};
      `,
      exports: [],
    };
    return [transport, errors, ...serverFiles(project.api)];
  },
};

/** What knows the security schemes of the document, where it has some. */
const TYPED: readonly string[] = ['TransportOptions', 'createTransport'];

/** `createTransport` under a type that knows the document's schemes and servers: a misspelt one is refused. */
function typedTransport(project: Project): Code | undefined {
  const { api } = project;
  const secured = neededSchemes(api).length > 0;
  const placed = alone(project) && api !== undefined && addressNames(api).length > 0;
  if (!secured && !placed) return undefined;
  const known = [
    secured ? imported({ kind: 'emitted', path: 'security' }, 'Auth', true) : code`object`,
    placed && imported({ kind: 'emitted', path: 'servers' }, 'Servers', true),
  ].filter((each) => each !== false);
  const transport = runtimeType('Transport');
  const open = runtimeAs('createTransport', 'openTransport');
  return blocks([
    code`
      ${jsdoc({ text: ['What `createTransport` takes.'] })}
      export type TransportOptions = ${runtimeAs('TransportOptions', 'RuntimeTransportOptions', true)}${list('<', known, { trailingComma: false })};
    `,
    code`
      ${jsdoc({ text: ['What endpoint functions send through.'] })}
      export const createTransport: (options: TransportOptions) => ${transport} = ${open};
    `,
  ]);
}

/** The client of a backend with a data schema brings its own errors and its own address. */
function alone({ client, store }: Project): boolean {
  return client === undefined || store?.kind !== 'instaql';
}

function exportsOf(project: Project): {
  readonly values: readonly string[];
  readonly types: readonly string[];
} {
  const own = alone(project);
  return {
    values: (own ? [...VALUES, ...SHARED_VALUES, ...OWN_VALUES] : VALUES).toSorted(),
    types: (own ? [...TYPES, ...SHARED_TYPES, ...OWN_TYPES] : TYPES).toSorted(),
  };
}
