import type { HttpRequest, HttpResponse, Operation, Policy } from './types.js';

export interface Hooks {
  readonly onRequest?: ((request: SeenRequest) => void | Promise<void>) | undefined;
  readonly onResponse?:
    ((answer: HttpResponse, request: SeenRequest) => void | Promise<void>) | undefined;
  readonly onError?: ((error: unknown, request: SeenRequest) => void | Promise<void>) | undefined;
}

/** A request as logs may show it: what is secret in the address and the headers reads `[hidden]`. */
export interface SeenRequest {
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
}

/**
 * Calls back before a request, after an answer (one whose status is an error too) and where none came.
 * What a hook throws, the call rejects with.
 */
export function hooks({ onRequest, onResponse, onError }: Hooks): Policy {
  return (next) => async (request) => {
    const seen = redact(request);
    await onRequest?.(seen);
    let answer: HttpResponse;
    try {
      answer = await next(request);
    } catch (error) {
      await onError?.(error, seen);
      throw error;
    }
    await onResponse?.(answer, seen);
    return answer;
  };
}

/** The id of an app is a credential by some documents: it is hidden in all requests, or it would be in some only. */
const SECRET = /auth|cookie|token|secret|password|signature|session|api[-_]?key|app[-_]id/i;

/** A request without what should not be seen: credentials by the operation's schemes, and by their names. */
export function redact({ operation, method, url, headers }: HttpRequest): SeenRequest {
  const isSecret = (name: string): boolean =>
    SECRET.test(name) || secretNames(operation).has(name.toLowerCase());
  return {
    operation: operation.id,
    method,
    url: url.replace(/([?&])([^=&#]*)=([^&#]*)/g, (all, mark: string, name: string) =>
      isSecret(decode(name)) ? `${mark}${name}=[hidden]` : all,
    ),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, isSecret(name) ? '[hidden]' : value]),
    ),
  };
}

function secretNames({ security = [], alternatives = [] }: Operation): ReadonlySet<string> {
  return new Set([...security, ...alternatives.flat()].map(({ name }) => name.toLowerCase()));
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
