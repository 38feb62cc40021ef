import type { Draft, Writer } from './types.js';

/**
 * Path parameters: text, numbers and booleans. Other kinds take `styledPath`, and so do names that every
 * object has (`constructor`).
 */
export const pathParams: Writer = (draft, { path }) => {
  draft.url = draft.url.replace(/{([^]*?)}/g, (_, name: string) => {
    const value = (path as Values | undefined)?.[name] ?? '';
    // An empty segment or a dot would make the address that of something else.
    if (/^\.?\.?$/.test(value)) throw new TypeError(draft.operation.id + ': no path.' + name);
    return encodeURIComponent(value);
  });
};

/**
 * Query parameters: text, numbers, booleans, and arrays of them, repeated; undefined and null are left
 * out. Other kinds take `styledQuery`.
 */
export const queryParams: Writer = (draft, { query }) => {
  for (const name in query as Values) {
    for (const item of [(query as Values)[name]].flat()) {
      if (item != null) addQuery(draft, name, item);
    }
  }
};

/** Header parameters: text, numbers and booleans. Other kinds take `styledHeaders`. */
export const headerParams: Writer = (draft, { headers }) => {
  for (const name in headers as Values) {
    const value = (headers as Values)[name];
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-conversion -- numbers come, too
    if (value != null) setHeader(draft, name, String(value));
  }
};

/** What no header can carry. `fetch` refuses it, too, but shows it, and is taken for a failure of the network. */
export const isUnsendable = (value: string): boolean => /[^\t -~\x80-\xff]/.test(value);

export function setHeader({ operation, headers }: Draft, name: string, value: string): void {
  if (isUnsendable(value)) throw new TypeError(operation.id + ': headers.' + name);
  headers[name.toLowerCase()] = value;
}

/** What is not text is made text by whoever gets it. */
interface Values {
  readonly [name: string]: string;
}

/** Adds `name=value` to the address. */
export const addQuery = (draft: Address, name: string, value: string): void => {
  draft.url +=
    (/\?/.test(draft.url) ? '&' : '?') + encodeURIComponent(name) + '=' + encodeURIComponent(value);
};

/** Adds what is encoded already. */
export function addQueryText(draft: Address, text: string): void {
  draft.url += (/\?/.test(draft.url) ? '&' : '?') + text;
}

interface Address {
  url: string;
}
