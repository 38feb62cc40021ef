/** Aliases of the types of a feature, which come with it: what no client carries has no types either. */

import type { InstaqlStore, Project } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import { code, globalName, jsdoc, list, runtime, type Code } from '../../generator/print/code.js';
import type { Alias } from './compat-schema.js';
import { askedQuery, emittedType, renamed, shared } from './shared.js';

/** The names that come with each composite. */
const FEATURES: { readonly [recipe: string]: readonly string[] } = {
  'instaql.subscribeQuery': [
    'SubscribeQueryCallback',
    'SubscribeQueryPayload',
    'SubscribeQueryResponse',
    'SubscriptionReadyState',
  ],
  streams: ['CreateReadStreamOpts', 'CreateWriteStreamOpts', 'InstantWritableStream'],
  webhooks: [
    'CreateWebhookParams',
    'UpdateWebhookParams',
    'WebhookAttempt',
    'WebhookBody',
    'WebhookEntity',
    'WebhookEventInfo',
    'WebhookEventsPage',
    'WebhookHandlerFn',
    'WebhookHandlers',
    'WebhookHelpers',
    'WebhookInfo',
    'WebhookPayload',
    'WebhookPayloadRecord',
    'WebhookPayloadRecordFor',
    'Webhooks',
    'WebhooksManager',
  ],
};

function recipesOf({ client }: Project): ReadonlySet<string> {
  return new Set(
    (client?.rows ?? []).flatMap(({ does }) => (does.kind === 'recipe' ? [does.recipe] : [])),
  );
}

/** The names of the features that the client has. */
export function featureNames(project: Project): readonly string[] {
  const recipes = recipesOf(project);
  return Object.entries(FEATURES).flatMap(([recipe, names]) => (recipes.has(recipe) ? names : []));
}

export function featureAliases(
  project: Project,
  store: InstaqlStore,
  names: Names,
): readonly Alias[] {
  const recipes = recipesOf(project);
  return [
    ...(recipes.has('instaql.subscribeQuery') ? subscriptions(store, names) : []),
    ...(recipes.has('streams') ? streams() : []),
    ...(recipes.has('webhooks') ? webhooks(store, names) : []),
  ];
}

/** The type of the runtime under its own name. */
function same(name: string, parameters?: Code): Alias {
  return {
    name,
    body: code`
      export type ${name}${parameters} = ${renamed(name)};
    `,
  };
}

function subscriptions(store: InstaqlStore, names: Names): readonly Alias[] {
  const asked = askedQuery(store);
  const shapes = emittedType('query', 'Shapes');
  const delivered = code`<InstaQLResult<Schema, Query>, ${shared('PagesOf', names)}<Query, ${shapes}>>`;
  return [
    {
      name: 'SubscribeQueryPayload',
      body: code`
        /** What a subscription delivers. */
        export type SubscribeQueryPayload<
          Schema,
          ${asked},
          _UseDates = unknown,
        > = ${shared('SubscriptionPayload', names)}${delivered};
      `,
    },
    {
      name: 'SubscribeQueryCallback',
      body: code`
        export type SubscribeQueryCallback${list('<', [code`Schema`, asked, code`_UseDates = unknown`])} = (
          payload: SubscribeQueryPayload<Schema, Query>,
        ) => void;
      `,
    },
    {
      name: 'SubscribeQueryResponse',
      body: code`
        /** A running subscription. */
        export type SubscribeQueryResponse<
          Schema,
          ${asked},
          _UseDates = unknown,
        > = ${shared('Subscription', names)}${delivered};
      `,
    },
    same('SubscriptionReadyState'),
    {
      name: 'SubscribeQuerySessionInfo',
      optional: true,
      body: code`
        export type SubscribeQuerySessionInfo = ${shared('SubscriptionSession', names)};
      `,
    },
  ];
}

function streams(): readonly Alias[] {
  return [
    same('CreateReadStreamOpts'),
    same('CreateWriteStreamOpts'),
    same('InstantWritableStream', code`<_Text = string>`),
    { ...same('InstantReadableStream', code`<_Text = string>`), optional: true },
  ];
}

function webhooks(store: InstaqlStore, names: Names): readonly Alias[] {
  const shapes = emittedType('query', 'Shapes');
  const kept = store.dates === 'stored' ? 'EntitiesOf' : 'StoredEntities';
  const entities = store.declared
    ? code`${shared(kept, names)}<${shapes}>`
    : shared('AnyEntities', names);
  const ofApp = (name: string): Alias => ({
    name,
    body: code`
      export type ${name}<_Schema = unknown> = ${renamed(name)}<WebhookEntities>;
    `,
  });
  const constructible = (name: string, type: string, make: string): Alias => ({
    ...ofApp(name),
    value: true,
    body: code`
      ${ofApp(name).body}

      ${jsdoc({ text: [`Without a client: \`new ${name}({ appId, adminToken })\`.`] })}
      export const ${name}: ${shared(type, names)}<WebhookEntities> = /* @__PURE__ */ ${runtime(make)}();
    `,
  });
  const ofNames = (name: string): Alias => ({
    name,
    body: code`
      export type ${name}<_Schema = unknown> = ${renamed(name)}${list('<', [code`keyof WebhookEntities & string`], { trailingComma: false })};
    `,
  });
  const record = code`${shared('WebhookRecordOf', names)}<WebhookEntities, Name>`;
  return [
    {
      name: '',
      body: code`
        type WebhookEntities = ${entities};
      `,
    },
    {
      name: 'WebhookEntity',
      body: code`
        /** An entity as webhooks carry it. */
        export type WebhookEntity<_Schema, Name extends keyof WebhookEntities & string> = WebhookEntities[Name];
      `,
    },
    {
      name: 'WebhookPayloadRecordFor',
      body: code`
        /** One change of an entity. */
        export type WebhookPayloadRecordFor<
          _Schema,
          Name extends keyof WebhookEntities & string,
          Action extends ${renamed('WebhookAction')},
        > = ${globalName('Extract', names)}<${record}, { readonly action: Action }>;
      `,
    },
    {
      name: 'WebhookHandlerFn',
      body: code`
        export type WebhookHandlerFn<
          Schema,
          Name extends keyof WebhookEntities & string,
          Action extends ${renamed('WebhookAction')},
          Result = unknown,
        > = (record: WebhookPayloadRecordFor<Schema, Name, Action>) => Result | ${globalName('Promise', names)}<Result>;
      `,
    },
    ...['WebhookHandlers', 'WebhookHelpers', 'WebhookPayload', 'WebhookPayloadRecord'].map(ofApp),
    constructible('Webhooks', 'WebhooksClass', 'webhooksClass'),
    constructible('WebhooksManager', 'ManagerClass', 'managerClass'),
    ...['CreateWebhookParams', 'UpdateWebhookParams'].map(ofNames),
    ...['WebhookAttempt', 'WebhookBody', 'WebhookEventInfo', 'WebhookEventsPage'].map((name) =>
      same(name),
    ),
    same('WebhookInfo'),
    ...['WebhookAction', 'WebhookEventStatus', 'WebhookStatus'].map((name) => ({
      ...same(name),
      optional: true,
    })),
  ];
}
