import type { Draft, RequestInput, Writer } from './types.js';
import type { ObjectConstructor2022 } from '../web.js';

declare const Object: ObjectConstructor2022;

/**
 * Sends to the address that the transport has for the operation's document, else to its `baseUrl`. Where the operation
 * names a server itself, that is used if `servers` has an address for it, if it is of the same host, or if the base is
 * the document's own: credentials go to no host that was not asked for.
 */
export const atServer: Writer = (draft, _, { baseUrl, servers = {} }) => {
  const { document = '', server = '', home, path } = draft.operation;
  const given = (name: string): string | undefined =>
    Object.hasOwn(servers, name) ? (servers as Addresses)[name] : undefined;
  const base = trimmed(given(document) ?? baseUrl);
  const own = server.startsWith('/') ? originOf(base) + server : server;
  const meant = base === home || originOf(own) === originOf(base);
  draft.url = trimmed(given(server) ?? (own && meant ? own : base)) + path;
};

interface Addresses {
  readonly [name: string]: string | undefined;
}

const trimmed = (url: string): string => url.replace(/\/+$/, '');
const originOf = (url: string): string => /^\w+:\/\/[^/]+/.exec(url)?.[0] ?? '';

/** Methods of client objects have it among their options. */
type Asked = Pick<RequestInput, 'accept'>;

/** Asks for the media type that the caller wants, or for those that the operation declares. */
export const acceptHeader: Writer = (draft: Draft & Asked, { accept }: Asked) => {
  draft.headers['accept'] = accept ?? draft.accept ?? draft.operation.accept ?? '*/*';
};

/** An address with its variables filled in: as given, or as usual. */
export function serverAddress(template: string, usual: object, given: object): string {
  const filled = new Map<string, string>(Object.entries(usual));
  for (const [name, value] of Object.entries(given) as [string, string | undefined][]) {
    if (value !== undefined) filled.set(name, value);
  }
  return template.replace(/{([^]*?)}/g, (all, name: string) => filled.get(name) ?? all);
}
