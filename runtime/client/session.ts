/** Tokens that a client keeps: one slot for each kind of identity, so that none stands in for another. */

import { ApiError } from '../http/errors.js';
import { isStream } from '../http/stream.js';
import { createTransport } from '../http/transport.js';
import { openClient } from './client.js';
import { worded } from './errors.js';
import { at } from './method.js';
import { isPlain, requestOf } from './request.js';
import type { ClientBaseOptions, ClientRules } from './client.js';
import type { Caller, Endpoint } from './method.js';
import type { Place } from './request.js';
import type { Operation, RequestInput, Transport } from '../http/types.js';
import type { ObjectConstructor2022 } from '../web.js';

declare const Object: ObjectConstructor2022;

export interface Tokens {
  readonly token: string;
  /** With this the token is renewed. */
  readonly renewal?: string | undefined;
}

/** Where tokens outlive the client. Without one they are kept in memory alone. */
export interface TokenStore {
  get(slot: string): Tokens | undefined | Promise<Tokens | undefined>;
  /** Undefined: they are to be forgotten. */
  set(slot: string, tokens: Tokens | undefined): void | Promise<void>;
}

export interface SessionOptions extends ClientBaseOptions {
  /** Keeps the tokens beyond the life of this client. */
  readonly tokens?: TokenStore | undefined;
}

/** One slot, as the client table describes it. */
export interface SlotSpec {
  /** The security scheme whose credential the token replaces. */
  readonly scheme: string;
  readonly refresh?: {
    readonly endpoint: Endpoint;
    readonly to: Place;
    readonly set: Place;
    readonly renewal?: Place;
    /** By place in the body: only a refusal with one of these says that the token is of no use any more. */
    readonly codes?: { readonly [place: string]: readonly string[] };
  };
}

/** Whether a refusal says that the token which was sent is of no use any more. */
export function isExpired(
  error: unknown,
  codes?: { readonly [place: string]: readonly string[] },
): error is ApiError {
  if (!(error instanceof ApiError) || error.status !== 401) return false;
  const { body } = error as ApiError;
  return (
    codes === undefined ||
    Object.entries(codes).some(([place, values]) => values.includes(at(body, place) as string))
  );
}

export interface Session extends Caller {
  /** What is in a slot; undefined too while nothing has been read from the store. */
  peek(slot: string): Tokens | undefined;
  fill(slot: string, tokens: Tokens | undefined): Promise<void>;
}

/**
 * A client with token slots. A call that is made with a slot carries its token, and the client's own
 * credential of that scheme while the slot is empty. Where such a call is answered 401, the token is renewed, once
 * for all calls that wait for it, and the call is made again; a call is never repeated as somebody else.
 */
export function openSession(
  options: SessionOptions,
  server: string | undefined,
  slots: { readonly [name: string]: SlotSpec },
  rules: ClientRules = {},
): Session {
  const held = new Map<string, Tokens | undefined>();
  const base = openClient(options, server, rules);
  const load = async (slot: string): Promise<Tokens | undefined> => {
    if (held.has(slot)) return held.get(slot);
    const found = await options.tokens?.get(slot);
    if (!held.has(slot)) held.set(slot, found);
    return held.get(slot);
  };
  const fill = async (slot: string, tokens: Tokens | undefined): Promise<void> => {
    held.set(slot, tokens);
    await options.tokens?.set(slot, tokens);
  };
  const open = (slot: string, { scheme, refresh }: SlotSpec): Opened => {
    const own = options.auth?.[scheme];
    const sent = createTransport({
      ...options,
      baseUrl: options.baseUrl ?? server ?? '',
      auth: {
        ...options.auth,
        [scheme]: async () =>
          (await load(slot))?.token ?? (typeof own === 'function' ? await own() : own),
      },
    });
    const send = worded(sent, rules.errors);
    const renew = async (used: Tokens): Promise<boolean> => {
      if (refresh === undefined || used.renewal === undefined) return false;
      try {
        const { options: _, ...request } = requestOf({ args: [refresh.to] }, [used.renewal]);
        const answer = await refresh.endpoint(base.transport(), request as never);
        const tokens = tokensIn(answer, refresh.set, refresh.renewal, used.renewal);
        // Signed in anew or out while we asked: what we got is of the past.
        if (tokens !== undefined && held.get(slot) === used) await fill(slot, tokens);
      } catch (error) {
        const refused = error instanceof ApiError && (error.status === 401 || error.status === 403);
        if (refused && held.get(slot) === used) await fill(slot, undefined);
      }
      const now = held.get(slot);
      return now !== undefined && now !== used;
    };
    let renewing: Promise<boolean> | undefined;
    const renewed = (used: Tokens): Promise<boolean> => {
      const now = held.get(slot);
      if (now !== used) return Promise.resolve(now !== undefined);
      return (renewing ??= renew(used).finally(() => {
        renewing = undefined;
      }));
    };
    const sendOrRenew: Transport = async (operation, request, given) => {
      const used = await load(slot);
      try {
        return await send(operation, request, given);
      } catch (error) {
        const expired = isExpired(error, refresh?.codes) && used !== undefined;
        const again = expired && sends(operation, scheme) && isReplayable(request);
        if (!again || !(await renewed(used))) throw error;
        return send(operation, request, given);
      }
    };
    return { send, sendOrRenew };
  };
  const opened = new Map<string, Opened>();
  return {
    ...base,
    transport: (auth, refresh) => {
      const slot = auth !== undefined && Object.hasOwn(slots, auth) ? slots[auth] : undefined;
      if (auth === undefined || slot === undefined) return base.transport(auth);
      const found = opened.get(auth) ?? open(auth, slot);
      opened.set(auth, found);
      return refresh === 'never' ? found.send : found.sendOrRenew;
    },
    keep: async ({ slot, set, renewal, clear }, calling) => {
      const answer = await calling.catch(async (error: unknown) => {
        if (clear === 'always') await fill(slot, undefined);
        throw error;
      });
      if (clear !== undefined) await fill(slot, undefined);
      const tokens = set === undefined ? undefined : tokensIn(answer, set, renewal);
      if (tokens !== undefined) await fill(slot, tokens);
      return answer;
    },
    peek: (slot) => held.get(slot),
    fill,
  };
}

/** What calls of one slot are sent through: as they are, and with another attempt where the token is renewed. */
interface Opened {
  readonly send: Transport;
  readonly sendOrRenew: Transport;
}

/** The tokens in an answer; undefined where there is none, as where an address must be confirmed first. */
export function tokensIn(
  answer: unknown,
  set: Place,
  renewal: Place | undefined,
  former?: string,
): Tokens | undefined {
  const token = at(answer, set);
  if (typeof token !== 'string' || token === '') return undefined;
  const next = renewal === undefined ? undefined : at(answer, renewal);
  return { token, renewal: typeof next === 'string' ? next : former };
}

export function sends({ security = [], alternatives = [] }: Operation, scheme: string): boolean {
  return [...security, ...alternatives.flat()].some(({ key }) => key === scheme);
}

/** A stream has been read by the time an answer comes, also where it is a part of a form. */
export function isReplayable({ body }: RequestInput = {}): boolean {
  return !isRead(body) && !(isPlain(body) && Object.values(body).some(isRead));
}

function isRead(body: unknown): boolean {
  return isStream(body) || (typeof body === 'object' && body !== null && 'getReader' in body);
}
