/** The emitters, by the names under which a configuration asks for them. A new emitted file is one more of them. */

import type { Project } from '../generator/ir.js';
import type { Names } from '../generator/names.js';
import type { AnyEmitter, Emitter, OutFile } from '../generator/stages.js';
import { apiEmitters } from './api/index.js';
import { apiClientEmitter } from './client/api-client.js';
import { clientEmitter } from './client/client.js';
import { leavesEmitter } from './client/opening.js';
import { featuresEmitter } from './client/features.js';
import { apiReference } from './extra/api-reference.js';
import { schemaTypes } from './extra/schema-types.js';
import { instaqlEmitters } from './instaql/index.js';
import { postgresEmitters } from './postgres/index.js';

export const emitters: readonly Emitter[] = [
  ...apiEmitters,
  ...instaqlEmitters,
  ...postgresEmitters,
  clientEmitter,
  featuresEmitter,
  apiClientEmitter,
  leavesEmitter,
];

/** Each name brings what its files import. */
const GROUPS: Readonly<Record<string, readonly AnyEmitter[]>> = {
  default: emitters,
  types: apiEmitters.filter(({ name }) => name === 'types'),
  functions: apiEmitters,
  client: emitters,
  'schema.d.ts': [schemaTypes],
  'API.md': [apiReference],
};

export const emitterNames: readonly string[] = Object.keys(GROUPS);

/** Our emitters of these names, each once, in the order of their files. */
export function chosenEmitters(names: readonly string[]): readonly AnyEmitter[] {
  return [...new Set(names.flatMap((name) => GROUPS[name] ?? []))];
}

/** All files of a client but `index.ts`, which lists what they export, where nothing else is asked for. */
export function emitAll(project: Project, names: Names): readonly OutFile[] {
  return emitters.flatMap((emitter) => emitter.emit(project, names));
}
