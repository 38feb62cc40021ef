/** A client table as written → checked in form; what is wrong is said where it stands. */

import { nearest, type Report } from '../../diagnostics.js';
import type { JsonPlace } from '../../ir.js';
import { loadZod } from '../../lazy.js';
import type { Inputs } from '../../stages.js';
import { pointerOf } from '../document/pointer.js';
import { tableSchema, type ClientTable, type RowInput, type TableSettings } from './format.js';
import { isData } from '../document/source.js';
import { parseText } from '../document/yaml.js';

/** A row, whose it is, and where it stands. `input` null: the shipped row of this name is removed. */
export interface WrittenRow {
  readonly name: string;
  readonly input: RowInput | null;
  readonly at: JsonPlace;
  readonly shipped: boolean;
}

/** A table taken apart. `at` is where it stands. */
export interface WrittenTable {
  readonly rows: readonly WrittenRow[];
  readonly settings: TableSettings;
  readonly at: JsonPlace;
}

/** What a file calls itself where the table stands in the configuration. */
const CONFIGURATION = 'configuration';

const KEYS = {
  row: (
    'call recipe operations feature args overloads constants when pick result auth session refresh ' +
    'idempotent deprecated doc'
  ).split(' '),
  overload: ['args'],
  argument: 'name to spread fields optional default'.split(' '),
  field: ['to', 'optional'],
  session: ['slot', 'set', 'renewal', 'clear'],
  slot: ['scheme', 'refresh'],
  refresh: ['call', 'to', 'set', 'renewal', 'codes'],
  factory: ['args', 'options', 'flags', 'doc'],
  given: ['name', 'to', 'optional', 'doc'],
  errors: ['name', 'message', 'members'],
  retry: ['statuses', 'times', 'delay'],
};

/**
 * @param table a path below the root, or the table itself
 * @returns undefined when errors were reported
 */
export function parseTable(
  table: string | ClientTable,
  shipped: boolean,
  inputs: Inputs,
  report: Report,
): WrittenTable | undefined {
  const base: JsonPlace =
    typeof table === 'string'
      ? { file: table, pointer: '' }
      : { file: CONFIGURATION, pointer: '/client' };
  const data = typeof table === 'string' ? readTable(table, inputs, report) : table;
  if (data === undefined) return undefined;
  const place = (path: readonly PropertyKey[]): JsonPlace => ({
    file: base.file,
    pointer: base.pointer + pointerOf(path.map(String)),
  });
  // An empty file is a table without rows.
  if (data === null) return { rows: [], settings: {}, at: base };
  const checked = tableSchema(loadZod().z).safeParse(data);
  if (!checked.success) {
    for (const issue of checked.error.issues) {
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) unknownKey(key, issue.path, place, report);
      } else {
        const message = sentence(issue.message, issue.path);
        report({ severity: 'error', code: 'rows-malformed', message, at: place(issue.path) });
      }
    }
    return undefined;
  }
  let sound = true;
  const rows: WrittenRow[] = [];
  const { $schema, $derive, $result, $auth, $session, ...others } = checked.data;
  const { $create, $errors, $timeout, $retry, ...written } = others;
  const whole = { $create, $errors, $timeout, $retry };
  const settings = { $schema, $derive, $result, $auth, $session, ...whole };
  for (const [name, input] of Object.entries(written)) {
    const wrong = wrongName(name);
    if (wrong === undefined) rows.push({ name, input, at: place([name]), shipped });
    else {
      sound = false;
      report({
        severity: 'error',
        code: 'rows-name',
        message: `${JSON.stringify(name)} is no name of a method: ${wrong}.`,
        remedy: 'Write names separated by dots: storage.list.',
        at: place([name]),
      });
    }
  }
  // zod leaves keys of this name out of what it checks.
  const hidden = hiddenKey(data);
  if (hidden !== undefined) {
    sound = false;
    report({
      severity: 'error',
      code: 'rows-name',
      message:
        hidden.length === 1
          ? 'A method cannot be called "__proto__".'
          : 'No key of a client table can be called "__proto__".',
      remedy: 'Choose another name.',
      at: place(hidden),
    });
  }
  return sound ? { rows, settings, at: base } : undefined;
}

function readTable(file: string, inputs: Inputs, report: Report): unknown {
  const text = inputs.read(file);
  if (text !== undefined) return /^[\s\uFEFF]*$/.test(text) ? {} : parseText(text, file, report);
  report({
    severity: 'error',
    code: 'rows-file-not-found',
    message: `There is no file ${JSON.stringify(file)}.`,
    remedy: 'Correct the path, which is relative to the root of the project.',
  });
  return undefined;
}

/** Where the first key `__proto__` stands. */
function hiddenKey(data: unknown): readonly string[] | undefined {
  if (!isData(data) && !Array.isArray(data)) return undefined;
  for (const [key, value] of Object.entries(data)) {
    if (key === '__proto__') return [key];
    const inner = hiddenKey(value);
    if (inner !== undefined) return [key, ...inner];
  }
  return undefined;
}

function wrongName(name: string): string | undefined {
  for (const part of name.split('.')) {
    if (part === '') return 'a part between dots is empty';
    if (!/^[$_\p{ID_Start}][$\p{ID_Continue}]*$/u.test(part)) {
      return `${JSON.stringify(part)} is no identifier`;
    }
    if (part === '__proto__' || part === 'constructor' || part === 'prototype') {
      return `${JSON.stringify(part)} means something else on every object`;
    }
    // An object with a method `then` is taken for a promise.
    if (part === 'then') return 'what has a "then" is taken for a promise';
  }
  return undefined;
}

function unknownKey(
  key: string,
  path: readonly PropertyKey[],
  place: (path: readonly PropertyKey[]) => JsonPlace,
  report: Report,
): void {
  const known = keysAt(path);
  const meant = nearest(key, known);
  report({
    severity: 'error',
    code: 'rows-unknown-key',
    message: `There is no ${JSON.stringify(key)} here.`,
    remedy:
      meant === undefined
        ? `What may stand here: ${known.join(', ')}.`
        : `Did you mean ${JSON.stringify(meant)}?`,
    at: place([...path, key]),
  });
}

function keysAt(path: readonly PropertyKey[]): readonly string[] {
  const [first, ...tail] = path;
  if (first === '$errors') return KEYS.errors;
  if (first === '$retry') return KEYS.retry;
  if (first === '$create') return tail.length > 1 ? KEYS.given : KEYS.factory;
  if (first === '$session') return tail.includes('refresh') ? KEYS.refresh : KEYS.slot;
  if (tail.length === 0) return KEYS.row;
  if (tail[0] === 'session') return KEYS.session;
  if (tail.includes('fields')) return KEYS.field;
  return tail.includes('args') ? KEYS.argument : KEYS.overload;
}

/** zod's `Invalid input: expected string, received number` as a sentence that names the key. */
function sentence(message: string, path: readonly PropertyKey[]): string {
  const key = path.length === 0 ? 'The table' : JSON.stringify(String(path.at(-1)));
  const plain = message.replace(/^Invalid (?:input|option)(?:: )?/, '');
  if (plain === '') return `${key} is not of a form that may stand here.`;
  return plain.startsWith('expected') ? `${key}: ${plain}.` : `${capital(plain)}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
