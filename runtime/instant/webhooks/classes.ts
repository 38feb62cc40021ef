/** `Webhooks` and `WebhooksManager` as the official SDK has them: to be made with `new`, without a client. */

import { openWebhooks } from '../webhooks.js';
import { webhookHelpers } from './handlers.js';
import type { Webhooks, WebhooksConfig } from '../webhooks.js';
import type { WebhookHelpers } from './handlers.js';
import type { WebhooksManager } from './manager.js';
import type { JsonFetch } from './request.js';

export interface WebhooksClass<Entities> {
  /** `jsonFetch` sends a request and gives the JSON of its answer; by default with `fetch`. */
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the official class takes the schema
  new <_Schema = unknown>(config: WebhooksConfig, jsonFetch?: JsonFetch): Webhooks<Entities>;
  /** Types for handlers that are written one by one, without a client. */
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-unnecessary-type-parameters -- the same
  readonly helpers: <_Schema = unknown>() => WebhookHelpers<Entities>;
}

// eslint-disable-next-line @typescript-eslint/no-unused-vars -- the official class takes the schema
export type ManagerClass<Entities> = new <_Schema = unknown>(
  config: WebhooksConfig & { readonly jsonFetch?: JsonFetch | undefined },
) => WebhooksManager<Entities>;

export function webhooksClass<Entities>(): WebhooksClass<Entities> {
  // Its members come in the constructor, of which the compiler sees nothing: hence both casts.
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- it is what `new` is said to
  return class {
    static readonly helpers = webhookHelpers;
    constructor(config: WebhooksConfig, jsonFetch?: JsonFetch) {
      Object.assign(this, openWebhooks(config, jsonFetch));
    }
  } as unknown as WebhooksClass<Entities>;
}

export function managerClass<Entities>(): ManagerClass<Entities> {
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- it is what `new` is said to
  return class {
    constructor(config: WebhooksConfig & { readonly jsonFetch?: JsonFetch | undefined }) {
      Object.assign(this, openWebhooks(config, config.jsonFetch).manager);
    }
  } as ManagerClass<Entities>;
}
