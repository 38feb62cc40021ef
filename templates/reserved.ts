/** Names that emitted files use whatever the document and the schema hold. */

import type { Project } from '../generator/ir.js';
import { API_EXPORTS } from './api/index.js';
import { apiClientExports } from './client/api-client.js';
import { CLIENT_EXPORTS } from './client/client.js';
import { FEATURE_EXPORTS } from './client/features.js';
import { storeNames } from './instaql/index.js';
import { DATABASE_EXPORTS } from './postgres/index.js';

/**
 * Names that no entity, operation or schema gets: those under which the client exports what the official
 * SDK has, so that an import of one of them is never something else.
 */
export function takenNames(project: Project): ReadonlySet<string> {
  return new Set([
    ...(project.api === undefined ? [] : API_EXPORTS),
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
