/** SQL text cut into statements, by its lexical rules alone: what they say is for Postgres to read. */

export interface Statement {
  readonly text: string;
  /** In the file, in UTF-16 units. */
  readonly offset: number;
  /** Its words as far as they go, lower case, with one space between: `create unique index`. */
  readonly words: string;
}

const SPACE = /\s+|--[^\n]*/y;
const QUOTED = /[Ee]'(?:[^'\\]|\\[^]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)/y;
const DOLLAR = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const NUMBER = /\d[\w.]*/y;
/** Where the output of pg_dump has rows instead of SQL. */
const COPY = /^copy\b[^]*\bfrom\s+stdin\b/i;

/** Commands of psql, and the rows that follow a `copy … from stdin`, are no statements and are passed over. */
export function statementsOf(sql: string): readonly Statement[] {
  const found: Statement[] = [];
  let start: number | undefined;
  let words: string[] = [];
  let first = true;
  let blocks = 0;
  let last = '';
  const match = (pattern: RegExp, at: number): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(sql)?.[0];
  };
  const end = (at: number): void => {
    if (start !== undefined)
      found.push({ text: sql.slice(start, at), offset: start, words: words.join(' ') });
    [start, words, first, blocks, last] = [undefined, [], true, 0, ''];
  };
  let at = sql.startsWith('\ufeff') ? 1 : 0;
  while (at < sql.length) {
    const space = match(SPACE, at);
    if (space !== undefined) {
      at += space.length;
    } else if (sql.startsWith('/*', at)) {
      at = endOfComment(sql, at);
    } else if (sql[at] === ';' && blocks === 0) {
      const isCopy = start !== undefined && COPY.test(sql.slice(start, at));
      if (isCopy) start = undefined;
      end(at);
      at = isCopy ? endOfRows(sql, at) : at + 1;
    } else if (start === undefined && sql[at] === '\\') {
      at = endOfLine(sql, at);
    } else {
      start ??= at;
      const word = match(QUOTED, at) === undefined ? match(WORD, at) : undefined;
      const dollar = match(DOLLAR, at);
      if (word !== undefined) {
        const name = word.toLowerCase();
        if (first) words.push(name);
        blocks = blocksAfter(blocks, last, name);
        last = name;
        at += word.length;
      } else if (dollar !== undefined) {
        const close = sql.indexOf(dollar, at + dollar.length);
        at = close < 0 ? sql.length : close + dollar.length;
        first = false;
      } else {
        at += (match(QUOTED, at) ?? match(NUMBER, at) ?? ' ').length;
        first = false;
      }
    }
  }
  end(sql.length);
  return found;
}

/** A function's body can be SQL itself: `begin atomic … end`, with `case … end` in it. */
function blocksAfter(blocks: number, last: string, word: string): number {
  if (word === 'atomic' && last === 'begin') return blocks + 1;
  if (blocks === 0) return 0;
  if (word === 'case') return blocks + 1;
  return word === 'end' ? blocks - 1 : blocks;
}

/** Comments can stand in comments. */
function endOfComment(sql: string, from: number): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = from;
  let depth = 0;
  for (let found = edge.exec(sql); found !== null; found = edge.exec(sql)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return sql.length;
}

function endOfLine(sql: string, from: number): number {
  const end = sql.indexOf('\n', from);
  return end < 0 ? sql.length : end + 1;
}

function endOfRows(sql: string, from: number): number {
  const end = /^\\\.\r?$/m.exec(sql.slice(from));
  return end === null ? sql.length : from + end.index + end[0].length;
}
