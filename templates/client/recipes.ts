/**
 * The composites that rows may name: which function of the runtime makes the method, and what its type is.
 * The types need the app's own entities, so that no schema of the document could describe them.
 */

import type { Api, Operation, Project, Row } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import {
  code,
  globalName,
  imported,
  inlineBraces,
  list,
  union,
  type Code,
} from '../../generator/print/code.js';
import { runtimeName } from '../api/code.js';
import { storeOf } from '../instaql/shared.js';
import { answerType } from './signature.js';

export interface RecipeUse {
  readonly row: Row;
  /** The operations of the row, which there are. */
  readonly operations: readonly Operation[];
  readonly project: Project;
  readonly api: Api;
  readonly names: Names;
}

export interface Recipe {
  /** Name of the function in the runtime: called with the session and the endpoint functions. */
  readonly make: string;
  type(use: RecipeUse): Code;
  /** What is passed besides: a capability that only some schemas ask for. */
  extra?(use: RecipeUse): Code | undefined;
}

export const RECIPES: { readonly [name: string]: Recipe } = {
  'instaql.query': {
    make: 'queryMethod',
    type: () => imported({ kind: 'emitted', path: 'query' }, 'QueryMethod', true),
    extra: convertDates,
  },
  'instaql.debugQuery': {
    make: 'debugQueryMethod',
    type: (use) => {
      const found = imported({ kind: 'emitted', path: 'compat' }, 'InstaQLResult', true);
      const schema = imported({ kind: 'emitted', path: 'compat' }, 'AppSchema', true);
      const typed = method(
        use,
        [queryParameter(use.project, use.names), options(use, 'DebugQueryOptions')],
        inlineBraces(
          [
            code`result: ${found}<${schema}, Q>`,
            code`checkResults: ${answer(use, ['check-results'])}`,
          ],
          ';',
        ),
      );
      return code`<const Q extends ${appQueryType()}>${typed}`;
    },
    extra: convertDates,
  },
  'instaml.transact': {
    make: 'transactMethod',
    type: (use) => method(use, [chunks(), options(use)], answer(use)),
    extra: ({ project, names }) =>
      storeOf(project)?.requiredLinks === 'runtime'
        ? runtimeName('checkRequiredLinks', names)
        : undefined,
  },
  'instaml.debugTransact': {
    make: 'debugTransactMethod',
    type: (use) => method(use, [chunks(), options(use, 'DebugOptions')], answer(use)),
  },
  'auth.verifyToken': {
    make: 'verifyTokenMethod',
    type: (use) => method(use, [code`token: string`, options(use)], answer(use, ['user'])),
  },
  'auth.getUserFromRequest': {
    make: 'userFromRequestMethod',
    type: (use) =>
      method(
        use,
        [
          code`request: ${runtimeName('RequestWithCookies', use.names, true)}`,
          options(use, 'UserFromRequestOptions'),
        ],
        union([answer(use, ['user']), code`null`]),
      ),
  },
  'storage.uploadFile': {
    make: 'uploadFileMethod',
    type: (use) => method(use, [code`path: string`, ...file(use)], answer(use)),
  },
  'storage.upload': {
    make: 'uploadMethod',
    type: (use) => method(use, [code`pathname: string`, ...file(use)], code`boolean`),
  },
  'instaql.subscribeQuery': {
    make: 'subscribeMethod',
    type: subscribeType,
    extra: convertDates,
  },
  streams: { make: 'streamsOf', type: ({ names }) => runtimeName('Streams', names, true) },
  webhooks: { make: 'webhooksOf', type: webhooksType },
  'rooms.getPresence': {
    make: 'presenceMethod',
    type: (use) => {
      const presence = runtimeName('RoomPresence', use.names, true);
      const rest = [code`roomId: string`, options(use)];
      if ((storeOf(use.project)?.rooms.length ?? 0) === 0) {
        const result = code`${presence}<{ readonly [name: string]: unknown }>`;
        return method(use, [code`roomType: string`, ...rest], result);
      }
      const rooms = imported({ kind: 'emitted', path: 'rooms' }, 'Rooms', true);
      const result = code`${presence}<${rooms}[Room]['presence']>`;
      const typed = method(use, [code`roomType: Room`, ...rest], result);
      return code`<Room extends keyof ${rooms}>${typed}`;
    },
  },
};

