/** Keeps tokens out of what is printed and logged. Results of calls are never touched. */

const HIDDEN = '[hidden]';
const SECRET_KEY = /(?:^|[-_])(?:token|authorization)$/i;

/**
 * A copy of an error answer without the secrets given, whatever their case, and without any text that
 * stands under a key like `token`: the server repeats a wrong admin token in its answer.
 */
export function redact(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((item: unknown) => redact(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => [
      key,
      typeof member === 'string' && SECRET_KEY.test(key) ? HIDDEN : redact(member, secrets),
    ]),
  );
}

function redactText(text: string, secrets: readonly string[]): string {
  return secrets.reduce((clean, secret) => {
    // A token of a few characters may be a part of any word.
    if (secret.length < 6) return clean === secret ? HIDDEN : clean;
    const pattern = secret.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    return clean.replace(new RegExp(pattern, 'gi'), HIDDEN);
  }, text);
}

/** Refresh tokens that a request carries in its address or its JSON body. */
export function tokensIn(url: string, body: unknown): readonly string[] {
  const text = url + (typeof body === 'string' ? body : '');
  // Of each token there are two: as it stands in an address, or as JSON.
  const parts = text.split(/refresh[-_]token(?:=([^&"]+)|":("(?:[^"\\]|\\.)+"))/);
  return parts.flatMap((found, at): string | readonly string[] => {
    if (at % 3 === 0 || !found) return [];
    try {
      return at % 3 === 1 ? decodeURIComponent(found) : (JSON.parse(found) as string);
    } catch {
      return found;
    }
  });
}

/** A copy of an object in which one member is readable by its name, but not listed, printed or sent. */
export function hideMember<Value extends object>(value: Value, name: keyof Value): Value {
  if (value[name] === undefined) return value;
  const { [name]: secret, ...rest } = value;
  return Object.defineProperty(rest, name, { get: () => secret }) as Value;
}
