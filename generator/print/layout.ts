/**
 * A small document printer in the manner of Wadler: text with places where a line may break, laid out so
 * that a group stands on one line where it fits and breaks at all its places where it does not. Its
 * choices are those of prettier, so that prettier leaves the result alone.
 */

export type Layout =
  | string
  | { readonly kind: 'concat'; readonly parts: readonly Layout[] }
  | { readonly kind: 'nest'; readonly by: number; readonly part: Layout }
  | { readonly kind: 'group'; readonly part: Layout; readonly broken: boolean }
  /** A space (or nothing, when `soft`) where the group is flat; a new line where it is broken. */
  | { readonly kind: 'line'; readonly soft: boolean }
  /** Always a new line; forces the groups around it to break. `blank` adds an empty one. */
  | { readonly kind: 'hardline' }
  /** One text or the other, as the group around it is broken or flat. */
  | { readonly kind: 'choice'; readonly broken: Layout; readonly flat: Layout };

export const WIDTH = 100;

export const line: Layout = { kind: 'line', soft: false };
export const softline: Layout = { kind: 'line', soft: true };
export const hardline: Layout = { kind: 'hardline' };

export function concat(...parts: readonly Layout[]): Layout {
  return folded(parts);
}

/**
 * Parts in a row. Neighbouring texts become one: most of what is emitted has no place to break. By number, like
 * the other loops that run for every piece of code: an iterator makes an object for each part.
 */
export function folded(parts: readonly Layout[]): Layout {
  const { length } = parts;
  if (length === 1 && parts[0] !== undefined && parts[0] !== '') return parts[0];
  if (isFolded(parts)) return { kind: 'concat', parts };
  let text = '';
  let kept: Layout[] | undefined;
  for (let index = 0; index < length; index++) {
    const part = parts[index] ?? '';
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    kept ??= [];
    if (text !== '') kept.push(text);
    text = '';
    kept.push(part);
  }
  if (kept === undefined && text !== '') return text;
  if (text !== '') kept?.push(text);
  return { kind: 'concat', parts: kept ?? [] };
}

/** Whether there is nothing to be made one: then the list can stay what it is. */
function isFolded(parts: readonly Layout[]): boolean {
  let text = false;
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] ?? '';
    if (typeof part === 'string' && (text || part === '')) return false;
    text = typeof part === 'string';
  }
  return parts.length > 1;
}

export function nest(by: number, part: Layout): Layout {
  return typeof part === 'string' ? part : { kind: 'nest', by, part };
}

export function group(part: Layout, broken = false): Layout {
  if (typeof part === 'string') return part;
  return { kind: 'group', part, broken: broken || hasHardline(part) };
}

export function choice(broken: Layout, flat: Layout): Layout {
  return { kind: 'choice', broken, flat };
}

export function join(parts: readonly Layout[], separator: Layout): Layout {
  const joined: Layout[] = [];
  for (let index = 0; index < parts.length; index++) {
    if (index > 0) joined.push(separator);
    joined.push(parts[index] ?? '');
  }
  return folded(joined);
}

export function hasHardline(layout: Layout): boolean {
  if (typeof layout === 'string') return false;
  switch (layout.kind) {
    case 'hardline':
      return true;
    case 'concat':
      for (let index = 0; index < layout.parts.length; index++)
        if (hasHardline(layout.parts[index] ?? '')) return true;
      return false;
    case 'nest':
      return hasHardline(layout.part);
    case 'group':
      return layout.broken;
    case 'choice':
    case 'line':
      return false;
  }
}

/** The text of a layout, without spaces at the ends of lines; a string is text that is laid out already. */
export function render(layout: Layout, width = WIDTH): string {
  if (typeof layout === 'string') return layout;
  const out: string[] = [];
  let column = 0;
  // Three stacks instead of one of objects: this is the innermost loop of every run.
  const nodes: Layout[] = [layout];
  const indents: number[] = [0];
  const flats: boolean[] = [false];
  const push = (node: Layout, indent: number, flat: boolean): void => {
    nodes.push(node);
    indents.push(indent);
    flats.push(flat);
  };
  const newLine = (indent: number): void => {
    trimEnd(out);
    out.push(lineStart(indent));
    column = indent;
  };
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const indent = indents.pop() ?? 0;
    const flat = flats.pop() ?? false;
    if (typeof node === 'string') {
      out.push(node);
      column += node.length;
      continue;
    }
    switch (node.kind) {
      case 'concat': {
        const { parts } = node;
        // What begins it can be written at once: nothing comes between.
        let begun = 0;
        for (let part = parts[0]; typeof part === 'string'; part = parts[++begun]) {
          out.push(part);
          column += part.length;
        }
        for (let index = parts.length - 1; index >= begun; index--) {
          push(parts[index] ?? '', indent, flat);
        }
        break;
      }
      case 'nest':
        push(node.part, indent + node.by, flat);
        break;
      case 'group': {
        const onOneLine = flat || (!node.broken && fits(width - column, node.part, nodes, flats));
        push(node.part, indent, onOneLine);
        break;
      }
      case 'line':
        if (!flat) newLine(indent);
        else if (!node.soft) {
          out.push(' ');
          column += 1;
        }
        break;
      case 'hardline':
        newLine(indent);
        break;
      case 'choice':
        push(flat ? node.flat : node.broken, indent, flat);
        break;
    }
  }
  trimEnd(out);
  return out.join('');
}

/** Takes the spaces away that what was written ends with. */
function trimEnd(out: string[]): void {
  for (let at = out.length - 1; at >= 0; at--) {
    const last = out[at] ?? '';
    let end = last.length;
    while (end > 0 && last.charCodeAt(end - 1) === 0x20) end--;
    if (end > 0) {
      if (end < last.length) out[at] = last.slice(0, end);
      return;
    }
    out.pop();
  }
}

const LINE_STARTS: readonly string[] = Array.from(
  { length: 32 },
  (_, indent) => `\n${' '.repeat(indent)}`,
);

function lineStart(indent: number): string {
  return LINE_STARTS[indent] ?? `\n${' '.repeat(indent)}`;
}

/** Whether `part` laid flat, and what follows it up to the next possible break, leaves `room` unspent. */
function fits(
  room: number,
  part: Layout,
  rest: readonly Layout[],
  restFlats: readonly boolean[],
): boolean {
  let left = room;
  let next = rest.length - 1;
  const nodes: Layout[] = [part];
  const flats: boolean[] = [true];
  while (left >= 0) {
    let node = nodes.pop();
    let flat = flats.pop() ?? false;
    if (node === undefined) {
      if (next < 0) return true;
      node = rest[next] ?? '';
      flat = restFlats[next] ?? false;
      next--;
    }
    if (typeof node === 'string') {
      left -= node.length;
      continue;
    }
    switch (node.kind) {
      case 'concat':
        for (let index = node.parts.length - 1; index >= 0; index--) {
          nodes.push(node.parts[index] ?? '');
          flats.push(flat);
        }
        break;
      case 'nest':
        nodes.push(node.part);
        flats.push(flat);
        break;
      case 'group':
        nodes.push(node.part);
        flats.push(flat && !node.broken);
        break;
      case 'line':
        if (!flat) return true;
        if (!node.soft) left -= 1;
        break;
      case 'hardline':
        return true;
      case 'choice':
        nodes.push(flat ? node.flat : node.broken);
        flats.push(flat);
        break;
    }
  }
  return false;
}
