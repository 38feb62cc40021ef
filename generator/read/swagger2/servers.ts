/** `schemes`, `host` and `basePath` → servers. */

import type { Server, ServerVariable } from '../../ir.js';
import type { Reading } from '../document/reading.js';
import { serverOf } from '../operation/servers.js';
import { elements, isData, member, text, type Node } from '../document/source.js';

export function readHost(reading: Reading): readonly Server[] {
  return serversWith(reading, schemesOf(reading, reading.sources.root));
}

/** The servers that an operation's own `schemes` make; none where it has no other than the document. */
export function operationServers(reading: Reading, operation: Node): readonly Server[] {
  if (member(operation, 'schemes') === undefined) return [];
  const own = schemesOf(reading, operation);
  const shared = schemesOf(reading, reading.sources.root);
  if (own.length === 0 || own.join() === shared.join()) return [];
  return serversWith(reading, own);
}

/** Those over which operations are called, the safest first. */
function schemesOf(reading: Reading, owner: Node): readonly string[] {
  const written = member(owner, 'schemes');
  if (written === undefined || written.value === null) return [];
  const given = typeof written.value === 'string' ? [written] : elements(written);
  const wanted = new Set<string>();
  for (const each of given) {
    const scheme = typeof each.value === 'string' ? each.value.replace(/:.*$/s, '') : '';
    const plain = scheme.trim().toLowerCase();
    if (/^(?:https?|wss?)$/.test(plain)) {
      if (!plain.startsWith('ws')) wanted.add(plain);
      continue;
    }
    reading.complain(
      'warning',
      'swagger-scheme-unknown',
      each,
      `There is no scheme ${JSON.stringify(each.value)}; it is left out.`,
      'Write https or http.',
    );
  }
  return ['https', 'http'].filter((scheme) => wanted.has(scheme));
}

function serversWith(reading: Reading, schemes: readonly string[]): readonly Server[] {
  const base = basePath(reading);
  const azure = parameterizedHost(reading);
  if (azure !== undefined) {
    const { host, prefixed, given } = azure;
    const urls = prefixed ? prefixesOf(schemes, host).map((scheme) => scheme + host) : [host];
    return urls.map((url) => serverOf(url + base, given));
  }
  const host = hostOf(reading);
  if (host === undefined) return base === '' ? [] : [serverOf(base, [])];
  const own = /^https?:\/\//i.exec(host)?.[0];
  const rest = own === undefined ? host : host.slice(own.length);
  const prefixes =
    own !== undefined && schemes.length === 0 ? [own.toLowerCase()] : prefixesOf(schemes, rest);
  return prefixes.map((prefix) => serverOf(prefix + rest + base, []));
}

/** Where nothing is said, the scheme is that of the document's own address, which is not known here. */
function prefixesOf(schemes: readonly string[], host: string): readonly string[] {
  const local = /^(?:localhost|127\.|0\.0\.0\.0|\[::1\])/i.test(host);
  const given = schemes.length > 0 ? schemes : [local ? 'http' : 'https'];
  return given.map((scheme) => `${scheme}://`);
}

function hostOf(reading: Reading): string | undefined {
  const host = withoutSlash(text(reading.sources.root, 'host')?.trim() ?? '');
  if (host === '') return undefined;
  if (host.includes('/')) {
    reading.complain(
      'warning',
      'swagger-host-malformed',
      member(reading.sources.root, 'host') ?? reading.sources.root,
      `"host" must be a name and a port; ${JSON.stringify(host)} is read as the beginning of every address.`,
      'Write the scheme under schemes, and the path as basePath.',
    );
  }
  return host.replace(/^\/\//, '');
}

/** Without a slash at its end, because every path begins with one. */
function basePath(reading: Reading): string {
  const { root } = reading.sources;
  const written = text(root, 'basePath')?.trim() ?? '';
  const base = withoutSlash(written);
  if (base === '' || base.startsWith('/')) return base;
  reading.complain(
    'warning',
    'swagger-base-path',
    member(root, 'basePath') ?? root,
    `"basePath" must begin with a slash; it is read as ${JSON.stringify(`/${base}`)}.`,
    `Write basePath: /${base}.`,
  );
  return `/${base}`;
}

/** `x-ms-parameterized-host`, in which documents of Azure have their host. */
function parameterizedHost(
  reading: Reading,
): { host: string; prefixed: boolean; given: readonly ServerVariable[] } | undefined {
  const written = member(reading.sources.root, 'x-ms-parameterized-host');
  const host = written === undefined ? undefined : text(written, 'hostTemplate');
  if (written === undefined || host === undefined || !isData(written.value)) return undefined;
  const given = elements(member(written, 'parameters')).flatMap((each) => {
    const node = reading.refs.follow(each);
    const name = node === undefined ? undefined : text(node, 'name');
    if (node === undefined || name === undefined || !isData(node.value)) return [];
    const values = elements(member(node, 'enum')).map(({ value }) => String(value));
    const { default: fallback } = node.value;
    const said = typeof fallback === 'string' ? fallback : values[0];
    const description = text(node, 'description');
    return [
      {
        name,
        ...(said === undefined ? { default: '', required: true } : { default: said }),
        ...(values.length === 0 ? {} : { values }),
        ...(description === undefined ? {} : { description }),
      },
    ];
  });
  const prefixed = written.value['useSchemePrefix'] !== false && !host.includes('://');
  return { host: withoutSlash(host), prefixed, given };
}

function withoutSlash(address: string): string {
  return address.replace(/(?<!\/)\/+$/, '');
}
