/** Edge functions. */

import { resultByType } from '../http/results.js';
import { web } from '../web.js';
import { failure, InsForgeError, worded } from './error.js';
import { send } from './request.js';
import type { ClientMethod } from '../client/method.js';
import type { WebResponse } from '../web.js';
import type { InsForgeResult } from './result.js';
import type { InsForgeSession } from './session.js';
import { ApiError } from '../http/errors.js';
import type { CallOptions, Operation } from '../http/types.js';

export interface InvokeOptions extends CallOptions {
  /** Forms and bytes as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string } | undefined;
  /** Default: `POST`. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | undefined;
}

/** Calls an edge function. Rejects only where its signal ends it. */
export type InvokeFunction = <Data = unknown>(
  slug: string,
  options?: InvokeOptions,
) => Promise<InsForgeResult<Data>>;

/** A function that runs in the same deployment is called without a request: the platform refuses loops. */
type Dispatch = (request: object) => Promise<WebResponse>;

export function invokeFunctionMethod(session: InsForgeSession): ClientMethod {
  const derived = derivedUrl(session.baseUrl);
  const functionsUrl = (session.config.functionsUrl || derived)?.replace(/\/+$/, '');
  const ask = async (slug: string, options: InvokeOptions): Promise<unknown> => {
    const { method = 'POST', body, ...rest } = options;
    const dispatch: unknown = Reflect.get(globalThis, '__insforge_dispatch__');
    if (typeof dispatch === 'function' && derived !== undefined && functionsUrl === derived) {
      return dispatched(session, dispatch as Dispatch, slug, options);
    }
    if (functionsUrl !== undefined) {
      try {
        const url = `${functionsUrl}/${slug}`;
        return (await send(session, { method, url, body, auth: 'user' }, rest)).data;
      } catch (error) {
        // Not deployed there: the backend itself may have it.
        if (!(error instanceof InsForgeError) || error.statusCode !== 404) throw error;
      }
    }
    return (await send(session, { method, url: `/functions/${slug}`, body }, rest)).data;
  };
  const invoke: InvokeFunction = async (slug, options = {}) => {
    try {
      return { data: (await ask(slug, options)) as never, error: null };
    } catch (reason) {
      if (options.signal?.aborted) throw options.signal.reason ?? reason;
      const text = reason instanceof Error ? reason.message : 'Function invocation failed';
      return { data: null, error: failure(reason, text, 'FUNCTION_ERROR') };
    }
  };
  return invoke as ClientMethod;
}

/** `https://{app}.{region}.insforge.app` → `https://{app}.function2.insforge.app`. */
function derivedUrl(baseUrl: string): string | undefined {
  const [, app] =
    /^https?:\/\/([^./:]+)(?:\.[^./:]+)*\.insforge\.app(?:[:/]|$)/i.exec(baseUrl) ?? [];
  return app === undefined ? undefined : `https://${app}.function2.insforge.app`;
}

async function dispatched(
  session: InsForgeSession,
  dispatch: Dispatch,
  slug: string,
  { method = 'POST', body, headers: own }: InvokeOptions,
): Promise<unknown> {
  const form =
    typeof body === 'object' && body !== null && Symbol.iterator in body && 'getAll' in body;
  const bare = body === undefined || method === 'GET';
  const type = bare || form ? {} : { 'content-type': 'application/json;charset=UTF-8' };
  const request = new web.Request(`http://insforge.local/${slug}`, {
    method,
    headers: { ...session.headers(), ...type, ...own },
    ...(bare ? {} : { body: form ? body : JSON.stringify(body) }),
  });
  const response = await dispatch(request);
  const { ok, status, statusText } = response;
  const data = await resultByType(response, NO_OPERATION);
  if (ok) return data;
  const { headers } = response;
  const refused = Object.assign(new ApiError(slug), { status, body: data, headers });
  throw worded(refused, { status, statusText, timeout: 0 });
}

const NO_OPERATION = { id: '', method: '', path: '', write: [], read: resultByType } as Operation;
