/**
 * One document from a server: bounded in time, size and redirects, and sent nowhere that its asker may not
 * go. Done with `node:http`, since only there the address that a name has is seen before it is used.
 */

import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { isPrivateIp, isTls, parseUrl, sameSite } from './address.js';

export interface Ask {
  readonly url: URL;
  /** Sent to the site of `url` alone. */
  readonly headers: Readonly<Record<string, string>>;
  /** Validators of the copy that is there. */
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** Whether the address of the host may be a private one. */
  readonly mayBePrivate: boolean;
  /** Whether a redirect may lead to another site, and whether to a private address there. */
  readonly redirect: (to: URL) => 'no' | 'public' | 'any';
  readonly limits: Limits;
}

export interface Limits {
  /** Until the last byte, redirects included. */
  readonly milliseconds: number;
  /** Of the text, decompressed. */
  readonly bytes: number;
  readonly redirects: number;
}

export type Answer = (
  | { readonly kind: 'text'; readonly bytes: Buffer; readonly type: string } // A new one.
  | { readonly kind: 'same' } // The copy that is there is still right.
) & {
  readonly etag?: string;
  readonly lastModified?: string;
  /** Where it lay in the end. */
  readonly url: URL;
  /** Whether the server has a private address. */
  readonly isPrivate: boolean;
};

/** Why there is no answer that can be used. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  /**
   * `unreachable`: another time there may be one. `status`: the server has none for us. `private`,
   * `elsewhere`: it is not ours to ask. `unusable`: it is no document.
   */
  readonly kind: 'unreachable' | 'status' | 'private' | 'elsewhere' | 'unusable';
  /** Where a redirect led that was not followed. */
  readonly to: URL | undefined;
  constructor(kind: RequestError['kind'], message: string, to?: URL) {
    super(message);
    this.kind = kind;
    this.to = to;
  }
}

/** Throws {@link RequestError}. */
export async function request(ask: Ask): Promise<Answer> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ask.limits.milliseconds);
  try {
    return await follow(ask, controller.signal);
  } catch (error) {
    if (error instanceof RequestError) throw error;
    if (controller.signal.aborted) {
      const seconds = String(ask.limits.milliseconds / 1000);
      throw new RequestError('unreachable', `it did not answer within ${seconds} seconds`);
    }
    const broken = error instanceof Error && /^Z_/.test(String(Reflect.get(error, 'code')));
    throw new RequestError(broken ? 'unusable' : 'unreachable', reasonOf(error));
  } finally {
    clearTimeout(timer);
  }
}

/** A network error in a few words, without addresses that a message need not repeat. */
function reasonOf(error: unknown): string {
  // Where several addresses were tried, there is an error for each.
  const first: unknown = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  const code: unknown = first instanceof Error && 'code' in first ? first.code : undefined;
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing listens there (ECONNREFUSED)';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `its host is not known (${code})`;
    case 'ECONNRESET':
    case 'EPIPE':
      return `the connection broke off (${code})`;
    default:
      return first instanceof Error ? first.message : String(first);
  }
}

async function follow(ask: Ask, signal: AbortSignal): Promise<Answer> {
  let { url, mayBePrivate } = ask;
  for (let hops = 0; ; hops++) {
    const { response, isPrivate } = await send(ask, url, mayBePrivate, signal);
    const status = response.statusCode ?? 0;
    const location = response.headers.location;
    if ([301, 302, 303, 307, 308].includes(status) && location !== undefined) {
      response.destroy();
      if (hops >= ask.limits.redirects) {
        throw new RequestError('unusable', `it redirects more than ${String(hops)} times`);
      }
      ({ url, mayBePrivate } = next(ask, url, location, mayBePrivate));
      continue;
    }
    const { etag, 'last-modified': lastModified, 'content-type': type = '' } = response.headers;
    const common = {
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
      url,
      isPrivate,
    };
    if (status === 304 && (ask.etag ?? ask.lastModified) !== undefined) {
      response.destroy();
      return { kind: 'same', ...common };
    }
    if (status < 200 || status > 299) {
      response.destroy();
      const passing = status === 429 || status >= 500;
      const words = `${String(status)} ${response.statusMessage ?? ''}`.trim();
      throw new RequestError(passing ? 'unreachable' : 'status', `it answered ${words}`);
    }
    const bytes = await readBody(response, ask.limits.bytes);
    return { kind: 'text', bytes, type, ...common };
  }
}

