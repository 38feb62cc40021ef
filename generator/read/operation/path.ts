/** The template of a path. */

import type { Parameter } from '../../ir.js';
import type { Reading } from '../document/reading.js';
import { members, type Node } from '../document/source.js';

/** A path with its slash: without one it would go on the host's name, and a request to another host. */
export function rooted(reading: Reading, path: string, node: Node, item: Node): string {
  if (path.startsWith('/')) return path;
  // What has nothing in it sends nothing.
  if ([...members(item)].length > 0) {
    const message = `The path ${JSON.stringify(path)} has no slash at its beginning; it is read as if it had.`;
    reading.complain('warning', 'openapi-path-slash', node, message, 'Write the slash.');
  }
  return `/${path}`;
}

/**
 * The name of a parameter as calls have it: `{+name}`, `{*name}`, `{proxy+}` and `{name=shelves/*}` take the slashes of their value,
 * `{id:int}`, `{id?}` and `{.format}` say what it may be; the signs are no part of the name.
 */
export function plainName(name: string): string {
  return name.replace(/^(?:[+.]|\*{1,2})(?=.)/, '').replace(/(?<=\S)\s*[:=].*$|(?<=.)[+*?]$/s, '');
}

/** `{+name}` and `{proxy+}` mean the slashes of the value even where the sign is declared with the name. */
export function withoutPlus(name: string): string {
  return name.replace(/^\+(?=.)|(?<=.)\+$/, '');
}

/** A parameter that routers know by no name: `*`, or the first of their list. */
export function isNameless(name: string): boolean {
  return /^(?:\*{1,2}|0)$/.test(name);
}

/** What it is called. */
export const WILDCARD = 'wildcard';

/** Whether the value may have slashes. */
export function takesSlashes(name: string): boolean {
  return /^[+*]|^[^:]*(?:\+$|=)|:\s*(?:\.[*+]|\*+|path)$/.test(name);
}

/** `{.format}`: a part that may be absent, with its point. */
export function isSuffix(name: string): boolean {
  return /^\../.test(name);
}

/**
 * A path as RFC 6570 has it: without what stands for a query or a fragment, and `{/a,b}` as segments. `{{a}}` is a
 * variable of Postman.
 */
export function templateOf(path: string): string {
  return path
    .replace(/\{(\{[^{}]+\})\}/g, '$1')
    .replace(/\{[?&#][^{}]*\}/g, '')
    .replace(/\{\/([^{}]+)\}/g, (_, names: string) =>
      names
        .split(',')
        .map((name) => `/{${name}}`)
        .join(''),
    );
}

/** Names that a path has for its query: `{?page,size}`. */
export function queryNames(path: string): readonly string[] {
  return [...path.matchAll(/\{[?&]([^{}]+)\}/g)].flatMap(([, names = '']) =>
    names.split(',').map((name) => plainName(name.trim())),
  );
}

/** What a path says of its query by itself: `list-type` of `/bucket?list-type=2`. */
export function saidInQuery(path: string): ReadonlySet<string> {
  const [, query = ''] = templateOf(path).split('?', 2);
  const said = query.split('#', 1)[0] ?? '';
  return new Set(said.split('&').map((each) => each.split('=', 1)[0] ?? ''));
}

/**
 * A path with the plain names of its parameters, and without those that nobody declares and that may be absent; a fragment
 * is not sent, and would take the query with it.
 */
export function plainPath(path: string, parameters: readonly Parameter[]): string {
  const known = new Set(parameters.flatMap((each) => (each.in === 'path' ? [each.name] : [])));
  return templateOf(path)
    .replace(/#.*$/s, '')
    .replace(/\{([^{}]+)\}/g, (_, name: string) => {
      const plain = known.has(name) ? name : plainName(name);
      return isSuffix(name) && !known.has(plain) ? '' : `{${plain}}`;
    });
}

/** The paths of a document; those of Azure that differ in their query alone stand in an extension. */
export function pathsOf({
  refs,
  sources: { root },
}: Reading): readonly (readonly [string, Node])[] {
  return ['paths', 'x-ms-paths'].flatMap((each) => [...members(refs.part(root, each))]);
}
