/** Client tables → rows: a user's over the shipped ones, each resolved against the document. */

import { nearest, type Report } from '../diagnostics.js';
import type { Api, Argument, Client, JsonPlace, Operation, Overload, Row } from '../ir.js';
import type { Inputs } from '../stages.js';
import { pointerOf } from './pointer.js';
import {
  missingPick,
  nearestOperation,
  operationIndex,
  parsePlace,
  settlePlace,
  wrongArgument,
} from './rows-check.js';
import type { ArgumentInput, ClientTable, Feature, PlaceInput, RowInput } from './rows-format.js';
import { parseTable, type WrittenRow } from './rows-parse.js';

/** Each is a path below the root, or the table itself. */
export interface Tables {
  /** Of the target: what does not resolve is left out. */
  readonly shipped?: string | ClientTable | undefined;
  /** Of the user: what does not resolve is an error. */
  readonly user?: string | ClientTable | undefined;
  /** What is switched on: rows of other features are left out. */
  readonly features?: readonly (Feature | 'all')[] | undefined;
}

/** @returns undefined when errors were reported, or when there is no table at all */
export function readRows(
  api: Api,
  tables: Tables,
  inputs: Inputs,
  report: Report,
): Client | undefined {
  if (tables.shipped === undefined && tables.user === undefined) return undefined;
  const shipped =
    tables.shipped === undefined ? [] : parseTable(tables.shipped, true, inputs, report);
  const user = tables.user === undefined ? [] : parseTable(tables.user, false, inputs, report);
  if (shipped === undefined || user === undefined) return undefined;
  let failed = false as boolean;
  const watch: Report = (diagnostic) => {
    if (diagnostic.severity === 'error') failed = true;
    report(diagnostic);
  };
  const on = tables.features ?? [];
  const written = merged(shipped, user, watch).filter(
    ({ input }) => !input?.feature || on.includes('all') || on.includes(input.feature),
  );
  checkNesting(written, watch);
  const find = operationIndex(api);
  const rows = written.flatMap((row) => {
    const resolved = resolveRow(api, find, row, watch);
    return resolved === undefined ? [] : [resolved];
  });
  return failed ? undefined : { rows };
}

/** The shipped rows in their order, replaced or removed by the user's; then the user's own. */
function merged(
  shipped: readonly WrittenRow[],
  user: readonly WrittenRow[],
  report: Report,
): readonly WrittenRow[] {
  const rows = new Map(shipped.map((row) => [row.name, row]));
  for (const row of user) {
    if (row.input !== null) {
      rows.set(row.name, row);
      continue;
    }
    if (!rows.delete(row.name)) {
      const meant = nearest(row.name, rows.keys());
      report({
        severity: 'warning',
        code: 'rows-nothing-to-remove',
        message: `There is no method ${row.name} to remove.`,
        ...(meant === undefined ? {} : { remedy: `Did you mean ${meant}?` }),
        at: row.at,
      });
    }
  }
  return [...rows.values()].filter((row) => row.input !== null);
}

/** A method cannot hold further methods. */
function checkNesting(rows: readonly WrittenRow[], report: Report): void {
  const names = new Set(rows.map(({ name }) => name));
  for (const row of rows) {
    const parts = row.name.split('.');
    for (let length = 1; length < parts.length; length++) {
      const outer = parts.slice(0, length).join('.');
      if (!names.has(outer)) continue;
      report({
        severity: 'error',
        code: 'rows-nested',
        message: `${outer} is a method, so that it cannot hold ${row.name}.`,
        remedy: `Rename one of the two, or remove ${outer} by setting it to null.`,
        at: row.at,
      });
    }
  }
}

/** What the parts of one row share. */
interface Resolving {
  readonly api: Api;
  readonly row: WrittenRow;
  /** Of a `call`. */
  readonly operation: Operation | undefined;
  /** Something the row names is not there. `keys` lead to it from the row. */
  readonly missing: (keys: readonly (string | number)[], message: string, meant?: string) => void;
}

