/** The saved schema as the text of a file: laid out as prettier would, so that a formatter changes nothing. */

import type { Saved } from './saved.js';

const WIDTH = 80;

export function savedText(saved: Saved): string {
  return `${lay(saved, 0, 0)}\n`;
}

/** `used`: columns of the last line that are taken, by what stands before and after the value. */
function lay(value: unknown, indent: number, used: number): string {
  const inline = oneLine(value);
  if (typeof value !== 'object' || value === null) return inline;
  if (!breaks(value) && indent + used + inline.length <= WIDTH) return inline;
  const inner = ' '.repeat(indent + 2);
  const rows = Array.isArray(value)
    ? value.map((each) => lay(each, indent + 2, 1))
    : Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([key, each]) => {
          const name = `${JSON.stringify(key)}: `;
          return `${name}${lay(each, indent + 2, name.length + 1)}`;
        });
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${rows.map((row) => inner + row).join(',\n')}\n${' '.repeat(indent)}${close}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const rows = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([key, each]) => `${JSON.stringify(key)}: ${oneLine(each)}`);
  return rows.length === 0 ? '{}' : `{ ${rows.join(', ')} }`;
}

/** Lists of several lists or objects have a line for each, and so has what holds them. */
function breaks(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  if (parts.some((each) => breaks(each))) return true;
  if (!Array.isArray(value) || parts.length < 2) return false;
  const [first] = parts;
  return parts.every(
    (each) =>
      typeof each === 'object' &&
      each !== null &&
      Array.isArray(each) === Array.isArray(first) &&
      (Array.isArray(each) ? each.length : Object.keys(each).length) > 1,
  );
}
