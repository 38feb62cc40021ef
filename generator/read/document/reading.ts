/** What the readers of one document share: its version, its files, its schemas so far. */

import type { Diagnostic } from '../../diagnostics.js';
import type { Parameter, Property, Response, Schema } from '../../ir.js';
import type { Alike } from './alike.js';
import type { Refs } from './refs.js';
import type { Node, Sources } from './source.js';

export interface Reading {
  /** 20 for Swagger 2.0; 30, 31 or 32. */
  readonly version: number;
  readonly sources: Sources;
  readonly refs: Refs;
  readonly schemas: SchemaState;
  /** Parameters that references lead to, by their places: many operations have the same. */
  readonly parameters: Map<SchemaId, Parameter | undefined>;
  /** The same of responses. */
  readonly answers: Map<SchemaId, Answer>;
  /** Reads the schema that stands at a node. */
  readonly read: (node: Node) => Schema;
  /**
   * The shape that a `ref` names, followed to its end and without what is said about it; undefined while
   * it is still being read.
   */
  readonly expand: (key: string) => Schema | undefined;
  /** What stands for a schema that could not be read: counted, and told of when all is read. */
  readonly lost: (node: Node) => Schema;
  /** Reports a problem of a node. */
  readonly complain: (
    severity: Diagnostic['severity'],
    code: string,
    node: Node,
    message: string,
    remedy?: string,
  ) => void;
}

/** What is in a response, whatever its status is. */
export type Answer = Pick<Response, 'contents' | 'headers'>;

/** Internal identity of a place where a schema stands: `file#pointer`. */
export type SchemaId = string;

/** Names and what one schema binds them to, for `$dynamicRef`. */
export type Bindings = ReadonlyMap<string, Node>;

export interface SchemaState {
  /** Named schemas: the components of the document, then what turned out to need a name. */
  readonly named: Map<SchemaId, NamedEntry>;
  /** The same by what a `ref` of the IR says. */
  readonly byKey: Map<string, NamedEntry>;
  /** Referenced places that have no name of their own, and what was read there. */
  readonly inlined: Map<SchemaId, InlinedEntry>;
  /**
   * Objects whose further properties are implied, and text and numbers that are so by their format alone: what is not
   * written gives way in a merge.
   */
  readonly open: WeakSet<object>;
  /** Properties that are described under a condition alone: another condition may describe them otherwise. */
  readonly conditional: WeakSet<Property>;
  /** Tag values that a discriminator gives to a named schema. */
  readonly tags: Tag[];
  /** Discriminators of schemas without `oneOf`: whoever is `allOf` such a schema carries the tag. */
  readonly parents: Map<SchemaId, Tags>;
  /** Schemas of other documents that are `allOf` another, by that and by the place they stand in. */
  readonly heirs: Map<string, ReadonlyMap<SchemaId, readonly Node[]>>;
  /** What the schemas being read bind for `$dynamicRef`, the outermost first. */
  scope: Bindings[];
  /** Places being read anew in a scope. */
  readonly rebound: Set<SchemaId>;
  /** Named schemas being read, the innermost last. */
  readonly current: NamedEntry[];
  depth: number;
  /** What was read before, for where it is written out again. */
  readonly alike: Alike;
  /**
   * Grows with all that is so only where it stands, or only now: a problem that is reported, a reference that means
   * something else elsewhere, what depends on the schemas that are being read.
   */
  placed: number;
  /** Nodes written out in place of references so far. */
  inlinedNodes: number;
}

export interface NamedEntry {
  readonly id: SchemaId;
  readonly key: string;
  readonly node: Node;
  state: 'unread' | 'reading' | 'done';
  readingBase: boolean;
  schema?: Schema;
  /** The same without `oneOf` and `anyOf`: what the members of those inherit. */
  base?: Schema;
}

export interface InlinedEntry {
  state: 'reading' | 'done';
  /** Set when the place was reached again while it was being read: it becomes a named schema. */
  recursive: boolean;
  schema?: Schema;
}

export interface Tags {
  readonly property: string;
  readonly mapping: readonly { readonly value: string; readonly to: SchemaId }[];
  /** What has none of these values (`defaultMapping`). */
  readonly otherwise?: SchemaId;
}

export interface Tag {
  readonly to: SchemaId;
  readonly property: string;
  readonly values: readonly string[];
}

export function idOf(node: Node): SchemaId {
  return `${node.file}#${node.pointer}`;
}
