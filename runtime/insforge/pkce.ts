/** Proof that whoever ends a sign-in through a provider is the one who began it (RFC 7636). */

import { web } from '../web.js';
import { page } from './browser.js';

const KEY = 'insforge_pkce_verifier';

/** A secret, and what may be shown of it before. */
export async function pkcePair(): Promise<{
  readonly verifier: string;
  readonly challenge: string;
}> {
  const crypto = web.crypto;
  const verifier = base64Url(crypto.getRandomValues(new Uint8Array(32)));
  const bytes = new web.TextEncoder().encode(verifier);
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return { verifier, challenge: base64Url(new Uint8Array(digest)) };
}

function base64Url(bytes: Uint8Array): string {
  const text = web.btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** Kept for the time of the visit to the provider, where there is a page. */
export function storeVerifier(verifier: string): void {
  page().sessionStorage?.setItem(KEY, verifier);
}

/** The one that was kept, which is used once. */
export function takeVerifier(): string | undefined {
  const { sessionStorage } = page();
  const verifier = sessionStorage?.getItem(KEY) ?? undefined;
  if (verifier !== undefined) sessionStorage?.removeItem(KEY);
  return verifier;
}
