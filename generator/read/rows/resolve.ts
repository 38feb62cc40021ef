/** One row of a client table, resolved against the document. */

import { nearest, type Report } from '../../diagnostics.js';
import type {
  Api,
  Constant,
  JsonPlace,
  Made,
  Operation,
  Row,
  SessionRule,
  Slot,
} from '../../ir.js';
import type { RecipeData } from '../../stages.js';
import { pointerOf } from '../document/pointer.js';
import { resolveOverloads, resolvePlace, type Resolving } from './arguments.js';
import { missingPick, nearestOperation } from './check.js';
import type { ResultInput, RowInput, SessionInput, TableSettings } from './format.js';
import type { WrittenRow } from './parse.js';

/** What rows may refer to. */
export interface Surroundings {
  readonly api: Api;
  readonly find: (written: string) => Operation | undefined;
  /** What rows have that do not say. */
  readonly settings: TableSettings;
  readonly slots: readonly Slot[];
  readonly recipes: readonly RecipeData[];
  /** Members of the client object that are no rows. */
  readonly reserved: readonly string[];
  /** What `auth` may name. */
  readonly identities: readonly string[];
  /** Flags of the client. */
  readonly flags: readonly string[];
}

/** Something is not there, or cannot be. `keys` lead to it from the row. */
type Lack = (
  code: string,
  keys: readonly (string | number)[],
  message: string,
  meant?: string,
) => void;

