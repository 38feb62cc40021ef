/** Security: the writers that pick credentials, and the schemes that are no plain header. */

import { webGlobal } from '../web.js';
import { addCookies } from './cookies.js';
import { setHeader } from './params.js';
import type { Credential, SecurityScheme, Writer } from './types.js';

export { addQuery as sendQuery } from './params.js';

type Apply = NonNullable<SecurityScheme['apply']>;

/**
 * Sends the credentials that the transport has, for operations that want all their schemes at once. What
 * is missing is for the server to refuse. Keys that every object has (`constructor`) take `secureAny`.
 */
export const secure: Writer = async (draft, _, { auth = {} }) => {
  for (const { key, name, prefix = '', apply } of draft.operation.security as Schemes) {
    let value = auth[key] as string | undefined;
    // Functions have `call`, and texts do not.
    if ((value as Members | undefined)?.call) value = await (auth[key] as Getter)();
    if (value) {
      if (apply) apply(draft, name, value);
      else draft.headers[name] = prefix + value;
    }
  }
};

/** The same for operations with alternatives: the first for which the transport has everything. */
export const secureAny: Writer = async (draft, _, { auth = {} }) => {
  for (const schemes of draft.operation.alternatives ?? []) {
    const found: (string | undefined)[] = [];
    for (const { key } of schemes) {
      found.push(await valueOf(Object.hasOwn(auth, key) ? auth[key] : undefined));
    }
    // An empty credential is none, as for `secure`.
    if (!found.every(Boolean)) continue;
    schemes.forEach(({ name, prefix = '', apply }, index) => {
      const value = found[index] ?? '';
      if (apply) apply(draft, name, value);
      else setHeader(draft, name, prefix + value);
    });
    return;
  }
};

type Schemes = readonly SecurityScheme[];
type Getter = Extract<Credential, () => unknown>;

interface Members {
  readonly call?: unknown;
}

function valueOf(credential: Credential | undefined): ReturnType<Getter> {
  return typeof credential === 'function' ? credential() : credential;
}

/** `Authorization: Basic …`, from `user:password`. */
export const sendBasic: Apply = ({ headers }, name, credential) => {
  const bytes = new (webGlobal('TextEncoder'))().encode(credential);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  headers[name] = `Basic ${webGlobal('btoa')(binary)}`;
};

export const sendCookie: Apply = ({ headers }, name, credential) => {
  addCookies(headers, [`${name}=${encodeURIComponent(credential)}`]);
};
