/** What a move of an app to the emitted client consists of. */

import type { Migration } from '../stages.js';
import type { Alias } from './alias.js';
import type { Edit } from './edit.js';

/** Something that a person has to look at. */
export interface Open {
  readonly path: string;
  readonly offset: number;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** The changes of one file, and what is left to decide in it. */
export interface Moved {
  readonly edits: readonly Edit[];
  readonly open: readonly Open[];
}

/** Code of the app that makes a client of another package. */
export interface FrontEnd {
  readonly package: string;
  /** Whether it is in the same package as the client. */
  readonly own: boolean;
}

/** What is known of the emitted client. */
export interface Emitted {
  readonly migration: Migration;
  /** Output folder relative to the root. */
  readonly out: string;
  /** As what that is imported, relative to the root. */
  readonly entry: string;
  readonly importExtension: string;
  /** Names that `index.ts` exports. */
  readonly exports: ReadonlySet<string>;
  /** Names of the package that the schema has taken, and what the client calls them; undefined: not at all. */
  readonly taken: ReadonlyMap<string, string | undefined>;
  /** Emitted files, relative to the output folder. */
  readonly files: ReadonlySet<string>;
  /** A package of a front end that gets the same schema: it knows the types of its own schemas only. */
  readonly frontEnd?: FrontEnd | undefined;
  /** By which files that use it already import the output folder. */
  readonly alias?: Alias | undefined;
}
