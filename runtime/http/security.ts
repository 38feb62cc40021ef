/** Security: the writer that picks an alternative, and how each kind of scheme is sent. */

import { webGlobal } from '../web.js';
import { addQuery } from './params.js';
import { addCookies } from './cookies.js';
import type { SecurityScheme, Writer } from './types.js';

type Apply = NonNullable<SecurityScheme['apply']>;

/**
 * Sends the credentials of the first alternative for which the transport has all. Where there is none the
 * request goes without: the server is the one to refuse it.
 */
export const secure: Writer = async (draft, _, { auth = {} }) => {
  for (const schemes of draft.operation.security ?? []) {
    const found = await Promise.all(
      schemes.map(({ key, apply }) => {
        const credential = Object.hasOwn(auth, key) ? auth[key] : undefined;
        if (!apply) return '';
        return typeof credential === 'function' ? credential() : credential;
      }),
    );
    if (found.includes(undefined)) continue;
    schemes.forEach((scheme, index) => scheme.apply?.(draft, found[index] ?? '', scheme));
    return;
  }
};

/** `Authorization: Bearer <token>`, or another scheme by its name. */
export const sendToken: Apply = (draft, credential, { name = 'Bearer' }) => {
  draft.headers['authorization'] = `${name} ${credential}`;
};

/** `Authorization: Basic …`, from `user:password`. */
export const sendBasic: Apply = (draft, credential) => {
  const bytes = new (webGlobal('TextEncoder'))().encode(credential);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  draft.headers['authorization'] = `Basic ${webGlobal('btoa')(binary)}`;
};

export const sendHeader: Apply = (draft, credential, { name = '' }) => {
  draft.headers[name.toLowerCase()] = credential;
};

export const sendQuery: Apply = (draft, credential, { name = '' }) => {
  addQuery(draft, name, credential);
};

export const sendCookie: Apply = (draft, credential, { name = '' }) => {
  addCookies(draft.headers, [`${name}=${encodeURIComponent(credential)}`]);
};
