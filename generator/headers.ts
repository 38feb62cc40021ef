/** Headers as the command line has them. */

/** `Name: value`, one a line; undefined where a line has no name that a header may have. */
export function parseHeaders(given: string): Readonly<Record<string, string>> | undefined {
  const rows = given.split('\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, Math.max(colon, 0)).trim(), line.slice(colon + 1).trim()] as const;
  });
  return rows.every(([name]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name))
    ? Object.fromEntries(rows)
    : undefined;
}

/** What to do where it is undefined. */
export const HEADER_PROBLEM = {
  message: 'A --header has no name.',
  remedy: "Write it like this: --header 'Authorization: Bearer …'.",
} as const;
