/** The arguments of a client method → the request of its endpoint, as the client table says. */

import { ValidationError } from '../http/errors.js';

/**
 * A place in the request: `'body.email'`, `'query.id'`, `'headers.Path'`, `'body'`, `'options'`; as a
 * list where a name in the body holds a dot. `'request'` is all of it.
 */
export type Place = string | readonly string[];

/** Where an argument goes: to one place, or its members to one part or to a place each. */
export type ArgumentSpec =
  | Place
  | { readonly to: Place; readonly default: unknown }
  | { readonly spread: Place }
  | { readonly fields: { readonly [field: string]: Place } };

export interface RequestSpec {
  readonly args?: readonly ArgumentSpec[];
  /** Tried in this order; the first that the kinds of the arguments fit. */
  readonly overloads?: readonly (readonly ArgumentSpec[])[];
  readonly constants?: { readonly [place: string]: unknown };
}

/** A request under construction: `options` are those of the call, the rest is what the endpoint takes. */
export interface Draft {
  readonly options?: object;
  readonly [part: string]: unknown;
}

type Members = { [name: string]: unknown };
type Entry = readonly [path: readonly string[], value: unknown];

/**
 * The last argument, after those of the table, are options of the call. What the caller gave is never
 * changed: objects that something is added to are copied.
 *
 * @throws {ValidationError} where a member belongs into what is no object.
 */
export function requestOf(spec: RequestSpec, args: readonly unknown[]): Draft {
  const overloads = spec.overloads ?? [spec.args ?? []];
  const overload =
    overloads.find((each) => fits(each, args)) ??
    // What `map` gives beside the element is nobody's.
    overloads.find((each) => fits(each, args.slice(0, each.length))) ??
    overloads[overloads.length - 1] ??
    [];
  const entries = overload.flatMap((each, index) => entriesOf(each, args[index]));
  // Wholes before their parts, whatever the order of the arguments; what is constant stands above both.
  const draft = [
    ...entries.sort(([a], [b]) => a.length - b.length),
    ...Object.entries(spec.constants ?? {}).map(([place, value]): Entry => [pathOf(place), value]),
  ].reduce<unknown>((into, [path, value]) => put(into, path, value), {}) as Members;
  return {
    ...draft,
    options: { ...(draft['options'] as object), ...(args[overload.length] as object) },
  };
}

/** Whether the arguments are of the kinds that an overload takes. */
function fits(overload: readonly ArgumentSpec[], args: readonly unknown[]): boolean {
  // After the arguments there may be options, and nothing else.
  if (typeof (args[overload.length] ?? {}) !== 'object') return false;
  return overload.every((spec, index) => {
    const value = args[index];
    if (value === undefined) return true;
    const wantsObject = typeof spec === 'object' && ('spread' in spec || 'fields' in spec);
    return wantsObject === (typeof value === 'object' && !Array.isArray(value));
  });
}

/** What an argument puts where. */
function entriesOf(spec: ArgumentSpec, value: unknown): readonly Entry[] {
  if (isPlace(spec)) return [[pathOf(spec), value]];
  if ('to' in spec) return [[pathOf(spec.to), value === undefined ? spec.default : value]];
  // With a member that is not given, by which an object of none is still one.
  const given = value as object | null | undefined;
  const members: Members = given ? { '': undefined, ...given } : {};
  if ('spread' in spec) {
    const path = spec.spread === 'request' ? [] : pathOf(spec.spread);
    return Object.entries(members).map(([name, member]) => [[...path, name], member]);
  }
  return Object.entries(spec.fields).map(([name, place]) => [pathOf(place), members[name]]);
}

/** A copy with a value where it belongs; of undefined, with the part of the request that it would be in. */
function put(into: unknown, path: readonly string[], value: unknown, depth = 0): unknown {
  if (value === undefined && (depth > 0 || path.length < 2)) return into;
  if (!isPlain(into))
    throw new ValidationError(`${path[depth - 1]} is no object: ${path.join('.')}`);
  // Without a prototype: any name is a name.
  const copy = Object.assign(Object.create(null), into) as Members;
  const name = path[depth] ?? '';
  copy[name] = path.length > depth + 1 ? put(copy[name] ?? {}, path, value, depth + 1) : value;
  return copy;
}

/** What may be copied member by member. */
export function isPlain(value: unknown): value is Members {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isPlace(spec: ArgumentSpec): spec is Place {
  return typeof spec === 'string' || Array.isArray(spec);
}

/** Outside the body a name may hold dots; in it, each dot is one step down. */
export function pathOf(place: Place): readonly string[] {
  if (typeof place !== 'string') return place;
  const steps = place.split('.');
  const [part = '', ...rest] = steps;
  return rest.length > 1 && /^(?:query|path|headers|cookies)$/.test(part)
    ? [part, rest.join('.')]
    : steps;
}
