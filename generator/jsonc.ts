/** JSON with comments and trailing commas, as tsconfig.json and deno.jsonc are written. */

/** The value of a text; undefined where it is not one even so. */
export function parseJsonc(text: string): unknown {
  try {
    return JSON.parse(strip(text));
  } catch {
    return undefined;
  }
}

function strip(text: string): string {
  const tokens =
    /("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*[}\]])/g;
  return text.replace(/^\ufeff/, '').replace(tokens, (_, quoted?: string) => quoted ?? '');
}
