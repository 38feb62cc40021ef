import { constants } from './env.js';
import type { RecordedRequest } from './recorder.js';

/** A request without what every Node client sends, random ids numbered. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON body, `{ $raw }` for other bytes, or null. */
  readonly body: unknown;
}

/** What can be seen of one call from outside. */
export interface Outcome {
  readonly requests: readonly SeenRequest[];
  readonly result?: unknown;
  readonly error?: Readonly<Record<string, unknown>>;
  readonly warnings?: readonly string[];
  /** Present when the call threw instead of rejecting. */
  readonly sync?: true;
}

interface Raw {
  /** Origins of this run and what they are written as. */
  readonly origins: Readonly<Record<string, string>>;
  readonly requests: readonly RecordedRequest[];
  readonly warnings: readonly string[];
  readonly client: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly thrown?: unknown;
  readonly sync?: boolean;
}

const nodeDefaults = new Set([
  'host',
  'connection',
  'accept-language',
  'sec-fetch-mode',
  'user-agent',
  'accept-encoding',
]);
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Makes an outcome comparable between runs: ports, random ids and Node's own headers go. */
export function normalise(raw: Raw): Outcome {
  const text = textRule(raw.origins);
  const seen = raw.requests.map((request) => seeRequest(request, text));
  const rest = raw.warnings.length > 0 ? { warnings: raw.warnings.map(text) } : {};
  if ('thrown' in raw) {
    const error = describeError(raw.thrown, raw.client, text);
    return { requests: seen, error, ...rest, ...(raw.sync === true ? { sync: true } : {}) };
  }
  return { requests: seen, result: plain(raw.result, text), ...rest };
}

type TextRule = (text: string) => string;

function textRule(origins: Readonly<Record<string, string>>): TextRule {
  const known = new Set<string>(Object.values(constants));
  const numbers = new Map<string, number>();
  return (text) => {
    let out = text;
    for (const [from, to] of Object.entries(origins)) {
      // An error of Node names the address without the scheme.
      out = out.replaceAll(from, to).replaceAll(from.slice(7), to.slice(7));
    }
    return out.replace(uuid, (found) => {
      if (known.has(found)) return found;
      if (!numbers.has(found)) numbers.set(found, numbers.size + 1);
      return `<uuid:${numbers.get(found)}>`;
    });
  };
}

function seeRequest(request: RecordedRequest, text: TextRule): SeenRequest {
  const body = seeBody(request.body, text);
  const json = body !== null && !isRaw(body);
  const kept = request.headers.filter(
    ([name, value]) =>
      !nodeDefaults.has(name) &&
      !(name === 'accept' && value === '*/*') &&
      !(name === 'content-length' && (json || value === '0')),
  );
  const headers: Record<string, string> = {};
  for (const [name, value] of kept) {
    // A repeated header would be hidden by an object: join as HTTP does.
    const before = headers[name];
    headers[name] = text(before === undefined ? value : `${before}, ${value}`);
  }
  return { method: request.method, path: text(request.path), headers, body };
}

function isRaw(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, '$raw');
}

function seeBody(bytes: Buffer, text: TextRule): unknown {
  if (bytes.length === 0) return null;
  const utf8 = bytes.toString('utf8');
  // Bytes that are no UTF-8 must differ when they differ, so they are shown one by one.
  if (!Buffer.from(utf8, 'utf8').equals(bytes)) return { $raw: bytes.toString('latin1') };
  try {
    return plain(JSON.parse(utf8), text);
  } catch {
    return { $raw: text(utf8) };
  }
}

/** A JSON-like picture of a value: dates as ISO strings, undefined and functions by name. */
function plain(value: unknown, text: TextRule): unknown {
  if (value === undefined) return '<undefined>';
  if (typeof value === 'string') return text(value);
  if (typeof value === 'function') return '<function>';
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : `<${value}>`;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? '<invalid date>' : value.toISOString();
  }
  if (value instanceof Error) return { name: value.name, message: text(value.message) };
  if (Array.isArray(value)) return value.map((item) => plain(item, text));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, text)]));
}

function describeError(
  thrown: unknown,
  client: Readonly<Record<string, unknown>>,
  text: TextRule,
): Readonly<Record<string, unknown>> {
  if (!(thrown instanceof Error)) return { value: plain(thrown, text) };
  const out: Record<string, unknown> = { name: thrown.name, message: text(thrown.message) };
  const kind = ['InstantAPIError', 'InstantError'].find((name) => isA(thrown, client[name]));
  if (kind !== undefined) out['instanceof'] = kind;
  for (const key of ['status', 'body', 'hint', 'traceId']) {
    const value: unknown = Reflect.get(thrown, key);
    if (value !== undefined) out[key] = plain(value, text);
  }
  if (thrown.cause instanceof Error) out['cause'] = describeCause(thrown.cause, text);
  return out;
}

function describeCause(cause: Error, text: TextRule): Readonly<Record<string, unknown>> {
  const { code } = cause as Error & { readonly code?: unknown };
  return {
    name: cause.name,
    ...(code === undefined ? {} : { code }),
    message: text(cause.message),
  };
}

function isA(thrown: Error, type: unknown): boolean {
  return typeof type === 'function' && thrown instanceof type;
}
