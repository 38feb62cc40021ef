/** What of an error answer the client hides, told once more. */

import { isDeepStrictEqual } from 'node:util';

import type { RandomCall } from './calls.js';

type Members = Readonly<Record<string, unknown>>;

/** The error as the client shows it; nothing where there is nothing to hide. */
export function redacted(given: RandomCall, error: Members): Members | undefined {
  const secrets = secretsOf(given).filter((each) => each !== '');
  const hide = (value: unknown): unknown => {
    // The picture of an outcome says `<undefined>` where there is nothing.
    if (value === '<undefined>') return value;
    if (typeof value === 'string') return secrets.reduce(without, value);
    if (Array.isArray(value)) return value.map(hide);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        typeof member === 'string' && isSecretKey(key) ? '[hidden]' : hide(member),
      ]),
    );
  };
  const { name, status, instanceof: kind, body, ...rest } = error;
  if (name !== 'InstantAPIError') return undefined;
  const hidden = hide(body) as Members;
  const message = hidden['message'];
  const hint = hidden['hint'];
  const traceId =
    hidden['traceId'] !== '' && hidden['traceId'] !== undefined
      ? hidden['traceId']
      : hidden['trace-id'];
  if (isDeepStrictEqual(hidden, body)) return undefined;
  return {
    ...rest,
    name,
    status,
    instanceof: kind,
    body: hidden,
    ...(typeof message === 'string' && message !== '' ? { message } : {}),
    ...(hint === undefined ? {} : { hint }),
    ...(rest['traceId'] === undefined ? {} : { traceId }),
  };
}

function isSecretKey(key: string): boolean {
  const last = key.toLowerCase().split(/[-_]/).at(-1) ?? '';
  return last === 'token' || last === 'authorization';
}

/** Short ones are hidden as whole texts only: they may be a part of any word. */
function without(text: string, secret: string): string {
  if (secret.length < 6) return text === secret ? '[hidden]' : text;
  const at = text.toLowerCase().indexOf(secret.toLowerCase());
  if (at < 0) return text;
  const rest = text.slice(at + secret.length);
  return `${text.slice(0, at)}[hidden]${without(rest, secret)}`;
}

function secretsOf({ config, as, call }: RandomCall): readonly string[] {
  const { token } = (as ?? {}) as { readonly token?: string };
  const [first] = call.args;
  const { refresh_token: own } = (typeof first === 'object' && first !== null ? first : {}) as {
    readonly refresh_token?: string;
  };
  return [
    config.adminToken?.trim() ?? '',
    token ?? '',
    own ?? '',
    call.path === 'auth.verifyToken' ? String(first) : '',
  ];
}
