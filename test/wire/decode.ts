/**
 * What a server reads, by the text of the specifications alone: the table of styles of OpenAPI, RFC 6570, RFC 3986,
 * RFC 6265, the form of URLs, JSON lines and RFC 7464.
 */

import type { Parameter } from './parameters.js';

/** Text at its leaves. */
export type Read = string | readonly Read[] | { readonly [key: string]: Read } | undefined;

export interface Raw {
  readonly method: string;
  /** As it came, with the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Percent-encoding of RFC 3986; a plus sign is itself. */
const decoded = (text: string): string => decodeURIComponent(text);

type Pair = readonly [string, string];
const cut = (text: string, mark: string): Pair => {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
};
const entries = (pairs: readonly (readonly [string, Read])[]): Read => Object.fromEntries(pairs);

/** `k,v,k,v` */
function alternating(parts: readonly string[], decode: (text: string) => string): Read {
  const pairs: Pair[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2)
    pairs.push([decode(parts[at] ?? ''), decode(parts[at + 1] ?? '')]);
  return entries(pairs);
}

/** Whether a value is one, a list or an object: the schema says it to a server. */
export type Structure = 'scalar' | 'list' | 'object';

function simpleOf(
  text: string,
  structure: Structure,
  explode: boolean,
  decode: (text: string) => string,
): Read {
  if (structure === 'scalar') return decode(text);
  const parts = text.split(',');
  if (structure === 'list') return parts.map(decode);
  return explode
    ? entries(parts.map((each) => cut(each, '=').map(decode) as unknown as Pair))
    : alternating(parts, decode);
}

function labelOf(text: string, structure: Structure, explode: boolean): Read {
  if (!text.startsWith('.')) throw new Error(`no label: ${text}`);
  const rest = text.slice(1);
  if (structure === 'scalar') return decoded(rest);
  const parts = rest.split(explode ? '.' : ',');
  if (structure === 'list') return parts.map(decoded);
  return explode
    ? entries(parts.map((each) => cut(each, '=').map(decoded) as unknown as Pair))
    : alternating(parts, decoded);
}

function matrixOf(text: string, name: string, structure: Structure, explode: boolean): Read {
  if (!text.startsWith(';')) throw new Error(`no matrix: ${text}`);
  const pairs = text
    .slice(1)
    .split(';')
    .map((each) => cut(each, '='));
  if (structure === 'object' && explode)
    return entries(pairs.map((each) => each.map(decoded) as unknown as Pair));
  for (const [key] of pairs)
    if (decoded(key) !== name) throw new Error(`no matrix of ${name}: ${text}`);
  const first = pairs[0]?.[1] ?? '';
  if (structure === 'scalar') return decoded(first);
  if (structure === 'list')
    return explode ? pairs.map(([, value]) => decoded(value)) : first.split(',').map(decoded);
  return alternating(first.split(','), decoded);
}

/** `a[b][c]`, `a[b][]` and `a[b][0]`, as the parsers that know deep objects read them. */
function deepOf(pairs: readonly Pair[], name: string): Read {
  const root = new Map<string, unknown>();
  let found = false;
  for (const [rawKey, rawValue] of pairs) {
    const key = decoded(rawKey);
    if (!key.startsWith(`${name}[`)) continue;
    found = true;
    const steps = [...key.slice(name.length).matchAll(/\[([^\]]*)\]/g)].map(
      (each) => each[1] ?? '',
    );
    let at: Map<string, unknown> = root;
    steps.forEach((step, index) => {
      const own = step === '' ? String(at.size) : step;
      if (index === steps.length - 1) {
        if (step === '') at.set('list', true);
        at.set(step === '' ? String(at.size - 1) : own, decoded(rawValue));
      } else {
        const next = at.get(own) ?? new Map<string, unknown>();
        at.set(own, next);
        at = next as Map<string, unknown>;
      }
    });
  }
  const plain = (value: unknown): Read => {
    if (!(value instanceof Map)) return value as string;
    if (value.delete('list')) return [...value.values()].map(plain);
    return entries(
      [...(value as Map<string, unknown>)].map(([key, each]) => [key, plain(each)] as const),
    );
  };
  return found ? plain(root) : undefined;
}

/** What stands between items, as it arrives. */
const MARKS: Readonly<Record<string, RegExp>> = {
  spaceDelimited: /%20/,
  tabDelimited: /%09/,
  pipeDelimited: /%7C|\|/i,
};

function queryOf(
  query: string,
  parameter: Parameter,
  structure: Structure,
  keys: readonly string[],
): Read {
  const pairs = query === '' ? [] : query.split('&').map((each) => cut(each, '='));
  const own = pairs.filter(([key]) => decoded(key) === parameter.name);
  const { style, explode, content } = parameter;
  const [first] = own;
  if (content !== undefined) return first && decoded(first[1]);
  if (style === 'deepObject') return deepOf(pairs, parameter.name);
  if (structure === 'object' && explode) {
    const found = new Map<string, string[]>();
    for (const [key, value] of pairs) {
      const name = decoded(key);
      if (keys.includes(name)) found.set(name, [...(found.get(name) ?? []), decoded(value)]);
    }
    if (found.size === 0) return undefined;
    return entries(
      [...found].map(([key, values]) => {
        const given = (parameter.value as Record<string, unknown>)[key];
        return [key, Array.isArray(given) ? values : (values[0] ?? '')] as const;
      }),
    );
  }
  if (structure === 'list' && explode)
    return own.length === 0 ? undefined : own.map(([, value]) => decoded(value));
  if (first === undefined) return undefined;
  if (own.length > 1) throw new Error(`${parameter.name} stands ${String(own.length)} times`);
  if (structure === 'scalar') return decoded(first[1]);
  const parts = first[1].split(MARKS[style] ?? ',');
  return structure === 'list' ? parts.map(decoded) : alternating(parts, decoded);
}

