/** Where operations are sent: the addresses that documents and their operations name. */

import type { Api, ApiDocument, Operation, Server } from '../../generator/emit.js';

/** What an operation says of its address besides its path. */
interface Address {
  /** Prefix of its document, where that may be served elsewhere. */
  readonly document?: string;
  /** A server of its own. */
  readonly server?: string;
  /** Its document's server, where the operation has one of its own. */
  readonly home?: string;
}

export function addressOf({ prefix, servers }: Operation, api: Api): Address {
  const document = documentOf(api, prefix);
  const usual = (document?.servers ?? api.servers)[0];
  const found = usual && addressText(usual);
  const home = found === undefined ? undefined : withoutSlash(found);
  const known = servers[0] && addressText(servers[0]);
  const server = known ?? servers[0]?.url;
  // A document that names no server has the root of where it lies.
  const same = home ?? withoutSlash(usual?.url ?? '/');
  const own = server !== undefined && withoutSlash(server) !== same;
  return {
    ...(document === undefined ? {} : { document: document.prefix }),
    ...(own ? { server } : {}),
    // Relative ones have no host that credentials could go to, and those with an open part are none yet.
    ...(own && home !== undefined && isAbsolute(home) && known !== undefined && isAbsolute(known)
      ? { home }
      : {}),
  };
}

function withoutSlash(address: string): string {
  return address.replace(/(?<!\/)\/+$/, '');
}

function documentOf({ documents = [] }: Api, prefix: string | undefined): ApiDocument | undefined {
  return documents.find((each) => each.prefix === prefix);
}

/** A name in the transport's `servers`: the prefix of a document, or a server that operations name. */
export interface AddressName {
  readonly name: string;
  readonly kind: 'document' | 'server';
  /** What the document says; absent: nothing. */
  readonly url?: string;
}

/** What `servers` may have an address for, in the order of the documents. */
export function addressNames(api: Api): readonly AddressName[] {
  const own = new Map<string, AddressName>();
  for (const operation of api.operations) {
    const { server: name } = addressOf(operation, api);
    const [server] = operation.servers;
    if (name !== undefined) own.set(name, { name, kind: 'server', ...urlOf(server) });
  }
  return [
    ...(api.documents ?? []).map(({ prefix, servers: [server] }): AddressName => ({
      name: prefix,
      kind: 'document',
      ...urlOf(server),
    })),
    ...own.values(),
  ];
}

function urlOf(server: Server | undefined): Pick<AddressName, 'url'> {
  const url = server && addressText(server);
  return url === undefined ? {} : { url };
}

/** With its variables as they usually are; undefined where the document leaves some to its callers. */
export function addressText({ url, variables }: Server): string | undefined {
  if (variables.some(({ required }) => required)) return undefined;
  // What no brace closes goes on to the end, so that it is looked through once.
  return url.replace(
    /\{[^}]*(?:\}|$)/g,
    (all) => variables.find(({ name }) => all === `{${name}}`)?.default ?? all,
  );
}

function isAbsolute(url: string): boolean {
  return /^\w+:/.test(url);
}
