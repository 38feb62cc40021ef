/** Lists, braces and unions that break where they do not fit. */

import {
  choice,
  concat,
  group,
  hardline,
  join as joinLayouts,
  line,
  nest,
  softline,
} from './layout.js';
import { gather, isNothing, nothing, toCode, type Code, type Piece } from './piece.js';

/** Pieces with a separator between them, on one line. */
export function join(pieces: readonly Piece[], separator: ', ' | ' | ' | ' & ' | '; ' | ' '): Code {
  const codes = pieces.map(toCode).filter((each) => !isNothing(each));
  return {
    layout: joinLayouts(
      codes.map((each) => each.layout),
      separator,
    ),
    imports: gather(codes),
  };
}

/** `(a, b)`, `[a, b]`, `<A, B>`: on one line, or one item per line with a trailing comma. */
export function list(
  open: '(' | '[' | '<' | '{ ' | '{',
  pieces: readonly Piece[],
  options: { readonly broken?: boolean; readonly trailingComma?: boolean } = {},
): Code {
  const codes = pieces.map(toCode).filter((each) => !isNothing(each));
  const brace = open.trim();
  const close = { '(': ')', '[': ']', '<': '>', '{': '}' }[brace] ?? '';
  if (codes.length === 0) return { layout: brace + close, imports: [] };
  const edge = brace === '{' ? line : softline;
  const comma = options.trailingComma === false ? '' : choice(',', '');
  return {
    layout: group(
      concat(
        brace,
        nest(
          2,
          concat(
            edge,
            joinLayouts(
              codes.map((each) => each.layout),
              concat(',', line),
            ),
          ),
        ),
        comma,
        edge,
        close,
      ),
      options.broken,
    ),
    imports: gather(codes),
  };
}

/** `{ … }` over several lines, members ended by `end`; `{}` when there are none. */
export function braces(members: readonly Piece[], end: ';' | ',' = ';'): Code {
  const codes = members.map(toCode).filter((each) => !isNothing(each));
  if (codes.length === 0) return { layout: '{}', imports: [] };
  const ended = codes.map((each) => concat(each.layout, end));
  return {
    layout: concat('{', nest(2, concat(hardline, joinLayouts(ended, hardline))), hardline, '}'),
    imports: gather(codes),
  };
}

/** An object literal or type on one line where it fits: `{ a: 1, b: 2 }` or `{ a: string; b?: number }`. */
export function inlineBraces(members: readonly Piece[], separator: ',' | ';'): Code {
  const codes = members.map(toCode).filter((each) => !isNothing(each));
  if (codes.length === 0) return { layout: '{}', imports: [] };
  const between = concat(separator, line);
  const last = separator === ';' ? choice(';', '') : choice(',', '');
  return {
    layout: group(
      concat(
        '{',
        nest(
          2,
          concat(
            line,
            joinLayouts(
              codes.map((each) => each.layout),
              between,
            ),
            last,
          ),
        ),
        line,
        '}',
      ),
    ),
    imports: gather(codes),
  };
}

/** `A | B`: on one line, on the next one, or each member on a line of its own after a leading bar. */
export function union(members: readonly Piece[]): Code {
  const codes = members.map(toCode).filter((each) => !isNothing(each));
  if (codes.length === 1) return codes[0] ?? nothing;
  return {
    layout: group(
      nest(
        2,
        concat(
          softline,
          group(
            concat(
              choice('| ', ''),
              joinLayouts(
                codes.map((each) => nest(2, each.layout)),
                concat(line, '| '),
              ),
            ),
          ),
        ),
      ),
    ),
    imports: gather(codes),
  };
}

/** `(A | B)`: a union as an operand, on lines of its own where it is long. */
export function parenthesized(members: readonly Piece[]): Code {
  const codes = members.map(toCode).filter((each) => !isNothing(each));
  const inner = group(
    concat(
      choice('| ', ''),
      joinLayouts(
        codes.map((each) => nest(2, each.layout)),
        concat(line, '| '),
      ),
    ),
  );
  return {
    layout: group(concat('(', nest(2, concat(softline, inner)), softline, ')')),
    imports: gather(codes),
  };
}

/** What follows `=`: on the same line, or indented on the next. Brings its own space. */
export function afterEquals(piece: Piece): Code {
  const { layout, imports } = toCode(piece);
  return { layout: group(nest(2, concat(line, layout))), imports };
}
