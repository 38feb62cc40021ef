/** What to do about a text that is no sound YAML or JSON, by the line that a parser stops at. */

/** A plain text with a colon in it, or one that begins with a sign that means something to YAML. */
const COLON = /^\s*(?:- +)*[^\s'"{[][^:'"]*:\s+[^\s'"|>{[&*!].*:(?:\s|$)/;
const SIGN = /^\s*(?:- +)*(?:[^\s'"{[:@`%*][^:]*:\s+)?([@`%*{[])/;
const URL = /[{[,]\s*(?:[\w-]+:\s*)?https?:/;

const MERGE = /^(?:<{7} |={7}$|>{7} )/;

const LONGEST = 1_000;

/** @param offset where the parser stopped */
export function remedyOf(text: string, offset: number, isJson: boolean): string {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const line = lineAt(text, start);
  if (MERGE.test(line)) return 'Settle the merge: these are the marks that git leaves.';
  if (!isJson) return yamlRemedy(text, offset, start, line);
  return /^\s*\/[/*]/.test(line)
    ? 'Remove the comment: JSON has none.'
    : 'See that commas are set, and that quotes and brackets are closed.';
}

function yamlRemedy(text: string, offset: number, start: number, line: string): string {
  const above = lineAt(text, text.lastIndexOf('\n', Math.max(0, start - 2)) + 1);
  if (/^ *\t/.test(line)) return 'Indent by spaces: YAML takes no tabs there.';
  if (text[offset] === '#') return 'Put a space before the #, or remove it.';
  for (const each of [line, above]) {
    if (COLON.test(each)) {
      return 'Put a text with a colon and a space in it in quotes: description: "Note: this".';
    }
  }
  if (URL.test(line)) return 'Put an address that stands in { } or [ ] in quotes.';
  const sign = SIGN.exec(line)?.[1];
  if (sign !== undefined && sign !== '{' && sign !== '[') {
    return `Put a text that begins with ${sign} in quotes.`;
  }
  if (sign !== undefined)
    return `Put a text that begins with ${sign} in quotes, or close the bracket.`;
  return 'Indent this line as those that it belongs to, and see that quotes and brackets are closed.';
}

/** As much of a line as a person would read. */
function lineAt(text: string, start: number): string {
  return /^[^\r\n]*/.exec(text.slice(start, start + LONGEST))?.[0] ?? '';
}

/** What two keys of one name in an object come to, in JSON and YAML alike. */
export function twice(key: string): { readonly message: string; readonly remedy: string } {
  const path = key.startsWith('/');
  return {
    message: `The key ${JSON.stringify(key)} stands twice in one object; the last one counts${path ? ', and operations below the first are lost' : ''}.`,
    remedy: path ? 'Put the operations of both under one of the two.' : 'Remove one of the two.',
  };
}

/** The key that is written at an offset. */
export function keyAt(text: string, offset: number): string {
  const rest = text.slice(offset, offset + LONGEST);
  const quoted = /^(["'])(.*?)\1\s*:/.exec(rest)?.[2];
  return quoted ?? /^[^\n]*?(?=\s*:(?:\s|$))/.exec(rest)?.[0] ?? '';
}