function cookieOf(
  header: string,
  parameter: Parameter,
  structure: Structure,
  keys: readonly string[],
): Read {
  const { name, style, explode, reserved, content } = parameter;
  const decode = style === 'cookie' || reserved ? (text: string) => text : decoded;
  const pairs = header === '' ? [] : header.split('; ').map((each) => cut(each, '='));
  const own = pairs.filter(([key]) => key === name);
  const [first] = own;
  // A form stands as it is.
  if (content !== undefined)
    return first && (content === 'application/json' ? decoded : String)(first[1]);
  if (structure === 'object' && explode) {
    const found = pairs.filter(([key]) => keys.includes(decode(key)));
    return found.length === 0
      ? undefined
      : entries(found.map((each) => each.map(decode) as unknown as Pair));
  }
  if (structure === 'list' && explode)
    return own.length === 0 ? undefined : own.map(([, value]) => decode(value));
  if (first === undefined) return undefined;
  if (structure === 'scalar') return decode(first[1]);
  const parts = first[1].split(',');
  return structure === 'list' ? parts.map(decode) : alternating(parts, decode);
}

/** The segments of path parameters, by name; still encoded. */
export function segmentsOf(template: string, path: string): ReadonlyMap<string, string> {
  const names: string[] = [];
  const pattern = template.split(/(\{[^}]+\})/).map((each) => {
    if (!each.startsWith('{')) return each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push(each.slice(1, -1));
    return '([^/]+)';
  });
  const match = new RegExp(`^${pattern.join('')}$`).exec(path);
  if (match === null) throw new Error(`${path} is not ${template}`);
  return new Map(names.map((name, index) => [name, match[index + 1] ?? '']));
}

export function readParameter(
  raw: Raw,
  base: string,
  template: string,
  parameter: Parameter,
  structure: Structure,
  keys: readonly string[],
): Read {
  const [whole = '', query = ''] = raw.url.split(/\?([^]*)/);
  switch (parameter.in) {
    case 'path': {
      const text = segmentsOf(base + template, whole).get(parameter.name) ?? '';
      if (parameter.content !== undefined) return decoded(text);
      if (parameter.style === 'label') return labelOf(text, structure, parameter.explode);
      if (parameter.style === 'matrix')
        return matrixOf(text, parameter.name, structure, parameter.explode);
      return simpleOf(text, structure, parameter.explode, decoded);
    }
    case 'query':
      return queryOf(query, parameter, structure, keys);
    case 'header': {
      const text = new Map(Object.entries(raw.headers)).get(parameter.name.toLowerCase());
      if (text === undefined) return undefined;
      return parameter.content !== undefined
        ? text
        : simpleOf(text, structure, parameter.explode, String);
    }
    case 'cookie':
      return cookieOf(raw.headers['cookie'] ?? '', parameter, structure, keys);
    case 'querystring':
      return query;
  }
}

/** Pairs of a form, as the standard of URLs reads them. */
export function formOf(text: string): readonly Pair[] {
  return text === ''
    ? []
    : text
        .split('&')
        .map(
          (each) =>
            cut(each, '=').map((part) => decoded(part.replaceAll('+', ' '))) as unknown as Pair,
        );
}

export interface Part {
  /** Those of a form have one. */
  readonly name?: string;
  readonly filename?: string;
  readonly type?: string;
  readonly bytes: Buffer;
}

/** RFC 7578, and how browsers write names. */
export function partsOf(body: Uint8Array, type: string): readonly Part[] {
  const mark = `--${/boundary=("?)([^";]+)\1/.exec(type)?.[2] ?? ''}`;
  const text = Buffer.from(body).toString('latin1');
  const pieces = `\r\n${text}`.split(`\r\n${mark}`);
  if (pieces.shift() !== '' || !/^--\r\n$/.test(pieces.pop() ?? ''))
    throw new Error('no multipart body');
  return pieces.map((piece) => {
    const at = piece.indexOf('\r\n\r\n');
    const head = Buffer.from(piece.slice(0, at), 'latin1').toString();
    const unquoted = (key: string): string | undefined =>
      new RegExp(`; ${key}="([^"]*)"`)
        .exec(head)?.[1]
        ?.replace(/%(0[0-9A-F]|1[0-9A-F]|22|7F)/g, decoded);
    const [name, filename] = [unquoted('name'), unquoted('filename')];
    const kind = /\r\ncontent-type: ([^\r\n]*)/i.exec(head)?.[1];
    return {
      ...(name === undefined ? {} : { name }),
      ...(filename === undefined ? {} : { filename }),
      ...(kind === undefined ? {} : { type: kind }),
      bytes: Buffer.from(piece.slice(at + 4), 'latin1'),
    };
  });
}