/** @returns undefined where something was reported: an error of the user's row, else it is left out */
export function resolveRow(around: Surroundings, row: WrittenRow, report: Report): Row | undefined {
  const { input } = row;
  if (input === null) return undefined;
  const { api, find, settings } = around;
  let complete = true as boolean;
  const lack: Lack = (code, keys, message, meant) => {
    complete = false;
    const at: JsonPlace = { file: row.at.file, pointer: row.at.pointer + pointerOf(keys) };
    if (row.shipped) {
      const severity = code === 'rows-operation-missing' ? 'note' : 'warning';
      const text = `The method ${row.name} is left out: ${message}.`;
      report({ severity, code, message: text, at });
      return;
    }
    report({
      severity: 'error',
      code,
      message: `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
      ...(meant === undefined ? {} : { remedy: `Did you mean ${meant}?` }),
      at,
    });
  };
  const first = row.name.split('.', 1)[0] ?? '';
  if (around.reserved.includes(first)) {
    lack('rows-reserved', [], `the client has ${first} already, which is no row`);
  }
  const does = resolveAction(around, input, lack);
  if (does === undefined) return undefined;
  const resolving: Resolving = {
    api,
    operation: does.kind === 'call' ? find(does.operation) : undefined,
    missing: (keys, message, meant) => lack('rows-place-missing', keys, message, meant),
  };
  const overloads = resolveOverloads(resolving, input, does.kind);
  const constantsAt = (
    written: RowInput['constants'],
    keys: readonly string[],
  ): readonly Constant[] =>
    Object.entries(written ?? {}).flatMap(([to, value]) => {
      const place = resolvePlace(resolving, to, [...keys, to]);
      return place === undefined ? [] : [{ to: place.join('.'), value }];
    });
  const constants = constantsAt(input.constants, ['constants']);
  const when = Object.entries(input.when ?? {}).map(([flag, written]) => {
    if (!around.flags.includes(flag)) {
      const message = `no client has a flag ${JSON.stringify(flag)}`;
      lack('rows-flag', ['when', flag], message, nearest(flag, around.flags));
    }
    return { flag, constants: constantsAt(written, ['when', flag]) };
  });
  const idempotent =
    typeof input.idempotent === 'string'
      ? resolvePlace(resolving, input.idempotent, ['idempotent'])
      : input.idempotent;
  const picked = (keys: readonly (string | number)[], written: string | readonly string[] = []) => {
    const path = pathOf(written);
    if (resolving.operation === undefined) return path;
    const lacking = missingPick(api, resolving.operation, path);
    if (lacking !== undefined) lack('rows-pick-missing', keys, lacking.message, lacking.meant);
    return path;
  };
  const pick = picked(['pick'], input.pick);
  const session =
    input.session === undefined ? undefined : resolveSession(around, input.session, picked, lack);
  const auth = input.auth ?? settings.$auth;
  if (auth !== undefined && !around.identities.includes(auth)) {
    const message = `there is no identity ${JSON.stringify(auth)}`;
    lack('rows-auth', ['auth'], message, nearest(auth, around.identities));
  }
  if (!complete) return undefined;
  return {
    name: row.name,
    does,
    overloads,
    constants,
    pick,
    ...(when.length === 0 ? {} : { when }),
    result: resultOf(input, settings),
    ...(auth === undefined ? {} : { auth }),
    ...(session === undefined ? {} : { session }),
    ...(input.refresh === undefined ? {} : { refresh: input.refresh }),
    ...(idempotent === undefined ? {} : { idempotent }),
    ...(input.deprecated === undefined ? {} : { deprecated: input.deprecated }),
    ...(input.doc === undefined ? {} : { doc: input.doc }),
    at: row.at,
  };
}

/** What a row gives in the style of its client. */
function resultOf({ result }: RowInput, { $result = 'throw' }: TableSettings): ResultInput {
  return typeof result === 'object' ? (result[$result] ?? $result) : (result ?? $result);
}

/** A path into an answer: `user.token`, or a list where a name holds a dot. */
export function pathOf(written: string | readonly string[]): readonly string[] {
  return typeof written === 'string' ? written.split('.') : written;
}

function resolveSession(
  { slots }: Surroundings,
  { slot, set, renewal, clear }: SessionInput,
  picked: (
    keys: readonly (string | number)[],
    written?: string | readonly string[],
  ) => readonly string[],
  lack: Lack,
): SessionRule {
  const names = slots.map(({ name }) => name);
  if (!names.includes(slot)) {
    const message = `there is no slot ${JSON.stringify(slot)} in "$session"`;
    lack('rows-slot-missing', ['session', 'slot'], message, nearest(slot, names));
  }
  if (set === undefined) return { kind: 'clear', slot, when: clear ?? 'success' };
  return {
    kind: 'set',
    slot,
    set: picked(['session', 'set'], set),
    renewal: picked(['session', 'renewal'], renewal),
  };
}

function resolveAction(
  { api, find, recipes, slots, settings }: Surroundings,
  input: RowInput,
  lack: Lack,
): Row['does'] | undefined {
  const operationAt = (
    written: string,
    keys: readonly (string | number)[],
  ): Operation | undefined => {
    const found = find(written);
    if (found !== undefined) return found;
    const message = `the document has no operation ${JSON.stringify(written)}`;
    lack('rows-operation-missing', keys, message, nearestOperation(api, written));
    return undefined;
  };
  if (input.call !== undefined) {
    const operation = operationAt(input.call, ['call']);
    return operation === undefined ? undefined : { kind: 'call', operation: operation.key };
  }
  if (input.recipe === undefined) return undefined;
  const recipe = recipes.find(({ name }) => name === input.recipe);
  const wanted = input.operations ?? [];
  if (recipe === undefined) {
    const meant = nearest(
      input.recipe,
      recipes.map(({ name }) => name),
    );
    const none = recipes.length === 0 ? ': the target has none' : '';
    lack(
      'rows-recipe',
      ['recipe'],
      `there is no recipe ${JSON.stringify(input.recipe)}${none}`,
      meant,
    );
    return undefined;
  }
  if (recipe.operations !== wanted.length) {
    const { name, operations } = recipe;
    const count = operations === 1 ? '1 operation' : `${String(operations)} operations`;
    const message = `the recipe ${name} is built on ${count}, and ${String(wanted.length)} stand here`;
    lack('rows-recipe', input.operations === undefined ? ['recipe'] : ['operations'], message);
    return undefined;
  }
  const names = slots.map(({ name }) => name);
  const auth = input.auth ?? settings.$auth ?? '';
  if (recipe.slot === true && !names.includes(auth)) {
    const message = `the recipe ${recipe.name} needs a slot of "$session" as its "auth"`;
    lack('rows-auth', input.auth === undefined ? [] : ['auth'], message, nearest(auth, names));
    return undefined;
  }
  const found = wanted.map((each, index) => operationAt(each, ['operations', index]));
  const operations = found.flatMap((each) => (each === undefined ? [] : [each.key]));
  if (operations.length < wanted.length) return undefined;
  const made = madeOf(recipe);
  const does = { kind: 'recipe', recipe: input.recipe, operations } as const;
  return made === undefined ? does : { ...does, made };
}

function madeOf({ make, type, of, slot }: RecipeData): Made | undefined {
  if (make === undefined || type === undefined) return undefined;
  const rest = { ...(of === undefined ? {} : { of }), ...(slot === undefined ? {} : { slot }) };
  return { make, type, ...rest };
}
