/** Servers, and what of their addresses the document leaves to its callers. */

import type { Server, ServerVariable } from '../../ir.js';
import type { Reading } from '../document/reading.js';
import { isTextOrObject, listed } from '../document/shapes.js';
import {
  elements,
  isData,
  isRemote,
  member,
  members,
  text,
  type Node,
} from '../document/source.js';

export function readServers(reading: Reading, node: Node | undefined): readonly Server[] {
  return listed(reading, node, 'servers', isTextOrObject).flatMap((written) => {
    const each = reading.refs.follow(written);
    if (each === undefined) return [];
    // `{{host}}`, as collections of requests write their variables.
    const address = typeof each.value === 'string' ? each.value : text(each, 'url');
    const url = address?.replace(/\{\{([^{}]+)\}\}/g, (_, name: string) => `{${name.trim()}}`);
    if (url === undefined) {
      reading.complain(
        'warning',
        'openapi-server-malformed',
        each,
        'A server without "url" is left out.',
      );
      return [];
    }
    const description = text(each, 'description');
    const variables = members(member(each, 'variables')).map(([name, variable]) =>
      readVariable(name, variable),
    );
    const name = text(each, 'name');
    const server = serverOf(url, variables, description);
    return [name === undefined ? server : { ...server, name }];
  });
}

function readVariable(name: string, node: Node): ServerVariable {
  const doc = text(node, 'description');
  const fallback = isData(node.value) ? node.value['default'] : undefined;
  const values = elements(member(node, 'enum')).map(({ value }) => String(value));
  const [first] = values;
  const said = fallback === undefined || fallback === null ? first : scalarText(fallback);
  return {
    name,
    ...(said === undefined ? { default: '', required: true } : { default: said }),
    ...(values.length === 0 ? {} : { values }),
    ...(doc === undefined ? {} : { description: doc }),
  };
}

/** A default as text; what is no scalar is written as JSON. */
function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A server with all variables of its address: those that nothing is said of, and those without which it has no host, are asked for. */
export function serverOf(
  url: string,
  given: readonly ServerVariable[],
  description?: string,
): Server {
  const named = [...new Set([...url.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ''))];
  const missing = named.filter((name) => given.every((each) => each.name !== name));
  const variables: readonly ServerVariable[] = [
    ...given,
    ...missing.map((name): ServerVariable => ({ name, default: '', required: true })),
  ];
  const host = /^[^/]*(?:\/\/[^/]*)?/.exec(url)?.[0] ?? '';
  const isWhole = hasHost(url, variables);
  return {
    url,
    ...(description === undefined ? {} : { description }),
    variables: variables.map((each) =>
      !isWhole && each.default === '' && host.includes(`{${each.name}}`)
        ? { ...each, required: true }
        : withoutSlash(url, each),
    ),
  };
}

/** `/prod` of `https://host/{stage}`, as AWS writes it: the address has its slash already. */
function withoutSlash(url: string, variable: ServerVariable): ServerVariable {
  const { name, default: usual, values } = variable;
  if (!url.includes(`/{${name}}`) || !usual.startsWith('/')) return variable;
  const plain = (value: string): string => value.replace(/^\/+(?=[\w.-]+(?:\/[\w.-]+)*$)/, '');
  return {
    ...variable,
    default: plain(usual),
    ...(values === undefined ? {} : { values: values.map(plain) }),
  };
}

/** A server whose address is relative to the document's own (not to its `$self`), where that is known. */
export function locatedServer(server: Server, file: string): Server {
  if (!isRemote(file) || !/^[/.]/.test(server.url)) return server;
  const variables: string[] = [];
  const plain = server.url.replace(/\{[^{}]*\}/g, (each) => `~${variables.push(each) - 1}~`);
  try {
    const { origin, pathname } = new URL(plain, file);
    const url = (origin + pathname).replace(/\/$/, '');
    return { ...server, url: url.replace(/~(\d+)~/g, (all, at) => variables[Number(at)] ?? all) };
  } catch {
    return server;
  }
}

/** Whether the host of an address has all of its parts. A text that begins with a variable has a host only by that. */
function hasHost(url: string, variables: readonly ServerVariable[]): boolean {
  const usual = new Map(variables.map((each) => [each.name, each.default]));
  const filled = url.replace(/\{([^{}]+)\}/g, (_, name: string) => usual.get(name) ?? '');
  const [, host] = /^[^/]*\/\/([^/]*)/.exec(filled) ?? [];
  if (host === undefined) return !url.startsWith('{') || !/^(?:\/|$)/.test(filled);
  return !filled.startsWith(':') && !/^(?:$|[.:@])|\.\./.test(host);
}
