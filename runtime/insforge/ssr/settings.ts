import { ValidationError } from '../../http/errors.js';
import type { InsForgeConfig } from '../config.js';
import type { AuthCookieSettings } from './cookies.js';

/** What clients of a server-rendered app are made with; tokens are those of its cookies. */
export interface SsrConfig
  extends
    Omit<InsForgeConfig, 'accessToken' | 'edgeFunctionToken' | 'isServerMode' | 'auth'>,
    AuthCookieSettings {}

/** Spelt out, since the tools that build pages replace these very words. */
declare const process: {
  readonly env: {
    readonly NEXT_PUBLIC_INSFORGE_URL?: string;
    readonly NEXT_PUBLIC_INSFORGE_ANON_KEY?: string;
  };
};

/**
 * The address and the public key, as given or else as the environment has them.
 *
 * @throws {ValidationError} where one of them is in neither
 */
export function settled(
  { baseUrl, anonKey }: Pick<InsForgeConfig, 'anonKey' | 'baseUrl'>,
  caller: string,
): { readonly baseUrl: string; readonly anonKey: string } {
  let url = baseUrl;
  let key = anonKey;
  try {
    url ||= process.env.NEXT_PUBLIC_INSFORGE_URL;
    key ||= process.env.NEXT_PUBLIC_INSFORGE_ANON_KEY;
  } catch {
    // There is no environment in a browser.
  }
  if (url && key) return { baseUrl: url, anonKey: key };
  throw new ValidationError(
    `Missing InsForge baseUrl or anonKey. Pass baseUrl and anonKey to ${caller}() or set NEXT_PUBLIC_INSFORGE_URL and NEXT_PUBLIC_INSFORGE_ANON_KEY.`,
  );
}
