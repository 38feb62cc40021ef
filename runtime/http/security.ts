/** Security: the writers that pick credentials, and the schemes that are no plain header. */

import { web } from '../web.js';
import { addCookies } from './cookies.js';
import { setHeader } from './params.js';
import type { AnyAuth, Draft, SecurityScheme, UserPassword, Writer } from './types.js';
import type { ObjectConstructor2022 } from '../web.js';

export { addQuery as sendQuery } from './params.js';

declare const Object: ObjectConstructor2022;

/**
 * Sends the credentials that the transport has, for operations that want all their schemes at once. What
 * is missing is for the server to refuse. Keys that every object has (`constructor`) take `secureAny`.
 */
export const secure: Writer = async (draft, _, settings) => {
  for (const { key, name, prefix = '', apply } of draft.operation.security as Schemes) {
    let value = (settings.auth as Secrets | undefined)?.[key];
    // Functions have `call`, and nothing else that is a credential has.
    if (value?.call) value = await value();
    if (value) {
      if (apply) apply(draft, name, value as never);
      else draft.headers[name] = prefix + value;
    }
  }
};

/** The same for operations with alternatives: the first for which the transport has everything. */
export const secureAny: Writer = async (draft, _, { auth = {} }) => {
  for (const schemes of draft.operation.alternatives ?? []) {
    const found: unknown[] = [];
    for (const { key } of schemes) {
      found.push(await valueOf(Object.hasOwn(auth, key) ? (auth as AnyAuth)[key] : undefined));
    }
    // An empty credential is none, as for `secure`.
    if (!found.every(Boolean)) continue;
    schemes.forEach(({ name, prefix = '', apply }, index) => {
      const value = found[index];
      if (apply) apply(draft, name, value as never);
      else setHeader(draft, name, prefix + (value as string));
    });
    return;
  }
};

type Schemes = readonly SecurityScheme[];
type Secrets = { readonly [scheme: string]: (string & Getter) | undefined };

/** What a credential may be besides text, which it is once it was called. */
interface Getter {
  (): Promise<string & Getter>;
  readonly call?: unknown;
}

function valueOf(credential: AnyAuth[string]): unknown {
  return typeof credential === 'function' ? credential() : credential;
}

/** `Authorization: Basic …`. */
export const sendBasic = (
  { headers }: Draft,
  name: string,
  credential: UserPassword | string,
): void => {
  const text =
    typeof credential === 'string' ? credential : credential.username + ':' + credential.password;
  const bytes = new web.TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  headers[name] = `Basic ${web.btoa(binary)}`;
};

export const sendCookie = ({ headers }: Draft, name: string, credential: string): void => {
  addCookies(headers, [`${name}=${encodeURIComponent(credential)}`]);
};
