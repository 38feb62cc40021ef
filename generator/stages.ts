import type { Report } from './diagnostics.js';
import type { Project, Store } from './ir.js';
import type { Names } from './names.js';
import type { Code } from './print/code.js';

/** What a reader may ask of the outside world; every question is recorded as an input of the run. */
export interface Inputs {
  /** Project root, absolute. */
  readonly root: string;
  /** Text of a file (path relative to the root, `/` separated), or undefined where there is none. */
  read(path: string): string | undefined;
  /** Whether a file exists; a "no" is recorded as well. */
  exists(path: string): boolean;
  /** The folders that runs write: what stands there is no input. */
  outputs?(): readonly string[];
  /** Names of the folders in a folder, hidden ones and `node_modules` aside; undefined where there is none. */
  list(path: string): readonly string[] | undefined;
}

/** An emitted file. `path` is relative to the output folder, without extension: `operations/auth`. */
export interface OutFile {
  readonly path: string;
  /** Absent: `.ts`. Files of another kind bring their whole text. */
  readonly extension?: string;
  /** What it was made from, for the first line: `instant.schema.ts`. */
  readonly source: string;
  readonly body: Code;
  /** What `index.ts` re-exports from it, under the same names. */
  readonly exports: readonly Export[];
}

export interface Export {
  readonly name: string;
  readonly type: boolean;
}

/** Pure: the same project and names give the same files. */
export interface Emitter {
  readonly name: string;
  emit(project: Project, names: Names): readonly OutFile[];
  /** A file of this package, without extension: its text is what is written, and `body` is empty. */
  readonly copied?: string;
}

/** A backend, as data: registered in `targets/index.ts`, named nowhere else. */
export interface Target {
  readonly name: string;
  /** Files shipped in the package, relative to the package root. */
  readonly document?: string;
  readonly overlays: readonly string[];
  readonly rows?: string;
  /** Kind of data schema its apps have. */
  readonly store?: Store['kind'];
}

/** A kind of data schema: finds and reads it. */
export interface StoreReader {
  readonly kind: Store['kind'];
  /** Paths where the schema is looked for, in order, when none is given. */
  find(inputs: Inputs): string | undefined;
  /** Undefined when errors were reported. `path` undefined: an app without a schema. */
  read(path: string | undefined, inputs: Inputs, report: Report): Store | undefined;
}
