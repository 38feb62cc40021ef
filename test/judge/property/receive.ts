/** Receives a delivery with a client, and says what could be seen of it. */

import { Readable } from 'node:stream';

import { constants } from '../env.js';
import { normalise } from '../normalise.js';
import { startRecorder } from '../recorder.js';
import { signingKeyOf } from './signing.js';
import type { Delivery, HandlerPlan, PartChange } from './deliveries.js';
import type { Outcome } from '../normalise.js';
import type { RecordedRequest, Stub } from '../recorder.js';
import type { ClientModule } from '../wire.js';

export interface Received extends Outcome {
  /** The handlers that ran, in the order in which they began. */
  readonly handled: readonly string[];
}

export interface Receivers {
  see(client: ClientModule, delivery: Delivery): Promise<Received>;
  close(): Promise<void>;
}

type Method = (...args: readonly unknown[]) => Promise<unknown>;
type Hooks = Readonly<Record<string, Method>>;

const NOW = 1_700_000_000;
const KID = 'key';

/** Deliveries of one client after the other. Each has an address of its own, as keys are kept by address. */
export async function openReceivers(): Promise<Receivers> {
  let run = 0;
  let at: Delivery | undefined;
  const recorder = await startRecorder({ answer: (request) => at && answerOf(at, request) });
  return {
    close: () => recorder.close(),
    see: async (client, delivery) => {
      at = delivery;
      run++;
      const before = recorder.requests.length;
      const apiURI = `${recorder.url}/${run}`;
      const handled: string[] = [];
      const settled = await receive(hooksOf(client, delivery, apiURI), delivery, apiURI, handled)
        .then((result) => ({ result }))
        .catch((thrown: unknown) => ({ thrown, sync: false }));
      const requests = recorder.requests.slice(before);
      const origins = { [apiURI]: 'http://127.0.0.1:PORT' };
      const seen = normalise({ origins, requests, warnings: [], client, ...settled });
      return { ...(JSON.parse(unsigned(JSON.stringify(seen))) as Outcome), handled };
    },
  };
}

