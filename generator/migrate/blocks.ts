/** The scripts of files in other syntaxes: Vue, Svelte and Astro. */

/** Files whose scripts are read. */
export function isBlocks(path: string): boolean {
  return /\.(?:vue|svelte|astro)$/.test(path);
}

/**
 * The text with everything but its scripts made blank, so that each of them is where it was; undefined where there are
 * none. What stands around a script is no space, or a line with a tag would be taken for one of its own.
 */
export function scriptsOf(path: string, text: string): string | undefined {
  const blocks = blocksOf(path, text);
  if (blocks.length === 0) return undefined;
  let scripts = '';
  let offset = 0;
  for (const { start, end } of blocks) {
    scripts += blank(text.slice(offset, start)) + text.slice(start, end);
    offset = end;
  }
  return scripts + blank(text.slice(offset));
}

/** The text with nothing but what is shown: no scripts, no styles and no comments, each thing where it was. */
export function templateOf(path: string, text: string): string {
  let shown = '';
  let offset = 0;
  for (const { start, end } of blocksOf(path, text)) {
    shown += text.slice(offset, start) + ' '.repeat(end - start);
    offset = end;
  }
  shown += text.slice(offset);
  return shown.replace(/<!--[^]*?(?:-->|$)|<style\b[^]*?(?:<\/style|$)/gi, (each) =>
    ' '.repeat(each.length),
  );
}

/** What to add to the path for the compiler to take the scripts for TypeScript; undefined where they are none. */
export function typedAs(path: string, whole: string): string | undefined {
  if (path.endsWith('.astro')) return '.ts';
  const said = /\slang=["']?(tsx?)\b/.exec(whole)?.[1];
  return said === undefined ? undefined : `.${said}`;
}

interface Block {
  readonly start: number;
  readonly end: number;
}

function blocksOf(path: string, text: string): readonly Block[] {
  const blocks = [...(path.endsWith('.astro') ? fenced(text) : [])];
  return [...blocks, ...tagged(text, blocks.at(-1)?.end ?? 0)];
}

/** Between the fences at the top of an Astro file. */
function fenced(text: string): readonly Block[] {
  const start = /^\s*---/.exec(text)?.[0].length;
  const length = start === undefined ? undefined : /\n[ \t]*---/.exec(text.slice(start))?.index;
  return start === undefined || length === undefined ? [] : [{ start, end: start + length + 1 }];
}

const TAG = /<!--|<script(?=[\s>])/gi;
/** Of a tag: what stands between quotes may hold its end. */
const REST = /(?:"[^"]*"|'[^']*'|[^"'>])*>/y;
const END = /<\/script/gi;

function tagged(text: string, from: number): readonly Block[] {
  const blocks: Block[] = [];
  let at = from;
  for (;;) {
    TAG.lastIndex = at;
    const tag = TAG.exec(text);
    if (tag === null) return blocks;
    if (tag[0] === '<!--') {
      const end = text.indexOf('-->', tag.index);
      if (end < 0) return blocks;
      at = end;
      continue;
    }
    REST.lastIndex = TAG.lastIndex;
    const rest = REST.exec(text);
    if (rest === null) return blocks;
    const start = REST.lastIndex;
    END.lastIndex = start;
    const end = END.exec(text)?.index;
    if (end === undefined) return blocks;
    if (isCode(rest[0])) blocks.push({ start, end });
    at = end + 1;
  }
}

/** Whether the attributes of a script say nothing else than that it is code. */
function isCode(attributes: string): boolean {
  const type = /(?:^|\s)type=["']?([^"'\s>]*)/.exec(attributes)?.[1];
  return type === undefined || /^(?:module|text\/(?:java|type)script|)$/.test(type);
}

/** As long as it was, with its lines: nothing but empty statements where it touches a script. */
function blank(text: string): string {
  const lines = text.split('\n');
  return lines
    .map((line, index) => {
      const kept = line.endsWith('\r') ? '\r' : '';
      const length = line.length - kept.length;
      const touches = index === 0 || index === lines.length - 1;
      return (touches ? ';' : ' ').repeat(length) + kept;
    })
    .join('\n');
}
