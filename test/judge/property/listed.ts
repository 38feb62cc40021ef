/**
 * The listed differences as rules: which calls each is about, and what the client is then to do, told from what
 * the official SDK does. `reason` is the row of docs/differences.md.
 */

import { constants } from '../env.js';
import { mapKeys, mapNames, mapPlans, mapSeen, plansOf, withArgs } from './rewrite.js';
import { limited, separated } from './server-rules.js';
import { redacted } from './redacted.js';
import type { ChunkPlan } from './transactions.js';
import type { RandomCall } from './calls.js';
import type { Seen } from './run.js';

export interface Listed {
  readonly reason: string;
  /** Whether the row is about this call; `theirs` is what the official SDK does of it. */
  applies(call: RandomCall, theirs: Seen): boolean;
  /** The call by which the official SDK does what the client does for the call given. */
  rewrite?(call: RandomCall): RandomCall;
  /** What the client does, where the official SDK does this for the call as it was rewritten. */
  expect?(theirs: Seen, call: RandomCall): Seen;
}

const ACTING = /^(?:query|transact|debug\w+|storage\.(?:uploadFile|delete|deleteMany))$/;
/** A header value as it may be sent. */
const SENDABLE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** The same with white space at its ends, which is taken off. */
const SENDABLE_WITHIN = /^[\t\n\r ]*[\t\x20-\x7e\x80-\xff]*[\t\n\r ]*$/;
/** Underscores of a name that are not the separator of a lookup, and the mark of a renamed name. */
const UNDERSCORE = '\ue000';
const MARK = '\ue001';
const INHERITED = Object.getOwnPropertyNames(Object.prototype);

const refused = (theirs: Seen, error: object, sync: boolean): Seen => ({
  requests: [],
  wire: [],
  error: { ...error },
  ...(theirs.warnings === undefined ? {} : { warnings: theirs.warnings }),
  ...(sync ? { sync: true } : {}),
});
const instantError = (message: string): object => ({
  name: 'InstantError',
  message,
  instanceof: 'InstantError',
});
const queries = ({ call }: RandomCall): boolean => /^(?:query|debugQuery)$/.test(call.path);
const sent = ({ wire }: Seen): boolean => wire.length > 0;

/** The first header of a call that cannot be sent. */
function unsendable({ as, call }: RandomCall): string | undefined {
  const { email, token } = (as ?? {}) as { readonly email?: string; readonly token?: string };
  if (!ACTING.test(call.path)) return undefined;
  if (email !== undefined) return SENDABLE_WITHIN.test(email) ? undefined : 'as-email';
  return token === undefined || SENDABLE_WITHIN.test(token) ? undefined : 'as-token';
}

/** Headers of a query that are named as those of the SDK, in other letters. */
const clashes = ({ call, config }: RandomCall): readonly string[] => {
  const [, options] = call.args as readonly [unknown, { fetchOpts?: { headers?: object } }?];
  if (call.path !== 'query') return [];
  return Object.keys(options?.fetchOpts?.headers ?? {}).filter(
    (name) => name === 'Content-Type' || (name === 'Authorization' && Boolean(config.adminToken)),
  );
};

const beyondHeaders = ({ call }: RandomCall): boolean =>
  call.path === 'storage.uploadFile' && call.kind === 'file' && !SENDABLE.test(call.name);

/** Values that JSON has no word for. */
const isUnsayable = (value: unknown): boolean =>
  (JSON.stringify(value) as string | undefined) === undefined;
const unsaid = (plan: ChunkPlan): boolean =>
  'lookup' in plan.start && isUnsayable(plan.start.lookup[1]);
const needsValue = (attr: string): object => ({
  name: 'TypeError',
  message: `lookup('${attr}', …) needs a value that JSON can say.`,
});

/** Texts of a call that go into the address, where the official SDK replaces halves of characters. */
function inAddress({ call }: RandomCall): readonly string[] {
  if (call.path === 'rooms.getPresence') return call.args.map(String);
  if (/^storage\.(?:delete|getDownloadUrl)$/.test(call.path)) return call.args.map(String);
  if (!/^auth\.(?:getUser|deleteUser)$/.test(call.path)) return [];
  return Object.values(call.args[0] as object).map(String);
}
const formed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
const wellFormed = (value: unknown): unknown => (typeof value === 'string' ? formed(value) : value);

