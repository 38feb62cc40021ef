import type { Json, Place } from './place.js';
import type { TypeText } from './typetext.js';

export interface NamedSchema {
  readonly key: string;
  /** What its key begins with, of several documents; no package, where others stand behind it. */
  readonly prefix?: string;
  /** What a vendor's extension calls it in an SDK. */
  readonly name?: string;
  readonly schema: Schema;
  readonly at: Place;
  /** Reaches itself through references. */
  readonly recursive: boolean;
  /** Its request shape differs from its response shape (`readOnly`, `writeOnly`), itself or by reference. */
  readonly splits: boolean;
  /** Where operations have it, themselves or by reference. Absent: nowhere, or that is not known. */
  readonly used?: 'sent' | 'answered' | 'both';
  /** A wire value in it is converted for the app (dates, bytes), itself or by reference. */
  readonly converts: boolean;
}

export interface SchemaMeta {
  /** Of what a document writes out several times, word for word: where it does so first. */
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
  /** What it is called in a program, where that is not its key. */
  readonly called?: string;
  readonly required: boolean;
  readonly schema: Schema;
}

export interface UnionSchema {
  readonly kind: 'union';
  readonly of: readonly Schema[];
  readonly discriminator?: Discriminator;
  /** Any text, of which a named schema among the members knows some values. */
  readonly open?: true;
}

/** `mapping` pairs a tag value with the key of the named schema it selects. */
export interface Discriminator {
  readonly property: string;
  readonly mapping: readonly { readonly value: string; readonly to: string }[];
}
