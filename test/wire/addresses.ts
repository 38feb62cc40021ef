/** Servers by chance, of a document, of its paths and of its operations, and where a call of each goes. */

import type { Made, Random } from './shapes.js';

/** A server as a document has it, and its address with its variables as they usually are. */
interface Place {
  readonly written: Made;
  readonly address: string;
}

const FIXED: readonly string[] = [
  'https://api.example.com',
  'https://api.example.com/base',
  'https://api.example.com/v2/',
  'http://files.example.org:8080/a%20b',
  'https://files.example.org/%7Ex',
  '/base',
  '/',
];

function placeOf({ pick, chance }: Random): Place {
  if (chance(0.6)) {
    const url = pick(FIXED);
    return { written: { url, ...(chance(0.3) ? { description: 'x' } : {}) }, address: url };
  }
  const region = pick(['eu', 'us-1']);
  const version = pick(['v1', 'v2/beta', '']);
  return {
    written: {
      url: 'https://{region}.example.com:{port}/{the version}',
      variables: {
        region: { default: region, ...(chance(0.5) ? { enum: ['eu', 'us-1'] } : {}) },
        port: { default: '8443' },
        'the version': { default: version },
      },
    },
    address: `https://${region}.example.com:8443/${version}`,
  };
}

export interface Addresses {
  /** Members of the document. */
  readonly document: Made;
  /** What the transport gets. */
  readonly settings: {
    readonly baseUrl: string;
    readonly servers: Readonly<Record<string, string>>;
  };
  /** What the document says of itself, if anything: `serverUrl()`. */
  readonly known?: string;
  /** Members of a path and of an operation, and where the operation is called. */
  readonly of: () => { readonly path: Made; readonly operation: Made; readonly address: string };
}

const bare = (address: string): string => address.replace(/\/+$/, '');
const hostOf = (address: string): string => /^https?:\/\/[^/]+/.exec(address)?.[0] ?? '';

export function addressesOf(random: Random): Addresses {
  const { chance, pick } = random;
  const home = chance(0.8) ? placeOf(random) : undefined;
  const others = chance(0.3) ? [placeOf(random).written] : [];
  const isHome = home !== undefined && hostOf(home.address) !== '' && chance(0.6);
  const baseUrl = isHome
    ? home.address
    : pick(['https://api.example.com/own', 'https://proxy.example.net', 'http://localhost:1/x/y/']);
  const servers: Record<string, string> = {};
  /** By what is said of `servers`: an address of its own, else the server itself where credentials may go there. */
  const address = (own: Place | undefined): string => {
    if (own === undefined || bare(own.address) === bare(home?.address ?? '')) return baseUrl;
    const given = servers[own.address];
    if (given !== undefined) return given;
    const whole = own.address.startsWith('/') ? hostOf(baseUrl) + own.address : own.address;
    const isMeant = isHome && hostOf(own.address) !== '';
    return isMeant || hostOf(whole) === hostOf(baseUrl) ? whole : baseUrl;
  };
  return {
    document: home === undefined ? {} : { servers: [home.written, ...others] },
    settings: { baseUrl, servers },
    ...(home === undefined ? {} : { known: home.address }),
    of: () => {
      const path = chance(0.2) ? placeOf(random) : undefined;
      const operation = chance(0.2) ? placeOf(random) : undefined;
      const own = operation ?? path;
      const isOther = own !== undefined && bare(own.address) !== bare(home?.address ?? '');
      if (isOther && chance(0.2))
        servers[own.address] = `https://mapped.example.net/${pick(['', 'm'])}`;
      return {
        path: path === undefined ? {} : { servers: [path.written] },
        operation: operation === undefined ? {} : { servers: [operation.written] },
        // Others may come to have an address of their own.
        get address() {
          return bare(address(own));
        },
      };
    },
  };
}

/** `schemes`, `host` and `basePath`; an operation may have other `schemes`. */
export function swaggerAddressesOf({ chance, pick }: Random): Addresses {
  const host = chance(0.7) ? pick(['api.example.com', 'api.example.com:8080']) : undefined;
  const path = chance(0.7) ? pick(['/base', '/', '/v2/x']) : undefined;
  const schemes = chance(0.7) ? pick([['https'], ['http'], ['http', 'https']]) : undefined;
  const scheme = schemes?.includes('https') === false ? 'http' : 'https';
  const base = path === '/' || path === undefined ? '' : path;
  const home = host === undefined ? base : `${scheme}://${host}${base}`;
  const isHome = host !== undefined && chance(0.6);
  const baseUrl = isHome ? home : pick(['https://api.example.com/own', 'http://localhost:1/x/y/']);
  return {
    document: {
      ...(host === undefined ? {} : { host }),
      ...(path === undefined ? {} : { basePath: path }),
      ...(schemes === undefined ? {} : { schemes }),
    },
    settings: { baseUrl, servers: {} },
    ...(home === '' ? {} : { known: home }),
    of: () => {
      const own = chance(0.15) ? pick(['http', 'https']) : undefined;
      const other = host === undefined || own === undefined ? home : `${own}://${host}${base}`;
      const isMeant = isHome || (hostOf(other) !== '' && hostOf(other) === hostOf(baseUrl));
      return {
        path: {},
        operation: own === undefined ? {} : { schemes: [own] },
        address: bare(other !== home && isMeant ? other : baseUrl),
      };
    },
  };
}
