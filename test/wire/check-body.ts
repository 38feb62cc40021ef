/** Whether a body that arrived is what was sent. */

import { isDeepStrictEqual } from 'node:util';
import type { Body } from './bodies.js';
import { formOf, partsOf, type Raw, type Read, type Structure } from './decode.js';

export const structureOf = (value: unknown): Structure =>
  Array.isArray(value) ? 'list' : typeof value === 'object' && value !== null ? 'object' : 'scalar';

/** The same with text at its leaves, without what is null, and without what is then empty. */
export function texts(value: unknown): Read {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) {
    const items = value.map(texts).filter((each) => each !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (typeof value === 'object') {
    const members = Object.entries(value).flatMap(([key, each]: [string, unknown]) => {
      const read = texts(each);
      return read === undefined ? [] : [[key, read] as const];
    });
    return members.length === 0 ? undefined : Object.fromEntries(members);
  }
  return `${value as number}`;
}

export const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(plain(a), plain(b));
/** Order and prototypes aside. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array)
    return Object.is(value, -0) ? 0 : value;
  return new Map(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, plain(each)]),
  );
}

export const show = (value: unknown): string => JSON.stringify(value);

/** What stands between the items of a list. */
const MARKS: Readonly<Record<string, string>> = {
  spaceDelimited: ' ',
  tabDelimited: '\t',
  pipeDelimited: '|',
};

/** Members of a form, as its encoding says. */
export function checkForm(text: string, { value, encoding }: Body): string | undefined {
  const pairs = formOf(text);
  for (const [name, member] of Object.entries(value as object) as [string, unknown][]) {
    const own = pairs.filter(([key]) => key === name).map(([, each]) => each);
    const { style, explode = true } = (
      Object.hasOwn(encoding, name) ? (encoding[name] ?? {}) : {}
    ) as { style?: string; explode?: boolean };
    const wanted = texts(member);
    const problem = (got: unknown): string =>
      `form ${name}: ${show(got)} for ${show(member)} in ${text.slice(0, 300)}`;
    if (wanted === undefined && structureOf(member) !== 'object') {
      if (own.length > 0) return problem(own);
    } else if (structureOf(member) === 'scalar') {
      if (!same(own, [wanted])) return problem(own);
    } else if (structureOf(member) === 'list') {
      const items = wanted as readonly string[];
      if (style === undefined || explode) {
        if (!same(own, items)) return problem(own);
      } else {
        const raw = text.split('&').find((each) => formOf(each)[0]?.[0] === name) ?? '';
        const read = raw
          .slice(raw.indexOf('=') + 1)
          .split(encodeURIComponent(MARKS[style] ?? ',').replace('%2C', ','))
          .map((each) => decodeURIComponent(each));
        if (!same(read, items)) return problem(read);
      }
    } else if (style === undefined) {
      if (own.length !== 1 || !same(JSON.parse(own[0] ?? ''), member)) return problem(own);
    } else if (wanted !== undefined) {
      const read = Object.fromEntries(
        Object.keys(wanted).map((key) => [
          key,
          pairs.find(([each]) => each === (style === 'deepObject' ? `${name}[${key}]` : key))?.[1],
        ]),
      );
      if (!same(read, wanted)) return problem(read);
    }
  }
  return undefined;
}

async function checkParts(raw: Raw, { value, encoding }: Body): Promise<string | undefined> {
  const parts = partsOf(raw.body, raw.headers['content-type'] ?? '');
  for (const [name, member] of Object.entries(value as object) as [string, unknown][]) {
    const own = parts.filter((each) => each.name === name);
    const {
      style,
      explode = true,
      contentType,
    } = (Object.hasOwn(encoding, name) ? (encoding[name] ?? {}) : {}) as {
      style?: string;
      explode?: boolean;
      contentType?: string;
    };
    const problem = (why: string): string =>
      `part ${name}: ${why} for ${show(member)}; ${show(parts.map((each) => ({ ...each, bytes: each.bytes.toString() })))}`;
    const items = (Array.isArray(member) ? (member as unknown[]) : [member]).filter(
      (each) => each !== null,
    );
    const isFile = (each: unknown): boolean => each instanceof Blob || each instanceof Uint8Array;
    if (items.some(isFile)) {
      if (own.length !== items.length) return problem('not as many');
      for (const [index, item] of items.entries()) {
        const bytes = Buffer.from(await new Blob([item as Uint8Array<ArrayBuffer>]).arrayBuffer());
        const part = own[index];
        if (part === undefined || !part.bytes.equals(bytes)) return problem('other bytes');
        if (item instanceof File && part.filename !== item.name)
          return problem('another file name');
        if (part.filename === undefined) return problem('no file');
        if (item instanceof Blob && item.type !== '' && part.type !== item.type)
          return problem('another type');
      }
    } else if (structureOf(member) === 'object' && style === undefined) {
      if (own.length !== 1 || !same(JSON.parse(own[0]?.bytes.toString() ?? ''), member))
        return problem('another object');
      if (own[0]?.type !== 'application/json') return problem('no JSON');
    } else if (structureOf(member) === 'object') {
      const wanted = texts(member) ?? {};
      const read = Object.fromEntries(
        Object.keys(wanted).map((key) => [
          key,
          parts
            .find((each) => each.name === (style === 'deepObject' ? `${name}[${key}]` : key))
            ?.bytes.toString(),
        ]),
      );
      if (!same(read, wanted)) return problem(show(read));
    } else if (style !== undefined && !explode && items.length > 0) {
      if (own[0]?.bytes.toString() !== items.map(String).join(MARKS[style] ?? ','))
        return problem('another list');
    } else {
      if (
        !same(
          own.map((each) => each.bytes.toString()),
          items.map(String),
        )
      )
        return problem('other texts');
      if (contentType !== undefined && own.some((each) => each.type !== contentType.split(',')[0]))
        return problem('another type');
    }
  }
  return undefined;
}

/** Parts without names, in their order. */
async function checkList(raw: Raw, { value }: Body): Promise<string | undefined> {
  const parts = partsOf(raw.body, raw.headers['content-type'] ?? '');
  const items = value as readonly unknown[];
  const isRead = async (item: unknown, index: number): Promise<boolean> => {
    const part = parts[index];
    if (item instanceof Uint8Array) {
      const bytes = Buffer.from(await new Blob([item as Uint8Array<ArrayBuffer>]).arrayBuffer());
      return part?.bytes.equals(bytes) === true;
    }
    const text = part?.bytes.toString() ?? '';
    return typeof item === 'object' ? same(JSON.parse(text), item) : text === texts(item);
  };
  const read = await Promise.all(items.map(isRead));
  return parts.length === items.length && read.every(Boolean)
    ? undefined
    : `parts: ${Buffer.from(raw.body).toString()} for ${show(items)}`;
}

export async function checkBody(raw: Raw, body: Body | undefined): Promise<string | undefined> {
  const type = raw.headers['content-type'];
  const text = Buffer.from(raw.body).toString();
  if (body === undefined)
    return raw.body.length > 0 || type !== undefined
      ? `a body: ${String(type)} ${text}`
      : undefined;
  const { value } = body;
  if (type?.split(';')[0] !== body.type) return `${String(type)} for ${body.type}`;
  if (/[/+]json$/.test(body.type))
    return same(JSON.parse(text), value) ? undefined : `${text} for ${show(value)}`;
  if (body.type === 'text/plain')
    return text === value ? undefined : `${show(text)} for ${show(value)}`;
  if (body.type === 'application/octet-stream')
    return Buffer.from(raw.body).equals(Buffer.from(value as Uint8Array))
      ? undefined
      : 'other bytes';
  if (body.type === 'application/x-ndjson' || body.type === 'application/json-seq') {
    const mark = body.type.includes('seq') ? /\x1e/ : /\n/;
    const items = text
      .split(mark)
      .filter((each) => each.trim() !== '')
      .map((each): unknown => JSON.parse(each));
    return same(items, value) ? undefined : `${text} for ${show(value)}`;
  }
  if (body.type === 'multipart/mixed') return checkList(raw, body);
  return body.type === 'multipart/form-data' ? checkParts(raw, body) : checkForm(text, body);
}
