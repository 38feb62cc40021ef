/** What may be asked of an address: who it belongs to, and what of it may be shown. */

import { BlockList, isIP } from 'node:net';

export function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/** The URL that a text is; undefined for none. */
export function parseUrl(text: string, base?: URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

const RESERVED: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  // Whatever is embedded in an address of a translation is judged as strictly.
  ['::', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001::', 32, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

/** Whether an IP address is one that means something else in every network: loopback, private, link-local. */
export function isPrivateIp(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = (mapped ?? address).replace(/%.*$/, '');
  const family = isIP(plain);
  if (family === 0) return true;
  const list = new BlockList();
  for (const [net, bits, kind] of RESERVED) list.addSubnet(net, bits, kind);
  // Mapped addresses in hexadecimal (`::ffff:7f00:1`) are checked by the list against the first kind.
  return list.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

/** Whether a host is known to be an internal one before anybody has looked its address up. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0) return isPrivateIp(host);
  return (
    !host.includes('.') || /\.(?:localhost|local|internal|lan|home|corp|intranet)$/i.test(host)
  );
}

/** The same origin, or the same host by TLS: what was meant for one is meant for the other. */
export function sameSite(from: URL, to: URL): boolean {
  if (from.origin === to.origin) return true;
  const plain = from.port === '' && to.port === '';
  return plain && from.hostname === to.hostname && from.protocol === 'http:' && isTls(to);
}

export function isTls(url: URL): boolean {
  return url.protocol === 'https:';
}

/** Whether one of the prefixes (`https://host/folder/`) covers a URL, whole folders at a time. */
export function isAllowed(url: URL, prefixes: readonly string[]): boolean {
  return prefixes.some((each) => {
    const prefix = parseUrl(each);
    if (prefix === undefined || prefix.protocol !== url.protocol || prefix.host !== url.host) {
      return false;
    }
    const folder = prefix.pathname.endsWith('/') ? prefix.pathname : `${prefix.pathname}/`;
    return url.pathname === prefix.pathname || url.pathname.startsWith(folder);
  });
}

/** What to write into `allowRefs` so that a URL is allowed. */
export function prefixFor(url: URL): string {
  return url.protocol === 'file:' ? new URL('.', url).href : `${url.protocol}//${url.host}/`;
}
