/**
 * The intermediate representation: what `read` produces and every later stage consumes.
 *
 * Plain readonly data, JSON-able and frozen, so that it can be diffed and snapshotted. It carries source
 * keys only (`"pet-store"`); `names.ts` maps them to identifiers. No rendered path, no import line, no
 * TypeScript text, except in {@link TypeText}, which holds a user's own types.
 */

export interface Project {
  readonly api?: Api;
  readonly client?: Client;
  readonly store?: Store;
}

/** Where a node was written: `file` is relative to the project root, `pointer` a JSON pointer. */
export interface JsonPlace {
  readonly file: string;
  readonly pointer: string;
}

/** A place in a text file; `offset` and `length` count UTF-16 units. */
export interface TextPlace {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

export type Place = JsonPlace | TextPlace;

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

// ---------------------------------------------------------------------------------------------- API

export interface Api {
  readonly title: string;
  readonly version?: string;
  readonly description?: string;
  readonly servers: readonly Server[];
  readonly security: readonly SecurityScheme[];
  readonly schemas: readonly NamedSchema[];
  readonly operations: readonly Operation[];
}

export interface Server {
  readonly url: string;
  readonly description?: string;
  readonly variables: readonly ServerVariable[];
}

export interface ServerVariable {
  readonly name: string;
  readonly default: string;
  readonly values?: readonly string[];
  readonly description?: string;
}

export type SecurityScheme = { readonly key: string; readonly doc?: string; readonly at: Place } & (
  | { readonly kind: 'apiKey'; readonly in: 'header' | 'query' | 'cookie'; readonly name: string }
  | { readonly kind: 'http'; readonly scheme: string }
  | { readonly kind: 'oauth2' | 'openIdConnect' | 'mutualTLS' }
);

/** Schemes that must all be satisfied; an operation lists alternatives, an empty one means "none". */
export type SecurityRequirement = readonly string[];

export interface NamedSchema {
  readonly key: string;
  readonly schema: Schema;
  readonly at: Place;
  /** Reaches itself through references. */
  readonly recursive: boolean;
  /** Its request shape differs from its response shape (`readOnly`, `writeOnly`), itself or by reference. */
  readonly splits: boolean;
  /** A wire value in it is converted for the app (dates, bytes), itself or by reference. */
  readonly converts: boolean;
}

export interface SchemaMeta {
  readonly at?: Place;
  readonly doc?: string;
  readonly title?: string;
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly default?: Json;
  readonly examples?: readonly Json[];
}

export type Schema = SchemaMeta & SchemaKind;

export type SchemaKind =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'never' }
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean' }
  | NumberSchema
  | StringSchema
  | { readonly kind: 'binary' }
  | LiteralSchema
  | {
      readonly kind: 'array';
      readonly items: Schema;
      readonly minItems?: number;
      readonly maxItems?: number;
    }
  | {
      readonly kind: 'tuple';
      readonly items: readonly Schema[];
      readonly required: number;
      readonly rest?: Schema;
    }
  | ObjectSchema
  | UnionSchema
  | { readonly kind: 'all'; readonly of: readonly Schema[] }
  | { readonly kind: 'ref'; readonly to: string }
  | { readonly kind: 'foreign'; readonly type: TypeText };

