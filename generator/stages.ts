import type { z as Zod } from 'zod';
import type { Diagnostic, Report } from './diagnostics.js';
import type { Made, Opening, Project, Store } from './ir.js';
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
  /** Whether a folder holds a client: of this run or of another. */
  isOutput?(folder: string): boolean;
  /** Names of the folders in a folder, hidden ones and `node_modules` aside; undefined where there is none. */
  list(path: string): readonly string[] | undefined;
  /**
   * Where the document lies that one refers to by a URI, or by a path where `from` is no file itself.
   * Absent: only files are read.
   */
  reach?(uri: string, from: string): Reach;
  /** Why the user's compiler would not take a file that emitted code imports; undefined: it would. Absent: of none. */
  leavesOut?(path: string): LeftOut | undefined;
  /** How a file of the project imports one of the output (`dsl`). Absent: nothing is written. */
  importOf?(from: string, name: string): string;
  /** Why `read` gave nothing, where that is more than that there is no such file. */
  absence?(path: string): Problem | undefined;
}

/** What the user's compiler says of files outside of `folder`. */
export interface LeftOut {
  /** Relative to the project root. */
  readonly folder: string;
  /** `tsconfig.json compiles src` */
  readonly reason: string;
  /** What comes of an import, as the end of a sentence. */
  readonly effect: string;
}

/** A path for {@link Inputs.read}, or why the document may not be read. */
export type Reach = { readonly path: string } | { readonly refused: Problem };

/** A diagnostic without its place, which the asker knows. */
export type Problem = Pick<Diagnostic, 'code' | 'message' | 'remedy'>;

/** An emitted file. `path` is relative to the output folder, without extension: `operations/auth`. */
export interface OutFile {
  readonly path: string;
  /** Absent: `.ts`. Files of another kind bring their whole text. */
  readonly extension?: string;
  /** What it was made from, for the first line: `instant.schema.ts`. */
  readonly source: string;
  readonly body: Code;
  /** A file of this package, without extension: its text is what is written, and `body` is empty. */
  readonly copied?: string;
  /** What `index.ts` re-exports from it, under the same names. */
  readonly exports: readonly Export[];
  /** The file of the user's emitter that gave it. */
  readonly by?: string;
}

export interface Export {
  readonly name: string;
  readonly type: boolean;
}

/** Pure: the same project and names give the same files. */
export interface Emitter {
  readonly name: string;
  emit(project: Project, names: Names): readonly OutFile[];
}

/** A whole API description. `name`: its path or address; `prefix`: as the configuration has it. */
export interface SourceDocument {
  readonly name: string;
  readonly prefix?: string;
  readonly data: unknown;
}

/** What an emitter may ask for that is not in the project. */
export interface EmitContext {
  /**
   * The API descriptions of the client as plain data: overlays applied, what stands in other files brought
   * in. Each call gives copies of the caller's own.
   */
  documents(): readonly SourceDocument[];
  /**
   * A package of the user's project, loaded when it is asked for. Throws {@link EmitProblem} where it is
   * absent or of another major version.
   */
  peer(name: string, major: number): unknown;
}

/** An emitter of a user, or one that needs more than the project. Every {@link Emitter} is one. */
export interface AnyEmitter {
  readonly name: string;
  emit(
    project: Project,
    names: Names,
    context: EmitContext,
  ): readonly GivenFile[] | Promise<readonly GivenFile[]>;
}

/** An {@link OutFile} as a user's emitter gives it. `source` absent: the file of the emitter. */
export type GivenFile = Omit<OutFile, 'source' | 'exports' | 'copied' | 'by'> &
  Partial<Pick<OutFile, 'source' | 'exports'>>;

