import type { Client, Slot, SlotRefresh } from '../../generator/ir.js';
import {
  blocks,
  braces,
  code,
  imported,
  inlineBraces,
  join,
  jsdoc,
  list,
  literal,
  objectKey,
  string,
  textOf,
  type Code,
} from '../../generator/print/code.js';
import type { Emitter, Export } from '../../generator/stages.js';
import { runtimeName, sourceOf } from '../api/code.js';
import { errorClass, errorRules } from './errors.js';
import {
  factoriesOf,
  factoryFlags,
  factoryParameters,
  factorySettings,
  optionsName,
  optionsType,
  serverOf,
} from './factories.js';
import {
  groupExports,
  groupTypes,
  localName,
  memberTypes,
  memberValues,
  type ClientUse,
} from './members.js';
import { DATABASE_RECIPES } from '../postgres/recipe.js';
import { openingExports, openingFunctions } from './opening.js';
import { place } from './spec.js';
import { methodTree, type MethodGroup } from './tree.js';

/** A client object for any document, where rows ask for one. Nothing else that is emitted imports it. */
export const apiClientEmitter: Emitter = {
  name: 'api-client',
  emit(project, names) {
    const { api, client, store } = project;
    if (api === undefined || client === undefined || store?.kind === 'instaql') return [];
    // A document may describe webhooks alone.
    if (client.rows.length === 0) return [];
    const tree = methodTree(client.rows, api);
    const use: ClientUse = {
      project,
      api,
      byKey: new Map(api.operations.map((each) => [each.key, each])),
      names,
      shown: 'client',
      local: localName('client', names),
      form: 'call',
      ...(store === undefined ? {} : { recipes: DATABASE_RECIPES }),
    };
    return [
      {
        path: 'client',
        source: sourceOf(api),
        body: blocks([
          ...ownTypes(client, use),
          ...groupTypes(tree, use),
          clientType(tree, use),
          ...createFunctions(tree, use),
        ]),
        exports: [...apiClientExports(client), ...groupExports(tree, names)],
      },
    ];
  },
};

/** The errors and the options of a client that says itself what they are. */
function ownTypes({ errors, opening }: Client, use: ClientUse): readonly Code[] {
  if (opening !== undefined) return [];
  return [
    ...(errors === undefined ? [] : [errorClass(errors, use.api, use.names)]),
    ...factoriesOf(use).map((each, index) => optionsType(each, optionsName(each, index), use)),
  ];
}

/** The names that are exported because of what the rows say of the client: nothing of a document may be called so. */
export function apiClientExports(client: Client): readonly Export[] {
  if (client.opening !== undefined) return openingExports(client.opening);
  const factories = factoriesOf({ project: { client } });
  return [
    ...factories.map(({ name }) => ({ name, type: false })),
    { name: 'ApiClient', type: true },
    ...factories.map((each, index) => ({ name: optionsName(each, index), type: true })),
    ...(client.errors === undefined ? [] : [{ name: client.errors.name, type: false }]),
  ];
}

function clientType(tree: MethodGroup, use: ClientUse): Code {
  return code`
    ${jsdoc({
      text: ['What `createClient` returns. Its methods may be taken off it and passed around.'],
    })}
    export interface ${use.project.client?.opening?.type ?? 'ApiClient'} ${braces(memberTypes(tree, use))}
  `;
}