/** Most kinds of keys make another signature each time, and each run has its address. */
function unsigned(text: string): string {
  return text.replace(/v1=[\da-f]{60,}/gi, 'v1=…').replace(/"\/\d+\//g, '"/');
}

function answerOf(delivery: Delivery, { path }: RecordedRequest): Stub {
  if (path.endsWith('/records')) return ofRecords(delivery);
  const { jwk } = signingKeyOf(delivery.key);
  switch (delivery.published) {
    case 'it':
      return {
        status: 200,
        body: {
          keys: [
            { kty: 'oct', kid: 'x' },
            { ...jwk, kid: KID },
          ],
        },
      };
    case 'others':
      return { status: 200, body: { keys: [{ ...jwk, kid: 'other' }] } };
    case 'none':
      return { status: 200, body: {} };
    case 'null':
      return { status: 200, body: null };
    case 'refused':
      return { status: 404, body: { type: 'x', message: 'no keys' } };
    case 'page':
      return { status: 200, raw: '<html>' };
  }
}

function ofRecords({ answer, records }: Delivery): Stub {
  switch (answer) {
    case 'records':
      return { status: 200, body: { data: records, idempotencyKey: 'i' } };
    case 'refused':
      return { status: 401, body: { type: 'x', message: 'no', hint: { a: 1 } } };
    case 'page':
      return { status: 502, raw: '<html>' };
    case 'text':
      return { status: 200, raw: 'words' };
  }
}

function hooksOf(client: ClientModule, { standalone }: Delivery, apiURI: string): Hooks {
  const config = { appId: constants.APP_ID, adminToken: constants.ADMIN_TOKEN, apiURI };
  if (standalone) return new (client['Webhooks'] as new (config: object) => Hooks)(config);
  const init = client.init as (config: object) => { readonly webhooks: Hooks };
  return init({ ...config, retry: false }).webhooks;
}

function receive(
  hooks: Hooks,
  { by, tolerance, ...delivery }: Delivery,
  apiURI: string,
  handled: string[],
): Promise<unknown> {
  const write = (text: string): string => text.replace('URL', `${apiURI}/records`);
  const signed = write(delivery.body);
  const arrives = write(delivery.arrives ?? delivery.body);
  const header = headerOf(delivery, signed);
  const options = {
    receivedAt: new Date(NOW * 1000 + 999),
    ...(tolerance === undefined ? {} : { tolerance }),
  };
  const handlers = handlersOf(delivery.handlers, handled);
  const call = (name: string, ...args: readonly unknown[]): Promise<unknown> =>
    (hooks[name] as Method).apply(hooks, [...args]);
  const request = (): Request =>
    new Request('http://127.0.0.1/hook', {
      method: 'POST',
      headers: header === '' ? {} : { 'Instant-Signature': header },
      body: arrives,
    });
  switch (by.way) {
    case 'validate':
      return call('validate', header, arrives, options);
    case 'validate later':
      return call('validate', header, () => Promise.resolve(arrives), options);
    case 'validateRequest':
      return call('validateRequest', request(), options);
    case 'processRequest':
      return call('processRequest', handlers, request(), options);
    case 'used request': {
      const used = request();
      return used.text().then(() => call('processRequest', handlers, used, options));
    }
    case 'node':
      return nodeRequest(by, header, arrives).then(({ node, more }) =>
        call('processNodeRequest', handlers, node, { ...options, ...more }),
      );
  }
}

function headerOf(
  { key, age, parts }: Pick<Delivery, 'age' | 'key' | 'parts'>,
  text: string,
): string {
  const time = String(NOW - age);
  const signature = signingKeyOf(key)
    .sign(Buffer.from(`${time}.${text}`))
    .toString('hex');
  const values: Readonly<Record<string, string>> = { t: time, kid: KID, v1: signature };
  return parts
    .flatMap(([name, change]) => partOf(name, values[name] ?? '', change))
    .join(',')
    .replace(/[^\x20-\xff]/g, '');
}

function partOf(name: string, value: string, change: PartChange): readonly string[] {
  switch (change) {
    case 'as it is':
      return [`${name}=${value}`];
    case 'missing':
      return [];
    case 'empty':
      return [`${name}=`];
    case 'in capitals':
      return [`${name}=${value.toUpperCase()}`];
    case 'in front of another':
      return [`${name}=1`, `${name}=${value}`];
    case 'cut':
      return [`${name}=${value.slice(0, -2)}`];
    default:
      return [`${name}=${change.other}`];
  }
}

function handlersOf(plan: Delivery['handlers'], handled: string[]): object {
  const one = (name: string, what: HandlerPlan): unknown => {
    if (what === 'none') return undefined;
    if (what === 'null') return null;
    return (record: { readonly namespace: string; readonly action: string }): unknown => {
      handled.push(`${name}: ${record.namespace} ${record.action}`);
      if (what === 'throws') throw new RangeError(`${name} throws`);
      if (what === 'rejects') {
        const rejected = Promise.reject(new RangeError(`${name} rejects`));
        // The official SDK forgets it where a later one throws, which would end this process.
        rejected.catch(() => {});
        return rejected;
      }
      return what === 'slow' ? new Promise((resolve) => setTimeout(resolve, 2)) : 'done';
    };
  };
  return Object.fromEntries(
    Object.entries(plan).map(([name, entry]) => [
      name,
      typeof entry === 'string'
        ? one(name, entry)
        : Object.fromEntries(
            Object.entries(entry).map(([action, what]) => [action, one(`${name}.${action}`, what)]),
          ),
    ]),
  );
}

type NodePlan = Extract<Delivery['by'], { way: 'node' }>;

async function nodeRequest(
  { holds, cuts, headers }: NodePlan,
  header: string,
  text: string,
): Promise<{ readonly node: object; readonly more: object }> {
  const bytes = Buffer.from(text);
  const ends = [...cuts.filter((at) => at < bytes.length).sort((a, b) => a - b), bytes.length];
  const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
  const name = headers === 'other' ? 'x-signature' : 'instant-signature';
  const about = {
    url: '/hook?a=1',
    method: 'POST',
    headers: {
      host: 'x.test',
      ...(headers === 'none' ? {} : { [name]: headers === 'list' ? [header] : header }),
    },
  };
  const stream = Object.assign(Readable.from(pieces), about);
  const of = (body: object): { node: object; more: object } => ({
    node: { ...about, ...body },
    more: {},
  });
  switch (holds) {
    case 'stream':
      return { node: stream, more: {} };
    case 'stream of text':
      return { node: Object.assign(Readable.from([text]), about), more: {} };
    case 'used':
      await stream.forEach(() => {});
      return { node: stream, more: {} };
    case 'none':
      return of({});
    case 'text':
      return of({ body: text });
    case 'buffer':
      return of({ body: bytes });
    case 'parsed':
      return of({ body: parsed(text) });
    case 'rawBody':
      return of({ body: { other: 1 }, rawBody: bytes });
    case 'option':
      return { node: { ...about, body: 'other' }, more: { body: bytes } };
    case 'promise':
      return { node: about, more: { body: Promise.resolve(bytes) } };
    case 'number':
      return of({ body: 7 });
    // As HTTP/2 has it: what is no header stands among the headers.
    case 'http2':
      return of({ headers: { ...about.headers, ':method': 'POST', ':path': '/' }, body: bytes });
    case 'GET':
      return of({ method: 'GET', body: bytes });
    case 'odd host':
      return of({ headers: { ...about.headers, host: 'a b' }, body: bytes });
    case 'circle': {
      const circle: { self?: object } = {};
      circle.self = circle;
      return of({ body: circle });
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
