import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import {
  follow,
  isObject,
  list,
  object,
  objects,
  operations,
  read,
  resolve,
  text,
} from './documents.js';
import type { Json, JsonObject } from './documents.js';

const document = read('openapi.yml');
const all = operations(document);
const schemas = object(object(document['components'])['schemas']);

/** What each operation is told by: its id, whether it may be repeated, who may call it, and as whom. */
const expected: Readonly<Record<string, readonly [id: string, retry: string, security: string]>> = {
  'POST /admin/query': ['adminQuery', 'safe', 'admin | app, as'],
  'POST /admin/query_perms_check': ['adminQueryPermsCheck', 'safe', 'admin, as'],
  'POST /admin/subscribe-query': ['adminSubscribeQuery', 'safe', 'admin header | header, as'],
  'POST /admin/transact': ['adminTransact', 'never', 'admin | app, as'],
  'POST /admin/transact_perms_check': ['adminTransactPermsCheck', 'never', 'admin, as'],
  'POST /admin/refresh_tokens': ['adminRefreshTokens', 'never', 'admin'],
  'POST /admin/magic_code': ['adminCreateMagicCode', 'never', 'admin'],
  'POST /admin/send_magic_code': ['adminSendMagicCode', 'never', 'admin'],
  'POST /admin/verify_magic_code': ['adminVerifyMagicCode', 'never', 'admin'],
  'POST /admin/sign_in_guest': ['adminSignInGuest', 'never', 'admin'],
  'GET /admin/users': ['adminGetUser', 'safe', 'admin'],
  'DELETE /admin/users': ['adminDeleteUser', 'never', 'admin'],
  'POST /admin/sign_out': ['adminSignOut', 'never', 'admin'],
  'POST /runtime/auth/verify_refresh_token': ['verifyRefreshToken', 'safe', 'query | none'],
  'PUT /admin/storage/upload': ['adminStorageUpload', 'never', 'admin | app, as'],
  'GET /admin/storage/files': ['adminStorageListFiles', 'safe', 'admin'],
  'DELETE /admin/storage/files': ['adminStorageDeleteFile', 'never', 'admin | app, as'],
  'POST /admin/storage/files/delete': ['adminStorageDeleteFiles', 'never', 'admin | app, as'],
  'POST /admin/storage/signed-upload-url': ['adminStorageCreateUploadUrl', 'never', 'admin'],
  'GET /admin/storage/signed-download-url': ['adminStorageGetDownloadUrl', 'safe', 'admin'],
  'PUT /storage/{uploadId}/consume-upload-url': ['storageConsumeUploadUrl', 'never', ''],
  'GET /admin/rooms/presence': ['adminRoomPresence', 'safe', 'admin'],
  'POST /admin/sse': ['adminOpenSession', 'safe', 'admin | app, as'],
  'POST /admin/sse/push': ['adminPushMessages', 'never', 'query'],
  'GET /admin/schema': ['adminGetSchema', 'safe', 'admin'],
  'GET /admin/soft_deleted_attrs': ['adminGetSoftDeletedAttrs', 'safe', 'admin'],
  'GET /dash/apps/{app_id}/webhooks': ['listWebhooks', 'safe', 'token'],
  'POST /dash/apps/{app_id}/webhooks': ['createWebhook', 'never', 'token'],
  'POST /dash/apps/{app_id}/webhooks/{webhook_id}': ['updateWebhook', 'never', 'token'],
  'DELETE /dash/apps/{app_id}/webhooks/{webhook_id}': ['deleteWebhook', 'never', 'token'],
  'POST /dash/apps/{app_id}/webhooks/{webhook_id}/enable': ['enableWebhook', 'never', 'token'],
  'POST /dash/apps/{app_id}/webhooks/{webhook_id}/disable': ['disableWebhook', 'never', 'token'],
  'GET /dash/apps/{app_id}/webhooks/{webhook_id}/events': ['listWebhookEvents', 'safe', 'token'],
  'GET /dash/apps/{app_id}/webhooks/{webhook_id}/events/{isn}': [
    'getWebhookEvent',
    'safe',
    'token',
  ],
  'POST /dash/apps/{app_id}/webhooks/{webhook_id}/events/{isn}': [
    'resendWebhookEvent',
    'never',
    'token',
  ],
  'GET /webhooks/payload/{app_id}/{webhook_id}/{isn}': [
    'getWebhookPayload',
    'safe',
    'token | delivery',
  ],
  'GET /.well-known/webhooks/jwks.json': ['getWebhookKeys', 'safe', ''],
};

const requirements: Readonly<Record<string, string>> = {
  'adminToken+appId+appIdQuery': 'admin',
  'appId+appIdQuery': 'app',
  'adminToken+appId': 'admin header',
  appId: 'header',
  appIdQuery: 'query',
  adminToken: 'token',
  webhookToken: 'delivery',
  '': 'none',
};

function security(operation: JsonObject, parameters: readonly Json[]): string {
  const alternatives = list(operation['security'])
    .map((need) => requirements[Object.keys(object(need)).join('+')] ?? 'unknown')
    .join(' | ');
  const names = parameters.map((one) => text(follow(document, one)['name']));
  const as = names.filter((name) => name.startsWith('As-')).join();
  if (as === '') return alternatives;
  return `${alternatives}, ${as === 'As-Email,As-Token,As-Guest' ? 'as' : as}`;
}

const validator = addFormats
  .default(new Ajv2020({ strict: false, allErrors: true, formats: { binary: true } }))
  .addSchema({ $id: 'openapi', components: { schemas } });

/** Problems of a value under a schema of the document. */
function problems(schema: Json | undefined, value: Json | undefined): readonly string[] {
  const local = JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/');
  const validate = validator.compile(object(JSON.parse(local) as Json));
  validate(value);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}

