/** The emitters, in order. A new emitted file is one more of them. */

import type { Project } from '../generator/ir.js';
import type { Names } from '../generator/names.js';
import type { Emitter, OutFile } from '../generator/stages.js';
import { apiEmitters } from './api/index.js';
import { clientEmitter } from './client/client.js';
import { instaqlEmitters } from './instaql/index.js';

export const emitters: readonly Emitter[] = [...apiEmitters, ...instaqlEmitters, clientEmitter];

/** All files of a client but `index.ts`, which lists what they export. */
export function emitAll(project: Project, names: Names): readonly OutFile[] {
  return emitters.flatMap((emitter) => emitter.emit(project, names));
}
