import type { ts } from 'ts-morph';
import type { Parser } from '../../parser.js';
import { docText, type Comment } from './prose.js';

/**
 * What the comments beside a node say of it: those above it, up to a blank line, and those that follow it on
 * its last line. `//` counts as much as `/** *\/`.
 */
export function docOf(
  ts: Parser,
  source: ts.SourceFile,
  node: ts.Node,
  value?: ts.Expression,
): string | undefined {
  const { text } = source;
  const body = value === undefined ? undefined : bodyOf(ts, value);
  return docText([
    above(text, node.pos, node.getStart(source)),
    body === undefined ? [] : afterBrace(text, body.getStart(source)),
    ...(value === undefined ? [] : insideChain(ts, source, value)),
    trailing(text, node.end),
  ]);
}

/** The object literal that a value is mostly made of: itself, or the argument of the innermost call. */
function bodyOf(ts: Parser, value: ts.Expression): ts.Expression | undefined {
  let current = value;
  for (;;) {
    if (ts.isObjectLiteralExpression(current)) return current;
    if (ts.isCallExpression(current)) {
      const callee = current.expression;
      if (ts.isPropertyAccessExpression(callee) && ts.isCallExpression(callee.expression)) {
        current = callee.expression;
      } else return current.arguments.find((argument) => ts.isObjectLiteralExpression(argument));
    } else if (
      ts.isAsExpression(current) ||
      ts.isSatisfiesExpression(current) ||
      ts.isParenthesizedExpression(current)
    ) {
      current = current.expression;
    } else return undefined;
  }
}

/** Comments between `from` and the node at `start`, of the block that touches the node. */
function above(text: string, from: number, start: number): readonly Comment[] {
  const all = scan(text, from, start);
  const firstBreak = from === 0 ? 0 : lineBreak(text, from, start, all);
  // What stands on the line of the token before belongs to that, unless the node stands there too.
  const own = firstBreak < 0 ? all : all.filter((comment) => comment.start >= firstBreak);
  const rest = own.slice(continued(text, all, own, start));
  const touching: Comment[] = [];
  let next = start;
  for (const comment of [...rest].reverse()) {
    if (breaks(text, comment.end, next) > 1) break;
    touching.unshift(comment);
    next = comment.start;
  }
  return touching;
}

/** Comments on the line where `end` lies, and `//` lines below that go on in the same column. */
function trailing(text: string, end: number): readonly Comment[] {
  const found: Comment[] = [];
  let separated = false;
  let beforeSeparator = 0;
  let at = end;
  for (;;) {
    at = skipSpaces(text, at);
    const comment = commentAt(text, at);
    if (comment !== undefined) {
      found.push(comment);
      if (!separated) beforeSeparator++;
      at = comment.end;
      if (comment.text.includes('\n')) break;
    } else if (!separated && (text[at] === ',' || text[at] === ';')) {
      separated = true;
      at++;
    } else break;
  }
  const next = text[at] ?? '\n';
  if (!/[\r\n)}\]]/.test(next) && !(found.at(-1)?.text.includes('\n') ?? false)) {
    return found.slice(0, beforeSeparator);
  }
  return [...found, ...continuation(text, found.at(-1))];
}

/** `goals: i.entity({ // what people aim at`. */
function afterBrace(text: string, start: number): readonly Comment[] {
  if (text[start] !== '{') return [];
  const comments: Comment[] = [];
  let at = skipSpaces(text, start + 1);
  for (let comment = commentAt(text, at); comment !== undefined; comment = commentAt(text, at)) {
    comments.push(comment);
    at = skipSpaces(text, comment.end);
  }
  const next = text[at] ?? '\n';
  return next === '\n' || next === '\r' ? comments : [];
}

/** Comments between the links of a call chain that stands over several lines. */
function insideChain(
  ts: Parser,
  source: ts.SourceFile,
  value: ts.Expression,
): readonly (readonly Comment[])[] {
  const found: (readonly Comment[])[] = [];
  let current = value;
  while (ts.isCallExpression(current) || ts.isPropertyAccessExpression(current)) {
    if (ts.isPropertyAccessExpression(current)) {
      found.push(scan(source.text, current.expression.end, current.name.getStart(source)));
    }
    current = current.expression;
  }
  return found.reverse();
}

/** `//` lines directly below a trailing comment and in its column: one comment, written over several lines. */
function continuation(text: string, first: Comment | undefined): readonly Comment[] {
  if (first === undefined || !first.text.startsWith('//')) return [];
  const column = columnOf(text, first.start);
  const found: Comment[] = [];
  let at = first.end;
  for (;;) {
    const next = skipSpaces(text, skipBreak(text, at));
    const comment = commentAt(text, next);
    if (comment === undefined || !comment.text.startsWith('//')) return found;
    if (columnOf(text, next) !== column || breaks(text, at, next) !== 1) return found;
    found.push(comment);
    at = comment.end;
  }
}

/** How many of `own` go on with a comment that trails the line before. */
function continued(
  text: string,
  all: readonly Comment[],
  own: readonly Comment[],
  start: number,
): number {
  const trailed = all[all.length - own.length - 1];
  const lines = continuation(text, trailed);
  if (lines.length === 0 || columnOf(text, start) === columnOf(text, lines[0]?.start ?? 0))
    return 0;
  return lines.length;
}

/** Every comment between two offsets with nothing but white space and commas among them. */
export function scan(text: string, from: number, to: number): readonly Comment[] {
  const found: Comment[] = [];
  for (let at = from; at < to;) {
    const comment = commentAt(text, at);
    if (comment === undefined) at++;
    else {
      found.push(comment);
      at = comment.end;
    }
  }
  return found;
}

function commentAt(text: string, at: number): Comment | undefined {
  if (text[at] !== '/') return undefined;
  let end: number;
  if (text[at + 1] === '/') {
    end = at;
    while (end < text.length && !/[\r\n\u2028\u2029]/.test(text[end] ?? '')) end++;
  } else if (text[at + 1] === '*') {
    const close = text.indexOf('*/', at + 2);
    end = close < 0 ? text.length : close + 2;
  } else return undefined;
  return { text: text.slice(at, end), start: at, end };
}

/** Offset of the first line break outside comments; -1 where there is none. */
function lineBreak(text: string, from: number, to: number, comments: readonly Comment[]): number {
  for (let at = from; at < to; at++) {
    const comment = comments.find(({ start, end }) => start <= at && at < end);
    if (comment !== undefined) at = comment.end - 1;
    else if (text[at] === '\n') return at;
  }
  return -1;
}

function breaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (text[at] === '\n') count++;
  return count;
}

function columnOf(text: string, at: number): number {
  return at - text.lastIndexOf('\n', at - 1);
}

function skipSpaces(text: string, at: number): number {
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function skipBreak(text: string, at: number): number {
  if (text[at] === '\r') at++;
  return text[at] === '\n' ? at + 1 : at;
}
