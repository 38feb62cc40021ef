/** A comment as written, markers included. */
export interface Comment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Said to tools, not to readers. */
const DIRECTIVE =
  /^(?:eslint\b|eslint-|@ts-|@eslint|prettier-ignore|biome-ignore|deno-|tslint:|istanbul |c8 |v8 |#(?:end)?region|oxlint-|cspell)/;

/** What Instant's command writes at the head of a file. */
const BANNER = /^(?:Docs: https?:\/\/(?:www\.)?instantdb\.com|We inferred \d+ attributes?)/;

const KEY = String.raw`(?:['"][^'"]*['"]|[$\w-]+|\[[^\]]+\])`;

/** Entries of a schema that were commented out: never prose. */
const CODE = new RegExp(
  [
    String.raw`^${KEY}\s*:\s*\(?i\s*\.\s*\w+\s*[(<]`,
    String.raw`^${KEY}\s*:\s*i\.?$`,
    String.raw`^i\s*\.\s*\w+\s*[(<].*[),;]$`,
    String.raw`^\.(?:optional|indexed|unique|clientRequired|asType)\b.*[(),]$`,
    String.raw`^(?:forward|reverse|presence|topics)\s*:\s*(?:\{|i\.)`,
    String.raw`^\.\.\.[\w.$]+,?$`,
    String.raw`\bi\.(?:string|number|boolean|date|json|any|entity)(?:<[^>]*>)?\(.*,$`,
  ].join('|'),
);

/** Lines that are code when they stand beside such an entry. */
const CODE_BESIDE = new RegExp(
  String.raw`^(?:[)\]}]+[,;]*|(?:on|has|label|onDelete|required)\s*:\s*\S+,?|${KEY}\s*:\s*[\[{(]+)$`,
);

/** Joins blocks of comments into documentation; undefined when nothing in them is said to a reader. */
export function docText(blocks: readonly (readonly Comment[])[]): string | undefined {
  const lines = blocks.flatMap((block) => withoutCode(block.flatMap(linesOf)));
  while (lines[0] === '') lines.shift();
  while (lines.at(-1) === '') lines.pop();
  return lines.length === 0 ? undefined : lines.join('\n');
}

/** Drops commented-out code, with the lines above it in the same block, which speak of it. */
function withoutCode(lines: readonly string[]): readonly string[] {
  if (lines.some((line) => BANNER.test(line))) return [];
  let rest = 0;
  let depth = 0;
  for (const [index, line] of lines.entries()) {
    const goes = depth > 0 || (rest === index && rest > 0 && CODE_BESIDE.test(line));
    if (!goes && !CODE.test(line)) continue;
    depth = Math.max(0, depth + opened(line));
    rest = index + 1;
  }
  return lines.slice(rest);
}

/** How many more brackets a line opens than it closes. */
function opened(line: string): number {
  return (line.match(/[([{]/g)?.length ?? 0) - (line.match(/[)\]}]/g)?.length ?? 0);
}

function linesOf(comment: Comment): readonly string[] {
  if (comment.text.startsWith('//')) {
    const line = plain(comment.text.replace(/^\/\/+ ?/, ''));
    return line === undefined ? [] : [line];
  }
  const body = comment.text.replace(/^\/\*+/, '').replace(/(?<!\*)\*+\/$/, '');
  const raw = body.split(/\r?\n/);
  const starred = raw.slice(1).every((line) => /^\s*(?:\*|$)/.test(line));
  const indent = Math.min(
    ...raw.slice(1).map((line) => (line.trim() === '' ? Infinity : line.search(/\S/))),
  );
  const lines = raw.map((line, index) => {
    if (index === 0) return line.trim();
    return starred ? line.replace(/^\s*\* ?/, '') : line.slice(Math.min(indent, line.length));
  });
  const kept = lines.map((line) => plain(line)).filter((line) => line !== undefined);
  while (kept[0] === '') kept.shift();
  while (kept.at(-1) === '') kept.pop();
  return kept;
}

/** A line without its rulers (`---- Users ----`); undefined when nothing else is in it, or only a directive. */
function plain(line: string): string | undefined {
  const trimmed = line.trimEnd();
  if (DIRECTIVE.test(trimmed.trimStart())) return undefined;
  const bare = beforeRuler(trimmed.replace(/^\s*([-=*#_~─═])\1{2,}\s*/, ''));
  return bare === '' && trimmed !== '' ? undefined : bare;
}

/** What stands before the ruler at the end of a line; a pattern would look for one at each of its marks. */
function beforeRuler(line: string): string {
  const mark = line.at(-1) ?? '';
  if (!/[-=*#_~─═]/.test(mark)) return line;
  let start = line.length;
  while (line[start - 1] === mark) start -= 1;
  return line.length - start < 3 ? line : line.slice(0, start).trimEnd();
}
