/**
 * What tells apart two texts that come to the same words: the marks between the words, and the capitals, are said.
 * All of it is a pure function of the text, and no name has a number.
 */

import { camel, pascal } from '../words.js';

/** What people call the marks that occur in paths and names. */
const MARKS: Readonly<Record<string, string>> = {
  '-': 'dash',
  _: 'underscore',
  '.': 'dot',
  ':': 'colon',
  ';': 'semicolon',
  ',': 'comma',
  '~': 'tilde',
  '+': 'plus',
  '*': 'star',
  '@': 'at',
  $: 'dollar',
  '!': 'bang',
  '=': 'equals',
  '?': 'question',
  '&': 'and',
  '#': 'hash',
  '%': 'percent',
  ' ': 'space',
  '(': 'open',
  ')': 'close',
  "'": 'quote',
};

function said(text: string): string {
  return text.replace(/[^\p{L}\p{N}/{}]/gu, (mark) =>
    Object.hasOwn(MARKS, mark) ? ` ${MARKS[mark] ?? ''} ` : mark,
  );
}

/** `/pets/{petId}/toys` → `pets by petId toys`. */
export function spelled(path: string): string {
  // What no brace closes goes on to the end, so that it is looked through once.
  return path.replace(/\{([^}]*)(\}|$)/g, (all, name: string, end: string) =>
    end === '' ? all : ` by ${name} `,
  );
}

/** `/a-b/` → `a dash b slash`. */
export function marked(path: string): string {
  return spelled(said(path).replace(/(?<=.)\/$/, ' slash'));
}

/** `/a/bC` → `a slash b capital C`. */
export function wholly(path: string): string {
  return marked(path)
    .replace(/\p{Lu}/gu, ' capital $&')
    .replace(/(?<=.)\//g, ' slash ');
}

/** Whether all of a path are parts in small letters, which are words of a name as they stand. */
export function isPlainPath(path: string): boolean {
  return /^(?:\/[a-z][a-z0-9]*)+$/.test(path);
}

/** The part of a name that is its own, without what it lies in: `User` of `billing.User`. */
function tail(written: string): string {
  return written.slice(written.lastIndexOf('.') + 1);
}

/** Whether a name is written as a type is called: 2 all of it, 1 its last part, 0 not at all. */
export function typeLike(written: string): number {
  if (pascal(written) === written) return 2;
  return pascal(tail(written)) === tail(written) ? 1 : 0;
}

/** How words are put together: `user_name` → `Snake`; empty where that has no name. */
export function style(written: string): string {
  const own = tail(written);
  if (/^[a-z][a-z0-9]*$/.test(own)) return own === written ? 'Lower' : '';
  if (/^[a-z][a-zA-Z0-9]*$/.test(own)) return 'Camel';
  if (/^[a-z0-9]+(?:_[a-z0-9]+)+$/.test(own)) return 'Snake';
  return /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(own) ? 'Kebab' : '';
}

/** `Foo-Bar` → `FooDashBar`. */
export function markedType(written: string): string {
  return pascal(said(written));
}

/** `GET`, `a dash b` → `getADashB`. */
export function calling(method: string, words: string): string {
  return camel(`${method.toLowerCase()} ${words}`);
}
