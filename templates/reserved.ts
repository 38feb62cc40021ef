/** Names that emitted files use whatever the document and the schema hold. */

import { STORE_EXPORTS } from './instaql/index.js';

/** Names of the official SDK, values and types: an import of one of them is never something else. */
const OFFICIAL_NAMES = (
  'InstantAPIError InstantError Webhooks WebhooksManager createInstantRouteHandler i id init ' +
  'init_experimental lookup setInstantWarningsEnabled tx InstantConfig Config ImpersonationOpts ' +
  'DebugCheckResult InstantAdminDatabase SubscribeQueryCallback SubscribeQueryResponse ' +
  'SubscribeQueryPayload SubscriptionReadyState DeleteManyFileResponse CreateReadStreamOpts ' +
  'CreateWriteStreamOpts TransactionChunk User InstaQLParams ValidQuery Query QueryResponse ' +
  'InstaQLResponse InstantQuery InstantQueryResult InstantSchema InstantSchemaDatabase InstantEntity ' +
  'InstantUnknownSchemaDef InstantUnknownSchema IInstantDatabase InstantObject ' +
  'BackwardsCompatibleSchema InstaQLFields AttrsDefs CardinalityKind DataAttrDef EntitiesDef ' +
  'EntitiesWithLinks EntityDef InstantGraph LinkAttrDef LinkDef LinksDef ResolveAttrs RoomsOf ' +
  'PresenceOf RoomsDef RoomHandle ValueTypes InstantSchemaDef InstaQLEntity InstaQLResult ' +
  'InstaQLEntitySubquery InstantRules CreateParams UpdateParams LinkParams FileOpts ' +
  'UploadFileResponse DeleteFileResponse InstantWritableStream InstantIssue Logger ' +
  'InstantRouteHandlerPayloadByType InstantRouteHandlerType InstantRouteHandlerBody WebhookAction ' +
  'WebhookStatus WebhookEventStatus WebhookInfo WebhookAttempt WebhookEventInfo WebhookEventsPage ' +
  'WebhookBody WebhookEntity WebhookPayload WebhookPayloadRecord WebhookPayloadRecordFor ' +
  'WebhookHandlerFn WebhookHandlers WebhookHelpers CreateWebhookParams UpdateWebhookParams ' +
  'RuleParams PageInfoResponse Cursor UpdateOpts TxChunk ETypeChunk AuthToken InstantReadableStream ' +
  'SubscribeQuerySessionInfo AdminQueryOpts DebugTransactResult StorageFile PresenceResult TopicsOf ' +
  'TopicOf InstaQLOptions Order Exactly QueryValidationError TransactionValidationError AppSchema Db'
).split(' ');

/** Names that no entity, operation or schema gets. */
export const takenNames: ReadonlySet<string> = new Set([...OFFICIAL_NAMES, ...STORE_EXPORTS]);
