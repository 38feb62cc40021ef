import { isStream } from '../http/stream.js';
import { web } from '../web.js';
import type { HttpRequest, HttpResponse, Policy } from '../http/types.js';
import type { WebSignal } from '../web.js';

interface Flight {
  readonly answer: Promise<HttpResponse>;
  readonly abort: (reason: unknown) => void;
  waiting: number;
}

/**
 * Lets equal requests that are under way at the same time share one: same operation, address, headers (and with them
 * the same user), body and time limit. For operations that change nothing; a result that is there already is never
 * used again. Each caller gets a result of its own. A caller that aborts leaves; the request ends with the last one.
 * What a client makes of itself (`asUser`) shares with it.
 */
export function dedupe(): Policy {
  const flights = new Map<string, Flight>();
  return (next) => {
    const begin = (key: string, request: HttpRequest): Flight => {
      const controller = new web.AbortController();
      const flight: Flight = {
        answer: next({ ...request, signal: controller.signal }).finally(() => {
          if (flights.get(key) === flight) flights.delete(key);
        }),
        abort: (reason) => {
          if (flights.get(key) === flight) flights.delete(key);
          controller.abort(reason);
        },
        waiting: 0,
      };
      flights.set(key, flight);
      return flight;
    };
    return async (request) => {
      const key = keyOf(request);
      // Of a call that is over already, nothing is begun for others.
      if (key === undefined || request.signal?.aborted) return next(request);
      const joined = flights.get(key);
      const flight = joined ?? begin(key, request);
      flight.waiting++;
      const answer = await untilAborted(flight, request.signal);
      return joined === undefined || isStream(answer.data) ? answer : copyOf(answer);
    };
  };
}

/** What tells requests apart; undefined for what is not to be shared. */
function keyOf(request: HttpRequest): string | undefined {
  const { operation, method, url, headers, body, timeout, duplex, fetchOptions = {} } = request;
  const reads = operation.retry === 'safe' || (operation.retry === undefined && method === 'GET');
  const isText = body === undefined || typeof body === 'string';
  // An agent or a cache's tags cannot be compared.
  const plain = Object.values(fetchOptions).every((value) => typeof value !== 'object');
  if (!reads || !isText || duplex !== undefined || !plain) return undefined;
  const sorted = Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([operation.id, method, url, sorted, body, timeout, fetchOptions]);
}

function untilAborted(flight: Flight, signal: WebSignal | undefined): Promise<HttpResponse> {
  if (signal === undefined) return flight.answer;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      if (--flight.waiting === 0) flight.abort(signal.reason);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', leave);
    flight.answer
      .finally(() => signal.removeEventListener('abort', leave))
      .then(resolve, (error: unknown) => reject(error as Error));
  });
}

/** An answer whose data the caller may change. */
function copyOf(answer: HttpResponse): HttpResponse {
  const copy = Reflect.get(globalThis, 'structuredClone') as (value: unknown) => unknown;
  return { ...answer, data: copy(answer.data) };
}
