/** Writers of parameters of every kind, by the styles that the operation declares. */

import { addCookies } from './cookies.js';
import { addQuery, addQueryText, setHeader } from './params.js';
import { reservedEncode, reservedPathEncode } from './reserved.js';
import { simple, text } from './styles.js';
import type { Draft, ParameterSpec, QueryStringSpec, Writer } from './types.js';

type Specs = { readonly [name: string]: ParameterSpec | QueryStringSpec } | undefined;

export const styledPath: Writer = (draft, { path }) => {
  draft.url = draft.url.replace(/{([^]*?)}/g, (_, name: string) => {
    const {
      style = simple,
      explode = false,
      reserved,
    } = specOf(draft.operation.styles?.path, name);
    const value = new Map(Object.entries(path ?? {})).get(name) as unknown;
    const encode = reserved ? reservedPathEncode : encodeURIComponent;
    const segment = style(name, value, encode, explode);
    if (!segment || /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(segment)) {
      throw new TypeError(draft.operation.id + ': no path.' + name);
    }
    return segment;
  });
};

export const styledQuery: Writer = (draft, { query }) =>
  addAll(draft, query, draft.operation.styles?.query);

function addAll(draft: Draft, values: unknown, specs: Specs): void {
  for (const [name, value] of members(values)) {
    const { style, explode = true, reserved } = specOf(specs, name);
    if (style) {
      const pairs = style(name, value, reserved ? reservedEncode : encodeURIComponent, explode);
      if (pairs) addQueryText(draft, pairs);
    } else {
      for (const item of [value].flat()) {
        if (item != null) addQuery(draft, name, text(item));
      }
    }
  }
}

/** The whole query string is one parameter: text as it is, an object as a form or as its style says. */
export const queryString: Writer = (draft, { query }) => {
  for (const [key, value] of members(query)) {
    const { style, members: specs } = specOf(draft.operation.styles?.query, key);
    const whole = style ? style(key, value, encodeURIComponent, true) : value;
    if (typeof whole === 'string') addQueryText(draft, whole.replace(/^\?/, ''));
    else addAll(draft, value, specs);
  }
};

/** Header parameters. Lists are written `1,2`, others as the operation's styles say. */
export const styledHeaders: Writer = (draft, { headers }) => {
  for (const [name, value] of members(headers)) {
    const { style = simple, explode = false } = specOf(draft.operation.styles?.headers, name);
    const content = style(name, value, String, explode);
    // Of no items there is nothing to send (RFC 6570); one that is empty is.
    const isEmpty = content === '' && value !== '' && !Object.keys(value as object).length;
    if (content !== undefined && !isEmpty) setHeader(draft, name, content);
  }
};

export const cookieParams: Writer = (draft, { cookies }) => {
  const pairs: string[] = [];
  for (const [name, value] of members(cookies)) {
    const { style, explode = true, reserved } = specOf(draft.operation.styles?.cookies, name);
    const encode = reserved ? String : encodeURIComponent;
    const plain = value == null ? undefined : `${name}=${encode(text(value))}`;
    const pair = style ? style(name, value, encode, explode) : plain;
    if (pair !== undefined) pairs.push(pair);
  }
  addCookies(draft.headers, pairs);
};

function members(value: unknown): readonly [string, unknown][] {
  return Object.entries(value ?? {});
}

/** Names are the document's, and may be those that every object has: what that gives has no style. */
function specOf(specs: Specs, name: string): QueryStringSpec {
  return specs?.[name] ?? {};
}
