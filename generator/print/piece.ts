/**
 * Code as a value: text that knows its imports and its indentation. A template is one `code` literal per
 * declaration and reads like what it emits:
 *
 *     code`
 *       export function ${name}(${parameters(args)}): ${type} {
 *         return ${runtime('call')}(${operation});
 *       }
 *     `
 *
 * A plain string may be interpolated only where it is an identifier; everything that comes from a document
 * or schema goes through {@link literal}, {@link key}, {@link jsdoc} or a name of `names.ts`.
 */

import { isIdentifier, isPlainKey, propertyKey, quote } from './ident.js';
import { concat, hardline, join as joinLayouts, nest, render, type Layout } from './layout.js';

/** What a file must import for a piece of code to stand in it. */
export interface Import {
  readonly from: ModuleName;
  readonly name: string;
  readonly type: boolean;
  /** Local name where it must differ from `name`. */
  readonly as?: string;
}

export type ModuleName =
  /** Another emitted file, by its path in the output without extension: `operations/auth`. */
  | { readonly kind: 'emitted'; readonly path: string }
  /** The runtime, wherever it is: copied beside the output or in the package. */
  | { readonly kind: 'runtime' }
  /** A file of the user's project, by its path relative to the project root, with its extension. */
  | { readonly kind: 'file'; readonly path: string }
  /** A package or path alias, written as it stands. */
  | { readonly kind: 'package'; readonly specifier: string };

export interface Code {
  readonly layout: Layout;
  readonly imports: readonly Import[];
}

export type Piece = Code | string | number | undefined | false | readonly Piece[];

/** Nothing: a line that holds only this disappears. */
export const nothing: Code = { layout: '', imports: [] };

function isList(piece: Piece): piece is readonly Piece[] {
  return Array.isArray(piece);
}

export function toCode(piece: Piece): Code {
  if (piece === undefined || piece === false) return nothing;
  if (typeof piece === 'number') return { layout: String(piece), imports: [] };
  if (typeof piece === 'string') {
    if (piece !== '' && !isIdentifier(piece)) {
      throw new Error(
        `Not an identifier, so it may not be interpolated as code: ${JSON.stringify(piece)}`,
      );
    }
    return { layout: piece, imports: [] };
  }
  if (isList(piece)) return lines(piece);
  return piece;
}

export function isNothing(code: Code): boolean {
  return code.layout === '';
}

export function gather(codes: readonly Code[]): readonly Import[] {
  return codes.flatMap((code) => code.imports);
}

/** Pieces one below the other; pieces that are nothing leave no line. */
export function lines(pieces: readonly Piece[]): Code {
  const codes = pieces.map(toCode).filter((code) => !isNothing(code));
  return {
    layout: joinLayouts(
      codes.map((code) => code.layout),
      hardline,
    ),
    imports: gather(codes),
  };
}

/** Pieces one below the other with an empty line between. */
export function blocks(pieces: readonly Piece[]): Code {
  const codes = pieces.map(toCode).filter((code) => !isNothing(code));
  return {
    layout: joinLayouts(
      codes.map((code) => code.layout),
      concat(hardline, hardline),
    ),
    imports: gather(codes),
  };
}

/** Code text; see the head of this module. The indentation of the literal itself is taken off. */
export function code(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Code {
  const imports: Import[] = [];
  const rows: { indent: number; parts: Layout[]; blank: boolean; vanishing: boolean }[] = [];
  let row = { indent: 0, parts: [] as Layout[], blank: true, vanishing: false };
  const add = (text: string): void => {
    text.split('\n').forEach((segment, index) => {
      if (index > 0) {
        rows.push(row);
        row = { indent: 0, parts: [], blank: true, vanishing: false };
      }
      if (row.blank && row.parts.length === 0) {
        const trimmed = segment.trimStart();
        row.indent += segment.length - trimmed.length;
        if (trimmed !== '') {
          row.blank = false;
          row.parts.push(trimmed);
        }
      } else if (segment !== '') row.parts.push(segment);
    });
  };
  strings.raw.forEach((text, index) => {
    add(text.includes('\\') ? unescape(text) : text);
    if (index >= pieces.length) return;
    const piece = toCode(pieces[index]);
    imports.push(...piece.imports);
    if (isNothing(piece)) {
      if (row.blank) row.vanishing = true;
    } else {
      row.parts.push(piece.layout);
      row.blank = false;
    }
  });
  rows.push(row);
  const kept = rows.filter((each) => !(each.vanishing && isBlank(each.parts)));
  while (kept.length > 0 && isBlank(kept[0]?.parts ?? [])) kept.shift();
  while (kept.length > 0 && isBlank(kept.at(-1)?.parts ?? [])) kept.pop();
  const base = Math.min(...kept.filter((each) => !isBlank(each.parts)).map((each) => each.indent));
  const layout = kept.map((each, index): Layout => {
    if (isBlank(each.parts)) return index === 0 ? '' : hardline;
    const content = concat(...each.parts);
    return nest(each.indent - base, index === 0 ? content : concat(hardline, content));
  });
  return { layout: layout.length === 1 ? (layout[0] ?? '') : concat(...layout), imports };
}

/** The raw text of a literal, with the escapes that a template needs taken off. */
function unescape(text: string): string {
  return text.replaceAll('\\`', '`').replaceAll('\\${', '${').replaceAll('\\\\', '\\');
}

function isBlank(parts: readonly Layout[]): boolean {
  return parts.every((part) => typeof part === 'string' && part.trim() === '');
}

/** A name that another module exports; the file that uses it imports it. */
export function imported(from: ModuleName, name: string, type = false): Code {
  if (!isIdentifier(name)) throw new Error(`Cannot import ${JSON.stringify(name)}`);
  return { layout: { kind: 'concat', parts: [name] }, imports: [{ from, name, type }] };
}

/** A value of the runtime's closed list (`runtime/abi.ts`). */
export function runtime(name: string): Code {
  return imported({ kind: 'runtime' }, name);
}

/** A type of the runtime's closed list. */
export function runtimeType(name: string): Code {
  return imported({ kind: 'runtime' }, name, true);
}

/** A global of the language or platform, reached by `globalThis` where an emitted type has its name. */
export function globalName(name: string, names: { shadows(global: string): boolean }): Code {
  return { layout: names.shadows(name) ? `globalThis.${name}` : name, imports: [] };
}

/** The text of a piece as it stands alone, to compare pieces by. */
export function textOf({ layout }: Code): string {
  return render(layout);
}

/** A string as a literal. */
export function string(text: string): Code {
  return { layout: quote(text), imports: [] };
}

/** A property key, quoted where it must be. */
export function key(text: string): Code {
  return { layout: propertyKey(text), imports: [] };
}

/** Member access: `.name` or `['any text']`. */
export function member(text: string): Code {
  return { layout: isPlainKey(text) ? `.${text}` : `[${quote(text)}]`, imports: [] };
}

/** Text of the user's own TypeScript, as written (already parsed as a type by the schema's reader). */
export function verbatim(text: string): Code {
  return { layout: joinLayouts(text.split('\n'), hardline), imports: [] };
}
