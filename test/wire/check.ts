/** Whether what arrived is what was sent. */

import { formOf, type Raw, readParameter } from './decode.js';
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

export const AUTH = {
  inHeader: 'k,e y;=%2B"',
  inQuery: 'k&=+ü%41 #',
  inCookie: 'a b;c,"=é',
  user: { username: 'me', password: 'p:ä,+' },
  bearer: 'a.b-c_d~e+/==',
};

/** Each credential that arrived. */
function checkSecurity(raw: Raw, { security }: Operation): string | undefined {
  const { authorization = '', cookie = '' } = raw.headers;
  const found = [
    ...(raw.headers['x-key'] === AUTH.inHeader ? ['inHeader'] : []),
    ...(formOf(raw.url.split('?')[1] ?? '').some(
      ([key, value]) => key === 'api key' && value === AUTH.inQuery,
    )
      ? ['inQuery']
      : []),
    ...(cookie
      .split('; ')
      .some(
        (each) => each.startsWith('sid=') && decodeURIComponent(each.slice(4)) === AUTH.inCookie,
      )
      ? ['inCookie']
      : []),
    ...(authorization === `Basic ${Buffer.from('me:p:ä,+').toString('base64')}` ? ['user'] : []),
    ...(authorization === `Bearer ${AUTH.bearer}` ? ['bearer'] : []),
  ].sort();
  const fits =
    security.length === 0
      ? found.length === 0
      : security.some((each) => same([...each].sort(), found));
  return fits ? undefined : `credentials ${show(found)} for ${show(security)}`;
}

export async function checkRequest(
  raw: Raw,
  base: string,
  operation: Operation,
): Promise<string | undefined> {
  if (raw.method !== operation.method.toUpperCase()) return raw.method;
  try {
    for (const each of operation.parameters) {
      if (each.isLost) continue;
      const problem = checkParameter(raw, base, operation.path, each);
      if (problem !== undefined) return problem;
    }
    return (await checkBody(raw, operation.body)) ?? checkSecurity(raw, operation);
  } catch (error) {
    return String(error);
  }
}

/** Whether nothing may be sent, since an address with these values is another one. */
export function mayRefuse({ parameters }: Operation, message: string): boolean {
  return parameters.some(({ in: place, name, value, content }) => {
    if (place !== 'path' || content !== undefined || !message.includes(`path.${name}`))
      return false;
    const leaves = [texts(value)]
      .flat()
      .flatMap((each) => (typeof each === 'object' ? Object.values(each) : [each]));
    return leaves.every((each) => typeof each !== 'string' || /^\.{0,2}$/.test(each));
  });
}

/** The argument of the call. */
export function requestOf({ parameters, body }: Operation): Record<string, unknown> {
  const groups = {
    path: 'path',
    query: 'query',
    header: 'headers',
    cookie: 'cookies',
    querystring: 'query',
  } as const;
  const request: Record<string, Record<string, unknown>> = {};
  for (const each of parameters) {
    const group = (request[groups[each.in]] ??= {});
    Object.defineProperty(group, each.name, {
      value: each.value,
      enumerable: true,
      configurable: true,
    });
  }
  if (body === undefined) return request;
  return { ...request, body: body.value, ...(body.several ? { contentType: body.type } : {}) };
}
