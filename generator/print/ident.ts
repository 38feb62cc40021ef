/**
 * The one module through which text of documents and schemas reaches emitted code: quoting, escaping and
 * the test of what may stand as an identifier.
 */

const IDENTIFIER = /^[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*$/u;
/** Nearly all are such, and this is seen faster. */
const ASCII_IDENTIFIER = /^[$_a-zA-Z][$\w]*$/;

/** Words that cannot name a variable, function, type or parameter in strict mode code. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  (
    'any arguments as async await bigint boolean break case catch class const continue debugger declare default ' +
    'delete do else enum eval export extends false finally for function if implements import in infer ' +
    'instanceof interface is keyof let module namespace never new null number object of package private ' +
    'protected public readonly require return set static string super switch symbol this throw true try ' +
    'type typeof undefined unique unknown using var void while with yield'
  ).split(' '),
);

/**
 * Identifiers that mean something else as the name of an export: a module with `then` is a promise to
 * `await import()`, CommonJS has `exports` and `__esModule`, and the globals among them cannot be declared.
 */
export const UNSAFE_EXPORTS: ReadonlySet<string> = new Set(
  'then exports __esModule __proto__ globalThis Infinity NaN'.split(' '),
);

/**
 * Types of the language itself: whoever reads `a?: String` or `a?: Promise` takes it for these. What a document may
 * well mean by its name (`Date`, `Error`, `Event`, `File`, `Map`) is not among them.
 */
export const BASIC_TYPES: ReadonlySet<string> = new Set(
  (
    'Array BigInt Boolean Function Number Object Omit Partial Pick Promise PromiseLike Readonly ReadonlyArray ' +
    'Record String Symbol'
  ).split(' '),
);

/** Whether `text` may stand where a name is written; reserved words may not. */
export function isIdentifier(text: string): boolean {
  return (ASCII_IDENTIFIER.test(text) || IDENTIFIER.test(text)) && !RESERVED_WORDS.has(text);
}

/** Letters of the scripts in common use that have been identifiers since ES5. */
const LETTERS =
  'a-zA-Z\\xaa\\xb5\\xba\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u02c1\\u0386\\u0388-\\u038a\\u038c\\u038e-\\u03a1\\u03a3-\\u03f5' +
  '\\u03f7-\\u0481\\u048a-\\u0523\\u0531-\\u0556\\u05d0-\\u05ea\\u0620-\\u064a\\u10d0-\\u10fa\\u1e00-\\u1f15\\u3041-\\u3096' +
  '\\u30a1-\\u30fa\\u3105-\\u312d\\u3400-\\u4db5\\u4e00-\\u9fcc\\uac00-\\ud7a3';
const PLAIN_KEY = new RegExp(`^[$_${LETTERS}][$_0-9${LETTERS}]*$`);

/** Whether `text` may be a property key without quotes. Prettier leaves ES5 names unquoted. */
export function isPlainKey(text: string): boolean {
  return PLAIN_KEY.test(text);
}

/** A string literal, in the quotes that need fewer escapes; single ones when it makes no difference. */
export function quote(text: string): string {
  if (/^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/.test(text)) return `'${text}'`;
  let single = 0;
  let double = 0;
  for (const character of text) {
    if (character === "'") single++;
    else if (character === '"') double++;
  }
  const mark = single > double ? '"' : "'";
  return mark + escape(text, mark) + mark;
}

/** A property key: bare where it may be, quoted otherwise; `__proto__` is computed, since bare it is a setter. */
export function propertyKey(key: string): string {
  return isPlainKey(key) ? key : quote(key);
}

function escape(text: string, mark: string): string {
  let out = '';
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const character = text[index] ?? '';
    if (character === mark || character === '\\') out += '\\' + character;
    else if (character === '\n') out += '\\n';
    else if (character === '\r') out += '\\r';
    else if (character === '\t') out += '\\t';
    else if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0) || isInvisible(unit)) out += hex(unit);
    else if (unit >= 0xd800 && unit <= 0xdfff) {
      const next = text.charCodeAt(index + 1);
      if (unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) {
        out += character + (text[index + 1] ?? '');
        index++;
      } else out += hex(unit);
    } else out += character;
  }
  return out;
}

/** Line separators, byte order mark, bidirectional controls: legal in a literal, but not what a reader sees. */
function isInvisible(unit: number): boolean {
  return (
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0xfeff ||
    unit === 0xad ||
    (unit >= 0x200b && unit <= 0x200f) ||
    (unit >= 0x202a && unit <= 0x202e) ||
    (unit >= 0x2060 && unit <= 0x206f)
  );
}

function hex(unit: number): string {
  return '\\u' + unit.toString(16).padStart(4, '0');
}

/** Text that cannot end or leave a block comment, in lines; tags at line starts are made literal. */
export function commentLines(text: string, width: number): readonly string[] {
  if (text.length <= width && isPlainLine(text)) return text === '' ? [] : [text];
  const lines: string[] = [];
  let isCode = false;
  for (const raw of text.split(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/)) {
    const isFence = /^\s*(?:```[^`]*|~~~.*)$/.test(raw);
    if (isFence) isCode = !isCode;
    // What is code, or a row of a table, means something else in several lines.
    const room = isCode || isFence || /^\s*\|/.test(raw) ? Infinity : width;
    if (isPlainLine(raw)) {
      lines.push(...wrap(raw, room));
      continue;
    }
    const clean = raw
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ud800-\udfff]/gu, '\ufffd')
      .replace(/[\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f]/gu, '')
      .replaceAll('*/', '*\\/')
      .replaceAll('\t', '  ')
      .trimEnd()
      // TypeScript takes it for a tag after any space, in backticks too.
      .replace(/(^|\s)@/g, '$1\\@');
    lines.push(...wrap(clean, room));
  }
  while (lines.length > 0 && lines[0]?.trim() === '') lines.shift();
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
  return lines;
}

/** Nearly all lines are such: printable ASCII without an `@`, no end of a comment, no space at the end. */
function isPlainLine(line: string): boolean {
  return /^[\x20-\x3f\x41-\x7e]*$/.test(line) && !line.includes('*/') && !line.endsWith(' ');
}

/** Breaks a long line at spaces; list items and indented text keep their indentation. */
function wrap(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  const lead = /^\s*(?:[-*+]\s+|\d+[.)]\s+)?/.exec(line)?.[0] ?? '';
  const room = width - lead.length;
  const lines: string[] = [];
  let begin = lead;
  let rest = line.slice(lead.length).replace(/ {2,}/g, ' ');
  while (rest.length > room) {
    const last = rest.lastIndexOf(' ', room);
    // A word that is longer than a line stands alone.
    const cut = last > 0 ? last : rest.indexOf(' ', room);
    if (cut === -1) break;
    lines.push(begin + rest.slice(0, cut));
    begin = ' '.repeat(lead.length);
    rest = rest.slice(cut + 1);
  }
  lines.push(begin + rest);
  return lines;
}
