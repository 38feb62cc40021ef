/** Where servers say in words what went wrong, from the most telling to the least. */
const KEYS = [
  'detail',
  'message',
  'error_description',
  'errorDescription',
  'error',
  'errors',
  'title',
  'msg',
];

/**
 * What the server said of an error, for people: the text of its body, or what that holds as `message`, `error`,
 * `detail`, `title` (RFC 9457), `errors` and the like, in lists and inside of one another. Undefined where nothing is
 * said, for pages of HTML, and for anything but an error with a body.
 */
export function serverMessage(error: unknown): string | undefined {
  return said((error as { readonly body?: unknown } | undefined | null)?.body);
}

function said(body: unknown): string | undefined {
  if (typeof body === 'string') return /^\s*(?:<|$)/.test(body) ? undefined : body.trim();
  if (Array.isArray(body)) return body.map(said).filter(Boolean).join('; ') || undefined;
  if (typeof body !== 'object' || body === null) return undefined;
  return KEYS.map((key) => said((body as Members)[key])).find(Boolean);
}

interface Members {
  readonly [name: string]: unknown;
}
