/** What the emitted client exports under the names of the official SDK, beside `init`. */

import type { Api } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import { blocks, code, jsdoc, list, textOf, type Code } from '../../generator/print/code.js';
import type { Export } from '../../generator/stages.js';
import { runtimeName } from '../api/code.js';
import { answerType } from './signature.js';

/** Names of values and types that are the runtime's own. */
const VALUES = [
  'DecodeError',
  'InstantAPIError',
  'InstantError',
  'NetworkError',
  'QueryValidationError',
  'TimeoutError',
  'TransactionValidationError',
  'ValidationError',
  'createInstantRouteHandler',
  'hooks',
  'id',
  'lookup',
  'retry',
  'setInstantWarningsEnabled',
  'timeout',
];
const TYPES = ['CallOptions', 'FileOpts', 'InstantIssue', 'Logger', 'Policy', 'RoomHandle'];
const FIXED = [
  'AuthToken',
  'Config',
  'ImpersonationOpts',
  'InstantAdminDatabase',
  'InstantRouteHandlerBody',
  'InstantRouteHandlerPayloadByType',
  'InstantRouteHandlerType',
];

/** The names that are exported whatever the document and the schema hold: nothing else may be called so. */
export const OFFICIAL_EXPORTS: readonly Export[] = [
  ...VALUES.map((name) => ({ name, type: false })),
  ...[...TYPES, ...FIXED].map((name) => ({ name, type: true })),
];

/** Names for what operations answer; left out where there is no such operation or the name is taken. */
const ANSWERS: readonly Answer[] = [
  {
    name: 'User',
    operation: 'verifyRefreshToken',
    pick: ['user'],
    doc: 'A user of the app, signed in.',
  },
  { name: 'UploadFileResponse', operation: 'adminStorageUpload', doc: 'A file that was stored.' },
  {
    name: 'DeleteFileResponse',
    operation: 'adminStorageDeleteFile',
    doc: 'The file that was deleted.',
  },
  {
    name: 'DeleteManyFileResponse',
    operation: 'adminStorageDeleteFiles',
    doc: 'The files that were deleted.',
  },
  {
    name: 'DebugCheckResult',
    operation: 'adminQueryPermsCheck',
    pick: ['check-results'],
    items: true,
    doc: 'The outcome of a permission check of a query.',
  },
  {
    name: 'DebugTransactResult',
    operation: 'adminTransactPermsCheck',
    doc: 'The outcome of the permission checks of a transaction.',
  },
];

interface Answer {
  readonly name: string;
  readonly operation: string;
  readonly pick?: readonly string[];
  /** The name is that of an item of what is picked. */
  readonly items?: boolean;
  readonly doc: string;
}

interface Source {
  readonly api: Api;
  readonly names: Names;
}

/** Aliases and re-exports, and what `index.ts` is to take from them. */
export function officialTypes(source: Source): Official {
  const answers = ANSWERS.flatMap((each) => answerAlias(each, source));
  return {
    body: blocks([...fixed(source), ...answers.map((each) => each.body), reExports(source)]),
    exports: [...OFFICIAL_EXPORTS, ...answers.map(({ name }) => ({ name, type: true }))],
  };
}

interface Official {
  readonly body: Code;
  readonly exports: readonly Export[];
}

function fixed({ api, names }: Source): readonly Code[] {
  const signedIn = api.operations.find((each) => each.key === 'verifyRefreshToken');
  const user = signedIn === undefined ? code`unknown` : answerType(signedIn, ['user'], api, names);
  return [
    code`
      /** Whom a client acts as. */
      export type ImpersonationOpts = ${runtimeName('Identity', names, true)};
    `,
    code`
      /** A refresh token. */
      export type AuthToken = string;
    `,
    code`
      /** {@link InstantConfig}, with the parameters of the official SDK. */
      export type Config<_Schema = unknown, _UseDates = unknown> = InstantConfig;
    `,
    code`
      /** {@link Db}, with the parameters of the official SDK: one of \`any\` schema takes any entity. */
      export type InstantAdminDatabase<
        Schema = unknown,
        _UseDates = unknown,
        _Config = unknown,
      > = ${runtimeName('OfAnySchema', names, true)}<Schema, Db> & Db;
    `,
    code`
      /** What a browser tells the route of \`createInstantRouteHandler\`, by type. */
      export type InstantRouteHandlerPayloadByType = ${runtimeName('RoutePayloads', names, true)}<${user}>;
    `,
    code`
      export type InstantRouteHandlerType = keyof InstantRouteHandlerPayloadByType;
    `,
    code`
      /** The body of a request to that route. */
      export type InstantRouteHandlerBody<
        Type extends InstantRouteHandlerType = InstantRouteHandlerType,
      > = {
        [Known in Type]: { type: Known } & InstantRouteHandlerPayloadByType[Known];
      }[Type];
    `,
  ];
}

function answerAlias(
  { name, operation, pick = [], items, doc }: Answer,
  { api, names }: Source,
): readonly { readonly name: string; readonly body: Code }[] {
  const found = api.operations.find((each) => each.key === operation);
  if (found === undefined || names.shadows(name)) return [];
  const type = answerType(found, pick, api, names, items);
  const body = code`
    ${jsdoc({ text: [doc] })}
    export type ${name} = ${type};
  `;
  return textOf(type) === name ? [] : [{ name, body }];
}

function reExports({ names }: Source): Code {
  const values = VALUES.map((name) => runtimeName(name, names));
  const types = TYPES.map((name) => runtimeName(name, names, true));
  return code`
    export ${list('{ ', values)};
    export type ${list('{ ', types)};
  `;
}
