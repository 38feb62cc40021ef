import type { Auth, Session } from './session.js';
import type { CallOptions, Transport } from '../http/types.js';

/** An emitted endpoint function, whatever it takes and gives. */
export type Endpoint = (
  transport: Transport,
  request: never,
  options?: CallOptions,
) => Promise<unknown>;

/**
 * A method of a client, before the emitted interface says what it takes and gives: what never returns may
 * stand for any of them.
 */
export type ClientMethod = (...args: readonly unknown[]) => never;

/**
 * A place in the request: `'body.email'`, `'query.id'`, `'headers.Path'`, `'body'`, `'options'`; as a
 * list where a name in the body holds a dot.
 */
export type Place = string | readonly string[];

/** Where an argument goes: to one place, or its members to one part or to a place each. */
export type ArgumentSpec =
  | Place
  | { readonly to: Place; readonly default: unknown }
  | { readonly spread: Place }
  | { readonly fields: { readonly [field: string]: Place } };

/** How a method calls its endpoint; see the client table. */
export interface MethodSpec {
  readonly args?: readonly ArgumentSpec[];
  /** Tried in this order; the first that the kinds of the arguments fit. */
  readonly overloads?: readonly (readonly ArgumentSpec[])[];
  readonly constants?: { readonly [place: string]: unknown };
  readonly pick?: Place;
  readonly result?: 'data-error' | 'error-only' | 'nothing';
  readonly auth?: Auth;
}

type Members = { [name: string]: unknown };

/**
 * A client method that calls one endpoint. The last argument, after those of the table, are
 * {@link CallOptions}. Whatever goes wrong rejects.
 */
export function method(session: Session, endpoint: Endpoint, spec: MethodSpec = {}): ClientMethod {
  const overloads = spec.overloads ?? [spec.args ?? []];
  const run = async (...args: readonly unknown[]): Promise<unknown> => {
    const overload = overloads.find((each) => fits(each, args)) ?? overloads.at(-1) ?? [];
    const draft = empty();
    for (const [place, value] of Object.entries(spec.constants ?? {})) put(draft, place, value);
    overload.forEach((each, index) => putArgument(draft, each, args[index]));
    const { options, ...request } = draft;
    const given = args[overload.length] as CallOptions | undefined;
    const answer = await endpoint(session.transport(spec.auth ?? 'app'), request as never, {
      ...(options as CallOptions | undefined),
      ...given,
    });
    return pathOf(spec.pick ?? []).reduce<unknown>(
      (value, name) => (value as Members | null | undefined)?.[name],
      answer,
    );
  };
  const shaped = async (...args: readonly unknown[]): Promise<unknown> => {
    const { result } = spec;
    try {
      const data = await run(...args);
      if (result === 'nothing') return undefined;
      if (result === 'error-only') return { error: null };
      return result === 'data-error' ? { data, error: null } : data;
    } catch (error) {
      if (result === 'error-only') return { error };
      if (result === 'data-error') return { data: null, error };
      throw error;
    }
  };
  return shaped as ClientMethod;
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

function putArgument(draft: Members, spec: ArgumentSpec, value: unknown): void {
  if (typeof spec === 'string' || isPath(spec)) put(draft, spec, value);
  else if ('to' in spec) put(draft, spec.to, value === undefined ? spec.default : value);
  else if ('spread' in spec) {
    const path = pathOf(spec.spread);
    for (const [name, member] of Object.entries(value ?? {})) put(draft, [...path, name], member);
  } else {
    for (const [name, place] of Object.entries(spec.fields)) {
      put(draft, place, (value as Members | null | undefined)?.[name]);
    }
  }
}

/** Without a prototype: any name is a name. */
function empty(): Members {
  return Object.create(null) as Members;
}

/** Puts a value where it belongs; undefined leaves the place empty. */
function put(draft: Members, place: Place, value: unknown): void {
  if (value === undefined) return;
  const path = pathOf(place);
  const last = path.at(-1) ?? '';
  let into = draft;
  for (const name of path.slice(0, -1)) into = (into[name] ??= empty()) as Members;
  into[last] = value;
}

function isPath(spec: ArgumentSpec): spec is readonly string[] {
  return Array.isArray(spec);
}

/** Outside the body a name may hold dots; in it, each dot is one step down. */
function pathOf(place: Place): readonly string[] {
  if (typeof place !== 'string') return place;
  const steps = place.split('.');
  const [part = '', ...rest] = steps;
  return rest.length > 1 && /^(?:query|path|headers|cookies)$/.test(part)
    ? [part, rest.join('.')]
    : steps;
}
