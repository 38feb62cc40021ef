/** Functions that take a client: what `db` need not carry for all, so that bundles hold what is used. */

import {
  blocks,
  code,
  globalName,
  imported,
  jsdoc,
  list,
  type Code,
} from '../../generator/print/code.js';
import type { Client, Project } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import type { Emitter, Export } from '../../generator/stages.js';
import { runtimeName } from '../api/code.js';
import {
  appQueryType,
  convertDates,
  deliveredTypes,
  queryParameter,
  webhooksType,
} from './recipes.js';

/** Those that bring a good part of the runtime along: they are written where the configuration names them. */
const WHERE_ASKED: readonly string[] = ['streams', 'webhooks'];

/** What the file may export: nothing else may be called so. */
export const FEATURE_EXPORTS: readonly Export[] = [
  'BulkError',
  'createReplayGuard',
  'dedupe',
  'paginate',
  'queryOnce',
  'streams',
  'subscribeQuery',
  'transactInChunks',
  'webhooks',
]
  .map((name) => ({ name, type: false }))
  .concat({ name: 'ReplayGuard', type: true });

/** What comes with a function of {@link WHERE_ASKED}. */
const COMPANIONS: { readonly [name: string]: readonly string[] } = {
  webhooks: ['createReplayGuard', 'ReplayGuard'],
};

export const featuresEmitter: Emitter = {
  name: 'features',
  emit(project, names) {
    const { api, client, store } = project;
    if (api === undefined || client === undefined || store?.kind !== 'instaql') return [];
    const left = WHERE_ASKED.filter((name) => !hasFunction(client, name)).flatMap((name) => [
      name,
      ...(COMPANIONS[name] ?? []),
    ]);
    const file = {
      path: 'features',
      source: 'the client table',
      body: body({ project, names }, client),
      exports: FEATURE_EXPORTS.filter(({ name }) => !left.some((each) => each === name)),
    };
    return [file];
  },
};

interface Use {
  readonly project: Project;
  readonly names: Names;
}

function body(use: Use, client: Client): Code {
  const { names } = use;
  const delivered = deliveredTypes(names);
  const type = (name: string): Code => runtimeName(name, names, true);
  const receives = hasFunction(client, 'webhooks');
  const page = code`${type('QueryPage')}${delivered}`;
  const asked = [db(), queryParameter(use.project, names), code`options?: ${type('QueryOptions')}`];
  const followed = [
    db(),
    queryParameter(use.project, names),
    code`callback?: ${list('(', [code`payload: ${type('SubscriptionPayload')}${delivered}`])} => void`,
    code`options?: ${type('SubscribeOptions')}`,
  ];
  return blocks([
    typed('subscribeQuery', followed, code`${type('Subscription')}${delivered}`, {
      text: [
        'Follows a query: its result now and after each change. Read it with `for await`, or give a callback.',
      ],
      make: code`${runtimeName('subscribeTo', names)}${passed(use, ['db', 'query', 'callback', 'options'])}`,
    }),
    typed('queryOnce', asked, code`${globalName('Promise', names)}<${page}>`, {
      text: ['Asks once, as `db.query` does, and also gives `pageInfo` and `aggregate`.'],
      make: code`${runtimeName('queryPage', names)}${passed(use, ['db', 'query', 'options'])}`,
    }),
    typed(
      'paginate',
      asked,
      code`${globalName('AsyncGenerator', names)}${list('<', [page, code`void`, code`undefined`], { trailingComma: false })}`,
      {
        text: [
          'The pages of a query of one entity, asked for as they are read: `for await (const { data } of paginate(db, …))`.',
        ],
        make: code`${runtimeName('pagesOf', names)}${passed(use, ['db', 'query', 'options'])}`,
      },
    ),
    ...(hasFunction(client, 'streams') ? [streamsFunction(use)] : []),
    ...(receives ? [webhooksFunction(use)] : []),
    code`
      export ${list('{ ', [
        runtimeName('BulkError', names),
        ...(receives ? [runtimeName('createReplayGuard', names)] : []),
        runtimeName('dedupe', names),
        runtimeName('transactInChunks', names),
        ...(receives ? [code`type ${runtimeName('ReplayGuard', names, true)}`] : []),
      ])};
    `,
  ]);
}

function hasFunction({ functions = [] }: Client, name: string): boolean {
  return functions.includes(name);
}

function streamsFunction({ names }: Use): Code {
  return code`
    ${jsdoc({ text: ['Streams of text that the server keeps; all of a client share one connection.'] })}
    export function streams(${db()}): ${runtimeName('Streams', names, true)} {
      return ${runtimeName('streamsFor', names)}(db);
    }
  `;
}

function webhooksFunction(use: Use): Code {
  return code`
    ${jsdoc({ text: ['Receives what webhooks send, and sets them up.'] })}
    export function webhooks(${db()}): ${webhooksType(use)} {
      return ${runtimeName('webhooksFor', use.names)}(db);
    }
  `;
}

function db(): Code {
  return code`db: ${imported({ kind: 'emitted', path: 'client' }, 'Db', true)}`;
}

interface Function {
  readonly text: readonly string[];
  readonly make: Code;
}

function typed(
  name: string,
  parameters: readonly Code[],
  result: Code,
  { text, make }: Function,
): Code {
  return code`
    ${jsdoc({ text: [...text] })}
    export function ${name}<const Q extends ${appQueryType()}>${list('(', parameters, { broken: true })}: ${result} {
      return ${make};
    }
  `;
}

/** The arguments, and the conversion of dates where the schema wants it. */
function passed(use: Use, args: readonly string[]): Code {
  const convert = convertDates(use);
  return list('(', convert === undefined ? args : [...args, convert]);
}
