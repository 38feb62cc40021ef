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

import { commentLines, isIdentifier, isPlainKey, propertyKey, quote } from './ident.js';
import {
  choice,
  concat,
  group,
  hardline,
  join as joinLayouts,
  line,
  nest,
  softline,
  WIDTH,
  type Layout,
} from './layout.js';
import type { Json } from '../ir.js';

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

function toCode(piece: Piece): Code {
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

function isNothing(code: Code): boolean {
  return code.layout === '';
}

function gather(codes: readonly Code[]): readonly Import[] {
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
    add(text.replaceAll('\\`', '`').replaceAll('\\${', '${').replaceAll('\\\\', '\\'));
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

/** `A | B`: on one line, or each member on a line of its own after a leading bar, indented. */
export function union(members: readonly Piece[]): Code {
  const codes = members.map(toCode).filter((each) => !isNothing(each));
  if (codes.length === 1) return codes[0] ?? nothing;
  return {
    layout: group(
      nest(
        2,
        concat(
          choice(concat(softline, '| '), ''),
          joinLayouts(
            codes.map((each) => each.layout),
            concat(line, '| '),
          ),
        ),
      ),
    ),
    imports: gather(codes),
  };
}

/** A JSON value as an expression, laid out as prettier would. */
export function literal(value: Json): Code {
  if (value === null || typeof value === 'boolean') return { layout: String(value), imports: [] };
  if (typeof value === 'number')
    return { layout: Object.is(value, -0) ? '-0' : String(value), imports: [] };
  if (typeof value === 'string') return string(value);
  if (isJsonArray(value)) {
    const items = value.map(literal);
    const objects =
      value.length > 1 &&
      value.every(
        (item) => isBigContainer(item) && isJsonArray(item) === isJsonArray(value[0] ?? null),
      );
    return list('[', items, { broken: objects });
  }
  return inlineBraces(
    Object.entries(value).map(([name, item]) => code`${objectKey(name)}: ${literal(item)}`),
    ',',
  );
}

/** A key of an object literal: `__proto__` would set the prototype, so it is computed. */
export function objectKey(name: string): Code {
  return name === '__proto__' ? { layout: `['__proto__']`, imports: [] } : key(name);
}

function isJsonArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isBigContainer(value: Json): boolean {
  return value !== null && typeof value === 'object' && Object.keys(value).length > 1;
}

export interface Docs {
  /** Paragraphs; text of the source. */
  readonly text?: readonly (string | undefined)[];
  readonly deprecated?: boolean | string;
  readonly default?: Json;
  readonly example?: string;
  /** Where it comes from, as a last line: `POST /admin/query`. */
  readonly source?: string;
}

/** A JSDoc comment; nothing where there is nothing to say. Repeated paragraphs are written once. */
export function jsdoc(docs: Docs): Code {
  const width = WIDTH - 12;
  const paragraphs: (readonly string[])[] = [];
  const seen = new Set<string>();
  for (const text of docs.text ?? []) {
    const normal = text?.trim().replace(/\s+/g, ' ').replace(/\.$/, '') ?? '';
    if (text === undefined || normal === '' || seen.has(normal)) continue;
    seen.add(normal);
    const wrapped = commentLines(text, width);
    if (wrapped.length > 0) paragraphs.push(wrapped);
  }
  if (docs.source !== undefined) {
    paragraphs.push([
      `\`${commentLines(docs.source.replaceAll('`', "'").replace(/\s+/g, ' '), 10_000)[0] ?? ''}\``,
    ]);
  }
  const tags: string[] = [];
  if (docs.default !== undefined) {
    tags.push(`@default ${commentLines(JSON.stringify(docs.default), 10_000)[0] ?? ''}`);
  }
  if (docs.deprecated !== undefined && docs.deprecated !== false) {
    const reason = docs.deprecated === true ? [] : commentLines(docs.deprecated, width);
    tags.push(...['@deprecated', ...reason].join('\n').replace('\n', ' ').split('\n'));
  }
  if (docs.example !== undefined) tags.push('@example', ...commentLines(docs.example, 10_000));
  if (tags.length > 0) paragraphs.push(tags);
  const all = paragraphs.flatMap((paragraph, index) =>
    index === 0 ? paragraph : ['', ...paragraph],
  );
  if (all.length === 0) return nothing;
  if (all.length === 1) return { layout: `/** ${all[0]?.trim() ?? ''} */`, imports: [] };
  const rows = ['/**', ...all.map((text) => (text === '' ? ' *' : ` * ${text}`)), ' */'];
  return { layout: joinLayouts(rows, hardline), imports: [] };
}

/** Text of the user's own TypeScript, as written (already parsed as a type by the schema's reader). */
export function verbatim(text: string): Code {
  return { layout: joinLayouts(text.split('\n'), hardline), imports: [] };
}