function next(
  ask: Ask,
  from: URL,
  location: string,
  mayBePrivate: boolean,
): { readonly url: URL; readonly mayBePrivate: boolean } {
  const to = parseUrl(location, from);
  if (to === undefined || !/^https?:$/.test(to.protocol)) {
    throw new RequestError('unusable', 'it redirects to what is no web address');
  }
  to.username = to.password = '';
  if (sameSite(from, to)) return { url: to, mayBePrivate };
  if (isTls(from) && !isTls(to)) {
    throw new RequestError('elsewhere', 'it redirects to an address without TLS', to);
  }
  const allowed = ask.redirect(to);
  if (allowed === 'no') throw new RequestError('elsewhere', 'it redirects to another host', to);
  return { url: to, mayBePrivate: allowed === 'any' };
}

function send(
  ask: Ask,
  url: URL,
  mayBePrivate: boolean,
  signal: AbortSignal,
): Promise<{ readonly response: IncomingMessage; readonly isPrivate: boolean }> {
  const own = sameSite(ask.url, url) ? ask.headers : {};
  const headers = {
    accept: 'application/json, application/yaml, text/yaml, text/plain;q=0.9, */*;q=0.8',
    'accept-encoding': 'gzip, deflate, br',
    'user-agent': 'instant-codegen',
    ...(ask.etag === undefined ? {} : { 'if-none-match': ask.etag }),
    ...(ask.lastModified === undefined ? {} : { 'if-modified-since': ask.lastModified }),
    ...own,
  };
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    let isPrivate = isIP(literal) !== 0 && isPrivateIp(literal);
    const refuse = (): RequestError =>
      new RequestError('private', 'its host has an address inside of a network', url);
    if (isPrivate && !mayBePrivate) {
      reject(refuse());
      return;
    }
    // Connections go to an address that was looked at: a name can have another one the next moment.
    const lookup: LookupFunction = (hostname, options, done) => {
      lookUp(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
        if (error !== null) {
          done(error, []);
          return;
        }
        isPrivate = addresses.some(({ address }) => isPrivateIp(address));
        const [first] = addresses;
        if (first === undefined || (isPrivate && !mayBePrivate)) done(refuse(), []);
        else if (options.all === true) done(null, addresses);
        else done(null, first.address, first.family);
      });
    };
    const start = isTls(url) ? tlsRequest : plainRequest;
    // A connection of its own: whatever keeps it open would keep the process from ending.
    const call = start(url, { method: 'GET', headers, lookup, signal, agent: false });
    call.on('response', (response) => resolve({ response, isPrivate }));
    call.on('error', reject);
    call.end();
  });
}

async function readBody(response: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of decoded(response)) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > limit) {
      response.destroy();
      throw new RequestError('unusable', `it is larger than ${String(limit / 1_000_000)} MB`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function decoded(response: IncomingMessage): Readable {
  const coding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const decoder = /^(?:x-)?gzip$/.test(coding)
    ? createGunzip()
    : coding === 'deflate'
      ? createInflate()
      : coding === 'br'
        ? createBrotliDecompress()
        : undefined;
  if (decoder === undefined) {
    if (coding === 'identity' || coding === '') return response;
    throw new RequestError('unusable', `it is encoded as ${JSON.stringify(coding)}`);
  }
  response.on('error', (error) => decoder.destroy(error));
  return response.pipe(decoder);
}
