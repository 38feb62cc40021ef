/** `dsl`: the schema language. No other file imports it, and it imports none, so that schemas can. */

import { nothing } from '../../generator/print/code.js';
import type { Emitter } from '../../generator/stages.js';
import { outFile, storeOf } from './shared.js';

export const dsl: Emitter = {
  name: 'dsl',
  emit(project) {
    const store = storeOf(project);
    if (store === undefined) return [];
    return [{ ...outFile(store, 'dsl', nothing, []), copied: 'runtime/dsl' }];
  },
};
