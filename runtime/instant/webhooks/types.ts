/** What webhooks carry. `Entities` maps the app's entities to their types. */

export type WebhookAction = 'create' | 'update' | 'delete';

/** An app without a schema: entities of any shape. */
export interface AnyEntities {
  readonly [entity: string]: { readonly id: string; readonly [attr: string]: unknown };
}

/** The types of a schema's entities. */
export type EntitiesOf<Shapes> = {
  [Name in keyof Shapes]: Shapes[Name] extends { readonly entity: infer Entity } ? Entity : never;
};

/** The same with dates as they are stored, where those of the types are `Date` objects. */
export type StoredEntities<Shapes> = {
  [Name in keyof Shapes]: Shapes[Name] extends { readonly entity: infer Entity }
    ? { [Attr in keyof Entity]: Stored<Entity[Attr]> }
    : never;
};

type Stored<Value> = Date extends Value ? Exclude<Value, Date> | string | number : Value;

/** The body of a request of a webhook: where its records are, and what gives access to them. */
export interface WebhookBody {
  readonly payloadUrl: string;
  readonly token: string;
}

export interface WebhookPayload<Entities = AnyEntities> {
  readonly data: WebhookPayloadRecord<Entities>[];
  /** The same for each delivery of the same event. */
  readonly idempotencyKey: string;
}

/** One change of one entity, told apart by `namespace` and `action`. */
export type WebhookPayloadRecord<Entities = AnyEntities> = {
  [Name in keyof Entities & string]: WebhookRecordOf<Entities, Name>;
}[keyof Entities & string];

/** One change of an entity of this name, told apart by `action`. */
export type WebhookRecordOf<Entities, Name extends keyof Entities & string> =
  | WebhookRecord<Name, 'create', null, Entities[Name]>
  | WebhookRecord<Name, 'update', Entities[Name], Entities[Name]>
  | WebhookRecord<Name, 'delete', Entities[Name], null>;

export interface WebhookRecord<Name, Action, Before, After> {
  readonly namespace: Name;
  readonly id: string;
  readonly action: Action;
  readonly before: Before;
  readonly after: After;
  readonly idempotencyKey: string;
}

export type WebhookHandler<Record> = (record: Record) => unknown;

/** Handlers by entity and action. What has none goes to the entity's `$default`, then to the last one. */
export type WebhookHandlers<Entities = AnyEntities> = (string extends keyof Entities
  ? { [name: string]: object | undefined }
  : { [Name in keyof Entities & string]?: EntityHandlers<Entities, Name> }) & {
  $default?: WebhookHandler<WebhookPayloadRecord<Entities>>;
};

export type EntityHandlers<Entities, Name extends keyof Entities & string> = {
  [Action in WebhookAction]?: WebhookHandler<
    Extract<WebhookRecordOf<Entities, Name>, { readonly action: Action }>
  >;
} & { $default?: WebhookHandler<WebhookRecordOf<Entities, Name>> };

export type WebhookStatus = 'active' | 'disabled';

/** `error`: an attempt failed and another follows; `failed`: none follows. */
export type WebhookEventStatus = 'pending' | 'processing' | 'success' | 'error' | 'failed';

export interface WebhookInfo {
  readonly id: string;
  readonly sink: { readonly url: string };
  readonly namespaces: string[];
  readonly actions: WebhookAction[];
  readonly status: WebhookStatus;
  /** Why it is disabled: what `disable` was told, or what the server found. */
  readonly disabledReason: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** One request to the address of a webhook. Null: not known, or there was no answer. */
export interface WebhookAttempt {
  readonly attemptAt: Date | null;
  readonly durationMs: number | null;
  readonly success: boolean | null;
  readonly statusCode: number | null;
  /** The beginning of the answer, 256 bytes at most. */
  readonly responseText: string | null;
  readonly errorType: string | null;
  readonly errorMessage: string | null;
}

export interface WebhookEventInfo {
  /** The place of the event in the order of all events. */
  readonly isn: string;
  readonly status: WebhookEventStatus;
  /** Oldest first; null before the first one. */
  readonly attempts: WebhookAttempt[] | null;
  readonly nextAttemptAfter: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Events of a webhook, newest first, a hundred at most. */
export interface WebhookEventsPage {
  readonly events: WebhookEventInfo[];
  readonly pageInfo: {
    readonly startCursor: string | null;
    /** For `after`, where `hasNextPage`. */
    readonly endCursor: string | null;
    readonly hasNextPage: boolean;
  };
}

export interface CreateWebhookParams<Name extends string = string> {
  /** Where events are sent to: `https`, and reachable from everywhere. */
  url: string;
  namespaces: readonly Name[];
  actions: readonly WebhookAction[];
}

/** What is left out stays as it is. */
export interface UpdateWebhookParams<Name extends string = string> {
  url?: string | undefined;
  namespaces?: readonly Name[] | undefined;
  actions?: readonly WebhookAction[] | undefined;
}
