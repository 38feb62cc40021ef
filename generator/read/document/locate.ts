/**
 * Where a JSON pointer stands in a text. Done only when a diagnostic is shown, by a scan that descends into
 * nothing but what was asked for, so that reading needs no parser that keeps offsets.
 */

import { loadFastYaml } from '../../lazy.js';
import { uncommented } from './json-comments.js';
import { pointerKeys } from './pointer.js';
import { eventsOf, type Parsed } from './yaml-events.js';

/** UTF-16 units from the start of the text. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** What is wanted below one place of the document. */
interface Wanted {
  readonly pointers: string[];
  readonly children: Map<string, Wanted>;
}

/** The key (for a member of an object) or the value that the pointer names, or the deepest that exists. */
export function locate(text: string, pointer: string): Span {
  return locateAll(text, [pointer]).get(pointer) ?? { offset: 0, length: 0 };
}

/** {@link locate} for several pointers, in one scan of the text. */
export function locateAll(text: string, pointers: Iterable<string>): ReadonlyMap<string, Span> {
  const root: Wanted = { pointers: [], children: new Map() };
  for (const pointer of pointers) {
    let at = root;
    for (const key of pointerKeys(pointer)) {
      let next = at.children.get(key);
      if (next === undefined) at.children.set(key, (next = { pointers: [], children: new Map() }));
      at = next;
    }
    at.pointers.push(pointer);
  }
  const found = new Map<string, Span>();
  // A byte order mark is no part of what the scans see.
  if (text.startsWith('\uFEFF')) {
    scan(text.slice(1), root, found);
    for (const [pointer, span] of found) {
      found.set(pointer, { offset: span.offset + 1, length: span.length });
    }
  } else {
    scan(text, root, found);
  }
  return found;
}

function scan(text: string, root: Wanted, found: Map<string, Span>): void {
  const begin = skipSpace(text, 0);
  assign(root, { offset: begin, length: 1 }, found);
  if (text.startsWith('{', begin) || text.startsWith('[', begin)) {
    if (scanJson(text, begin, root, found, true) !== undefined) return;
  }
  const plain = uncommented(text);
  if (plain !== undefined) scan(plain.text, root, found);
  else scanYaml(text, root, found);
}

/** Gives the place to everything wanted here and below; a deeper find replaces it. */
function assign(wanted: Wanted, span: Span, found: Map<string, Span>): void {
  for (const pointer of wanted.pointers) found.set(pointer, span);
  for (const child of wanted.children.values()) assign(child, span, found);
}

/**
 * @param last nothing is wanted behind the value, so that its end does not matter once all in it is found
 * @returns the offset after the value, or undefined where the text is not JSON
 */
function scanJson(
  text: string,
  start: number,
  wanted: Wanted | undefined,
  found: Map<string, Span>,
  last: boolean,
): number | undefined {
  const open = text.charAt(start);
  if (open === '"') return jsonStringEnd(text, start);
  if (open !== '{' && open !== '[') {
    const end = /[\s,\]}]/g;
    end.lastIndex = start;
    const match = end.exec(text);
    return match === null ? text.length : match.index;
  }
  if (wanted === undefined || wanted.children.size === 0) return skipJson(text, start);
  let at = skipSpace(text, start + 1);
  let left = wanted.children.size;
  for (let index = 0; at < text.length; index++) {
    if (text.charAt(at) === '}' || text.charAt(at) === ']') return at + 1;
    let child: Wanted | undefined;
    if (open === '{') {
      const keyEnd = jsonStringEnd(text, at);
      if (text.charAt(at) !== '"' || keyEnd === undefined) return undefined;
      child = wanted.children.get(jsonString(text.slice(at, keyEnd)));
      if (child !== undefined) assign(child, { offset: at, length: keyEnd - at }, found);
      at = skipSpace(text, keyEnd);
      if (text.charAt(at) !== ':') return undefined;
      at = skipSpace(text, at + 1);
    } else {
      child = wanted.children.get(String(index));
    }
    if (child !== undefined) left--;
    const end = scanJson(text, at, child, found, last && left === 0);
    if (end === undefined) return undefined;
    if (child !== undefined && open === '[') {
      // What was found deeper in the element stays.
      const { length } = line(text, at);
      for (const pointer of child.pointers) {
        found.set(pointer, { offset: at, length: Math.min(length, end - at) });
      }
    }
    if (last && left === 0) return end;
    at = skipSpace(text, end);
    if (text.charAt(at) === ',') at = skipSpace(text, at + 1);
  }
  return undefined;
}

function jsonString(source: string): string {
  try {
    return String(JSON.parse(source));
  } catch {
    return source;
  }
}

function jsonStringEnd(text: string, start: number): number | undefined {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  return undefined;
}

function skipJson(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    let code = text.charCodeAt(at);
    if (code === 0x22) {
      // Most strings are short: a search for their ends takes longer than a look at each character.
      for (code = text.charCodeAt(++at); code !== 0x22; code = text.charCodeAt(++at)) {
        if (code === 0x5c) at++;
        else if (at >= text.length) return undefined;
      }
    } else if (code === 0x7b || code === 0x5b) depth++;
    else if (code === 0x7d || code === 0x5d) {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  return at;
}

function scanYaml(given: string, root: Wanted, found: Map<string, Span>): void {
  const { events, text, given: back } = eventsOf(given);
  const own = new Map<string, Span>();
  walk(text, events, root, own);
  for (const [pointer, { offset, length }] of own)
    found.set(pointer, { offset: back(offset), length });
}

function walk(
  text: string,
  events: Parsed['events'],
  root: Wanted,
  found: Map<string, Span>,
): void {
  const yaml = loadFastYaml();
  const { DOCUMENT, SEQUENCE, MAPPING, SCALAR, ALIAS, POP } = yaml.EVENT_ID;
  let at = 0;
  if (events[at]?.type === DOCUMENT) at++;
  /** Reads one value, and moves behind it. */
  const value = (wanted: Wanted | undefined): void => {
    const event = events[at++];
    if (event?.type === MAPPING) {
      while (at < events.length && events[at]?.type !== POP) {
        const key = events[at];
        let child: Wanted | undefined;
        if (key?.type === SCALAR) {
          child = wanted?.children.get(yaml.getScalarValue(text, key));
          if (child !== undefined) {
            // Of a quoted key the quotes are shown as well.
            const quoted = /["']/.test(text.charAt(key.valueStart - 1)) ? 1 : 0;
            const offset = key.valueStart - quoted;
            assign(child, { offset, length: key.valueEnd + quoted - offset }, found);
          }
        }
        value(undefined);
        value(child);
      }
      at++;
    } else if (event?.type === SEQUENCE) {
      for (let index = 0; at < events.length && events[at]?.type !== POP; index++) {
        const child = wanted?.children.get(String(index));
        if (child !== undefined) assign(child, line(text, startOf(events[at])), found);
        value(child);
      }
      at++;
    }
  };
  const startOf = (event: (typeof events)[number] | undefined): number => {
    if (event?.type === SCALAR) return event.valueStart;
    if (event?.type === ALIAS) return Math.max(0, event.anchorStart - 1);
    return event?.type === MAPPING || event?.type === SEQUENCE ? event.start : 0;
  };
  value(root);
}

/** From the offset to the end of its line. */
function line(text: string, offset: number): Span {
  const end = /[\r\n]/g;
  end.lastIndex = offset;
  return { offset, length: Math.max(1, (end.exec(text)?.index ?? text.length) - offset) };
}
