/** Client tables → rows: a user's over the shipped ones, each resolved against the document. */

import { nearest, type Report } from '../../diagnostics.js';
import type { Api, Client, Opening } from '../../ir.js';
import type { Inputs, RecipeData } from '../../stages.js';
import { operationIndex } from './check.js';
import { flagsOf, readClientSettings } from './client.js';
import { deriveRows } from './derive.js';
import type { ClientTable, Feature, ResultInput, TableSettings } from './format.js';
import { parseTable, type WrittenRow, type WrittenTable } from './parse.js';
import { resolveRow } from './resolve.js';
import { readSlots } from './slots.js';

/** Each is a path below the root, or the table itself. */
export interface Tables {
  /** Of the target: what does not resolve is left out. */
  readonly shipped?: string | ClientTable | undefined;
  /** Of the user: what does not resolve is an error. */
  readonly user?: string | ClientTable | undefined;
  /** Below both, a row for each operation of the document. Also where a table says `$derive`. */
  readonly derive?: boolean | undefined;
  /** What is switched on: rows of other features are left out. */
  readonly features?: readonly (Feature | 'all')[] | undefined;
  /** The composites there are. */
  readonly recipes?: readonly RecipeData[] | undefined;
  /** What the client object has besides rows. */
  readonly reserved?: readonly string[] | undefined;
  /** What `auth` may name besides `none` and the slots of the tables. */
  readonly identities?: readonly string[] | undefined;
  /** How the client is opened. */
  readonly opening?: Opening | undefined;
  /** What rows give that do not say, whatever the tables say of it. */
  readonly result?: ResultInput | undefined;
  /** What the configuration calls functions. */
  readonly pins?: Readonly<Record<string, string>> | undefined;
}

/** @returns undefined when errors were reported, or when there is no table at all */
export function readRows(
  api: Api,
  tables: Tables,
  inputs: Inputs,
  report: Report,
): Client | undefined {
  const { shipped, user, derive = false, features = [], recipes = [], reserved = [] } = tables;
  if (shipped === undefined && user === undefined && !derive) return undefined;
  let failed = false as boolean;
  const watch: Report = (diagnostic) => {
    if (diagnostic.severity === 'error') failed = true;
    report(diagnostic);
  };
  const parsed = [
    ...(shipped === undefined ? [] : [parseTable(shipped, true, inputs, watch)]),
    ...(user === undefined ? [] : [parseTable(user, false, inputs, watch)]),
  ];
  const written = parsed.filter((each) => each !== undefined);
  if (written.length < parsed.length) return undefined;
  const settings = settingsOf(written, tables.result);
  const derived = derive || settings.$derive === true ? derivedRows(api, tables.pins) : [];
  const all = merged([derived, ...written.map((each) => each.rows)], watch);
  const isOn = ({ input }: WrittenRow): boolean =>
    !input?.feature || features.includes('all') || features.includes(input.feature);
  const rows = all.filter(isOn);
  const absent = all.flatMap(({ name, input }) =>
    input?.feature && !rows.some((row) => row.name.split('.')[0] === name) && !name.includes('.')
      ? [{ name, feature: input.feature }]
      : [],
  );
  checkNesting(rows, watch);
  const find = operationIndex(api);
  const slots = readSlots(api, find, written, watch);
  const identities = ['none', ...slots.map(({ name }) => name), ...(tables.identities ?? [])];
  const whole = readClientSettings(api, written, watch);
  const { opening } = tables;
  const flags = [...flagsOf(whole.factories), ...(opening?.flags ?? [])];
  const around = { api, find, settings, slots, recipes, reserved, identities, flags };
  const resolved = rows.flatMap((row) => resolveRow(around, row, watch) ?? []);
  if (failed) return undefined;
  return {
    rows: resolved,
    ...(slots.length === 0 ? {} : { slots }),
    ...whole,
    ...(opening === undefined ? {} : { opening }),
    ...(absent.length === 0 ? {} : { absent }),
  };
}

/** The user's settings over the shipped ones. */
function settingsOf(
  tables: readonly WrittenTable[],
  result: ResultInput | undefined,
): TableSettings {
  const all = tables.map(({ settings }) => settings);
  const last = <Key extends keyof TableSettings>(key: Key): TableSettings[Key] =>
    all.findLast((each) => each[key] !== undefined)?.[key];
  return { $derive: last('$derive'), $result: result ?? last('$result'), $auth: last('$auth') };
}

function derivedRows(api: Api, pins: Tables['pins']): readonly WrittenRow[] {
  return deriveRows(api, pins).map(({ name, input, operation: { at } }) => ({
    name,
    input,
    at: { file: at.file, pointer: 'pointer' in at ? at.pointer : '' },
    shipped: true,
  }));
}

/** The rows of the first table in their order, replaced or removed by those of later ones; then their own. */
function merged(tables: readonly (readonly WrittenRow[])[], report: Report): readonly WrittenRow[] {
  const rows = new Map<string, WrittenRow>();
  for (const row of tables.flat()) {
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
  return [...rows.values()];
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
