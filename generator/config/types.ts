/** The configuration as a user writes it. Every member is optional. */

import type { Diagnostic } from '../diagnostics.js';
import type { Pins } from '../names.js';
import type { ClientTable, Feature } from '../read/rows/format.js';
import type { Patterns, Selection } from '../select.js';

/** What decides one generated client. Paths are relative to the configuration's folder. */
export interface ClientConfig {
  /** Folder the client is written to. Default: `src/` and the name of the target, or `src/api`. */
  readonly out?: string | undefined;
  /** The backend: a name (`instant` is the default where no document is given), the folder of one, or `none`. */
  readonly target?: string | undefined;
  /**
   * OpenAPI document, YAML or JSON: a path or an address; several become one client. Default: the one that
   * ships for the target.
   */
  readonly openapi?: string | DocumentConfig | readonly (string | DocumentConfig)[] | undefined;
  /** Addresses that documents may refer to although they lie elsewhere: `https://host/folder/`. */
  readonly allowRefs?: readonly string[] | undefined;
  /** OpenAPI Overlays, applied in order after those of the target. */
  readonly overlays?: readonly string[] | undefined;
  /** Data schema; false: there is none. Default: found where Instant's own CLI looks. */
  readonly schema?: string | false | undefined;
  /**
   * A client object, whose methods are the rows of a table: the table itself or the path of one. A row replaces
   * the shipped row, `null` removes it. True: a method for each operation; for a target, those that it has anyway.
   */
  readonly client?: true | string | ClientTable | undefined;
  /**
   * What methods of a client object give: their data, errors being thrown (`throw`, the default but for targets
   * that are known for the other), or `{ data, error }`. Rows that say otherwise keep what they say.
   */
  readonly result?: 'throw' | 'data-error' | undefined;
  /** Copy the runtime beside the output (the default), or import it from this package. */
  readonly runtime?: 'copy' | 'package' | undefined;
  /** Extension of relative imports. Default: what the nearest tsconfig.json or deno.json asks for. */
  readonly importExtension?: '' | '.js' | '.ts' | undefined;
  /** Format with the project's prettier. Default: only where its configuration differs from our style. */
  readonly format?: boolean | undefined;
  /**
   * How dates come back: as stored (the default), as `Date` objects but for what does not parse, or as `Date` objects
   * only: what does not parse is then an error.
   */
  readonly dates?: 'stored' | 'date' | 'strict' | undefined;
  /** Where a missing required link is caught. Default: by the types. */
  readonly requiredLinks?: 'types' | 'runtime' | 'off' | undefined;
  /**
   * False leaves out of the client what checks queries and transactions before they are sent: some 1.5 kB less,
   * and mistakes that the types did not see are the server's to refuse. Default: true.
   */
  readonly validation?: boolean | undefined;
  /** What `db` has besides queries, transactions, users, files and rooms. Default: nothing. */
  readonly features?: readonly (Feature | 'all')[] | undefined;
  /**
   * Features as functions that take a client, without being in `db`: `streams(db)`. Those of `features` are such as
   * well, and `subscribeQuery(db, …)` always is. Default: nothing.
   */
  readonly standalone?: readonly (Feature | 'all')[] | undefined;
  /**
   * What is written: `default` (the types, functions and client), or of these `types`, `functions` and
   * `client` alone; `schema.d.ts`; `API.md`; paths of emitters of one's own. Default: `['default']`.
   */
  readonly emitters?: readonly string[] | undefined;
  /**
   * What members of objects and the parameters of paths and queries are called: as in the document (`untouched`), or in
   * camel case (`camel`), where requests and answers are translated as they go and come. Not for targets and tables of
   * a client, which name them. Default: `untouched`.
   */
  readonly propertyCase?: 'untouched' | 'camel' | undefined;
  /** Only these operations, each of which matches one of the patterns. Default: all. */
  readonly include?: Patterns | undefined;
  /** Operations that are left out, of those that are included. */
  readonly exclude?: Patterns | undefined;
  /** False leaves deprecated operations out. */
  readonly deprecated?: boolean | undefined;
  /** Leave out the schemas that no operation needs. Default: where operations are left out. */
  readonly prune?: boolean | undefined;
  /** Warnings are errors: nothing is written while there are some. As `--strict`. Default: false. */
  readonly strict?: boolean | undefined;
  /** Pinned names, by key of the entity, schema or operation: `{ entities: { staff: 'Employee' } }`. */
  readonly names?: NamePins | undefined;
}

/** An OpenAPI document of which more is to be said than where it lies. */
export interface DocumentConfig {
  readonly path?: string | undefined;
  /** Instead of `path`. */
  readonly url?: string | undefined;
  /** Sent with requests to the site of `url`, and shown or stored nowhere. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Begins the names of everything in it: `billing` makes `BillingInvoice` of `Invoice`. */
  readonly prefix?: string | undefined;
  /** Overlays of this document. */
  readonly overlays?: readonly string[] | undefined;
}

export interface NamePins {
  readonly entities?: Readonly<Record<string, string>> | undefined;
  readonly schemas?: Readonly<Record<string, string>> | undefined;
  readonly operations?: Readonly<Record<string, string>> | undefined;
}

export interface Config extends ClientConfig {
  /** Several clients; what stands beside this key holds for each of them unless it says otherwise. */
  readonly clients?: Readonly<Record<string, ClientConfig>> | readonly ClientConfig[] | undefined;
}

/** One client to generate, everything but the target's defaults settled. Paths relative to the root. */
export interface ClientSettings {
  /** Its name under `clients`, for messages. */
  readonly name?: string;
  /** The settings that stand under that name, not beside `clients`. */
  readonly own?: readonly string[];
  readonly out?: string;
  readonly target?: string;
  /** A string is one document without more. */
  readonly openapi?: string | readonly DocumentSettings[];
  readonly allowRefs?: readonly string[];
  /** Of the only document. */
  readonly overlays: readonly string[];
  readonly schema?: string | false;
  readonly client?: true | string | ClientTable;
  readonly result?: 'throw' | 'data-error';
  readonly runtime: 'copy' | 'package';
  readonly importExtension?: '' | '.js' | '.ts';
  readonly format?: boolean;
  readonly dates: 'stored' | 'date' | 'strict';
  readonly requiredLinks: 'types' | 'runtime' | 'off';
  readonly validation?: boolean;
  readonly strict?: boolean;
  readonly features?: readonly (Feature | 'all')[];
  readonly standalone?: readonly (Feature | 'all')[];
  /** Names of ours, and paths relative to the root. */
  readonly emitters?: readonly string[];
  readonly propertyCase?: 'camel';
  readonly names: Pins;
  /** Absent: the whole document. */
  readonly selection?: Selection;
  /** The settings that the command line decides. */
  readonly flagged?: readonly string[];
  /** File of the configuration, for messages. */
  readonly configFile?: string;
}

/** A setting that means nothing for one client, though it may for another. */
export interface IdleSetting {
  readonly setting: keyof ClientConfig;
  readonly diagnostic: Diagnostic;
}

/** `source`: a path relative to the root, an address, or `<stdin>` for what is piped in. */
export interface DocumentSettings {
  readonly source: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly prefix?: string;
  readonly overlays?: readonly string[];
}