describe('openapi.yml', () => {
  it('has every operation, and each is repeated, permitted and impersonated as the server has it', () => {
    const found = all.map(({ name, value, parameters }) => [
      name,
      [value['operationId'], value['x-retry'], security(value, parameters)],
    ]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('has no reference that leads nowhere, and no component that nothing refers to', () => {
    const refs = new Set<string>();
    for (const [, node] of objects(document)) {
      if (typeof node['$ref'] === 'string') refs.add(node['$ref']);
      const mapping = isObject(node['discriminator'])
        ? node['discriminator']['mapping']
        : undefined;
      if (isObject(mapping)) for (const to of Object.values(mapping)) refs.add(text(to));
    }
    expect([...refs].filter((ref) => resolve(document, ref) === undefined)).toEqual([]);
    const unused = Object.keys(schemas).filter((key) => !refs.has(`#/components/schemas/${key}`));
    expect(unused).toEqual([]);
  });

  it.each(all)('$name describes itself, its answer and its failures', ({ name, value }) => {
    const tags = list(document['tags']).map((tag) => object(tag)['name']);
    expect(tags).toContain(list(value['tags'])[0]);
    expect(value['summary']).toEqual(expect.stringMatching(/^[A-Z].*[^.]$/));
    expect(value['description']).toEqual(expect.stringMatching(/\.$/));

    const responses = object(value['responses']);
    const dashboard = name.includes('/dash/') || name.includes('/webhooks/payload/');
    const failures = dashboard ? ['400', '401', '404', '429', '500'] : ['400', '404', '429', '500'];
    expect(Object.keys(responses)).toEqual(['200', ...failures]);
    for (const response of Object.values(responses)) {
      const contents = Object.values(object(follow(document, response)['content']));
      expect(contents).toHaveLength(1);
      expect(object(object(contents[0])['schema'])['$ref']).toMatch(/^#\/components\/schemas\//);
    }
  });

  it('gives an example for every JSON body and answer, and each is valid', () => {
    const wrong: unknown[] = [];
    let seen = 0;
    for (const [at, media] of objects(document)) {
      if (!/\/content\/[^/]+$/.test(at) || at.endsWith('/*~1*')) continue;
      const named = Object.values(object(media['examples'] ?? {})).map(
        (one) => object(one)['value'],
      );
      const examples = 'example' in media ? [media['example'], ...named] : named;
      if (examples.length === 0) wrong.push([at, 'no example']);
      for (const example of examples) {
        seen += 1;
        const found = problems(media['schema'], example);
        if (found.length > 0) wrong.push([at, found]);
      }
    }
    for (const [at, parameter] of objects(document)) {
      if (!('in' in parameter && 'example' in parameter && 'schema' in parameter)) continue;
      seen += 1;
      const found = problems(parameter['schema'], parameter['example']);
      if (found.length > 0) wrong.push([at, found]);
    }
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThan(80);
  });

  it('does not take every value for valid', () => {
    const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
    expect(problems(ref('QueryRequest'), { $$ruleParams: {} })).not.toEqual([]);
    expect(problems(ref('InstaQLQuery'), { goals: { $: { sort: 'title' } } })).not.toEqual([]);
    expect(problems(ref('InstaQLWhere'), { priority: { $gt: 1, $lt: 3 } })).not.toEqual([]);
    expect(problems(ref('TransactStep'), ['upsert', 'goals', 'x', {}])).not.toEqual([]);
    expect(problems(ref('CreateTokenRequest'), {})).not.toEqual([]);
    expect(problems(ref('SignOutRequest'), {})).not.toEqual([]);
    expect(problems(ref('InstantIssueBody'), { message: 'no type' })).not.toEqual([]);
    expect(problems(ref('UntypedIssue'), {})).not.toEqual([]);
  });

  it('reads an issue by its type, in the union of its status and in the union of all', () => {
    const types = (name: string): readonly string[] => {
      const union = object(schemas[name]);
      const discriminator = object(union['discriminator']);
      expect(discriminator['propertyName']).toBe('type');
      const mapping = Object.entries(object(discriminator['mapping']));
      expect(mapping.map(([, to]) => to)).toEqual(
        list(union['oneOf']).map((one) => object(one)['$ref']),
      );
      for (const [type, to] of mapping) {
        const variant = object(resolve(document, text(to)));
        expect(object(object(variant['properties'])['type'])['const']).toBe(type);
        expect(list(variant['required'])).toEqual(expect.arrayContaining(['type', 'message']));
      }
      return mapping.map(([type]) => type);
    };
    expect(types('BadRequestIssue').toSorted()).toEqual(badRequests.toSorted());
    expect(types('TooManyRequestsIssue').toSorted()).toEqual(['rate-limited', 'timeout']);
    expect(types('ServerIssue').toSorted()).toEqual(serverErrors.toSorted());
    expect(types('InstantIssueBody').toSorted()).toEqual(
      [...badRequests, 'rate-limited', 'timeout', ...serverErrors].toSorted(),
    );
  });
});

const badRequests = [
  'record-not-found',
  'record-expired',
  'record-not-unique',
  'record-foreign-key-invalid',
  'record-check-violation',
  'sql-raise',
  'permission-denied',
  'permission-evaluation-failed',
  'parameter-limit-exceeded',
  'app-read-only',
  'app-disabled',
  'app-creation-disabled',
  'signups-closed',
  'billing-closed',
  'param-missing',
  'param-malformed',
  'validation-failed',
  'session-missing',
  'member-missing',
  'connection-closed',
];

const serverErrors = [
  'sql-exception',
  'email-send-failed',
  'operation-timed-out',
  'socket-missing',
  'socket-error',
  'unknown',
];
