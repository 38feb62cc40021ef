import type { Stub } from '../recorder.js';
import type { Call, Feature } from '../wire.js';

/** The argument of `init` that a snippet uses, as source. */
export const open = '{ appId: APP_ID, adminToken: ADMIN_TOKEN }';
export const typed = '{ appId: APP_ID, adminToken: ADMIN_TOKEN, schema }';
export const noAdmin = '{ appId: APP_ID }';
export const noAdminTyped = '{ appId: APP_ID, schema }';

/** A call by its source; its name is the source, with what sets it apart before it. */
export function snippet(
  feature: Feature,
  init: string,
  call: string,
  given: { readonly label?: string; readonly stub?: Stub | readonly Stub[] } = {},
): Call {
  const flags = [init === open ? undefined : init.slice(2, -2), given.label];
  const name = [...flags.filter((flag) => flag !== undefined), call]
    .join(' · ')
    .replace('appId: APP_ID, adminToken: ADMIN_TOKEN, ', '');
  return { name, feature, init, call, ...(given.stub === undefined ? {} : { stub: given.stub }) };
}

/** Each call with a schema and without one. */
export function both(feature: Feature, calls: readonly string[]): readonly Call[] {
  return calls.flatMap((call) => [snippet(feature, open, call), snippet(feature, typed, call)]);
}

/** Each call with the given argument of `init`. */
export function each(feature: Feature, init: string, calls: readonly string[]): readonly Call[] {
  return calls.map((call) => snippet(feature, init, call));
}
