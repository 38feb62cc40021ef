/** Paths as the routers of servers have them, where a template belongs: `/pets/:id`, `/files/*`, `/<int:id>`. */

import { isNameless, plainName, WILDCARD } from './path.js';
import type { Reading } from '../document/reading.js';
import { elements, text, type Node } from '../document/source.js';

const WORD = String.raw`[\p{L}_$][\p{L}\p{N}_$]*`;
const COLON = new RegExp(String.raw`^:(${WORD})(?:\{\.[*+]\}|\(\.[*+]\)|([*+?]))?$`, 'u');
const STAR = new RegExp(String.raw`^\*{1,2}(${WORD})$`, 'u');
const ANGLE = new RegExp(String.raw`^<(?:(\w+):)?(${WORD})>$`, 'u');

/** What no path has in it. */
const MASK = '\0';

/**
 * The path as a template. A segment that is one star is a parameter that takes slashes, called as the parameter that has
 * no place otherwise; the last of several is.
 */
export function templated(reading: Reading, path: string, item: Node, operation: Node): string {
  if (!/\/[:*<]/.test(path)) return path;
  // The slashes of `{name=shelves/*}` are in its name.
  const masked = path.replace(/\{[^{}]*\}/g, (each) => each.replaceAll('/', MASK));
  const segments = masked.split('/').map((each) => each.replaceAll(MASK, '/'));
  const star = segments.findLastIndex((each) => /^\*{1,2}$/.test(each));
  const made = segments.map((each, index) => {
    const [, colon, sign = ''] = COLON.exec(each) ?? [];
    if (colon !== undefined) {
      const takesAll = /[*+]/.test(each);
      return `{${colon}${takesAll ? '+' : sign}}`;
    }
    const [, rest] = STAR.exec(each) ?? [];
    if (rest !== undefined) return `{${rest}+}`;
    const [, kind, angle] = ANGLE.exec(each) ?? [];
    if (angle !== undefined) return `{${angle}${kind === 'path' ? '+' : ''}}`;
    return index === star ? '*' : each;
  });
  const whole = made.map((each, index) => {
    if (index !== star) return each;
    return `{${unplaced(reading, made.join('/'), item, operation) ?? WILDCARD}+}`;
  });
  const template = whole.join('/');
  if (template === path) return path;
  reading.complain(
    'warning',
    'openapi-path-route',
    operation,
    `The path ${path} is written as for a router; it is read as ${template.replaceAll('+}', '}')}.`,
    `Write ${template.replaceAll('+}', '}')}, and declare its parameters.`,
  );
  return template;
}

/** The one parameter of the path that its template has no place for. */
function unplaced(reading: Reading, path: string, item: Node, operation: Node): string | undefined {
  const placed = new Set(
    [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => plainName(name)),
  );
  const names = [item, operation].flatMap((owner) =>
    elements(reading.refs.part(owner, 'parameters')).flatMap((each) => {
      const node = reading.refs.follow(each);
      const name = node && text(node, 'in')?.trim() === 'path' ? text(node, 'name') : undefined;
      return name === undefined || placed.has(plainName(name)) ? [] : [name];
    }),
  );
  const [only, ...others] = new Set(names);
  return only !== undefined && others.length === 0 && !isNameless(only)
    ? plainName(only)
    : undefined;
}