/** What the payloads hold is what `query` would give. */
function subscribeType({ project, names }: RecipeUse): Code {
  const delivered = deliveredTypes(names);
  const payload = code`${runtimeName('SubscriptionPayload', names, true)}${delivered}`;
  const parameters = [
    queryParameter(project, names),
    code`callback?: ${list('(', [code`payload: ${payload}`])} => void`,
    options({ names }, 'SubscribeOptions'),
  ];
  const result = code`${runtimeName('Subscription', names, true)}${delivered}`;
  return code`<const Q extends ${appQueryType()}>${list('(', parameters)} => ${result}`;
}

export function appQueryType(): Code {
  return imported({ kind: 'emitted', path: 'query' }, 'AppQuery', true);
}

/** The parameter `query` of a function that is generic over `Q`: what is wrong with it is said in words. */
export function queryParameter(project: Project, names: Names): Code {
  return project.store?.declared === true
    ? code`query: ${runtimeName('CheckedQuery', names, true)}<Q, Q, ${shapesType()}, ${runtimeName('CountOptions', names, true)}>`
    : code`query: Q`;
}

/** What comes back for a query `Q`, and its pages: the arguments of the types that deliver both. */
export function deliveredTypes(names: Names): Code {
  const found = imported({ kind: 'emitted', path: 'compat' }, 'InstaQLResult', true);
  const schema = imported({ kind: 'emitted', path: 'compat' }, 'AppSchema', true);
  return code`<${found}<${schema}, Q>, ${runtimeName('PagesOf', names, true)}<Q, ${shapesType()}>>`;
}

/** Records hold whole entities, and their dates as they are stored: webhooks convert nothing. */
export function webhooksType({ project, names }: Pick<RecipeUse, 'project' | 'names'>): Code {
  const webhooks = runtimeName('Webhooks', names, true);
  const store = storeOf(project);
  if (store?.declared !== true) return webhooks;
  const stored = store.dates === 'stored' ? 'EntitiesOf' : 'StoredEntities';
  return code`${webhooks}<${runtimeName(stored, names, true)}<${shapesType()}>>`;
}

function shapesType(): Code {
  return imported({ kind: 'emitted', path: 'query' }, 'Shapes', true);
}

function method({ names }: RecipeUse, parameters: readonly Code[], result: Code): Code {
  return code`${list('(', parameters)} => ${globalName('Promise', names)}<${result}>`;
}

function options({ names }: Pick<RecipeUse, 'names'>, type = 'CallOptions'): Code {
  return code`options?: ${runtimeName(type, names, true)}`;
}

function chunks(): Code {
  return code`chunks: ${imported({ kind: 'emitted', path: 'tx' }, 'TransactArgument', true)}`;
}

function file(use: RecipeUse): readonly Code[] {
  return [
    code`file: ${runtimeName('UploadBody', use.names, true)}`,
    code`metadata?: ${runtimeName('FileOpts', use.names, true)}`,
    options(use),
  ];
}

export function convertDates({
  project,
  names,
}: Pick<RecipeUse, 'project' | 'names'>): Code | undefined {
  const converters = { stored: undefined, date: 'convertDates', strict: 'readDates' };
  const converter = converters[storeOf(project)?.dates ?? 'stored'];
  return converter === undefined ? undefined : runtimeName(converter, names);
}

/** What the first operation of the recipe answers, or a part of it. */
function answer({ operations, api, names }: RecipeUse, pick: readonly string[] = []): Code {
  const [operation] = operations;
  return operation === undefined ? code`unknown` : answerType(operation, pick, api, names);
}
