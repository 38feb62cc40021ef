/** Names that emitted files use whatever the document and the schema hold. */

import type { Project } from '../generator/ir.js';
import type { Pins } from '../generator/names.js';
import { apiExports } from './api/index.js';
import { apiClientExports } from './client/api-client.js';
import { CLIENT_EXPORTS } from './client/client.js';
import { FEATURE_EXPORTS } from './client/features.js';
import { storeNames } from './instaql/index.js';
import { DATABASE_EXPORTS } from './postgres/index.js';

/**
 * Names that no entity, operation or schema gets: those under which the client exports what the official
 * SDK has, so that an import of one of them is never something else.
 * But what stands in a file of its own leaves its name to what the configuration gives it to.
 */
export function takenNames(project: Project, pins: Pins = {}): ReadonlySet<string> {
  const { schemas = {}, operations = {} } = pins;
  const pinned = new Set([...Object.values(schemas), ...Object.values(operations)]);
  return new Set([
    ...(project.api === undefined ? [] : apiExports(project, pinned)),
    ...clientExports(project),
    ...(project.store?.kind === 'instaql' ? storeNames(project) : []),
    ...(project.store?.kind === 'postgres' ? DATABASE_EXPORTS : []),
  ]);
}

function clientExports({ client, store }: Project): readonly string[] {
  if (client === undefined) return [];
  return store?.kind === 'instaql'
    ? [...CLIENT_EXPORTS, ...FEATURE_EXPORTS.map(({ name }) => name)]
    : apiClientExports(client).map(({ name }) => name);
}
