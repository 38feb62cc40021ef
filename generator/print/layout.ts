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
  return { kind: 'concat', parts };
}

export function nest(by: number, part: Layout): Layout {
  return { kind: 'nest', by, part };
}

export function group(part: Layout, broken = false): Layout {
  return { kind: 'group', part, broken: broken || hasHardline(part) };
}

export function choice(broken: Layout, flat: Layout): Layout {
  return { kind: 'choice', broken, flat };
}

export function join(parts: readonly Layout[], separator: Layout): Layout {
  const joined: Layout[] = [];
  parts.forEach((part, index) => {
    if (index > 0) joined.push(separator);
    joined.push(part);
  });
  return { kind: 'concat', parts: joined };
}

export function hasHardline(layout: Layout): boolean {
  if (typeof layout === 'string') return false;
  switch (layout.kind) {
    case 'hardline':
      return true;
    case 'concat':
      return layout.parts.some(hasHardline);
    case 'nest':
      return hasHardline(layout.part);
    case 'group':
      return layout.broken;
    case 'choice':
    case 'line':
      return false;
  }
}

interface Work {
  readonly indent: number;
  readonly flat: boolean;
  readonly layout: Layout;
}

/** The text of a layout, without trailing spaces. */
export function render(layout: Layout, width = WIDTH): string {
  const out: string[] = [];
  let column = 0;
  const stack: Work[] = [{ indent: 0, flat: false, layout }];
  const newLine = (indent: number): void => {
    const last = out.at(-1);
    if (last !== undefined && last.endsWith(' ')) out[out.length - 1] = last.trimEnd();
    out.push('\n', ' '.repeat(indent));
    column = indent;
  };
  for (let work = stack.pop(); work !== undefined; work = stack.pop()) {
    const { indent, flat, layout: node } = work;
    if (typeof node === 'string') {
      out.push(node);
      column += node.length;
      continue;
    }
    switch (node.kind) {
      case 'concat':
        for (let index = node.parts.length - 1; index >= 0; index--) {
          stack.push({ indent, flat, layout: node.parts[index] ?? '' });
        }
        break;
      case 'nest':
        stack.push({ indent: indent + node.by, flat, layout: node.part });
        break;
      case 'group': {
        const onOneLine = flat || (!node.broken && fits(width - column, node.part, stack));
        stack.push({ indent, flat: onOneLine, layout: node.part });
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
        stack.push({ indent, flat, layout: flat ? node.flat : node.broken });
        break;
    }
  }
  return out.join('').replace(/[ ]+$/gm, '');
}

/** Whether `part` laid flat, and what follows it up to the next possible break, leaves `room` unspent. */
function fits(room: number, part: Layout, rest: readonly Work[]): boolean {
  let left = room;
  let next = rest.length - 1;
  const stack: Work[] = [{ indent: 0, flat: true, layout: part }];
  while (left >= 0) {
    let work = stack.pop();
    if (work === undefined) {
      work = rest[next--];
      if (work === undefined) return true;
    }
    const { flat, layout: node } = work;
    if (typeof node === 'string') {
      left -= node.length;
      continue;
    }
    switch (node.kind) {
      case 'concat':
        for (let index = node.parts.length - 1; index >= 0; index--) {
          stack.push({ indent: 0, flat, layout: node.parts[index] ?? '' });
        }
        break;
      case 'nest':
        stack.push({ indent: 0, flat, layout: node.part });
        break;
      case 'group':
        stack.push({ indent: 0, flat: flat && !node.broken, layout: node.part });
        break;
      case 'line':
        if (!flat) return true;
        if (!node.soft) left -= 1;
        break;
      case 'hardline':
        return true;
      case 'choice':
        stack.push({ indent: 0, flat, layout: flat ? node.flat : node.broken });
        break;
    }
  }
  return false;
}
