/// <reference lib="es2019" preserve="true" />

/**
 * The closed list of what emitted code may import from the runtime. A name that is added here stays, or
 * {@link ABI_VERSION} is raised.
 */

export const ABI_VERSION = 1;

// ---------------------------------------------------------------------------------------------- HTTP

export { call } from './http/call.js';
export { createTransport, readError } from './http/transport.js';
export { serverMessage } from './http/message.js';
export { isUnsent, retry } from './http/retry.js';
export { timeout } from './http/timeout.js';
export { hooks, redact } from './http/hooks.js';
export { refreshAuth } from './http/refresh.js';
export { idempotencyKeys } from './http/idempotency.js';
export { downloadProgress, uploadProgress } from './http/progress.js';
export {
  BadRequestError,
  ConflictError,
  ForbiddenError,
  GoneError,
  NotFoundError,
  PreconditionFailedError,
  RateLimitError,
  ServerError,
  UnauthorizedError,
  UnprocessableError,
  isBadRequest,
  isClientError,
  isConflict,
  isForbidden,
  isGone,
  isNotFound,
  isPreconditionFailed,
  isRateLimited,
  isServerError,
  isUnauthorized,
  isUnprocessable,
} from './http/statuses.js';
export { headerParams, pathParams, queryParams } from './http/params.js';
export {
  cookieParams,
  queryString,
  styledHeaders,
  styledPath,
  styledQuery,
} from './http/styled.js';
export { formMembers, formPair, formValue } from './http/form-members.js';
export {
  cookieForm,
  deepObject,
  form,
  jsonPair,
  jsonValue,
  label,
  matrix,
  pipeDelimited,
  simple,
  spaceDelimited,
  tabDelimited,
} from './http/styles.js';
export { acceptHeader, atServer, serverAddress } from './http/server.js';
export { jsonBody, jsonResult } from './http/json.js';
export { fromWire, renamedInput, renamedItems, renamedResult, toWire } from './http/keys.js';
export type { Keys } from './http/keys.js';
export {
  binaryBody,
  bodyByType,
  contentType,
  formBody,
  jsonLinesBody,
  jsonSeqBody,
  textBody,
} from './http/bodies.js';
export { bodyWithParts } from './http/typed-parts.js';
export { mixedBody, namedBody } from './http/mixed.js';
export { multipartBody, styledMultipart } from './http/multipart.js';
export { binaryResult, emptyResult, resultByType, textResult } from './http/results.js';
export { eventResult, jsonEventResult, jsonLinesResult } from './http/events.js';
export { secure, secureAny, sendBasic, sendCookie, sendQuery } from './http/security.js';
export type { ServerEvent } from './http/sse.js';
export type { Hooks, SeenRequest } from './http/hooks.js';
export type { RefreshOptions } from './http/refresh.js';
export type { IdempotencyOptions } from './http/idempotency.js';
export type { Progress } from './http/progress.js';
export type { StatusError, StatusGuard } from './http/statuses.js';
export {
  ApiError,
  DecodeError,
  NetworkError,
  TimeoutError,
  ValidationError,
} from './http/errors.js';
export type {
  BasicCredential,
  Call,
  CallOptions,
  Credential,
  EmptyRequest,
  Handler,
  HttpRequest,
  HttpResponse,
  Operation,
  Outcome,
  Policy,
  RequestInput,
  RetryOptions,
  SecurityScheme,
  Success,
  Transport,
  TransportOptions,
  UserPassword,
} from './http/types.js';
export type {
  BinaryInput,
  Fetch,
  FileInput,
  HeadersInput,
  WebBlob,
  WebResponse,
  WebSignal,
} from './web.js';

// ---------------------------------------------------------------------------------- client objects

export { given, openClient } from './client/client.js';
export { method } from './client/method.js';
export { repeatFailed } from './client/repeat.js';
export { ruledMethod } from './client/ruled.js';
export { dataOrError, errorOnly, noData } from './client/outcomes.js';
export { openSession } from './client/session.js';
export { clearTokenMethod, getTokenMethod, setTokenMethod } from './client/token.js';
export type { ClientBaseOptions } from './client/client.js';
export type { DataOrError } from './client/outcomes.js';
export type { SessionOptions, TokenStore, Tokens } from './client/session.js';
export type { ClearToken, GetToken, SetToken } from './client/token.js';

// ------------------------------------------------------------------------------ client of InsForge

