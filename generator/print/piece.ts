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
import {
  concat,
  hardline,
  hasHardline,
  join as joinLayouts,
  render,
  type Layout,
} from './layout.js';
import { fillRows, parseTemplate, type Row } from './template.js';

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

/** What tells code from data: no text of a document can bear a symbol. Shared by all copies of this module. */
const CODE: unique symbol = Symbol.for('instant-codegen.code');

/** Made by the functions of this folder only. */
export interface Code {
  readonly [CODE]: true;
  readonly layout: Layout;
  readonly imports: readonly Import[];
}

const NO_IMPORTS: readonly Import[] = [];

/** Copied for each piece: a literal with a computed key takes several times as long to make. */
const EMPTY: Code = { [CODE]: true, layout: '', imports: NO_IMPORTS };

/** Code of a layout, which is written as it stands: whoever calls this vouches for every text in it. */
export function codeOf(layout: Layout, imports: readonly Import[] = NO_IMPORTS): Code {
  return { ...EMPTY, layout, imports };
}

export function isCode(value: unknown): value is Code {
  return typeof value === 'object' && value !== null && CODE in value;
}

export type Piece = Code | string | number | undefined | false | readonly Piece[];

/** Nothing: a line that holds only this disappears. */
export const nothing: Code = codeOf('');

function isList(piece: Piece): piece is readonly Piece[] {
  return Array.isArray(piece);
}

/** Throws for what is no piece of code: unescaped text above all. */
export function toCode(piece: Piece): Code {
  if (piece === undefined || piece === false) return nothing;
  if (typeof piece === 'number') return codeOf(String(piece));
  if (typeof piece === 'string') {
    if (piece !== '' && !isIdentifier(piece)) {
      throw new Error(
        `Not an identifier, so it may not be interpolated as code: ${JSON.stringify(piece)}. For text there are string() and literal(), for keys key(), for members member().`,
      );
    }
    return codeOf(piece);
  }
  if (isCode(piece)) return piece;
  if (isList(piece)) return lines(piece);
  throw new Error(`Not code, so it may not be interpolated: ${shown(piece)}`);
}

/** What a careless caller passed, in few words. */
function shown(value: unknown): string {
  if (typeof value === 'function') return `the function ${value.name || 'without a name'}`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `an object with ${Object.keys(value).slice(0, 5).join(', ') || 'no keys'}`;
}

export function isNothing(code: Code): boolean {
  return code.layout === '';
}

/** The imports of all; a list that one of them has alone is that list. */
export function gather(codes: readonly Code[]): readonly Import[] {
  let all: readonly Import[] = NO_IMPORTS;
  let own: Import[] | undefined;
  for (let index = 0; index < codes.length; index++) {
    const imports = codes[index]?.imports ?? NO_IMPORTS;
    if (imports.length === 0) continue;
    if (all.length === 0) all = imports;
    else {
      if (own === undefined) all = own = all.slice();
      for (let at = 0; at < imports.length; at++) {
        const each = imports[at];
        if (each !== undefined) own.push(each);
      }
    }
  }
  return all;
}

/** Pieces one below the other; pieces that are nothing leave no line. */
export function lines(pieces: readonly Piece[]): Code {
  return stack(pieces, hardline);
}

/** Pieces one below the other with an empty line between. */
export function blocks(pieces: readonly Piece[]): Code {
  return stack(pieces, concat(hardline, hardline));
}

function stack(pieces: readonly Piece[], separator: Layout): Code {
  const codes = pieces.map(toCode).filter((code) => !isNothing(code));
  const layouts = codes.map((code) => code.layout);
  return codeOf(joinLayouts(layouts, separator), gather(codes));
}

/**
 * A declaration that nothing is put around any more, laid out at once: of a large file only the text is
 * kept, and each import once.
 */
export function settled(piece: Piece): Code {
  const { layout, imports } = toCode(piece);
  if (layout === '') return nothing;
  const byName = new Map<string, Import[]>();
  for (const each of imports) {
    const known = byName.get(each.name);
    if (known === undefined) byName.set(each.name, [each]);
    else if (!known.some((other) => isSame(other, each))) known.push(each);
  }
  return codeOf(render(layout), [...byName.values()].flat());
}

