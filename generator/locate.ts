/** From a JSON pointer to a place in the text it points into: asked only when a diagnostic is shown. */

import { loadYaml } from './lazy.js';

export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** The key or item that `pointer` names, or the nearest of its parents that is there. */
export function locatePointer(text: string, pointer: string): Span {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const json = /^[\s\ufeff]*[{[]/.test(text) ? locateInJson(text, path) : undefined;
  return json ?? locateInYaml(text, path);
}

/** Undefined where the text turns out not to be JSON. */
function locateInJson(text: string, path: readonly string[]): Span | undefined {
  const scan = new RegExp(/[\s\ufeff]*(?:("(?:[^"\\]|\\.)*")|[{}[\],:]|[^\s{}[\],:"]+)/y);
  let best: Span = { offset: 0, length: 0 };
  let at = 0;
  const next = (): { readonly token: string; readonly offset: number } | undefined => {
    scan.lastIndex = at;
    const match = scan.exec(text);
    if (match === null) return undefined;
    at = scan.lastIndex;
    const token = match[0].trimStart().replace(/^\ufeff/, '');
    return { token, offset: at - token.length };
  };
  const skipValue = (first: string): boolean => {
    let depth = 0;
    for (let token: string | undefined = first; token !== undefined; token = next()?.token) {
      if (token === '{' || token === '[') depth++;
      else if (token === '}' || token === ']') depth--;
      if (depth === 0) return true;
    }
    return false;
  };
  for (const part of path) {
    const open = next();
    if (open === undefined) return undefined;
    if (open.token !== '{' && open.token !== '[') return best;
    let found = false;
    for (let index = 0; !found; index++) {
      const first = next();
      if (first === undefined) return undefined;
      if (first.token === '}' || first.token === ']') return best;
      if (first.token === ',') {
        index--;
        continue;
      }
      if (open.token === '[') {
        if (String(index) === part) {
          found = true;
          best = { offset: first.offset, length: /^[{[]/.test(first.token) ? 1 : first.token.length };
          at = first.offset;
        } else if (!skipValue(first.token)) return undefined;
        continue;
      }
      if (!first.token.startsWith('"') || next()?.token !== ':') return undefined;
      if (unquote(first.token) === part) {
        found = true;
        best = { offset: first.offset, length: first.token.length };
      } else {
        const value = next();
        if (value === undefined || !skipValue(value.token)) return undefined;
      }
    }
  }
  return best;
}

function unquote(token: string): string | undefined {
  try {
    const value: unknown = JSON.parse(token);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function locateInYaml(text: string, path: readonly string[]): Span {
  const { isMap, isSeq, isScalar, isNode, parseDocument } = loadYaml();
  let node: unknown = parseDocument(text, { logLevel: 'silent', strict: false }).contents;
  let best: Span = { offset: 0, length: 0 };
  const span = (given: unknown): Span | undefined => {
    if (!isNode(given) || given.range === undefined || given.range === null) return undefined;
    const [start, end] = given.range;
    const lineEnd = text.indexOf('\n', start);
    return { offset: start, length: Math.max(0, Math.min(end, lineEnd < 0 ? end : lineEnd) - start) };
  };
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === part);
      if (pair === undefined) break;
      best = span(pair.key) ?? best;
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(part)];
      if (item === undefined) break;
      best = span(item) ?? best;
      node = item;
    } else break;
  }
  return best;
}