export { openInsForge } from './insforge/session.js';
export { adminConfig } from './insforge/config.js';
export { InsForgeError } from './insforge/error.js';
export { currentUserMethod, onAuthStateChangeMethod } from './insforge/auth.js';
export { refreshSessionMethod, setAccessTokenMethod, setProfileMethod } from './insforge/auth.js';
export { signOutMethod } from './insforge/auth.js';
export { exchangeOAuthCodeMethod, signInWithOAuthMethod } from './insforge/oauth.js';
export { storageFromMethod } from './insforge/storage.js';
export { invokeFunctionMethod } from './insforge/functions.js';
export { createChatMethod } from './insforge/chat.js';
export { createEmbeddingsMethod, generateImagesMethod } from './insforge/ai.js';
export { httpClientMethod } from './insforge/http-client.js';
export type { InsForgeAdminConfig, InsForgeConfig } from './insforge/config.js';
export type { InsForgeErrorCode } from './insforge/error.js';
export type { InsForgeResult } from './insforge/result.js';
export type { AuthChange } from './insforge/session.js';
export type { GetCurrentUser, OnAuthStateChange, RefreshSession } from './insforge/auth.js';
export type { SetAccessToken, SetProfile, SignOut } from './insforge/auth.js';
export type { ExchangeOAuthCode, OAuthOptions, OAuthResult, OAuthStart } from './insforge/oauth.js';
export type { SignInWithOAuth } from './insforge/oauth.js';
export type { ListFilesOptions, SignedUrl, SignedUrlOf } from './insforge/storage.js';
export type { StorageBucket, StorageFrom } from './insforge/storage.js';
export type { InvokeFunction, InvokeOptions } from './insforge/functions.js';
export type { ChatAnswer, ChatChunk, ChatCompletion, ChatUsage } from './insforge/chat.js';
export type { CreateChat } from './insforge/chat.js';
export type { CreateEmbeddings, Embeddings, GenerateImages } from './insforge/ai.js';
export type { GeneratedImages } from './insforge/ai.js';
export type { GetHttpClient, InsForgeHttpClient } from './insforge/http-client.js';
export type { InsForgeRequestOptions } from './insforge/http-client.js';

export { authActionsWith, serverClientWith } from './insforge/ssr/server.js';
export { browserClientWith } from './insforge/ssr/browser.js';
export { createRefreshAuthRouter, refreshSessionCookies } from './insforge/ssr/refresh.js';
export { updateSession } from './insforge/ssr/update.js';
export { accessTokenCookieOptions, refreshTokenCookieOptions } from './insforge/ssr/cookies.js';
export { accessCookieName, refreshCookieName } from './insforge/ssr/cookies.js';
export { ACCESS_TOKEN_COOKIE, REFRESH_TOKEN_COOKIE } from './insforge/ssr/cookies.js';
export { clearAuthCookies, setAuthCookies } from './insforge/ssr/cookies.js';
export type { AuthActions, AuthActionsOptions } from './insforge/ssr/server.js';
export type { CreateAuthActions, CreateServerClient } from './insforge/ssr/server.js';
export type { ServerClientOptions } from './insforge/ssr/server.js';
export type { BrowserClient, BrowserClientOptions } from './insforge/ssr/browser.js';
export type { CreateBrowserClient } from './insforge/ssr/browser.js';
export type { RefreshAuthOptions, RefreshAuthResult } from './insforge/ssr/refresh.js';
export type { RefreshedSession } from './insforge/ssr/refresh.js';
export type { UpdateSessionOptions, UpdateSessionResult } from './insforge/ssr/update.js';
export type { AuthCookieNames, AuthCookieSettings } from './insforge/ssr/cookies.js';
export type { CookieOptions, CookieReader, CookieStore } from './insforge/ssr/cookies.js';
export type { CookieWriter } from './insforge/ssr/cookies.js';

// ------------------------------------------------------------------------------- client of Instant

export type { OfAnySchema } from './instant/any-schema.js';
export { createDb } from './instant/db.js';
export { debugQueryMethod, queryMethod } from './instant/query.js';
export { convertDates, readDates } from './instant/dates.js';
export { checkRequiredLinks } from './instant/required-links.js';
export { debugTransactMethod, transactMethod } from './instant/transact.js';
export { userFromRequestMethod, verifyTokenMethod } from './instant/auth.js';
export { uploadFileMethod, uploadMethod } from './instant/storage.js';
export { presenceMethod } from './instant/rooms.js';
export { id } from './instant/ids.js';
export { InstantAPIError, InstantError } from './instant/errors.js';
export { QueryValidationError, checkQuery } from './instant/check-query.js';
export { TransactionValidationError, checkTransaction } from './instant/check-transaction.js';
// eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated for apps, not for us
export { setInstantWarningsEnabled } from './instant/config.js';
export type { ClientConfig, Identity, ResolvedConfig } from './instant/config.js';
export type { AddToFeatures, DbCore } from './instant/db.js';
export type { DebugOptions, DebugQueryOptions, QueryOptions } from './instant/query.js';
export type { RequestWithCookies, UserFromRequestOptions } from './instant/auth.js';
export type { FileOpts, UploadBody } from './instant/storage.js';
export type { PresencePeer, RoomPresence } from './instant/rooms.js';
export type { InstantIssue, InstantIssueBody } from './instant/issue.js';
export type { EntityTable, LinkTable, SchemaTable } from './instant/schema.js';

