import { createInstantRouteHandler } from '../../runtime/instant/route.js';
import { i } from '../../runtime/dsl.js';
import { checkQuery } from '../../runtime/instant/check-query.js';
import { resolveConfig } from '../../runtime/instant/config.js';
import { InstantAPIError, InstantError } from '../../runtime/instant/errors.js';
import { originOf } from '../../runtime/instant/origin.js';
import { createStreams } from '../../runtime/instant/streams.js';
import { subscribe } from '../../runtime/instant/subscribe.js';
import { createWebhooks } from '../../runtime/instant/webhooks.js';
import type { ClientConfig, Identity } from '../../runtime/instant/config.js';
import type { Origin } from '../../runtime/instant/origin.js';
import type { Checks } from '../../runtime/instant/session.js';
import type { SchemaTable } from '../../runtime/instant/schema.js';
import type { SubscribeOptions, SubscriptionPayload } from '../../runtime/instant/subscription.js';

export const APP_ID = '11111111-1111-4111-8111-111111111111';
export const ADMIN_TOKEN = '22222222-2222-4222-8222-222222222222';

function checksOf({ disableValidation }: ClientConfig): Checks {
  return disableValidation ? {} : { checkQuery };
}

/** What connections of their own are tested with: no schema unless one is given. */
export function origin(
  apiURI: string,
  given: Partial<ClientConfig> = {},
  schema?: SchemaTable,
  identity?: Identity,
): Origin {
  const config = resolveConfig({ appId: APP_ID, adminToken: ADMIN_TOKEN, apiURI, ...given }, false);
  return originOf({ config, identity, schema, checks: checksOf(config) });
}

/** The schema of the recorded calls, as far as the calls of these features need one. */
const recorded: SchemaTable = {
  entities: {
    goals: { attrs: { title: 'string indexed' }, links: {} },
    todos: { attrs: { title: 'string' }, links: {} },
  },
  dates: 'stored',
  requiredLinks: 'off',
};

/** The features of this folder as a package with `init`, for the recorded calls. */
export const client = {
  init: (given: ClientConfig & { readonly schema?: unknown }) => {
    const config = resolveConfig(given, false);
    const table = given.schema === undefined ? undefined : recorded;
    const open = (identity: Identity | undefined): object => {
      const from = originOf({ config, identity, schema: table, checks: checksOf(config) });
      return {
        asUser: open,
        subscribeQuery: (
          query: unknown,
          callback?: (payload: SubscriptionPayload) => void,
          options?: SubscribeOptions,
        ) => subscribe(from, query, callback, options),
        streams: createStreams(from),
        webhooks: createWebhooks(from),
      };
    };
    return open(undefined);
  },
  i,
  createInstantRouteHandler,
  InstantAPIError,
  InstantError,
};
