/** Signing in through a provider: going there, and coming back. */

import { web } from '../web.js';
import { page } from './browser.js';
import { failure, InsForgeError } from './error.js';
import { pkcePair, storeVerifier, takeVerifier } from './pkce.js';
import { resultOf, type InsForgeResult } from './result.js';
import { sessionOptions, type InsForgeSession } from './session.js';
import type { ClientMethod, Endpoint } from '../client/method.js';

export interface OAuthOptions {
  /** Where the provider's answer is to come back to. */
  readonly redirectTo: string;
  /** Hints for the provider: `{ prompt: 'select_account' }`. */
  readonly additionalParams?: { readonly [name: string]: string } | undefined;
  /** Gives the address instead of going there. */
  readonly skipBrowserRedirect?: boolean | undefined;
}

/** Empty where the browser is on its way to the provider, or something went wrong. */
export interface OAuthStart {
  readonly url?: string;
  readonly provider?: string;
  /** What `exchangeOAuthCode` needs where it runs somewhere else. */
  readonly codeVerifier?: string;
}

export interface OAuthResult {
  readonly data: OAuthStart;
  readonly error: InsForgeError | null;
}

/** `provider`: one that the backend knows (`google`), or the key of a custom one. */
export interface SignInWithOAuth {
  (provider: string, options: OAuthOptions): Promise<OAuthResult>;
  /** @deprecated Give the provider first. */
  (options: OAuthOptions & { readonly provider: string }): Promise<OAuthResult>;
}

/** Ends a sign-in: `code` is what came back in the address. It runs by itself where a page loads with one. */
export type ExchangeOAuthCode<Session> = (
  code: string,
  codeVerifier?: string,
) => Promise<InsForgeResult<Session>>;

const BUILT_IN =
  /^(?:google|github|discord|linkedin|facebook|instagram|tiktok|apple|x|spotify|microsoft)$/;

export function signInWithOAuthMethod(
  session: InsForgeSession,
  builtIn: Endpoint,
  custom: Endpoint,
): ClientMethod {
  const start = async (
    provider: string,
    { redirectTo, additionalParams, skipBrowserRedirect }: OAuthOptions,
  ): Promise<OAuthStart> => {
    const key = provider.toLowerCase();
    const { verifier, challenge } = await pkcePair();
    storeVerifier(verifier);
    const query = { ...additionalParams, redirect_uri: redirectTo, code_challenge: challenge };
    const [endpoint, path] = BUILT_IN.test(key) ? [builtIn, { provider: key }] : [custom, { key }];
    const answer = await endpoint(session.transport('user', 'never'), { path, query } as never);
    const url = (answer as { readonly authUrl: string }).authUrl;
    const { location, window } = page();
    const goes = !session.flags.serverMode && window !== undefined && location !== undefined;
    if (goes && !skipBrowserRedirect) {
      location.href = url;
      return {};
    }
    return { url, provider: encodeURIComponent(key), codeVerifier: verifier };
  };
  const method = async (
    first: string | (OAuthOptions & { readonly provider: string }),
    second?: OAuthOptions,
  ): Promise<OAuthResult> => {
    const provider = typeof first === 'object' ? first.provider : first;
    const options = typeof first === 'object' ? first : second;
    try {
      if (!options) throw new InsForgeError('OAuth sign-in options are required', 400, INVALID);
      if (!options.redirectTo) throw new InsForgeError('Redirect URI is required', 400, INVALID);
      return { data: await start(provider, options), error: null };
    } catch (reason) {
      const text = 'An unexpected error occurred during OAuth initialization';
      return { data: {}, error: failure(reason, text) };
    }
  };
  return method as ClientMethod;
}

const INVALID = 'INVALID_INPUT';

/** Where a page was loaded with the answer of a provider, that is exchanged at once. */
export function exchangeOAuthCodeMethod(
  session: InsForgeSession,
  endpoint: Endpoint,
): ClientMethod {
  const { serverMode } = session.flags;
  const method: ExchangeOAuthCode<unknown> = (code, codeVerifier) =>
    resultOf(async () => {
      const verifier = codeVerifier ?? takeVerifier();
      if (!verifier) {
        const text =
          'PKCE code verifier not found. Ensure signInWithOAuth was called in the same browser session.';
        throw new InsForgeError(text, 400, 'PKCE_VERIFIER_MISSING');
      }
      const answer = await endpoint(
        session.transport('user', 'never'),
        {
          body: { code, code_verifier: verifier },
          ...(serverMode ? { query: { client_type: 'mobile' } } : {}),
        } as never,
        sessionOptions(session.csrf, true),
      );
      session.save(answer, 'signedIn');
      return answer;
    }, 'An unexpected error occurred during OAuth code exchange');
  if (!serverMode && session.config.auth?.detectOAuthCallback !== false) {
    session.starting.wait = answerOfProvider(method);
  }
  return method as ClientMethod;
}

/** What is secret is taken out of the address before anything else happens. */
async function answerOfProvider(exchange: ExchangeOAuthCode<unknown>): Promise<void> {
  const { window, location } = page();
  if (window === undefined || location === undefined) return;
  const parameters = new web.URLSearchParams(location.search);
  if (parameters.get('error')) {
    clean(location.href, 'error');
    return;
  }
  const code = parameters.get('insforge_code');
  if (!code) return;
  clean(location.href, 'insforge_code');
  await exchange(code);
}

function clean(href: string, parameter: string): void {
  const url = new web.URL(href);
  url.searchParams.delete(parameter);
  const { history, document } = page();
  history?.replaceState({}, document?.title ?? '', url.toString());
}
