import type { TypeName, TypeText } from '../../ir.js';

export type Part = TypeText['parts'][number];

/** Text of the author's in the shape in which it is carried: two spaces per bracket, `\n`, no loose ends. */
export function typeText(parts: readonly Part[]): TypeText {
  const out: (string | { readonly name: TypeName })[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part;
    else if (part !== '') out.push(part);
  }
  let state: State = { depth: 0, inside: '', holes: [] };
  for (const [index, part] of out.entries()) {
    if (typeof part !== 'string') continue;
    const indented = reindent(part, state);
    state = indented.state;
    out[index] = indented.text;
  }
  return { parts: out };
}

interface State {
  readonly depth: number;
  /** The quote, or the opening of the comment, that the text is inside of. */
  readonly inside: '' | '`' | '/*';
  /** Depth at each `${` of a template that the text is inside of. */
  readonly holes: readonly number[];
}

/** Lines are indented by the brackets around them, since the author's indentation began somewhere else. */
function reindent(text: string, from: State): { readonly text: string; readonly state: State } {
  let { depth, inside } = from;
  const holes = [...from.holes];
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (inside === '`') {
      // A line end of a template is a part of it, which no indentation may follow.
      const end = /^\\?(?:\r\n|\n|\r)/.exec(text.slice(at, at + 3))?.[0] ?? '';
      if (end !== '') {
        out += end.startsWith('\\') ? '' : '\\n';
        at += end.length - 1;
        continue;
      }
      out += character;
      if (character === '\\') out += text[++at] ?? '';
      else if (character === '`') inside = '';
      else if (character === '$' && text[at + 1] === '{') {
        out += '{';
        at++;
        holes.push(depth);
        depth++;
        inside = '';
      }
    } else if (character === '\n') {
      const rest = text.slice(at + 1);
      const indent = /^[ \t\r\n]*/.exec(rest)?.[0].length ?? 0;
      const next = rest[indent] ?? '';
      const closes = inside === '' && /[)\]}]/.test(next) ? 1 : 0;
      const hangs = inside === '' && /[|&?:]/.test(next) ? 1 : 0;
      const star = inside === '/*' ? ' ' : '';
      out = withoutBlanks(out);
      // One blank line between members is a thought of the author's; more are not.
      const blank = (rest.slice(0, indent).match(/\n/g)?.length ?? 0) > 0 && closes === 0;
      out += (blank ? '\n\n' : '\n') + '  '.repeat(Math.max(0, depth - closes + hangs)) + star;
      at += indent;
    } else if (inside === '/*') {
      out += character;
      if (character === '*' && text[at + 1] === '/') {
        out += '/';
        at++;
        inside = '';
      }
    } else if (character === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      if (text[at + 1] === '*') {
        out += '/*';
        at++;
        inside = '/*';
      } else {
        const end = text.indexOf('\n', at);
        const stop = end < 0 ? text.length : end;
        out += text.slice(at, stop);
        at = stop - 1;
      }
    } else if (character === "'" || character === '"') {
      const end = closing(text, at);
      out += text.slice(at, end).replace(/\\(?:\r\n|[\n\r])/g, '');
      at = end - 1;
    } else {
      if (character === '`') inside = '`';
      else if ('([{'.includes(character)) depth++;
      else if (')]}'.includes(character)) {
        depth--;
        if (character === '}' && holes.at(-1) === depth) {
          holes.pop();
          inside = '`';
        }
      }
      out += character;
    }
  }
  return { text: out, state: { depth, inside, holes } };
}

/** Offset behind the string that opens at `at`. */
function closing(text: string, at: number): number {
  const mark = text[at];
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === mark) return end + 1;
  }
  return text.length;
}

/** Without blanks at its end; a pattern would go through the whole text at each of its lines. */
function withoutBlanks(text: string): string {
  let end = text.length;
  while (' \t\r'.includes(text[end - 1] ?? '.')) end--;
  return text.slice(0, end);
}
