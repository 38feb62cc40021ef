/** Whether what arrived is what was sent. */

import type { Case } from './cases.js';
import { checkCredentials } from './credentials.js';
import { type Raw, readParameter } from './decode.js';
import { checkBody, checkForm, same, show, structureOf, texts } from './check-body.js';
import type { Operation } from './operations.js';
import type { Parameter } from './parameters.js';

function checkParameter(
  raw: Raw,
  base: string,
  template: string,
  parameter: Parameter,
): string | undefined {
  const { value, content, in: place, name } = parameter;
  const structure = structureOf(value);
  const keys = structure === 'object' ? Object.keys(value as object) : [];
  const read = readParameter(raw, base, template, parameter, structure, keys);
  const text = typeof read === 'string' ? read : '';
  if (place === 'querystring') {
    if (content === 'text/plain') return text === value ? undefined : `${text} for ${show(value)}`;
    if (content === 'application/json') {
      const got: unknown = JSON.parse(decodeURIComponent(text));
      return same(got, value) ? undefined : `querystring: ${show(got)} for ${show(value)}`;
    }
    return checkForm(text, { type: '', value, encoding: {}, several: false });
  }
  if (content?.includes('form')) {
    return texts(value) === undefined && !text
      ? undefined
      : checkForm(text, { type: '', value, encoding: {}, several: false });
  }
  if (content !== undefined) {
    const got: unknown = read === undefined ? undefined : JSON.parse(text);
    return same(got, value) ? undefined : `${place} ${name}: ${show(got)} for ${show(value)}`;
  }
  const wanted = texts(value);
  const isEmpty =
    wanted === undefined &&
    place === 'header' &&
    (show(read) === '[""]' || show(read) === '{}' || show(read) === '{"":""}');
  return isEmpty || same(read, wanted)
    ? undefined
    : `${place} ${name}: ${show(read)} for ${show(wanted)}`;
}

/** Where there are path parameters, reading these looks at the rest of the path. */
function checkAddress({ url }: Raw, base: string, { path, id }: Operation): string | undefined {
  const [template] = path.split('{');
  return url.startsWith(base + String(template)) ? undefined : `${url} for ${base}/${id}`;
}

export async function checkRequest(
  raw: Raw,
  operation: Operation,
  { auth, baseOf, security }: Case,
): Promise<string | undefined> {
  const base = baseOf(operation);
  if (raw.method !== operation.method.toUpperCase()) return raw.method;
  try {
    for (const each of operation.parameters) {
      if (each.isLost) continue;
      const problem = checkParameter(raw, base, operation.path, each);
      if (problem !== undefined) return problem;
    }
    return (
      checkAddress(raw, base, operation) ??
      (await checkBody(raw, operation.body)) ??
      checkCredentials(raw, operation.security ?? security, auth)
    );
  } catch (error) {
    return String(error);
  }
}

/** Whether nothing may be sent, since an address with these values is another one. */
export function mayRefuse({ parameters }: Operation, message: string): boolean {
  return parameters.some(({ in: place, name, value, content }) => {
    const isForm = content?.includes('form') === true && texts(value) === undefined;
    if (place !== 'path' || (content !== undefined && !isForm) || !message.includes(`path.${name}`))
      return false;
    const leaves = [texts(value)]
      .flat()
      .flatMap((each) => (typeof each === 'object' ? Object.values(each) : [each]));
    return leaves.every((each) => typeof each !== 'string' || /^\.{0,2}$/.test(each));
  });
}

/** The argument of the call. */
export function requestOf(
  { parameters, body }: Operation,
  accept?: string,
): Record<string, unknown> {
  const groups = {
    path: 'path',
    query: 'query',
    header: 'headers',
    cookie: 'cookies',
    querystring: 'query',
  } as const;
  const request: Record<string, Record<string, unknown>> = {};
  const asked = accept === undefined ? {} : { accept };
  for (const each of parameters) {
    const group = (request[groups[each.in]] ??= {});
    Object.defineProperty(group, each.name, {
      value: each.value,
      enumerable: true,
      configurable: true,
    });
  }
  if (body === undefined) return { ...request, ...asked };
  return {
    ...request,
    ...asked,
    body: body.value,
    ...(body.several ? { contentType: body.type } : {}),
  };
}
