/** Random calls of the webhook manager, and what the server answers. */

import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

import { constants } from '../env.js';
import { normalise } from '../normalise.js';
import { anything, goodId, record, some, text } from './values.js';
import type { Outcome } from '../normalise.js';
import { startRecorder } from '../recorder.js';
import type { Stub } from '../recorder.js';
import type { ClientModule } from '../wire.js';

export interface Managing {
  readonly standalone: 'no' | 'token' | 'adminToken' | 'withAuth' | 'nothing' | 'own fetch';
  readonly method: string;
  readonly args: readonly unknown[];
  readonly answer: Stub;
}

const id = fc.oneof(
  { weight: 4, arbitrary: goodId },
  { weight: 1, arbitrary: fc.constantFrom('a b', 'x?y', 'ü', '', '\ud800') },
);
const isn = fc.constantFrom('0/328/48953748', '0', '', 'a b/c');
const hookParams = some({
  url: fc.constantFrom('https://x.co/h', ''),
  namespaces: fc.array(fc.constantFrom('goals', 'todos'), { maxLength: 2 }),
  actions: fc.subarray(['create', 'update', 'delete']),
});
const reason = fc.oneof(
  fc.constantFrom(undefined, null, {}),
  fc.oneof(text, fc.constantFrom(null, undefined, '')).map((each) => ({ reason: each })),
);
const after = fc.oneof(
  fc.constantFrom(undefined, null, {}),
  fc.constantFrom(null, undefined, '', 'a b&c', 'ü/=').map((each) => ({ after: each })),
);
const ARGUMENTS: Readonly<Record<string, readonly Arbitrary<unknown>[]>> = {
  list: [],
  create: [hookParams],
  update: [id, hookParams],
  delete: [id],
  enable: [id],
  disable: [id, reason],
  listEvents: [id, after],
  getEvent: [id, isn],
  resendEvent: [id, isn],
  getPayload: [id, isn],
};

const date = fc.constantFrom('2026-01-02T03:04:05Z', '2026-01-02', 'soon', '', null, undefined, 7);
const hook = some({
  id: goodId,
  sink: fc.constant({ url: 'https://x.co/h' }),
  namespaces: fc.constantFrom(null, ['goals']),
  actions: fc.constantFrom(['create'], null),
  status: fc.constantFrom('active', 'disabled'),
  disabled_reason: fc.constantFrom(null, 'ä'),
  created_at: date,
  updated_at: date,
  more: anything,
});
const attempt = some({
  'attempt-at': date,
  'duration-ms': fc.constantFrom(0, 12, null),
  'success?': fc.constantFrom(true, false, null),
  'status-code': fc.constantFrom(0, 200, null),
  'response-text': fc.constantFrom('', 'ok', null),
  'error-type': fc.constantFrom('dns', null),
  'error-message': fc.constantFrom('', 'no', null),
});
const event = some({
  isn,
  status: fc.constantFrom('pending', 'failed'),
  attempts: fc.oneof(fc.constant(null), fc.array(attempt, { maxLength: 2 })),
  next_attempt_after: date,
  created_at: date,
  updated_at: date,
});
const page = some({
  webhooks: fc.oneof(fc.constant(null), fc.array(hook, { maxLength: 2 })),
  webhook: hook,
  event,
  events: fc.oneof(fc.constant(null), fc.array(event, { maxLength: 2 })),
  pageInfo: fc.oneof(
    fc.constant(null),
    some({
      startCursor: fc.constantFrom(null, 'a'),
      endCursor: fc.constantFrom(null, 'b'),
      hasNextPage: fc.constantFrom(true, false, null, 1),
    }),
  ),
});
const answer: Arbitrary<Stub> = fc.oneof(
  { weight: 8, arbitrary: page.map((body) => ({ status: 200, body })) },
  {
    weight: 1,
    arbitrary: fc.record({
      status: fc.constantFrom(201, 400, 401, 404, 500),
      body: some({ type: text, message: text, hint: record(text, text), 'trace-id': text }),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ status: 502, raw: 'bad' }, { status: 400, raw: '' }) },
);

/** A call of the manager, and what the server answers. */
export const managing: Arbitrary<Managing> = fc
  .constantFrom(...Object.keys(ARGUMENTS))
  .chain((method) =>
    fc.record({
      standalone: fc.constantFrom(
        'no',
        'no',
        'token',
        'adminToken',
        'withAuth',
        'nothing',
        'own fetch',
      ),
      method: fc.constant(method),
      args: fc.tuple(...(ARGUMENTS[method] ?? [])),
      answer,
    }),
  );

type Method = (...args: readonly unknown[]) => unknown;
type Methods = Readonly<Record<string, Method>>;

export interface Managers {
  see(client: ClientModule, plan: Managing): Promise<Outcome>;
  close(): Promise<void>;
}

/** Calls of one client after the other. */
export async function openManagers(): Promise<Managers> {
  let stub: Stub | undefined;
  const recorder = await startRecorder({ answer: () => stub });
  return {
    close: () => recorder.close(),
    see: async (client, plan) => {
      stub = plan.answer;
      const before = recorder.requests.length;
      const manager = managerOf(client, plan, recorder.url);
      const settled = await settle(() => manager[plan.method]?.(...plan.args));
      return normalise({
        origins: { [recorder.url]: 'http://127.0.0.1:PORT' },
        requests: recorder.requests.slice(before),
        warnings: [],
        client,
        ...settled,
      });
    },
  };
}

async function settle(
  call: () => unknown,
): Promise<{ result: unknown } | { thrown: unknown; sync: boolean }> {
  let pending: unknown;
  try {
    pending = call();
  } catch (thrown) {
    return { thrown, sync: true };
  }
  return Promise.resolve(pending).then(
    (result) => ({ result }),
    (thrown: unknown) => ({ thrown, sync: false }),
  );
}

function managerOf(client: ClientModule, { standalone }: Managing, apiURI: string): Methods {
  const config = { appId: constants.APP_ID, apiURI };
  const held: Readonly<Record<Managing['standalone'], object>> = {
    no: { adminToken: constants.ADMIN_TOKEN },
    token: { token: 'tok' },
    adminToken: { adminToken: 'tok', token: 'other' },
    withAuth: { withAuth: (run: (token: string) => unknown) => run('borrowed') },
    nothing: {},
    'own fetch': { token: 'tok' },
  };
  const given = { ...config, ...held[standalone] };
  if (standalone !== 'no') {
    const Hooks = client['Webhooks'] as new (
      config: object,
      jsonFetch?: (input: string, init?: RequestInit) => Promise<unknown>,
    ) => { readonly manager: Methods };
    const own = standalone === 'own fetch';
    return new Hooks(given, own ? async (to, init) => (await fetch(to, init)).json() : undefined)
      .manager;
  }
  const init = client.init as (config: object) => { readonly webhooks: { manager: Methods } };
  return init({ ...given, retry: false }).webhooks.manager;
}