export const listed: readonly Listed[] = [
  {
    reason: 'Two underscores in the name of an attribute are part of the name.',
    applies: (call) =>
      plansOf(call).some(({ start }) => 'lookup' in start && /__|_$/.test(start.lookup[0])),
    rewrite: (call) =>
      mapPlans(call, (plan) => {
        if (!('lookup' in plan.start)) return plan;
        const [attr, value] = plan.start.lookup;
        const renamed = attr.replaceAll('_', UNDERSCORE);
        return { ...plan, start: { ...plan.start, lookup: [renamed, value] } };
      }),
    expect: (theirs) => mapSeen(theirs, (text) => text.replaceAll(UNDERSCORE, '_')),
  },
  {
    reason: 'The server cannot read a lookup without a value, so it is refused where it is made.',
    applies: (given) => {
      if (given.call.kind === 'export') return isUnsayable(given.call.args[1]);
      return plansOf(given).some(unsaid);
    },
    expect: (theirs, given) => {
      const attr = given.call.kind === 'export' ? String(given.call.args[0]) : '';
      const plan = plansOf(given).find(unsaid);
      const named = plan !== undefined && 'lookup' in plan.start ? plan.start.lookup[0] : attr;
      const other = theirs.error !== undefined && theirs.error['name'] !== 'SyntaxError';
      const earlier = theirs.error?.['message'] !== '"undefined" is not valid JSON';
      if (other || (theirs.error !== undefined && earlier)) return theirs;
      return refused(theirs, needsValue(named), true);
    },
  },
  {
    reason: 'A name that every object inherits is no entity, link or attribute.',
    applies: (call) => call.schema !== undefined && mapNames(call, INHERITED, MARK) !== undefined,
    rewrite: (call) => mapNames(call, INHERITED, MARK) ?? call,
    expect: (theirs) => mapSeen(theirs, (text) => text.replaceAll(MARK, '')),
  },
  {
    reason: 'Of several operators on one attribute, all must hold.',
    applies: (given, theirs) =>
      queries(given) && sent(theirs) && separated(given.call.args[0]) !== undefined,
    rewrite: (given) => ({
      ...withArgs(given, [separated(given.call.args[0]), ...given.call.args.slice(1)]),
      config: { ...given.config, disableValidation: true },
    }),
  },
  {
    reason: '`limit` below the first level is applied, on arrival.',
    applies: (given, { result }) =>
      queries(given) && result !== undefined && limited(given.call.args[0], result) !== undefined,
    expect: (theirs, given) => ({
      ...theirs,
      result: limited(given.call.args[0], theirs.result) ?? theirs.result,
    }),
  },
  {
    reason: 'The official SDK sends both types, joined; the client sends its own.',
    applies: (call) => clashes(call).length > 0,
    rewrite: (given) =>
      withArgs(
        given,
        mapKeys(given.call.args, (key) =>
          clashes(given).includes(key) ? undefined : key,
        ) as readonly unknown[],
      ),
  },
  {
    reason: 'A stream may be empty.',
    applies: ({ call }) =>
      call.path === 'storage.uploadFile' &&
      call.kind === 'file' &&
      call.file.as === 'stream' &&
      call.file.bytes.length === 0,
    rewrite: (given) => {
      const { call } = given;
      if (call.kind !== 'file') return given;
      const args = [{ ...(call.args[0] as object), fileSize: undefined }];
      return { ...given, call: { ...call, file: { ...call.file, as: 'buffer' }, args } };
    },
  },
  {
    reason: 'A path that no header can carry goes by way of a signed URL.',
    applies: (call, { error }) =>
      beyondHeaders(call) && !/^Admin token required. To imp/.test(String(error?.['message'])),
    rewrite: (given) => {
      const { call } = given;
      if (call.kind !== 'file') return given;
      const [{ contentType }] = call.args as readonly [{ contentType?: string }];
      const args = [contentType === undefined ? {} : { contentType }];
      const file = { ...call.file, as: 'buffer' as const };
      return { ...given, call: { ...call, path: 'storage.upload', file, args } };
    },
    expect: (theirs, { as, call }) => {
      const [{ contentDisposition }] = call.args as readonly [{ contentDisposition?: string }];
      if (/^Admin token/.test(String(theirs.error?.['message'])) && as === undefined) return theirs;
      if (as === undefined && contentDisposition === undefined) {
        return theirs.result === true ? { ...theirs, result: {} } : theirs;
      }
      const name = call.kind === 'file' ? JSON.stringify(call.name) : '';
      return refused(theirs, instantError(`Only the app itself can upload to ${name}`), false);
    },
  },
  {
    reason: 'A header that cannot be sent is named, and its value is not repeated.',
    applies: (call, theirs) =>
      unsendable(call) !== undefined &&
      !beyondHeaders(call) &&
      (sent(theirs) ||
        // The platform says so of itself, or of the request below it, as of control characters.
        /ByteString|header value|invalid as-\w+ header/.test(JSON.stringify({ ...theirs.error }))),
    expect: (theirs, call) => {
      const error = instantError(`The header "${unsendable(call) ?? ''}" cannot be sent`);
      return refused(theirs, error, false);
    },
  },
  {
    reason: 'A space in an address is `%20`, in every call.',
    applies: ({ call }) => /^auth\.(?:getUser|deleteUser)$/.test(call.path),
    expect: (theirs) =>
      mapSeen(theirs, (text, where) =>
        where === 'path'
          ? text.replaceAll('+', '%20').replace(/%(?:7E|21|28|29)/g, decodeURIComponent)
          : text,
      ),
  },
  {
    reason: 'A room id may hold any character.',
    applies: ({ call }) => call.path === 'rooms.getPresence',
    expect: (theirs, { call }) => {
      const [type, id] = call.args.map((each) =>
        // What fetch does to an address, it does to ours as well.
        encodeURIComponent(formed(String(each))).replaceAll("'", '%27'),
      );
      const path = `/admin/rooms/presence?app_id=${constants.APP_ID}&room-type=${type ?? ''}&room-id=${id ?? ''}`;
      return mapSeen(theirs, (text, where) => (where === 'path' ? path : text));
    },
  },
  {
    reason: 'Half a character cannot stand in an address, in any call.',
    applies: (given, theirs) =>
      inAddress(given).some((each) => formed(each) !== each) &&
      (sent(theirs) || theirs.error?.['name'] === 'URIError'),
    // Whether there is a token is looked at before the address is written.
    rewrite: (given) =>
      !given.config.adminToken &&
      (given.as === undefined || given.call.path === 'storage.getDownloadUrl')
        ? withArgs(given, given.call.args.map(wellFormed))
        : given,
    expect: (theirs) =>
      sent(theirs)
        ? refused(theirs, { name: 'URIError', message: 'URI malformed' }, false)
        : theirs,
  },
  {
    reason: 'An error body that is a mere text or number is the message, in JSON as in plain text.',
    applies: (_call, { error }) =>
      error?.['name'] === 'InstantAPIError' && !(typeof error['body'] === 'object'),
    expect: (theirs) => {
      if (theirs.error?.['name'] !== 'InstantAPIError') return theirs;
      const body: unknown = theirs.error['body'];
      const message = typeof body === 'string' ? body : JSON.stringify(body);
      const { name, status, instanceof: kind } = theirs.error;
      const error = {
        name,
        message: message === '' ? `API Error (${String(status)})` : message,
        instanceof: kind,
        status,
        body: { type: '<undefined>', message },
      };
      return { ...theirs, error };
    },
  },
  {
    reason: 'Of a page that is answered in place of JSON, the message is the beginning.',
    applies: ({ answer }, { error }) =>
      error?.['name'] === 'InstantAPIError' &&
      answer !== undefined &&
      (answer.raw !== undefined || typeof answer.body === 'string'),
    expect: (theirs) => {
      const { message, body, ...error } = theirs.error ?? {};
      const said = (body as { readonly message?: unknown } | undefined)?.message;
      if (typeof message !== 'string' || typeof said !== 'string') return theirs;
      const short = { ...(body as object), message: said.slice(0, 300) };
      return { ...theirs, error: { ...error, message: message.slice(0, 300), body: short } };
    },
  },
  {
    reason: 'Tokens are kept out of errors, and out of what is printed or copied.',
    applies: (call, theirs) =>
      theirs.error?.['name'] === 'InstantAPIError' && redacted(call, theirs.error) !== undefined,
    expect: (theirs, call) => {
      const error = redacted(call, theirs.error ?? {}) ?? theirs.error;
      return { ...theirs, ...(error === undefined ? {} : { error }) };
    },
  },
  {
    reason: 'The server takes any value of the header for a guest, so a false one is refused.',
    applies: ({ as }) => as !== undefined && 'guest' in as && as.guest === false,
    expect: (theirs) =>
      refused(theirs, instantError('asUser needs an email, a token or `guest: true`.'), true),
  },
];