function resolveRow(
  api: Api,
  find: (written: string) => Operation | undefined,
  row: WrittenRow,
  report: Report,
): Row | undefined {
  const { input } = row;
  if (input === null) return undefined;
  let complete = true as boolean;
  const lack = (
    code: string,
    keys: readonly (string | number)[],
    message: string,
    meant?: string,
  ): void => {
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
  const operationAt = (
    written: string,
    keys: readonly (string | number)[],
  ): Operation | undefined => {
    const found = find(written);
    if (found === undefined) {
      const message = `the document has no operation ${JSON.stringify(written)}`;
      lack('rows-operation-missing', keys, message, nearestOperation(api, written));
    }
    return found;
  };
  const does = resolveAction(input, operationAt);
  if (does === undefined) return undefined;
  const resolving: Resolving = {
    api,
    row,
    operation: does.kind === 'call' ? find(does.operation) : undefined,
    missing: (keys, message, meant) => lack('rows-place-missing', keys, message, meant),
  };
  const overloads = resolveOverloads(resolving, input, does.kind);
  const constants = Object.entries(input.constants ?? {}).flatMap(([written, value]) => {
    const place = resolvePlace(resolving, written, ['constants', written]);
    return place === undefined ? [] : [{ to: place.join('.'), value }];
  });
  const pick = typeof input.pick === 'string' ? input.pick.split('.') : (input.pick ?? []);
  if (resolving.operation !== undefined) {
    const lacking = missingPick(api, resolving.operation, pick);
    if (lacking !== undefined) lack('rows-pick-missing', ['pick'], lacking.message, lacking.meant);
  }
  if (!complete) return undefined;
  return {
    name: row.name,
    does,
    overloads,
    constants,
    pick,
    result: input.result ?? 'throw',
    ...(input.auth === undefined ? {} : { auth: input.auth }),
    ...(input.deprecated === undefined ? {} : { deprecated: input.deprecated }),
    ...(input.doc === undefined ? {} : { doc: input.doc }),
    at: row.at,
  };
}

function resolveAction(
  input: RowInput,
  operationAt: (written: string, keys: readonly (string | number)[]) => Operation | undefined,
): Row['does'] | undefined {
  if (input.call !== undefined) {
    const operation = operationAt(input.call, ['call']);
    return operation === undefined ? undefined : { kind: 'call', operation: operation.key };
  }
  if (input.recipe === undefined) return undefined;
  const wanted = input.operations ?? [];
  const found = wanted.map((each, index) => operationAt(each, ['operations', index]));
  const operations = found.flatMap((each) => (each === undefined ? [] : [each.key]));
  if (operations.length < wanted.length) return undefined;
  return { kind: 'recipe', recipe: input.recipe, operations };
}

function resolveOverloads(
  resolving: Resolving,
  input: RowInput,
  kind: Row['does']['kind'],
): readonly Overload[] {
  if (input.overloads !== undefined) {
    return input.overloads.map(({ args }, index) =>
      resolveArguments(resolving, args, ['overloads', index, 'args']),
    );
  }
  if (input.args !== undefined) return [resolveArguments(resolving, input.args, ['args'])];
  // A recipe has its own signature, a call without arguments takes none.
  return kind === 'recipe' ? [] : [{ args: [] }];
}

function resolveArguments(
  resolving: Resolving,
  args: readonly ArgumentInput[],
  keys: readonly (string | number)[],
): Overload {
  const names = new Set<string>();
  return {
    args: args.flatMap((argument, index): readonly Argument[] => {
      const here = [...keys, index];
      const wrong = wrongArgument(argument.name);
      if (wrong !== undefined) {
        const message = `no argument can be called ${JSON.stringify(argument.name)}: ${wrong}`;
        resolving.missing([...here, 'name'], message);
      }
      if (names.has(argument.name)) {
        resolving.missing([...here, 'name'], `two arguments are called ${argument.name}`);
      }
      names.add(argument.name);
      const to = resolveTarget(resolving, argument, here);
      if (to === undefined) return [];
      return [
        {
          name: argument.name,
          optional: argument.optional === true || argument.default !== undefined,
          ...(argument.default === undefined ? {} : { default: argument.default }),
          to,
        },
      ];
    }),
  };
}

function resolveTarget(
  resolving: Resolving,
  argument: ArgumentInput,
  keys: readonly (string | number)[],
): Argument['to'] | undefined {
  if (argument.to !== undefined) {
    const path = resolvePlace(resolving, argument.to, [...keys, 'to']);
    return path === undefined ? undefined : { kind: 'at', path };
  }
  if (argument.spread !== undefined) {
    const path = resolvePlace(resolving, argument.spread, [...keys, 'spread']);
    return path === undefined ? undefined : { kind: 'spread', path };
  }
  const fields = Object.entries(argument.fields ?? {}).flatMap(([name, field]) => {
    const long = typeof field === 'object' && 'to' in field ? field : undefined;
    const written: PlaceInput = long === undefined ? (field as PlaceInput) : long.to;
    const to = resolvePlace(resolving, written, [...keys, 'fields', name]);
    return to === undefined ? [] : [{ name, optional: long?.optional === true, to }];
  });
  return { kind: 'fields', fields };
}

function resolvePlace(
  resolving: Resolving,
  written: PlaceInput,
  keys: readonly (string | number)[],
): readonly string[] | undefined {
  const place = parsePlace(written);
  if (place === undefined) {
    const shown = typeof written === 'string' ? written : written.join('.');
    const message = `${JSON.stringify(shown)} is no part of a request: it begins with body, query, path, headers, cookies or options`;
    resolving.missing(keys, message);
    return undefined;
  }
  if (resolving.operation === undefined) return place;
  const settled = settlePlace(resolving.api, resolving.operation, place);
  if (!('message' in settled)) return settled;
  resolving.missing(keys, settled.message, settled.meant);
  return undefined;
}
