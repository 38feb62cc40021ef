/** `database` of a client: the types are those of the app's own tables. */

import type { PostgresStore } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import {
  code,
  imported,
  inlineBraces,
  literal,
  objectKey,
  string,
  type Code,
} from '../../generator/print/code.js';
import { runtimeName } from '../api/code.js';
import type { Recipe, RecipeUse } from '../client/recipes.js';
import { linkTexts } from './link-texts.js';
import { storeOf } from './shared.js';

/** What rows of a client may name, where its store is one of Postgres. */
export const DATABASE_RECIPES: { readonly [name: string]: Recipe } = {
  'postgrest.database': {
    make: 'databaseOf',
    type: () => imported({ kind: 'emitted', path: 'database' }, 'AppDatabase', true),
    extra: settings,
  },
};

function settings({ row, operations, project, names }: RecipeUse): Code {
  const store = storeOf(project);
  if (store === undefined) throw new Error('postgrest.database: there is no store');
  const links = linkTexts(store, names) !== undefined;
  const members = [
    code`dialect: ${dialectOf(store, names)}`,
    row.auth !== undefined && code`auth: ${string(row.auth)}`,
    links && code`links: ${imported({ kind: 'emitted', path: 'database' }, 'databaseLinks')}`,
    links &&
      store.defaultSchema !== 'public' &&
      code`defaultSchema: ${string(store.defaultSchema)}`,
  ].filter((each) => each !== false);
  const own = inlineBraces(members, ',');
  // Nothing says who calls.
  return operations.length === 0 ? code`undefined, ${own}` : own;
}

/** A record of the runtime, or one that is like it but for what the target says. */
function dialectOf({ dialect, dialectChanges = {} }: PostgresStore, names: Names): Code {
  const record = runtimeName(dialect, names);
  const changes = Object.entries(dialectChanges).map(
    ([key, value]) => code`${objectKey(key)}: ${literal(value)}`,
  );
  return changes.length === 0 ? record : inlineBraces([code`...${record}`, ...changes], ',');
}
