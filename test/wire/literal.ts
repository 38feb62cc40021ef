/** A value as TypeScript. */
export function literal(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (value instanceof File) return 'new File([], "x")';
  if (value instanceof Blob) return 'new Blob([])';
  if (value instanceof Uint8Array) return 'new Uint8Array(1)';
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, each]) => `[${JSON.stringify(key)}]: ${literal(each)}`,
  );
  return `{ ${members.join(', ')} }`;
}
