/** The emitters of a Postgres store, in the order of their files. */

import type { Emitter } from '../../generator/stages.js';
import { database } from './database.js';
import { shapes } from './shapes.js';
import { tables } from './tables.js';

export { DATABASE_EXPORTS } from './database.js';
export { DATABASE_RECIPES } from './recipe.js';

export const postgresEmitters: readonly Emitter[] = [database, shapes, tables];
