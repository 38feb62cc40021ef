/** Runs a random call through two clients against one recorder. */

import { isDeepStrictEqual } from 'node:util';
import { Readable } from 'node:stream';

import { normalise } from '../normalise.js';
import type { Outcome } from '../normalise.js';
import { startRecorder } from '../recorder.js';
import type { Recorder, RecordedRequest, Stub } from '../recorder.js';
import type { ClientModule } from '../wire.js';
import { build } from './transactions.js';
import type { FilePlan, RandomCall } from './calls.js';

/** What a call did; `wire` has the requests byte by byte. */
export interface Seen extends Outcome {
  readonly wire: readonly { readonly path: string; readonly body: string }[];
}

export interface Bench {
  /** Runs the call through a client and says what could be seen. */
  see(client: ClientModule, call: RandomCall, extra?: object): Promise<Seen>;
  close(): Promise<void>;
}

type Method = (...args: readonly unknown[]) => unknown;

/** A recorder that all calls share, one after the other. */
export async function openBench(): Promise<Bench> {
  let stub: Stub | undefined;
  const recorder = await startRecorder({ answer: () => stub });
  return {
    close: () => recorder.close(),
    see: (client, call, extra = {}) => {
      stub = call.answer;
      return see(recorder, client, call, extra);
    },
  };
}

async function see(
  recorder: Recorder,
  client: ClientModule,
  call: RandomCall,
  extra: object,
): Promise<Seen> {
  const before = recorder.requests.length;
  const warnings: string[] = [];
  const warn = console.warn;
  console.warn = (...parts: unknown[]) => void warnings.push(parts.map(String).join(' '));
  try {
    const settled = await settle(client, call, { apiURI: recorder.url, ...extra });
    const requests = recorder.requests.slice(before);
    const origins = { [recorder.url]: 'http://127.0.0.1:PORT' };
    const outcome = normalise({ origins, requests, warnings, client, ...settled });
    // Addresses and bodies are in `wire`, as they were sent.
    const seen = outcome.requests.map((each) => ({ ...each, path: '', body: null }));
    return { ...outcome, requests: seen, wire: requests.map(bytesOf) };
  } finally {
    console.warn = warn;
  }
}

function bytesOf({ path, body }: RecordedRequest): Seen['wire'][number] {
  return { path, body: body.toString('latin1') };
}

async function settle(
  client: ClientModule,
  call: RandomCall,
  extra: object,
): Promise<{ result: unknown } | { thrown: unknown; sync: boolean }> {
  let pending: unknown;
  try {
    pending = invoke(client, call, extra);
  } catch (thrown) {
    return { thrown, sync: true };
  }
  try {
    return { result: await pending };
  } catch (thrown) {
    return { thrown, sync: false };
  }
}

function invoke(client: ClientModule, given: RandomCall, extra: object) {
  const { config, as, call } = given;
  const schema = given.schema === undefined ? {} : { schema: given.schema };
  const init = client.init as (config: object) => object;
  const app = init({ ...config, ...schema, ...extra });
  const db = as === undefined ? app : (Reflect.get(app, 'asUser') as Method)(as);
  const [holder, method] = at(call.kind === 'export' ? client : db, call.path);
  const send = (...args: readonly unknown[]): unknown => method.apply(holder, [...args]);
  switch (call.kind) {
    case 'transaction': {
      const tx: unknown = Reflect.get(db as object, 'tx');
      return send(build(call.chunks, tx as never, client['lookup'] as Method), ...call.args);
    }
    case 'file':
      return send(call.name, open(call.file), ...call.args);
    case 'cookie':
      return send(
        new Request('http://127.0.0.1', { headers: { cookie: call.cookie } }),
        ...call.args,
      );
    default:
      return send(...call.args);
  }
}

/** A method of an object, and the object that has it. */
function at(start: unknown, path: string): readonly [holder: unknown, method: Method] {
  let holder = start;
  let found = start;
  for (const name of path.split('.')) {
    holder = found;
    found = Reflect.get(found as object, name);
  }
  return [holder, found as Method];
}

function open({ bytes, as }: FilePlan): unknown {
  if (as === 'bytes') return bytes;
  const buffer = Buffer.from(bytes);
  return as === 'buffer' ? buffer : Readable.from(bytes.length === 0 ? [] : [buffer]);
}

/** The parts in which two outcomes differ. */
export function differences(left: Seen, right: Seen): readonly string[] {
  const names = ['wire', 'requests', 'result', 'error', 'warnings', 'sync'] as const;
  return names.filter((name) => !isDeepStrictEqual(left[name], right[name]));
}