export interface NumberSchema {
  readonly kind: 'number';
  readonly integer: boolean;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

export interface StringSchema {
  readonly kind: 'string';
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** `const` and `enum`. `names` and `docs` run parallel to `values`. */
export interface LiteralSchema {
  readonly kind: 'literal';
  readonly values: readonly Json[];
  readonly names?: readonly string[];
  readonly docs?: readonly string[];
}

export interface ObjectSchema {
  readonly kind: 'object';
  readonly props: readonly Property[];
  readonly patterns: readonly { readonly pattern: string; readonly schema: Schema }[];
  /** Schema of further properties; absent: none are described (`additionalProperties: false` or unset). */
  readonly rest?: Schema;
}

export interface Property {
  readonly key: string;
  readonly required: boolean;
  readonly schema: Schema;
}

export interface UnionSchema {
  readonly kind: 'union';
  readonly of: readonly Schema[];
  readonly discriminator?: Discriminator;
}

/** `mapping` pairs a tag value with the key of the named schema it selects. */
export interface Discriminator {
  readonly property: string;
  readonly mapping: readonly { readonly value: string; readonly to: string }[];
}

export interface Operation {
  /** `operationId`, or `"POST /admin/query"` where there is none: unique in the document. */
  readonly key: string;
  readonly id?: string;
  readonly method: string;
  readonly path: string;
  readonly tags: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  readonly responses: readonly Response[];
  /** Alternatives; empty: no security. */
  readonly security: readonly SecurityRequirement[];
  readonly servers: readonly Server[];
  /** `x-retry`; absent: safe by method (GET, HEAD, PUT, DELETE, OPTIONS) as HTTP defines it. */
  readonly retry?: 'safe' | 'never';
  readonly at: Place;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'querystring';
  readonly required: boolean;
  readonly schema: Schema;
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Media type of a `content` parameter, which is serialised as that type says. */
  readonly content?: string;
  readonly doc?: string;
  readonly deprecated: boolean;
  readonly at: Place;
}

export interface Body {
  readonly required: boolean;
  readonly contents: readonly Content[];
  readonly doc?: string;
}

export interface Content {
  readonly mediaType: string;
  readonly schema: Schema;
  /** Schema of one item of a sequential media type (`text/event-stream`, JSON lines). */
  readonly items?: Schema;
  readonly encoding: readonly PartEncoding[];
  readonly examples: readonly Json[];
}

export interface PartEncoding {
  readonly property: string;
  readonly contentType?: string;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly headers: readonly { readonly name: string; readonly schema: Schema }[];
}

export interface Response {
  /** `"200"`, `"4XX"` or `"default"`. */
  readonly status: string;
  readonly doc?: string;
  readonly contents: readonly Content[];
  readonly headers: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly schema: Schema;
    readonly doc?: string;
  }[];
}

// ------------------------------------------------------------------------------------------- client

/** The rows of the client table that resolved, in the order of the table. */
export interface Client {
  readonly rows: readonly Row[];
}

/** One client method. `name` is dotted: `auth.createToken`. */
export interface Row {
  readonly name: string;
  readonly does: RowAction;
  readonly overloads: readonly Overload[];
  /** Members that every request of this method carries, by target (`body.kind`). */
  readonly constants: readonly { readonly to: string; readonly value: Json }[];
  /** Path into the answer (`["user", "refresh_token"]`); empty: the whole answer. */
  readonly pick: readonly string[];
  readonly result: 'throw' | 'data-error' | 'error-only' | 'nothing';
  /** Which identity the call is made with: the client's own, the impersonated one, or none. */
  readonly auth?: string;
  readonly deprecated?: string;
  readonly doc?: string;
  readonly at: Place;
}

export type RowAction =
  | { readonly kind: 'call'; readonly operation: string }
  | { readonly kind: 'recipe'; readonly recipe: string; readonly operations: readonly string[] };

export interface Overload {
  readonly args: readonly Argument[];
}

export interface Argument {
  readonly name: string;
  readonly optional: boolean;
  readonly default?: Json;
  readonly to: ArgumentTarget;
}

/** `at`: the argument is that one member; `spread`: its members are those of that part of the request. */
export type ArgumentTarget =
  | { readonly kind: 'at'; readonly path: readonly string[] }
  | { readonly kind: 'spread'; readonly path: readonly string[] }
  | {
      readonly kind: 'fields';
      readonly fields: readonly {
        readonly name: string;
        readonly optional: boolean;
        readonly to: readonly string[];
      }[];
    };

// ------------------------------------------------------------------------------------------- stores

export type Store = InstaqlStore;

export interface InstaqlStore {
  readonly kind: 'instaql';
  /** False: there is no schema; entities are open and the wire flags are a schema-less client's. */
  readonly declared: boolean;
  readonly entities: readonly Entity[];
  readonly rooms: readonly Room[];
  /** Types of the schema file that type arguments need and nobody can import. */
  readonly declarations: readonly LocalType[];
  /** How dates come back: as the server stored them, or as `Date` objects. Settled before emission. */
  readonly dates: 'stored' | 'date';
  /** Where a missing required link is caught. Settled before emission. */
  readonly requiredLinks: 'types' | 'runtime' | 'off';
}

export interface Entity {
  readonly key: string;
  readonly doc?: string;
  readonly attrs: readonly Attr[];
  /** In the order in which the schema's links name them, forward ends before reverse ends. */
  readonly links: readonly Link[];
  readonly at: Place;
}

export interface Attr {
  readonly key: string;
  readonly type: 'string' | 'number' | 'boolean' | 'date' | 'json' | 'any';
  readonly required: boolean;
  /** `clientRequired()`: optional on the server, demanded by the types. `required` is then false. */
  readonly clientRequired: boolean;
  readonly indexed: boolean;
  readonly unique: boolean;
  /** The type argument: `i.json<Address>()`, or what `asType` says of this attribute. */
  readonly typed?: TypeText;
  readonly doc?: string;
  readonly at: Place;
}

/** One end of a link, seen from the entity that holds its label. */
export interface Link {
  readonly label: string;
  /** Key of the entity at the other end. */
  readonly entity: string;
  readonly has: 'one' | 'many';
  readonly required: boolean;
  readonly onDelete?: 'cascade';
  readonly link: string;
  readonly side: 'forward' | 'reverse';
  /** The label of this link at the other end. */
  readonly reverse: string;
  readonly doc?: string;
  readonly at: Place;
}

export interface Room {
  readonly key: string;
  readonly presence: readonly Attr[];
  readonly topics: readonly {
    readonly key: string;
    readonly attrs: readonly Attr[];
    readonly doc?: string;
  }[];
  readonly doc?: string;
  readonly at: Place;
}

/** A user's own TypeScript type: its text, cut where it names something, so that names can be renamed. */
export interface TypeText {
  readonly parts: readonly (string | { readonly name: TypeName })[];
}

export type TypeName =
  /** Exported by a file of the project; `file` is relative to the project root, with its extension. */
  | { readonly kind: 'file'; readonly file: string; readonly exported: string }
  /** Exported by a package or reached by a path alias, which is kept as written. */
  | { readonly kind: 'package'; readonly specifier: string; readonly exported: string }
  /** One of {@link InstaqlStore.declarations}. */
  | { readonly kind: 'local'; readonly declaration: string }
  /** A global of the language: `Record`, `Date`. */
  | { readonly kind: 'global'; readonly name: string };

/** A type alias, interface or enum of the schema file, to be copied with what it needs. */
export interface LocalType {
  readonly key: string;
  /** Type parameters as written, without the angle brackets. */
  readonly parameters?: TypeText;
  readonly doc?: string;
  readonly declares: 'alias' | 'interface';
  /** Alias: the type. Interface: the body with braces, with its `extends` list in `heritage`. */
  readonly type: TypeText;
  readonly heritage?: TypeText;
  readonly at: Place;
}
