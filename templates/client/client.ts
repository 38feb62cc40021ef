import {
  blocks,
  braces,
  code,
  imported,
  inlineBraces,
  jsdoc,
  key,
  literal,
  type Code,
} from '../../generator/print/code.js';
import type { AbsentMember } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import type { Emitter, Export } from '../../generator/stages.js';
import { runtimeName } from '../api/code.js';
import { storeOf } from '../instaql/shared.js';
import { OFFICIAL_EXPORTS, officialTypes } from './official.js';
import {
  groupExports,
  groupTypes,
  localName,
  memberTypes,
  memberValues,
  type ClientUse,
} from './members.js';
import { RECIPES } from './recipes.js';
import { methodTree, type MethodGroup } from './tree.js';

/** The client: its configuration, the type of `db`, and `init`. */
export const clientEmitter: Emitter = {
  name: 'client',
  emit(project, names) {
    const { api, client, store } = project;
    if (api === undefined || client === undefined || store?.kind !== 'instaql') return [];
    const tree = methodTree(client.rows, api);
    const context: ClientUse = {
      project,
      api,
      byKey: new Map(api.operations.map((each) => [each.key, each])),
      names,
      shown: 'db',
      local: localName('session', names),
      form: 'promise',
      recipes: RECIPES,
    };
    const official = officialTypes(context);
    return [
      {
        path: 'client',
        source: 'the client table',
        body: blocks([
          configType(context),
          ...groupTypes(tree, context),
          dbType(tree, context),
          initFunction(tree, context),
          official.body,
        ]),
        exports: [...EXPORTS, ...groupExports(tree, names), ...official.exports],
      },
    ];
  },
};

const EXPORTS: readonly Export[] = [
  { name: 'init', type: false },
  { name: 'init_experimental', type: false },
  { name: 'Db', type: true },
  { name: 'InstantConfig', type: true },
];

/** The names that the client exports whatever its rows are: no entity, schema or operation may be called so. */
export const CLIENT_EXPORTS: readonly string[] = [...EXPORTS, ...OFFICIAL_EXPORTS].map(
  ({ name }) => name,
);

function configType({ project, names }: ClientUse): Code {
  const dates = (storeOf(project)?.dates ?? 'stored') !== 'stored';
  return code`
    ${jsdoc({ text: ['What `init` takes.'] })}
    export interface InstantConfig<_Schema = unknown, _UseDates = unknown> extends ${runtimeName('ClientConfig', names, true)} {
      ${jsdoc({ text: ['Accepted and ignored, so that it may stay where it was: the types are those of this folder.'] })}
      readonly schema?: unknown;
      ${jsdoc({
        text: [
          dates
            ? 'Dates come back as `Date` objects; to change that, generate this folder with `dates: stored`.'
            : 'Dates come back as they are stored; to change that, generate this folder with `dates: date`.',
        ],
      })}
      readonly useDateObjects?: ${literal(dates)} | undefined;
    }
  `;
}

function dbType(group: MethodGroup, context: ClientUse): Code {
  const tx = imported({ kind: 'emitted', path: 'tx' }, 'Tx', true);
  const members = [
    code`
      ${jsdoc({ text: ['Builds what `transact` writes: `db.tx.goals[id()].update({ title: … })`.'] })}
      readonly tx: ${tx}
    `,
    ...memberTypes(group, context),
    ...(context.project.client?.absent ?? []).map((each) => absentMember(each, context.names)),
  ];
  return code`
    ${jsdoc({ text: ['A client of one app, as `init` returns it. Its methods may be taken off it and passed around.'] })}
    export interface Db extends ${runtimeName('DbCore', context.names, true)}<Db, InstantConfig> ${braces(members)}
  `;
}

/** Whoever calls it is told by the type which setting it takes. */
function absentMember({ name, feature }: AbsentMember, names: Names): Code {
  const asked = feature === 'subscribe' ? '' : `, with '${feature}' in \`standalone\``;
  const text = `Not there: add '${feature}' to \`features\` in the configuration, or import the function \`${name}\`, which takes a client${asked}.`;
  return code`
    ${jsdoc({ text: [text] })}
    readonly ${key(name)}: ${runtimeName('AddToFeatures', names, true)}<${literal(feature)}>
  `;
}

function initFunction(group: MethodGroup, context: ClientUse): Code {
  const tx = imported({ kind: 'emitted', path: 'tx' }, 'tx');
  const schema =
    context.project.store?.declared === true
      ? imported({ kind: 'emitted', path: 'schema' }, 'schema')
      : code`undefined`;
  const members = braces([tx, ...memberValues(group, context)], ',');
  const checks =
    storeOf(context.project)?.validation === false
      ? []
      : ['checkQuery', 'checkTransaction'].map((name) => runtimeName(name, context.names));
  return code`
    ${jsdoc({
      text: [
        'Makes a client of one app. Makes no request.',
        'Warns on the console of an `appId` that is no UUID. The type arguments are those of the official SDK, and change nothing.',
      ],
      example:
        'const db = init({\n  appId: process.env.INSTANT_APP_ID!,\n  adminToken: process.env.INSTANT_APP_ADMIN_TOKEN,\n});',
    })}
    export function init<_Schema = unknown, _UseDates = unknown>(config: InstantConfig): Db {
      return ${runtimeName('createDb', context.names)}<Db>(config, ${schema}, ${inlineBraces(checks, ',')}, (${context.local}) => (${members}));
    }

    ${jsdoc({ deprecated: 'Use `init`.' })}
    export const init_experimental: typeof init = init;
  `;
}
