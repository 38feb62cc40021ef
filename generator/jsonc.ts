/** JSON with comments and trailing commas, as tsconfig.json and deno.jsonc are written. */

/** The value of a text; undefined where it is not one even so. */
export function parseJsonc(text: string): unknown {
  try {
    return JSON.parse(strip(text));
  } catch {
    return undefined;
  }
}

/** Comments first: a comma may stand before one that has a bracket in it. */
function strip(text: string): string {
  const comments = /("(?:[^"\\]|\\.)*")|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g;
  const commas = /("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g;
  const kept = (_: string, quoted?: string): string => quoted ?? '';
  return text
    .replace(/^\ufeff/, '')
    .replace(comments, kept)
    .replace(commas, kept);
}
