/** The registry of backends: the only module that imports them. */

import type { Target } from '../stages.js';
import { instant } from './instant/index.js';

/** The first is the one that is meant where neither a target nor a document is given. */
export const targets: readonly [Target, ...Target[]] = [instant];

/** Names the user may choose from; `none` is a document alone, without a client of its own. */
export function targetNames(): readonly string[] {
  return [...targets.map((target) => target.name), 'none'];
}