function isSame(a: Import, b: Import): boolean {
  return a.as === b.as && a.type === b.type && moduleOf(a.from) === moduleOf(b.from);
}

function moduleOf(from: ModuleName): string {
  switch (from.kind) {
    case 'emitted':
    case 'file':
      return from.path;
    case 'runtime':
      return '';
    case 'package':
      return from.specifier;
  }
}

interface Template {
  readonly rows: readonly Row[];
  /** What it comes to, where no piece stands in it. */
  readonly constant?: Code;
}

/** Templates are constants, so each is taken apart once; forgotten with the code that holds it. */
const templates = new WeakMap<TemplateStringsArray, Template>();

function templateOf(strings: TemplateStringsArray): Template {
  let template = templates.get(strings);
  if (template === undefined) {
    const rows = parseTemplate(strings);
    template = strings.length > 1 ? { rows } : { rows, constant: fill(rows, []) };
    templates.set(strings, template);
  }
  return template;
}

/** Code text; see the head of this module. The indentation of the literal itself is taken off. */
export function code(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Code {
  const { rows, constant } = templateOf(strings);
  return constant ?? fill(rows, pieces.map(toCode));
}

function fill(rows: readonly Row[], codes: readonly Code[]): Code {
  const layout = fillRows(rows, codes);
  return layout === '' ? nothing : codeOf(layout, gather(codes));
}

/** A name that another module exports; the file that uses it imports it. */
export function imported(from: ModuleName, name: string, type = false): Code {
  if (!isIdentifier(name)) throw new Error(`Cannot import ${JSON.stringify(name)}`);
  return codeOf(name, [{ from, name, type }]);
}

/** A value of the runtime's closed list (`runtime/abi.ts`). */
export function runtime(name: string): Code {
  return imported({ kind: 'runtime' }, name);
}

/** A type of the runtime's closed list. */
export function runtimeType(name: string): Code {
  return imported({ kind: 'runtime' }, name, true);
}

/** A name of that list under another name of the file's own. */
export function runtimeAs(name: string, as: string, type = false): Code {
  if (!isIdentifier(as)) throw new Error(`Cannot import as ${JSON.stringify(as)}`);
  return codeOf(as, [{ from: { kind: 'runtime' }, name, type, as }]);
}

/** A global of the language or platform, reached by `globalThis` where an emitted type has its name. */
export function globalName(name: string, names: { shadows(global: string): boolean }): Code {
  return codeOf(names.shadows(name) ? `globalThis.${name}` : name);
}

/** The text of a piece as it stands alone, to compare pieces by. */
export function textOf({ layout }: Code): string {
  return typeof layout === 'string' ? layout : render(layout);
}

/** Whether it takes several lines wherever it stands. */
export function spansLines({ layout }: Code): boolean {
  return hasHardline(layout);
}

/** Whether the text of a piece begins and ends with a brace. */
export function isBraced({ layout }: Code): boolean {
  const start = edge(layout, 0);
  const end = edge(layout, -1)?.trimEnd();
  if (start !== undefined && end !== undefined && end !== '') {
    return start.startsWith('{') && end.endsWith('}');
  }
  const text = render(layout);
  return text.startsWith('{') && text.endsWith('}');
}

/** The text that stands first or last in a layout; undefined where that depends on where it breaks. */
function edge(layout: Layout, at: 0 | -1): string | undefined {
  if (typeof layout === 'string') return layout;
  switch (layout.kind) {
    case 'concat':
      return edge(layout.parts.at(at) ?? '', at);
    case 'nest':
    case 'group':
      return edge(layout.part, at);
    default:
      return undefined;
  }
}

/** A string as a literal. */
export function string(text: string): Code {
  return codeOf(quote(text));
}

/** A property key, quoted where it must be. */
export function key(text: string): Code {
  return codeOf(propertyKey(text));
}

/** Member access: `.name` or `['any text']`. */
export function member(text: string): Code {
  return codeOf(isPlainKey(text) ? `.${text}` : `[${quote(text)}]`);
}

/** Text of the user's own TypeScript, as written (already parsed as a type by the schema's reader). */
export function verbatim(text: string): Code {
  return codeOf(joinLayouts(text.split('\n'), hardline));
}
