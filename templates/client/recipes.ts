/**
 * The composites that rows may name: which function of the runtime makes the method, and what its type is.
 * The types need the app's own entities, so that no schema of the document could describe them.
 */

import type { Api, Operation, Project, Row } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import { code, imported, list, runtimeType, union, type Code } from '../../generator/print/code.js';
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
}

export const RECIPES: { readonly [name: string]: Recipe } = {
  'instaql.query': {
    make: 'queryMethod',
    type: () => imported({ kind: 'emitted', path: 'query' }, 'QueryMethod', true),
  },
  'instaql.debugQuery': {
    make: 'debugQueryMethod',
    type: () => imported({ kind: 'emitted', path: 'query' }, 'DebugQueryMethod', true),
  },
  'instaml.transact': {
    make: 'transactMethod',
    type: (use) => method([code`chunks: ${transactArgument()}`, callOptions()], answer(use)),
  },
  'instaml.debugTransact': {
    make: 'debugTransactMethod',
    type: (use) =>
      method(
        [code`chunks: ${transactArgument()}`, code`options?: ${runtimeType('DebugOptions')}`],
        answer(use),
      ),
  },
  'auth.verifyToken': {
    make: 'verifyTokenMethod',
    type: (use) => method([code`token: string`, callOptions()], answer(use, ['user'])),
  },
  'auth.getUserFromRequest': {
    make: 'userFromRequestMethod',
    type: (use) =>
      method(
        [
          code`request: ${runtimeType('RequestWithCookies')}`,
          code`options?: ${runtimeType('UserFromRequestOptions')}`,
        ],
        union([answer(use, ['user']), code`null`]),
      ),
  },
  'storage.uploadFile': {
    make: 'uploadFileMethod',
    type: (use) =>
      method(
        [
          code`path: string`,
          code`file: ${runtimeType('UploadBody')}`,
          code`metadata?: ${runtimeType('FileOpts')}`,
          callOptions(),
        ],
        answer(use),
      ),
  },
  'storage.upload': {
    make: 'uploadMethod',
    type: () =>
      method(
        [
          code`pathname: string`,
          code`file: ${runtimeType('UploadBody')}`,
          code`metadata?: { contentType?: string | undefined }`,
          callOptions(),
        ],
        code`boolean`,
      ),
  },
  'rooms.getPresence': {
    make: 'presenceMethod',
    type: ({ project }) => {
      if ((project.store?.rooms.length ?? 0) === 0) {
        const data = code`{ readonly [name: string]: unknown }`;
        return method(
          [code`roomType: string`, code`roomId: string`, callOptions()],
          presence(data),
        );
      }
      const rooms = imported({ kind: 'emitted', path: 'rooms' }, 'Rooms', true);
      const typed = method(
        [code`roomType: Room`, code`roomId: string`, callOptions()],
        presence(code`${rooms}[Room]['presence']`),
      );
      return code`<Room extends keyof ${rooms}>${typed}`;
    },
  },
};

function method(parameters: readonly Code[], result: Code): Code {
  return code`${list('(', parameters)} => Promise<${result}>`;
}

function presence(data: Code): Code {
  return code`${runtimeType('PresenceResult')}<${data}>`;
}

function callOptions(): Code {
  return code`options?: ${runtimeType('CallOptions')}`;
}

function transactArgument(): Code {
  return imported({ kind: 'emitted', path: 'tx' }, 'TransactArgument', true);
}

/** What the first operation of the recipe answers, or a part of it. */
function answer({ operations, api, names }: RecipeUse, pick: readonly string[] = []): Code {
  const [operation] = operations;
  return operation === undefined ? code`unknown` : answerType(operation, pick, api, names);
}
