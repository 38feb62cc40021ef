import type { Json, Place } from './place.js';
import type { NamedSchema, Schema } from './schema.js';

export interface Api {
  readonly title: string;
  readonly version?: string;
  readonly description?: string;
  readonly servers: readonly Server[];
  readonly security: readonly SecurityScheme[];
  readonly schemas: readonly NamedSchema[];
  readonly operations: readonly Operation[];
  /** What the document says of its tags. Absent where it says nothing. */
  readonly tags?: readonly ApiTag[];
  /** Where the documents stand that it was read of, with the prefix that their operations have. Absent where none was read. */
  readonly sources?: readonly ApiSource[];
  /** The documents with a prefix that it was merged of, where each may be served elsewhere. */
  readonly documents?: readonly ApiDocument[];
  /** Requests that the API itself sends. Absent where the document describes none. */
  readonly events?: readonly ApiEvent[];
  /** Members and parameters have names of their own in a program. Absent: they are called as on the wire. */
  readonly propertyCase?: 'camel';
}

export interface ApiSource {
  readonly file: string;
  readonly prefix?: string;
}

/** A tag that is described. */
export interface ApiTag {
  readonly name: string;
  readonly description: string;
}

/** One of several documents: operations with its prefix are served where it says. */
export interface ApiDocument {
  readonly prefix: string;
  readonly servers: readonly Server[];
}

/** A request of `webhooks`, `x-webhooks` or the `callbacks` of an operation. */
export interface ApiEvent {
  /** Unique in the document. */
  readonly key: string;
  /** Name of the webhook or of the callback. */
  readonly name: string;
  /** Key of the operation whose callback it is; absent for a webhook. */
  readonly operation?: string;
  /** Where a callback is sent: `{$request.body#/url}`. */
  readonly expression?: string;
  readonly method: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  /** What the receiver is to answer. */
  readonly responses?: readonly Response[];
  readonly at: Place;
}

export interface Server {
  readonly url: string;
  readonly name?: string;
  readonly description?: string;
  readonly variables: readonly ServerVariable[];
}

export interface ServerVariable {
  readonly name: string;
  readonly default: string;
  /** There is no address without it: the document has no value for it that makes one. */
  readonly required?: boolean;
  readonly values?: readonly string[];
  readonly description?: string;
}

export type SecurityScheme = {
  readonly key: string;
  readonly doc?: string;
  readonly deprecated?: boolean;
  readonly at: Place;
} & (
  | { readonly kind: 'apiKey'; readonly in: 'header' | 'query' | 'cookie'; readonly name: string }
  | { readonly kind: 'http'; readonly scheme: string }
  | { readonly kind: 'oauth2' | 'openIdConnect' | 'mutualTLS' }
);

/** Schemes that must all be satisfied; an operation lists alternatives, an empty one means "none". */
export type SecurityRequirement = readonly string[];

export interface Operation {
  /** `operationId`, or `"POST /admin/query"` where there is none: unique in the document. */
  readonly key: string;
  readonly id?: string;
  /** Of its document, where that has one: key, id and tags have it already. */
  readonly prefix?: string;
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
  /** What vendors' extensions call it in an SDK: `{ group: ['pets'], name: 'list' }`. */
  readonly sdk?: { readonly group: readonly string[]; readonly name?: string };
  /** `x-retry`; absent: safe by method (GET, HEAD, PUT, DELETE, OPTIONS) as HTTP defines it. */
  readonly retry?: 'safe' | 'never';
  readonly at: Place;
}

export interface Parameter {
  readonly name: string;
  /** What it is called in a program, where that is not its name. */
  readonly called?: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'querystring';
  readonly required: boolean;
  readonly schema: Schema;
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Media type of a `content` parameter, which is serialised as that type says. */
  readonly content?: string;
  /** How the members of a `content` parameter that is a form are written, where the document says it. */
  readonly encoding?: readonly PartEncoding[];
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
  /** Of a body whose parts have no names: the index of the part, and `*` for all that have none. */
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
