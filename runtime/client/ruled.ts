/** Methods whose rows have rules besides: what flags of the client add, and what may be sent twice. */

import { at, method } from './method.js';
import { requestOf } from './request.js';
import type { Caller, ClientMethod, Endpoint, MethodSpec } from './method.js';
import type { RequestSpec } from './request.js';
import type { CallOptions } from '../http/types.js';

/** {@link method} for rows with `when` or `idempotent`. */
export function ruledMethod(client: Caller, endpoint: Endpoint, spec: MethodSpec): ClientMethod {
  return method(client, endpoint, spec, (_, args) => {
    const { options, ...request } = requestOf(withFlags(spec, client.flags), args);
    return { ...request, options: withRepeats(spec, request, options) ?? {} };
  });
}

function withFlags(spec: MethodSpec, flags: Caller['flags']): RequestSpec {
  const { when } = spec;
  if (when === undefined) return spec;
  const on = Object.keys(when).filter((flag) => flags?.[flag] === true);
  const all = [spec.constants, ...on.map((flag) => when[flag])];
  return {
    ...spec,
    constants: Object.fromEntries(all.flatMap((each) => Object.entries(each ?? {}))),
  };
}

/** Policies see it in the request. */
function withRepeats(
  { idempotent }: MethodSpec,
  request: object,
  options: object | undefined,
): CallOptions | undefined {
  if (idempotent === undefined) return options;
  const repeatable =
    typeof idempotent === 'boolean' ? idempotent : at(request, idempotent) !== undefined;
  const unsaid = !repeatable && typeof idempotent !== 'boolean';
  return unsaid ? options : ({ ...options, repeatable } as CallOptions);
}
