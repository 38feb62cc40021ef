/** The registry of kinds of data schema. */

import type { StoreReader } from '../stages.js';
import { instaqlReader } from './instaql/index.js';
import { postgresReader } from './postgres/index.js';

export const stores: readonly StoreReader[] = [instaqlReader, postgresReader];
