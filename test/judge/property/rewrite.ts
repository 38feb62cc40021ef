/** Other calls and outcomes made from given ones. */

import { isDeepStrictEqual } from 'node:util';

import type { Chunks, ChunkPlan } from './transactions.js';
import type { RandomCall } from './calls.js';
import type { Seen } from './run.js';

/** A copy of plain data with other keys; without those that `map` gives nothing for. */
export function mapKeys(value: unknown, map: (key: string) => string | undefined): unknown {
  if (Array.isArray(value)) return value.map((each) => mapKeys(each, map));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      const name = map(key);
      return name === undefined ? [] : [[name, mapKeys(member, map)]];
    }),
  );
}

/** A copy of plain data with other texts, keys among them. */
export function deep(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((each) => deep(each, map));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [map(key), deep(member, map)]),
  );
}

/** An outcome with other texts wherever they may stand. */
export function mapSeen(seen: Seen, map: (text: string, where: 'path' | 'text') => string): Seen {
  const inText = (text: string): string => map(text, 'text');
  const { requests, wire, result, error, ...rest } = seen;
  return {
    ...rest,
    requests,
    wire: wire.map(({ path, body }) => ({
      path: map(path, 'path'),
      body: Buffer.from(map(Buffer.from(body, 'latin1').toString(), 'text')).toString('latin1'),
    })),
    ...('result' in seen ? { result: deep(result, inText) } : {}),
    ...(error === undefined ? {} : { error: deep(error, inText) as typeof error }),
  };
}

/** The call with a mark after these names, where names stand; nothing where there are none. */
export function mapNames(
  given: RandomCall,
  names: readonly string[],
  mark: string,
): RandomCall | undefined {
  const rename = (name: string): string =>
    name
      .split('.')
      .map((part) => (names.includes(part) ? part + mark : part))
      .join('.');
  const { call } = given;
  const args = mapKeys(call.args, rename) as readonly unknown[];
  const renamed =
    call.kind === 'transaction'
      ? { ...call, args, chunks: renameChunks(call.chunks, rename) as typeof call.chunks }
      : { ...call, args };
  return isDeepStrictEqual(renamed, call) ? undefined : { ...given, call: renamed };
}

/** The chunks of a transaction, as they were planned. */
export const plansOf = ({ call }: RandomCall): readonly ChunkPlan[] =>
  call.kind === 'transaction'
    ? [call.chunks].flat().filter((each: Chunks): each is ChunkPlan => !('raw' in each))
    : [];

export const mapPlans = (given: RandomCall, map: (plan: ChunkPlan) => ChunkPlan): RandomCall => {
  const { call } = given;
  if (call.kind !== 'transaction') return given;
  const one = (each: Chunks): Chunks => ('raw' in each ? each : map(each));
  const chunks = Array.isArray(call.chunks)
    ? (call.chunks as readonly Chunks[]).map(one)
    : one(call.chunks as Chunks);
  return { ...given, call: { ...call, chunks } };
};

export const withArgs = (given: RandomCall, args: readonly unknown[]): RandomCall => ({
  ...given,
  call: { ...given.call, args },
});

/** Entities, and the keys of what steps are given. */
function renameChunks(chunks: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(chunks)) return chunks.map((each) => renameChunks(each, rename));
  const chunk = chunks as
    | { readonly raw: unknown }
    | { readonly entity: string; readonly steps: readonly { readonly args: unknown }[] };
  if ('raw' in chunk) return chunk;
  return {
    ...chunk,
    entity: rename(chunk.entity),
    steps: chunk.steps.map((step) => ({ ...step, args: mapKeys(step.args, rename) })),
  };
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
