import type { Api, Operation, Project, Row } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import {
  blocks,
  braces,
  code,
  imported,
  jsdoc,
  key,
  list,
  literal,
  objectKey,
  type Code,
} from '../../generator/print/code.js';
import type { Emitter, Export } from '../../generator/stages.js';
import { runtimeName } from '../api/code.js';
import { OFFICIAL_EXPORTS, officialTypes } from './official.js';
import { RECIPES, type Recipe, type RecipeUse } from './recipes.js';
import { methodType } from './signature.js';
import { methodSpec } from './spec.js';
import { groupPaths, methodTree, type MethodGroup } from './tree.js';

/** The client: its configuration, the type of `db`, and `init`. */
export const clientEmitter: Emitter = {
  name: 'client',
  emit(project, names) {
    const { api, client, store } = project;
    if (api === undefined || client === undefined || store === undefined) return [];
    const tree = methodTree(client.rows);
    const context: Context = { project, api, names };
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

interface Context {
  readonly project: Project;
  readonly api: Api;
  readonly names: Names;
}

function configType({ project, names }: Context): Code {
  const dates = project.store?.dates === 'date';
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

function groupTypes(group: MethodGroup, context: Context): readonly Code[] {
  return group.members.flatMap((member) => {
    if (member.kind === 'method') return [];
    return [
      code`
        ${jsdoc({ text: [`What \`db.${member.path.join('.')}\` can do.`] })}
        export interface ${context.names.group(member.path.join('.'))} ${braces(memberTypes(member.group, context))}
      `,
      ...groupTypes(member.group, context),
    ];
  });
}

function dbType(group: MethodGroup, context: Context): Code {
  const tx = imported({ kind: 'emitted', path: 'tx' }, 'Tx', true);
  const members = [
    code`
      ${jsdoc({ text: ['Builds what `transact` writes: `db.tx.goals[id()].update({ title: … })`.'] })}
      readonly tx: ${tx}
    `,
    ...memberTypes(group, context),
  ];
  return code`
    ${jsdoc({ text: ['A client of one app, as `init` returns it. Its methods may be taken off it and passed around.'] })}
    export interface Db extends ${runtimeName('DbCore', context.names, true)}<Db, InstantConfig> ${braces(members)}
  `;
}

function memberTypes(group: MethodGroup, context: Context): readonly Code[] {
  return group.members.map((member) =>
    member.kind === 'group'
      ? code`readonly ${key(member.name)}: ${context.names.group(member.path.join('.'))}`
      : code`
          ${methodDocs(member.row, context)}
          readonly ${key(member.name)}: ${typeOfMethod(member.row, context)}
        `,
  );
}

function methodDocs(row: Row, { api }: Context): Code {
  const first = operationsOf(row, api)[0];
  return jsdoc({
    text: [row.doc ?? first?.summary],
    ...(row.deprecated === undefined ? {} : { deprecated: row.deprecated }),
    ...(first === undefined ? {} : { source: `${first.method.toUpperCase()} ${first.path}` }),
  });
}

function typeOfMethod(row: Row, context: Context): Code {
  const { project, api, names } = context;
  const [first] = operationsOf(row, api);
  if (row.does.kind === 'recipe') return recipeOf(row).type(recipeUse(row, context));
  if (first === undefined)
    throw new Error(`No operation for ${row.name} of ${project.api?.title ?? ''}`);
  return methodType(row, first, api, names);
}

function initFunction(group: MethodGroup, context: Context): Code {
  const tx = imported({ kind: 'emitted', path: 'tx' }, 'tx');
  const schema =
    context.project.store?.declared === true
      ? imported({ kind: 'emitted', path: 'schema' }, 'schema')
      : code`undefined`;
  const members = braces([tx, ...memberValues(group, context)], ',');
  return code`
    ${jsdoc({
      text: [
        'Makes a client of one app. Makes no request.',
        'Warns on the console of an `appId` that is no UUID.',
      ],
      example:
        'const db = init({\n  appId: process.env.INSTANT_APP_ID!,\n  adminToken: process.env.INSTANT_APP_ADMIN_TOKEN,\n});',
    })}
    export function init(config: InstantConfig): Db {
      return ${runtimeName('createDb', context.names)}<Db>(config, ${schema}, (session) => (${members}));
    }

    ${jsdoc({ deprecated: 'Use `init`.' })}
    export const init_experimental: typeof init = init;
  `;
}

function memberValues(group: MethodGroup, context: Context): readonly Code[] {
  return group.members.map((member) => {
    const value =
      member.kind === 'group'
        ? braces(memberValues(member.group, context), ',')
        : methodValue(member.row, context);
    return code`${objectKey(member.name)}: ${value}`;
  });
}

function methodValue(row: Row, context: Context): Code {
  const { api, names } = context;
  const endpoints = operationsOf(row, api).map((each) =>
    imported({ kind: 'emitted', path: names.operationFile(each.key) }, names.operation(each.key)),
  );
  if (row.does.kind === 'recipe') {
    const recipe = recipeOf(row);
    const extra = recipe.extra?.(recipeUse(row, context));
    return code`${runtimeName(recipe.make, names)}${list('(', ['session', ...endpoints, extra])}`;
  }
  const spec = methodSpec(row);
  return code`${runtimeName('method', names)}(session, ${endpoints}${spec && code`, ${spec}`})`;
}

function recipeOf(row: Row): Recipe {
  const name = row.does.kind === 'recipe' ? row.does.recipe : '';
  const recipe = Object.hasOwn(RECIPES, name) ? RECIPES[name] : undefined;
  // Rows are checked against the target's list of recipes: a test holds the two lists equal.
  if (recipe === undefined) throw new Error(`No recipe is called ${JSON.stringify(name)}`);
  return recipe;
}

function recipeUse(row: Row, context: Context): RecipeUse {
  return { row, operations: operationsOf(row, context.api), ...context };
}

function operationsOf(row: Row, api: Api): readonly Operation[] {
  const keys = row.does.kind === 'call' ? [row.does.operation] : row.does.operations;
  return keys.flatMap((each) => api.operations.filter((operation) => operation.key === each));
}

function groupExports(group: MethodGroup, names: Names): readonly Export[] {
  return groupPaths(group).map((path) => ({ name: names.group(path), type: true }));
}