/** Thrown by an emitter for what its user can mend: shown as a problem of the input. */
export class EmitProblem extends Error {
  override readonly name = 'EmitProblem';
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** A backend, as data: a folder with a `target.json`. Nothing outside it knows its name. */
export interface Target {
  /** That of its folder. */
  readonly name: string;
  /** As people call it. */
  readonly title?: string;
  /** This, the overlays and the rows: names under which inputs know these files. */
  readonly document?: string;
  readonly overlays: readonly string[];
  readonly rows?: string;
  /** The composites of the runtime that its rows may name. */
  readonly recipes?: readonly RecipeData[];
  /** How its clients are opened, where they have a session of their own kind. */
  readonly opening?: Opening;
  /** On whose behalf a call may be made, as its rows' `auth` names it. */
  readonly identities?: readonly string[];
  /** What its client object has besides rows: no row is called so, or stands below such a name. */
  readonly reserved?: readonly string[];
  /** The styles that its methods can have. Absent: only that of its rows. */
  readonly results?: readonly ('throw' | 'data-error')[];
  /** Kind of data schema its apps have. */
  readonly store?: Store['kind'];
  /** What that kind has to know of the backend; each kind says what there may be. */
  readonly storeOptions?: Readonly<Record<string, unknown>>;
  /** Named schemas of the document that carry the attributes of an entity: in answers, and in what is sent. */
  readonly attributes?: readonly {
    readonly entity: string;
    readonly read: readonly string[];
    readonly write: readonly string[];
  }[];
  /** The official package that its clients take the place of. */
  readonly migration?: Migration;
}

/** What `migrate` has to know of the official package whose place an emitted client takes. */
export interface Migration {
  /** Its name, as apps import it. */
  readonly module: string;
  /** How the names of its maker's packages begin: `@instantdb/`. */
  readonly scope: string;
  /** Functions that make a client. */
  readonly factories: readonly string[];
  /** Types of clients. */
  readonly clientTypes: readonly string[];
  /** Members of a client that only a feature brings, with its name in the configuration. */
  readonly features: Readonly<Record<string, string>>;
  /** Names of the package that the client exports with a feature only, by its name in the configuration. */
  readonly featureExports: Readonly<Record<string, readonly string[]>>;
  /** Packages one of which the maker's own command wants to find in package.json. */
  readonly commandWants: readonly string[];
  /** Names that mean the same in its maker's other packages. */
  readonly shared: readonly string[];
  /** Those of them that are classes of errors: the client's are others. */
  readonly errors: readonly string[];
  /** Names that stand in an emitted file of their own, not in the index. */
  readonly leaves: Readonly<Record<string, string>>;
  /** What is otherwise when the program runs: a line. */
  readonly runTime: string;
}

/**
 * A composite: a method that is more than one call of one operation. Without `make` and `type` the emitters of the
 * target's store know it.
 */
export interface RecipeData extends Partial<Made> {
  readonly name: string;
  /** How many operations a row has to give it. */
  readonly operations: number;
}

/** What a configuration decides of a store. */
export interface StoreSettings {
  readonly dates: 'stored' | 'date' | 'strict';
  readonly requiredLinks: 'types' | 'runtime' | 'off';
  readonly validation?: boolean | undefined;
}

/** A kind of data schema: finds and reads it. */
export interface StoreReader<S extends Store = Store> {
  readonly kind: S['kind'];
  /** The variable of the environment that names the schema where nothing else does. */
  readonly variable?: string;
  /** What the client is like without a schema. */
  readonly without: string;
  /** What makes a schema where there is none: a sentence. Absent: only its author. */
  readonly makes?: string;
  /** Composites that its emitters make themselves. */
  readonly recipes?: readonly string[];
  /**
   * What a target may say in `storeOptions`. zod is handed in, so that nothing loads it before it is needed, and so
   * are the values of the runtime that it may name.
   */
  readonly options?: (z: typeof Zod, values?: readonly string[]) => Zod.ZodType;
  /** Why a path that was given for the schema is none, where that is more than that there is no such file. */
  misplaced?(path: string, inputs: Inputs): Problem | undefined;
  /** Paths where the schema is looked for, in order, when none is given. */
  find(inputs: Inputs): string | undefined;
  /** Schemas of packages in the project, where it has none of its own. It decides nothing, and records nothing. */
  below?(inputs: Inputs): readonly string[];
  /** Undefined when errors were reported. `path` undefined: an app without a schema. */
  read(path: string | undefined, inputs: Inputs, report: Report): S | undefined;
  /** The store as emitters see it: with what the configuration and the target say of it. */
  settle(store: S, settings: StoreSettings, target: Target): S;
}
