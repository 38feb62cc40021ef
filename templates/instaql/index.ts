/** The emitters of an InstaQL store, in the order of their files. */

import type { Emitter } from '../../generator/stages.js';
import { builder } from './builder.js';
import { compat } from './compat.js';
import { dsl } from './dsl.js';
import { entities } from './entities.js';
import { query } from './query.js';
import { rooms } from './rooms.js';
import { schema } from './schema.js';
import { tx } from './tx.js';

export { storeNames } from './reserved.js';

export const instaqlEmitters: readonly Emitter[] = [
  builder,
  compat,
  dsl,
  entities,
  query,
  rooms,
  schema,
  tx,
];
