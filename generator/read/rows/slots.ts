/** The slots that client tables declare, resolved against the document. */

import { nearest, type Report } from '../../diagnostics.js';
import type { Api, JsonPlace, Operation, Slot } from '../../ir.js';
import { pointerOf } from '../document/pointer.js';
import { missingPick, nearestOperation, parsePlace, settlePlace } from './check.js';
import type { SlotInput } from './format.js';
import type { WrittenTable } from './parse.js';
import { pathOf } from './resolve.js';

/** A slot of a later table replaces that of an earlier one whole. What does not resolve is an error. */
export function readSlots(
  api: Api,
  find: (written: string) => Operation | undefined,
  tables: readonly WrittenTable[],
  report: Report,
): readonly Slot[] {
  const slots = new Map<string, Slot>();
  for (const { settings, at } of tables) {
    for (const [name, input] of Object.entries(settings.$session ?? {})) {
      const lack = (keys: readonly string[], message: string, meant?: string): void =>
        report({
          severity: 'error',
          code: 'rows-slot',
          message: `The slot ${JSON.stringify(name)}: ${message}.`,
          ...(meant === undefined ? {} : { remedy: `Did you mean ${meant}?` }),
          at: placeOf(at, ['$session', name, ...keys]),
        });
      slots.set(name, resolveSlot(api, find, name, input, lack));
    }
  }
  return [...slots.values()];
}

function placeOf(at: JsonPlace, keys: readonly string[]): JsonPlace {
  return { file: at.file, pointer: at.pointer + pointerOf(keys) };
}

function resolveSlot(
  api: Api,
  find: (written: string) => Operation | undefined,
  name: string,
  { scheme, refresh }: SlotInput,
  lack: (keys: readonly string[], message: string, meant?: string) => void,
): Slot {
  const schemes = api.security.map(({ key }) => key);
  if (name === 'none') lack([], 'this name means that nothing is sent');
  if (!schemes.includes(scheme)) {
    const message = `the document has no security scheme ${JSON.stringify(scheme)}`;
    lack(['scheme'], message, nearest(scheme, schemes));
  }
  if (refresh === undefined) return { name, scheme };
  const operation = find(refresh.call);
  if (operation === undefined) {
    const message = `the document has no operation ${JSON.stringify(refresh.call)}`;
    lack(['refresh', 'call'], message, nearestOperation(api, refresh.call));
    return { name, scheme };
  }
  const place = parsePlace(refresh.to);
  const settled =
    place === undefined
      ? { message: `${JSON.stringify(refresh.to)} is no part of a request` }
      : settlePlace(api, operation, place);
  if ('message' in settled) {
    lack(['refresh', 'to'], settled.message);
    return { name, scheme };
  }
  const set = pathOf(refresh.set);
  const renewal = pathOf(refresh.renewal ?? []);
  for (const [key, path] of [['set', set] as const, ['renewal', renewal] as const]) {
    const missing = missingPick(api, operation, path);
    if (missing !== undefined) lack(['refresh', key], missing.message, missing.meant);
  }
  const codes = Object.entries(refresh.codes ?? {}).map(([at, values]) => ({
    at: pathOf(at),
    values,
  }));
  const rules = { operation: operation.key, to: settled, set, renewal };
  return { name, scheme, refresh: codes.length === 0 ? rules : { ...rules, codes } };
}
