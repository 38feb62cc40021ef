/** SQL files into an empty database, statement by statement, so that what is wrong has a place. */

import type { Report } from '../diagnostics.js';
import { SqlError, type Engine } from './engine.js';
import type { SqlFile } from './sources.js';
import { EXTENSIONS, standInFor } from './standins.js';
import { statementsOf, type Statement } from './statements.js';

/** How each file begins: what one of them sets is not for the next. Bodies of functions may name what is not here. */
const BEFORE = `reset session authorization; reset role; reset all; set search_path = "$user", public, ${EXTENSIONS}; set check_function_bodies = off`;

const BEGIN = /^(?:begin|start transaction)\b/;
const END = /^(?:commit|end|abort|rollback(?! to))\b/;
const SAVEPOINT = 'instant_codegen';

/** Where one of these fails, the types are the same. */
const PASSABLE =
  /^(?:grant|revoke|comment|insert|update|delete|merge|select|with|truncate|copy|set|reset|show|analyze|vacuum|refresh|reindex|cluster|listen|notify|lock|security label|(?:create|alter|drop) (?:policy|publication|subscription|event trigger|trigger|extension|role|user|group|database|tablespace)|create (?:or replace trigger|constraint trigger|index|server|cast|statistics)|alter (?:default privileges|system))\b/;

/** So often a statement is tried again with what it missed. */
const MOST_STAND_INS = 20;

/** Names of the extensions that SQL asks for, in order of their names. */
export function extensionsIn(files: readonly SqlFile[]): readonly string[] {
  const named = files
    .flatMap(({ text }) => statementsOf(text))
    .filter(({ words }) => words.startsWith('create extension'))
    .map(({ text }) => extensionOf(text));
  return [...new Set(named)].filter((name) => name !== '').toSorted();
}

function extensionOf(text: string): string {
  const found = /^create\s+extension\s+(?:if\s+not\s+exists\s+)?(?:"([^"]+)"|([\w-]+))/i.exec(text);
  return found?.[1] ?? found?.[2]?.toLowerCase() ?? '';
}

interface Loading {
  readonly engine: Engine;
  readonly hidden: readonly string[];
  readonly report: Report;
  readonly madeUp: Set<string>;
  /** An extension that was asked for is not there. */
  lacking: boolean;
  /** A transaction of the SQL's own has begun. */
  open: boolean;
}

/**
 * Undefined when an error was reported; else the schemas that were made up. `hidden`: schemas that the backend has, and
 * the SQL need not make.
 */
export async function loadFiles(
  engine: Engine,
  files: readonly SqlFile[],
  hidden: readonly string[],
  report: Report,
): Promise<ReadonlySet<string> | undefined> {
  const madeUp = new Set<string>();
  const loading: Loading = { engine, hidden, report, madeUp, lacking: false, open: false };
  for (const file of files) {
    await engine.run(BEFORE);
    for (const statement of statementsOf(file.text)) {
      const error = await runOne(loading, statement, file);
      if (error !== undefined && !pass(loading, statement, file, error)) return undefined;
    }
    if (loading.open) await engine.run('commit');
    loading.open = false;
  }
  return madeUp;
}

/** Says what became of a statement that failed; false where nothing can be read of what follows. */
function pass(loading: Loading, statement: Statement, file: SqlFile, error: SqlError): boolean {
  const { engine, report } = loading;
  const at = placeOf(file, statement, error);
  if (statement.words.startsWith('create extension')) {
    loading.lacking = true;
    report({
      severity: 'warning',
      code: 'sql-extension',
      message: `The extension ${extensionOf(statement.text)} is not in ${engine.name}, and was passed over.`,
      remedy: 'Types of it are told as their names; a live database knows more of them.',
      at,
    });
    return true;
  }
  // What makes a database anew makes `public`, too, and a backend's own schema may be made up by then.
  const made = /^schema "([^]+)" already exists$/.exec(error.message)?.[1];
  if (made !== undefined && (made === 'public' || loading.madeUp.has(made))) return true;
  const makesTable = statement.words.startsWith('select') && /\binto\b/i.test(statement.text);
  if (PASSABLE.test(statement.words) && !makesTable) {
    report({
      severity: 'note',
      code: 'sql-passed-over',
      message: `Passed over, since no type depends on it: ${error.message}.`,
      at,
    });
    return true;
  }
  report({
    severity: 'error',
    code: 'sql-error',
    message: `Postgres says: ${error.message}.`,
    remedy: remedyFor(error),
    at,
  });
  return false;
}

/** What is wrong with a statement, once all that can be made up is there. */
async function runOne(
  loading: Loading,
  statement: Statement,
  file: SqlFile,
): Promise<SqlError | undefined> {
  const tried = new Set<string>();
  for (let count = 0; ; count++) {
    const error = await failure(loading, statement);
    if (error === undefined) return undefined;
    const standIn = standInFor(error, loading.hidden, loading.lacking);
    if (standIn === undefined || tried.has(error.message) || count > MOST_STAND_INS) return error;
    tried.add(error.message);
    for (const text of standIn.sql)
      if ((await failure(loading, { text, words: '' })) !== undefined) return error;
    if (standIn.schema !== undefined) loading.madeUp.add(standIn.schema);
    if (standIn.type !== undefined)
      loading.report({
        severity: 'warning',
        code: 'sql-type-of-extension',
        message: `The type ${standIn.type} is taken to be that of an extension which is not here.`,
        at: placeOf(file, statement, error),
      });
  }
}

/** Runs a statement. One that fails takes nothing with it that was before it in its transaction. */
async function failure(
  loading: Loading,
  { text, words }: Pick<Statement, 'text' | 'words'>,
): Promise<SqlError | undefined> {
  const { engine } = loading;
  const saved = loading.open && !END.test(words);
  try {
    if (saved) await engine.run(`savepoint ${SAVEPOINT}`);
    await engine.run(text);
    loading.open = BEGIN.test(words) || (loading.open && !END.test(words));
    return undefined;
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    if (saved) await engine.run(`rollback to ${SAVEPOINT}`);
    return error;
  }
}

function placeOf(file: SqlFile, statement: Statement, { offset }: SqlError) {
  const line = /^[^\n\r]*/.exec(statement.text)?.[0].length ?? 1;
  const word = /^(?:"[^"]*"|[\w.]+)/.exec(statement.text.slice(offset ?? 0))?.[0].length ?? 1;
  return {
    file: file.path,
    offset: statement.offset + (offset ?? 0),
    length: offset === undefined ? line : word,
  };
}

function remedyFor({ code, hint }: SqlError): string {
  const said = hint === undefined ? '' : `${hint.replace(/\.?$/, '.')} `;
  const missing = ['42P01', '42883', '42704', '3F000', '42P02'].includes(code);
  return missing
    ? `${said}If the backend has it before the first migration, say so in an SQL file of your own, named first: --from stand-ins.sql,migrations; or ask the live database: --from postgres://….`
    : `${said}Correct the SQL, or ask the live database: --from postgres://….`;
}
