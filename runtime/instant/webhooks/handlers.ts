import { ownMember } from '../schema.js';
import type {
  AnyEntities,
  EntityHandlers,
  WebhookAction,
  WebhookHandler,
  WebhookHandlers,
  WebhookPayload,
  WebhookPayloadRecord,
  WebhookRecordOf,
} from './types.js';

/** Build a table of handlers piece by piece, each with its types. */
export interface WebhookHelpers<Entities = AnyEntities> {
  readonly typedHandlers: {
    (
      namespace: '$default',
      handler: WebhookHandler<WebhookPayloadRecord<Entities>>,
    ): WebhookHandlers<Entities>;
    <Name extends keyof Entities & string, Action extends WebhookAction>(
      namespace: Name,
      action: Action,
      handler: WebhookHandler<
        Extract<WebhookRecordOf<Entities, Name>, { readonly action: Action }>
      >,
    ): WebhookHandlers<Entities>;
    <Name extends keyof Entities & string>(
      namespace: Name,
      action: '$default',
      handler: WebhookHandler<WebhookRecordOf<Entities, Name>>,
    ): WebhookHandlers<Entities>;
  };
  /** One table of several; of two handlers for the same, the later one. */
  readonly combineHandlers: (
    ...tables: readonly WebhookHandlers<Entities>[]
  ) => WebhookHandlers<Entities>;
}

type AnyHandler = WebhookHandler<unknown>;
type HandlerTable = { readonly [name: string]: object };

export function webhookHelpers<Entities = AnyEntities>(): WebhookHelpers<Entities> {
  const typedHandlers = (name: string, ...rest: readonly [string, AnyHandler] | [AnyHandler]) => {
    const [action, handler = action] = rest;
    return rest.length === 1 ? { $default: action } : { [name]: { [String(action)]: handler } };
  };
  const combineHandlers = (...tables: readonly HandlerTable[]) => {
    const all = new Map<string, object>();
    for (const [name, entry] of tables.flatMap((table) => Object.entries(table))) {
      all.set(name, name === '$default' ? entry : Object.assign({}, all.get(name), entry));
    }
    return Object.fromEntries(all);
  };
  const helpers: object = { typedHandlers, combineHandlers };
  return helpers as WebhookHelpers<Entities>;
}

/** Runs the handler of each record, all at once; rejects with what the first one that fails throws. */
export async function runHandlers<Entities>(
  handlers: WebhookHandlers<Entities>,
  { data }: WebhookPayload<Entities>,
): Promise<void> {
  await Promise.all(
    data.map(async (record: { readonly namespace: string; readonly action: WebhookAction }) => {
      const table = handlers as { readonly [name: string]: unknown };
      const entity = ownMember(table, record.namespace) as
        EntityHandlers<AnyEntities, string> | undefined;
      const handler = (ownMember(entity ?? {}, record.action) ??
        entity?.$default ??
        handlers.$default) as AnyHandler | undefined;
      await handler?.(record);
    }),
  );
}
