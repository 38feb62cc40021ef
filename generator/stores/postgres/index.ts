import type { Report } from '../../diagnostics.js';
import type { Json, PostgresStore } from '../../ir.js';
import { loadZod } from '../../lazy.js';
import type { Inputs, Problem, StoreReader, StoreSettings, Target } from '../../stages.js';
import { optionsSchema } from './options.js';
import { readSaved } from './read.js';
import { FORMAT_KEY } from './saved.js';
import { storeOf } from './store.js';

/** A Postgres database, read from the file that `instant-codegen introspect` saves. */
export const postgresReader: StoreReader<PostgresStore> = {
  kind: 'postgres',
  without: 'tables, their rows and their filters are open',
  makes: 'Write one: npx instant-codegen introspect.',
  options: optionsSchema,
  recipes: ['postgrest.database'],
  find: (inputs) => USUAL_FILES.find((path) => isSaved(path, inputs)),
  misplaced,
  read: readPostgres,
  settle,
};

/** Where the saved schema is looked for, in this order; the first is where it is written. */
export const USUAL_FILES = ['database.json', 'src/database.json', 'db/database.json'] as const;

/** A tool for migrations keeps its settings in a file of that name. */
function isSaved(path: string, inputs: Inputs): boolean {
  return inputs.exists(path) && inputs.read(path)?.includes(`"${FORMAT_KEY}"`) === true;
}

const UNDECLARED: PostgresStore = {
  kind: 'postgres',
  declared: false,
  defaultSchema: 'public',
  schemas: [],
  dialect: '',
  embeds: true,
};

/** A run is offline and needs no database: what makes a schema of SQL is another command. */
function misplaced(path: string, inputs: Inputs): Problem | undefined {
  const isFolder = !inputs.exists(path) && inputs.list(path) !== undefined;
  if (!isFolder && !/\.sql$/i.test(path)) return undefined;
  const [file] = USUAL_FILES;
  return {
    code: 'postgres-not-introspected',
    message: `${path} is SQL, and a run reads only what a database has said of itself.`,
    remedy: `Run npx instant-codegen introspect --from ${quoted(path)}, commit ${file}, and set \`schema\` to that.`,
  };
}

function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

function readPostgres(
  path: string | undefined,
  inputs: Inputs,
  report: Report,
): PostgresStore | undefined {
  if (path === undefined) return UNDECLARED;
  const saved = readSaved(path, inputs.read(path) ?? '', report);
  if (saved === undefined) return undefined;
  const store = storeOf(saved, path);
  reportOptions(store, report);
  return store;
}

/** Columns that are called as an option are none in an object. */
function reportOptions({ schemas }: PostgresStore, report: Report): void {
  const all = schemas.flatMap((schema) =>
    schema.relations.flatMap(({ name: relation, columns, at }) =>
      columns
        .filter(({ option }) => option)
        .map(({ name }) => ({ name, place: `${schema.name}.${relation}`, at })),
    ),
  );
  const [first] = all;
  if (first === undefined) return;
  const name = JSON.stringify(first.name);
  const more = all.length === 1 ? '' : ` (and so for ${String(all.length - 1)} more of such names)`;
  report({
    severity: 'warning',
    code: 'postgres-column-option',
    message: `${first.place} has a column ${name}, which in the object form of select is an option${more}.`,
    remedy: `Select it under another name, { column: { $column: ${name} } }, or as text.`,
    at: first.at,
  });
}

function settle(store: PostgresStore, _settings: StoreSettings, target: Target): PostgresStore {
  const { dialect, embeds } = optionsSchema(loadZod().z).parse(target.storeOptions ?? {});
  if (typeof dialect === 'string') return { ...store, dialect, embeds };
  const { like, ...members } = dialect;
  const changes = Object.entries(members).flatMap(([key, value]): [string, Json][] =>
    value === undefined ? [] : [[key, value]],
  );
  return { ...store, dialect: like, embeds, dialectChanges: Object.fromEntries(changes) };
}
