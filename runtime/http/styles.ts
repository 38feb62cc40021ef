/** The ways in which OpenAPI writes a value that is not plain text: one function each. */

import type { Style } from './types.js';

type Encode = (text: string) => string;

/** `ids=1&ids=2` or `ids=1,2`; an object's members as parameters of their own, or `key,value,key,value`. */
export const form: Style = (name, value, encode, explode) =>
  expand(name, value, encode, explode, '&', ',');

/** As {@link form}, for cookies. */
export const cookieForm: Style = (name, value, encode, explode) =>
  expand(name, value, encode, explode, '; ', ',');

/** `ids=1%202`. */
export const spaceDelimited: Style = (name, value, encode, explode) =>
  expand(name, value, encode, explode, '&', '%20');

/** `ids=1%7C2`. */
export const pipeDelimited: Style = (name, value, encode, explode) =>
  expand(name, value, encode, explode, '&', '%7C');

/** `ids=1%092`: `collectionFormat: tsv` of Swagger 2.0. */
export const tabDelimited: Style = (name, value, encode, explode) =>
  expand(name, value, encode, explode, '&', '%09');

/** `filter[name]=x`; members of members in brackets of their own, lists of values as `filter[ids][]=1`. */
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
    const text = items(value, encode, ',')?.join(',');
    return text === undefined ? undefined : `;${key}${text && `=${text}`}`;
  }
  const prefix = Array.isArray(value) ? `;${key}=` : ';';
  return items(value, encode, '=')
    ?.map((item) => prefix + item)
    .join('');
};

/** `filter={"a":1}`: a parameter whose content is JSON. */
export const jsonPair: Style = (name, value, encode) =>
  value === undefined ? undefined : `${encodeURIComponent(name)}=${encode(JSON.stringify(value))}`;

/** JSON in a path segment or a header. */
export const jsonValue: Style = (_, value, encode) =>
  value === undefined ? undefined : encode(JSON.stringify(value));

function expand(
  name: string,
  value: unknown,
  encode: Encode,
  explode: boolean,
  between: string,
  delimiter: string,
): string | undefined {
  const key = encodeURIComponent(name);
  if (!isContainer(value)) return value == null ? undefined : `${key}=${encode(text(value))}`;
  const list = items(value, encode, explode ? '=' : delimiter) ?? [];
  if (list.length === 0) return undefined;
  if (!explode) return `${key}=${list.join(delimiter)}`;
  return list.map((item) => (Array.isArray(value) ? `${key}=${item}` : item)).join(between);
}

/** The encoded items of a list, or the members of an object with `joint` between key and value. */
function items(value: unknown, encode: Encode, joint: string): readonly string[] | undefined {
  if (value == null) return undefined;
  if (!isContainer(value)) return [encode(text(value))];
  if (Array.isArray(value)) {
    return value.filter((item: unknown) => item != null).map((item: unknown) => encode(text(item)));
  }
  return Object.entries(value)
    .filter(([, member]: [string, unknown]) => member != null)
    .map(
      ([key, member]: [string, unknown]) => encodeURIComponent(key) + joint + encode(text(member)),
    );
}

function deep(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (value == null) return [];
  if (!isContainer(value)) return [[name, text(value)]];
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) =>
    deep(`${name}[${Array.isArray(value) && !isContainer(member) ? '' : key}]`, member),
  );
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

/** What no style can spread is JSON; a date is in the form that documents mean by `date-time`. */
export function text(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return isContainer(value) ? JSON.stringify(value) : String(value);
}