export { subscribeMethod, subscribeTo } from './instant/features/subscribe.js';
export { streamsFor, streamsOf } from './instant/features/streams.js';
export { webhooksFor, webhooksOf } from './instant/features/webhooks.js';
export { queryPage } from './instant/query-once.js';
export { pagesOf } from './instant/paginate.js';
export { BulkError, transactInChunks } from './instant/transact-in-chunks.js';
export { dedupe } from './instant/dedupe.js';
export type { QueryPage } from './instant/query-once.js';
export type { BulkOptions, BulkProgress, BulkResult } from './instant/transact-in-chunks.js';
export { originOf } from './instant/origin.js';
export { subscribe } from './instant/subscribe.js';
export { createStreams } from './instant/streams.js';
export { createWebhooks, openWebhooks } from './instant/webhooks.js';
export { webhooksClass, managerClass } from './instant/webhooks/classes.js';
export { createReplayGuard } from './instant/webhooks/replay.js';
export { createInstantRouteHandler } from './instant/route.js';
export type { InstantRouteHandler } from './instant/route.js';
export type { Origin, OriginSource } from './instant/origin.js';
export type {
  PageInfo,
  PagesOf,
  SubscribeOptions,
  Subscription,
  SubscriptionPayload,
  SubscriptionReadyState,
  SubscriptionSession,
} from './instant/subscription.js';
export type { Streams } from './instant/streams.js';
export type { CreateReadStreamOpts, InstantReadableStream } from './instant/streams/read.js';
export type { CreateWriteStreamOpts, InstantWritableStream } from './instant/streams/write.js';
export type { NodeRequestOptions, Webhooks, WebhooksConfig } from './instant/webhooks.js';
export type { WebhooksClass, ManagerClass } from './instant/webhooks/classes.js';
export type { WebhookHelpers } from './instant/webhooks/handlers.js';
export type { WebhooksManager } from './instant/webhooks/manager.js';
export type { ReplayGuard } from './instant/webhooks/replay.js';
export type { ValidateOptions } from './instant/webhooks/signature.js';
export type {
  AnyEntities,
  CreateWebhookParams,
  EntitiesOf,
  StoredEntities,
  UpdateWebhookParams,
  WebhookAction,
  WebhookAttempt,
  WebhookBody,
  WebhookEventInfo,
  WebhookEventsPage,
  WebhookEventStatus,
  WebhookHandler,
  WebhookHandlers,
  WebhookInfo,
  WebhookPayload,
  WebhookPayloadRecord,
  WebhookRecordOf,
  WebhookStatus,
} from './instant/webhooks/types.js';

// ------------------------------------------------------------------------------------------- InstaQL

export { createQueryBuilder } from './instaql/builder.js';
export { createTx, lookup } from './instaql/tx.js';
export type {
  Chunk,
  ChunkOf,
  EntityTx,
  EntityTxMethods,
  LinkTo,
  LinkToMany,
  MergeArgs,
  Pairs,
  Step,
  TransactionChunk,
  UpdateOptions,
} from './instaql/chunk.js';
export type {
  CountOptions,
  Cursor,
  DateInput,
  DateOperand,
  Direction,
  IndexedFilter,
  IndexedTextFilter,
  NodeOptions,
  OptionalUnindexedFilter,
  OptionalIndexedFilter,
  OptionalIndexedTextFilter,
  PageOptions,
  RuleParams,
  Scalar,
  TopLevel,
  UnindexedFilter,
} from './instaql/filters.js';
export type {
  OpenEntity,
  OpenFound,
  OpenLinks,
  OpenQuery,
  OpenShape,
  OpenSteps,
  OpenAttributes,
} from './instaql/open.js';
export type { Logger, RoomHandle, RoutePayloads, RulesOf } from './instaql/official.js';
export type { CheckQuery, CheckedQuery, EntityShape, Found, FoundLink } from './instaql/query.js';
export type { BuiltQuery, QueryStart } from './instaql/steps.js';

// ------------------------------------------------------------------------------------------ Postgres

export { databaseOf } from './postgrest/database.js';
export { fluxbase, postgrest } from './postgrest/dialects.js';
export { PostgrestError } from './postgrest/errors.js';
export type { DatabaseSettings } from './postgrest/database.js';
export type {
  CallFunctionOptions,
  CountOption,
  DatabaseClient,
  InsertOptions,
  OpenDatabase,
  Relation,
  SchemaClient,
  SelectCallOptions,
  UpsertOptions,
} from './postgrest/database-types.js';
export type { Dialect } from './postgrest/dialects.js';
export type { LinkTexts } from './postgrest/draft.js';
export type { QueryError } from './postgrest/errors.js';
export type { Answer, Query } from './postgrest/query-types.js';
export type {
  Json,
  JsonInput,
  QueryFailure,
  QueryResult,
  QuerySuccess,
} from './postgrest/result.js';
export type { NoLinks, UnknownColumn } from './postgrest/selection.js';
export type { SelectError } from './postgrest/select-text.js';
export type {
  ColumnChoice,
  Columns,
  JsonFilter,
  Many,
  Maybe,
  Names,
  NoRow,
  NotWritable,
  One,
  OpenRow,
  OpenRelation,
  Plain,
  RelationShape,
  RowsOf,
  Values,
} from './postgrest/shape.js';
