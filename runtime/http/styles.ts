/** The ways in which OpenAPI writes a value that is not plain text: one function each. */

import type { Style } from './types.js';

type Encode = (text: string) => string;

/** `ids=1&ids=2` or `ids=1,2`; an object's members as parameters of their own, or `key,value,key,value`. */
export const form: Style = (...parameter) => expand('&', ',', ...parameter);

/** As {@link form}, for cookies. */
export const cookieForm: Style = (...parameter) => expand('; ', ',', ...parameter);

/** `ids=1%202`. */
export const spaceDelimited: Style = (...parameter) => expand('&', '%20', ...parameter);

/** `ids=1%7C2`. */
export const pipeDelimited: Style = (...parameter) => expand('&', '%7C', ...parameter);

/** `ids=1%092`: `collectionFormat: tsv` of Swagger 2.0. */
export const tabDelimited: Style = (...parameter) => expand('&', '%09', ...parameter);

/** `filter[name]=x`; members of members in brackets of their own, lists of values as `filter[ids][]=1` (once, where the name has it). */
export const deepObject: Style = (name, value, encode) => {
  const pairs = deep(name, value).map(
    ([key, item]) => `${encodeURIComponent(key)}=${encode(item)}`,
  );
  return pairs.length > 0 ? pairs.join('&') : undefined;
};

/** `1,2`; an object as `key,value` or `key=value`. For path segments and headers. */
export const simple: Style = (_, value, encode, explode) =>
  items(value, encode, explode ? '=' : ',')?.join(',');

/** `.1.2` or `.1,2`. */
export const label: Style = (_, value, encode, explode) => {
  const list = items(value, encode, explode ? '=' : ',');
  return list && `.${list.join(explode ? '.' : ',')}`;
};

/** `;ids=1;ids=2` or `;ids=1,2`. */
export const matrix: Style = (name, value, encode, explode) => {
  const key = encodeURIComponent(name);
  if (!explode || !isContainer(value)) {
    const list = items(value, encode, ',');
    const text = list?.join(',');
    return list?.length ? `;${key}${text && `=${text}`}` : undefined;
  }
  const prefix = Array.isArray(value) ? `;${key}=` : ';';
  return items(value, encode, '=')
    ?.map((item) => prefix + item)
    .join('');
};

/** `filter={"a":1}`: a parameter whose content is JSON. */
export const jsonPair: Style = (name, value, encode) =>
  value === undefined ? undefined : `${encodeURIComponent(name)}=${encode(JSON.stringify(value))}`;

/** JSON in a path segment, or in a header: that has no characters beyond ASCII, and JSON writes them with these. */
export const jsonValue: Style = (_, value, encode) =>
  value === undefined
    ? undefined
    : encode(JSON.stringify(value)).replace(/[\x7f-\uffff]/g, escaped);

const escaped = (unit: string): string => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0');

function expand(
  between: string,
  delimiter: string,
  ...[name, value, encode, explode]: Parameters<Style>
): string | undefined {
  const key = encode(name) + '=';
  const list = items(value, encode, explode ? '=' : delimiter);
  if (!list?.length) return undefined;
  if (!explode) return key + list.join(delimiter);
  return (isRecord(value) ? list : list.map((item) => key + item)).join(between);
}

/** The encoded items of a list, or the members of an object with `joint` between key and value. */
function items(value: unknown, encode: Encode, joint: string): readonly string[] | undefined {
  if (value == null) return undefined;
  const named = isRecord(value);
  return Object.entries(named ? value : [value].flat()).flatMap(
    ([key, member]: [string, unknown]): string | readonly string[] =>
      member == null ? [] : (named ? encode(key) + joint : '') + encode(text(member)),
  );
}

function isRecord(value: unknown): value is object {
  return isContainer(value) && !Array.isArray(value);
}

function deep(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (value == null) return [];
  if (!isContainer(value)) return [[name, text(value)]];
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) =>
    deep(
      Array.isArray(value) && !isContainer(member)
        ? name.replace(/(\[])?$/, '[]')
        : `${name}[${key}]`,
      member,
    ),
  );
}

/** A list or an object: what is not written as plain text. */
export function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

/** What no style can spread is JSON; a date is in the form that documents mean by `date-time`. */
export function text(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : `${value as number}`;
}
