import { web } from '../web.js';

/** When a token expires; undefined where it does not say, or is none. */
export function expiryOf(token: string | undefined): Date | undefined {
  const payload = token?.split('.')[1];
  if (!payload) return undefined;
  try {
    const binary = web.atob(payload.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const text = new web.TextDecoder().decode(bytes as never);
    const { exp } = JSON.parse(text) as { exp?: unknown };
    return typeof exp === 'number' && Number.isFinite(exp) ? new Date(exp * 1000) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a token has expired, or will in so many seconds. One that does not say when is taken to have. */
export function isExpiring(token: string | undefined, leewaySeconds = 60): boolean {
  if (!token) return false;
  const expiry = expiryOf(token);
  return expiry === undefined || expiry.getTime() <= Date.now() + leewaySeconds * 1000;
}
