/** Security by chance: schemes, what operations want of them, and what the transport has. */

import { isDeepStrictEqual } from 'node:util';
import { formOf, type Raw } from './decode.js';
import type { Made, Random, Version } from './shapes.js';

const NEW: Readonly<Record<string, Made>> = {
  inHeader: { type: 'apiKey', in: 'header', name: 'X-Key' },
  inQuery: { type: 'apiKey', in: 'query', name: 'api key' },
  inCookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
  user: { type: 'http', scheme: 'basic' },
  bearer: { type: 'http', scheme: 'bearer' },
  other: { type: 'http', scheme: 'Token' },
  oauth: {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: '/token', scopes: { a: 'x' } } },
  },
  open: { type: 'openIdConnect', openIdConnectUrl: 'https://id.example.com/.well-known' },
};
const OLD: Readonly<Record<string, Made>> = {
  inHeader: { type: 'apiKey', in: 'header', name: 'X-Key' },
  inQuery: { type: 'apiKey', in: 'query', name: 'api key' },
  user: { type: 'basic' },
  oauth: { type: 'oauth2', flow: 'application', tokenUrl: '/token', scopes: { a: 'x' } },
};
/** What nothing is sent for. */
const CERTIFICATE = { certificate: { type: 'mutualTLS' } };

/** Those of one header, of which a request has one. */
const AUTHORIZATION: ReadonlySet<string> = new Set(['user', 'bearer', 'other', 'oauth', 'open']);

export function schemesOf(version: Version): Readonly<Record<string, Made>> {
  if (version === '2.0') return OLD;
  return version === '3.0' ? NEW : { ...NEW, ...CERTIFICATE };
}

export const AUTH = {
  inHeader: 'k,e y;=%2B"',
  inQuery: 'k&=+ü%41 #',
  inCookie: 'a b;c,"=é',
  user: { username: 'me', password: 'p:ä,+' },
  bearer: 'a.b-c_d~e+/==',
  other: 'other-token',
  oauth: 'oauth-token',
  open: 'open-token',
};
type Key = keyof typeof AUTH;

/** Schemes that are wanted together, of which one is enough. */
export type Requirements = readonly (readonly string[])[];

/** @param isWhole the query belongs to one parameter */
export function requirementsOf(random: Random, isWhole = false): Requirements {
  const { below, chance, pick, version } = random;
  const keys = Object.keys(schemesOf(version)).filter((key) => key !== 'inQuery' || !isWhole);
  return Array.from({ length: 1 + below(3) }, () => {
    if (chance(0.1)) return [];
    const found: string[] = [];
    for (let left = 1 + below(2); left > 0; left--) {
      const key = pick(keys);
      const isTaken = AUTHORIZATION.has(key) && found.some((each) => AUTHORIZATION.has(each));
      if (!found.includes(key) && !isTaken) found.push(key);
    }
    return found;
  });
}

export const writtenRequirements = (all: Requirements): readonly Made[] =>
  all.map((each) => Object.fromEntries(each.map((key) => [key, []])));

/** Credentials, in each form that they may be given in; some are missing. */
export function credentialsOf({
  chance,
  pick,
  version,
}: Random): Readonly<Record<string, unknown>> {
  const share = pick([1, 1, 0.6]);
  return Object.fromEntries(
    Object.keys(schemesOf(version)).flatMap((key) => {
      if (!(key in AUTH) || !chance(share)) return [];
      const value = AUTH[key as Key];
      return [[key, pick([value, () => value, async () => Promise.resolve(value)])]];
    }),
  );
}

/** The names of the credentials that arrived. */
export function arrived(raw: Raw): readonly string[] {
  const { authorization = '', cookie = '' } = raw.headers;
  const pairs = formOf(raw.url.split('?')[1] ?? '');
  const isHeader: Readonly<Record<string, string>> = {
    user: `Basic ${Buffer.from('me:p:ä,+').toString('base64')}`,
    bearer: `Bearer ${AUTH.bearer}`,
    other: `token ${AUTH.other}`,
    oauth: `Bearer ${AUTH.oauth}`,
    open: `Bearer ${AUTH.open}`,
  };
  // The name of a scheme has no case.
  const plain = authorization.replace(/^token/i, 'token');
  return [
    ...(raw.headers['x-key'] === AUTH.inHeader ? ['inHeader'] : []),
    ...(pairs.some(([key, value]) => key === 'api key' && value === AUTH.inQuery)
      ? ['inQuery']
      : []),
    ...(cookie
      .split('; ')
      .some(
        (each) => each.startsWith('sid=') && decodeURIComponent(each.slice(4)) === AUTH.inCookie,
      )
      ? ['inCookie']
      : []),
    ...Object.keys(isHeader).filter((key) => plain === isHeader[key]),
    ...(authorization !== '' && !Object.values(isHeader).includes(plain) ? [authorization] : []),
  ].sort();
}

/** The first of what is wanted for which all is there; else something of what is wanted, for the server to refuse. */
export function checkCredentials(
  raw: Raw,
  wanted: Requirements,
  given: Readonly<Record<string, unknown>>,
): string | undefined {
  const found = arrived(raw);
  const sent = wanted
    .map((each) => each.filter((key) => key !== 'certificate'))
    .filter((each) => each.length > 0);
  const complete = sent.find((each) => each.every((key) => key in given));
  const isFine =
    complete === undefined
      ? sent[0] === undefined
        ? found.length === 0
        : found.every((key) => sent[0]?.includes(key))
      : isDeepStrictEqual([...complete].sort(), found);
  return isFine
    ? undefined
    : `credentials ${JSON.stringify(found)} for ${JSON.stringify(wanted)} of ${Object.keys(given).join(', ')}`;
}

/** Whether a credential is sent for it, where there is one. */
export const isSecured = (wanted: Requirements): boolean =>
  wanted.flat().some((key) => key !== 'certificate');
