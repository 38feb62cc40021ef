/** Which environment variables the user's code asks for while it runs, as questions of the run. */

import { syncBuiltinESMExports } from 'node:module';
import type { Recorder } from '../inputs.js';
import { ALL_VARIABLES } from '../manifest.js';

/** Node's own question to its environment, which it asks when it loads a module. */
const ASKED_BY_NODE = 'WATCH_REPORT_DEPENDENCIES';

/**
 * Puts a recording view in place of `process.env` until the function that is returned is called. A variable
 * that is set by the code itself is recorded as it was before; a copy of the whole environment is one question.
 */
export function recordEnvironment(inputs: Recorder): () => void {
  const real = process.env;
  const asked = (name: string | symbol): void => {
    if (typeof name === 'string' && name !== ASKED_BY_NODE) inputs.env(name);
  };
  process.env = new Proxy(real, {
    get(target, name) {
      asked(name);
      return target[String(name)];
    },
    has(target, name) {
      asked(name);
      return Reflect.has(target, name);
    },
    set(target, name, value: unknown) {
      asked(name);
      return Reflect.set(target, name, value);
    },
    deleteProperty(target, name) {
      asked(name);
      return Reflect.deleteProperty(target, name);
    },
    getOwnPropertyDescriptor(target, name) {
      asked(name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    ownKeys(target) {
      inputs.env(ALL_VARIABLES);
      return Reflect.ownKeys(target);
    },
  });
  // For `import { env } from 'node:process'`.
  syncBuiltinESMExports();
  return () => {
    process.env = real;
    syncBuiltinESMExports();
  };
}
