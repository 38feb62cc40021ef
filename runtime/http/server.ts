import type { Writer } from './types.js';

/** Sends to the server that the operation names itself, or to what the transport has for it. */
export const atServer: Writer = (draft, _, { baseUrl, servers = {} }) => {
  const { server = '', path } = draft.operation;
  const base = Object.hasOwn(servers, server) ? (servers[server] ?? server) : server;
  const origin = base.startsWith('/') ? (/^\w+:\/\/[^/]+/.exec(baseUrl)?.[0] ?? '') : '';
  draft.url = origin + base.replace(/\/+$/, '') + path;
};

/** Asks for the media type that the caller wants, or for those that the operation declares. */
export const acceptHeader: Writer = (draft, { accept }) => {
  draft.headers['accept'] = accept ?? draft.operation.accept ?? '*/*';
};

/** An address with its variables filled in: as given, or as usual. */
export function serverAddress(template: string, usual: object, given: object): string {
  const filled = new Map<string, string>(Object.entries(usual));
  for (const [name, value] of Object.entries(given) as [string, string | undefined][]) {
    if (value !== undefined) filled.set(name, value);
  }
  return template.replace(/{([^]*?)}/g, (all, name: string) => filled.get(name) ?? all);
}
