/** Methods that put a token into a slot by hand, and look what is in it. */

import type { ClientMethod } from './method.js';
import type { Session } from './session.js';

/** `renewal`: with this the token is renewed. */
export type SetToken = (token: string, renewal?: string) => Promise<void>;

/** Undefined while there is none. */
export type GetToken = () => string | undefined;

export type ClearToken = () => Promise<void>;

/** Puts a token into a slot by hand. */
export function setTokenMethod(session: Session, slot: string): ClientMethod {
  const setToken: SetToken = (token, renewal) => session.fill(slot, { token, renewal });
  return setToken as ClientMethod;
}

/** The token that a slot holds now. */
export function getTokenMethod(session: Session, slot: string): ClientMethod {
  const getToken: GetToken = () => session.peek(slot)?.token;
  return getToken as ClientMethod;
}

export function clearTokenMethod(session: Session, slot: string): ClientMethod {
  const clearToken: ClearToken = () => session.fill(slot, undefined);
  return clearToken as ClientMethod;
}
