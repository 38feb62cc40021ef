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
  type Layout,
} from './layout.js';
import { codeOf, gather, isNothing, nothing, toCode, type Code, type Piece } from './piece.js';

/** Pieces as code, without those that are nothing; mostly none is. */
function present(pieces: readonly Piece[]): readonly Code[] {
  const codes = pieces.map(toCode);
  return codes.some(isNothing) ? codes.filter((each) => !isNothing(each)) : codes;
}

/** Pieces with a separator between them, on one line. */
export function join(pieces: readonly Piece[], separator: ', ' | ' | ' | ' & ' | '; ' | ' '): Code {
  const codes = present(pieces);
  return codeOf(
    joinLayouts(
      codes.map((each) => each.layout),
      separator,
    ),
    gather(codes),
  );
}

/** `(a, b)`, `[a, b]`, `<A, B>`: on one line, or one item per line with a trailing comma. */
export function list(
  open: '(' | '[' | '<' | '{ ' | '{',
  pieces: readonly Piece[],
  options: { readonly broken?: boolean; readonly trailingComma?: boolean } = {},
): Code {
  const codes = present(pieces);
  const brace = open.trim();
  const close = { '(': ')', '[': ']', '<': '>', '{': '}' }[brace] ?? '';
  if (codes.length === 0) return codeOf(brace + close);
  const edge = brace === '{' ? line : softline;
  const comma = options.trailingComma === false ? '' : choice(',', '');
  return codeOf(
    group(
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
    gather(codes),
  );
}

/** `{ … }` over several lines, members ended by `end`; `{}` when there are none. */
export function braces(members: readonly Piece[], end: ';' | ',' = ';'): Code {
  const codes = present(members);
  if (codes.length === 0) return codeOf('{}');
  const ended = codes.map((each) => concat(each.layout, end));
  return codeOf(
    concat('{', nest(2, concat(hardline, joinLayouts(ended, hardline))), hardline, '}'),
    gather(codes),
  );
}

/** An object literal or type on one line where it fits: `{ a: 1, b: 2 }` or `{ a: string; b?: number }`. */
export function inlineBraces(members: readonly Piece[], separator: ',' | ';'): Code {
  const codes = present(members);
  if (codes.length === 0) return codeOf('{}');
  const between = concat(separator, line);
  const last = separator === ';' ? choice(';', '') : choice(',', '');
  return codeOf(
    group(
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
    gather(codes),
  );
}

/**
 * `A | B`: on one line, on the next one, or each member on a line of its own after a leading bar.
 *
 * @param options `indented`: it stands where a line begins anyway, as the arguments of a type do that is long
 */
export function union(
  members: readonly Piece[],
  options: { readonly indented?: boolean } = {},
): Code {
  const codes = present(members);
  if (codes.length === 1) return codes[0] ?? nothing;
  const inner = barred(codes);
  return codeOf(
    options.indented === true ? inner : group(nest(2, concat(softline, inner))),
    gather(codes),
  );
}

/** `(A | B)`: a union as an operand, or as the argument of a type, on lines of its own where it is long. */
export function parenthesized(members: readonly Piece[], [open, close] = ['(', ')']): Code {
  const codes = present(members);
  return codeOf(
    group(concat(open, nest(2, concat(softline, barred(codes))), softline, close)),
    gather(codes),
  );
}

/** Members on one line, or each on a line of its own after a bar. */
function barred(codes: readonly Code[]): Layout {
  return group(
    concat(
      choice('| ', ''),
      joinLayouts(
        codes.map((each) => nest(2, each.layout)),
        concat(line, '| '),
      ),
    ),
  );
}

/** What follows `=`: on the same line, or indented on the next. Brings its own space. */
export function afterEquals(piece: Piece): Code {
  const { layout, imports } = toCode(piece);
  return codeOf(group(nest(2, concat(line, layout))), imports);
}
