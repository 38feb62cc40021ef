/** The package as a library: `defineConfig` for configurations. Loads nothing; they import it. */

import type { Config } from './config/types.js';

export type { ClientConfig, Config, NamePins } from './config/types.js';
export type { ArgumentInput, ClientTable, RowInput } from './read/rows-format.js';

/** Gives a configuration its type; the value is returned as it is. */
export function defineConfig(config: Config): Config {
  return config;
}