/** Several functions that make a client share what is the same. */
function createFunctions(tree: MethodGroup, use: ClientUse): readonly Code[] {
  const { api, names, project } = use;
  const { opening } = project.client ?? {};
  if (opening !== undefined) {
    const options = code`${localName('options', names)}`;
    return openingFunctions(opening, openClient(tree, options, undefined, use), use);
  }
  const factories = factoriesOf(use);
  const title = api.title.trim();
  const makes = title === '' ? 'Makes a client.' : `Makes a client of ${title}.`;
  const shared = factories.length > 1 ? localName('clientOf', names) : undefined;
  const functions = factories.map((factory, index) => {
    const parameters = list('(', factoryParameters(factory, optionsName(factory, index), use));
    const settings = factorySettings(factory, use);
    const flags = factoryFlags(factory, use);
    const body =
      shared === undefined
        ? openClient(tree, settings, flags, use)
        : code`return ${shared}${list('(', [settings, flags])};`;
    return code`
      ${jsdoc({ text: [`${factory.doc ?? makes} Makes no request.`] })}
      export function ${factory.name}${parameters}: ApiClient {
        ${body}
      }
    `;
  });
  if (shared === undefined) return functions;
  const given = localName('options', names);
  const flags = localName('flags', names);
  const some = factories.some((each) => factoryFlags(each, use) !== undefined);
  const base = runtimeName(
    slotsOf(use).length > 0 ? 'SessionOptions' : 'ClientBaseOptions',
    names,
    true,
  );
  const parameters = [
    code`${given}: ${base}`,
    some && code`${flags}: { readonly [name: string]: boolean | undefined } = {}`,
  ];
  return [
    ...functions,
    code`
      function ${shared}${list('(', parameters)}: ApiClient {
        ${openClient(tree, code`${given}`, some ? code`${flags}` : undefined, use)}
      }
    `,
  ];
}

function openClient(
  tree: MethodGroup,
  settings: Code,
  flags: Code | undefined,
  use: ClientUse,
): Code {
  const { api, names, local, project } = use;
  const slots = slotsOf(use);
  const server = serverOf(api);
  const { errors, opening, retry, timeout } = project.client ?? {};
  const usual = slots.length > 0 ? 'openSession' : 'openClient';
  const open = runtimeName(opening?.make ?? usual, names);
  const rules = [
    opening === undefined && errors !== undefined && code`errors: ${errorRules(errors)}`,
    flags !== undefined && code`flags: ${flags}`,
    opening !== undefined && retry !== undefined && code`retry: ${literal({ ...retry })}`,
    opening !== undefined && timeout !== undefined && code`timeout: ${literal(timeout)}`,
  ].filter((each) => each !== false);
  const ruled = rules.length > 0;
  const parts = [
    settings,
    server !== undefined ? string(server) : (ruled || slots.length > 0) && code`undefined`,
    slots.length > 0 && slotTable(slots, use),
    ruled && inlineBraces(rules, ','),
  ].filter((each) => each !== false);
  // As prettier does: a table that comes last opens on the line of the call.
  const hugged = slots.length > 0 && !ruled && textOf(settings) === localName('options', names);
  const call = hugged ? code`${open}(${join(parts, ', ')})` : code`${open}${list('(', parts)}`;
  return code`
    const ${local} = ${call};
    return ${braces(memberValues(tree, use), ',')};
  `;
}

function slotTable(slots: readonly Slot[], { names }: ClientUse): Code {
  return braces(
    slots.map(({ name, scheme, refresh }) => {
      const members = [
        code`scheme: ${string(scheme)}`,
        refresh !== undefined &&
          code`refresh: ${braces(
            [
              code`endpoint: ${imported(
                { kind: 'emitted', path: names.operationFile(refresh.operation) },
                names.operation(refresh.operation),
              )}`,
              code`to: ${place(refresh.to)}`,
              code`set: ${place(refresh.set)}`,
              refresh.renewal.length > 0 && code`renewal: ${place(refresh.renewal)}`,
              refresh.codes !== undefined && code`codes: ${codesOf(refresh.codes)}`,
            ].filter((each) => each !== false),
            ',',
          )}`,
      ].filter((each) => each !== false);
      const value = members.length === 1 ? inlineBraces(members, ',') : braces(members, ',');
      return code`${objectKey(name)}: ${value}`;
    }),
    ',',
  );
}

function codesOf(codes: NonNullable<SlotRefresh['codes']>): Code {
  return inlineBraces(
    codes.map(({ at, values }) => code`${objectKey(at.join('.'))}: ${literal([...values])}`),
    ',',
  );
}

function slotsOf({ project }: ClientUse): readonly Slot[] {
  return project.client?.slots ?? [];
}
