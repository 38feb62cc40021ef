import type { ts } from 'ts-morph';
import type { Diagnostic } from '../../diagnostics.js';
import type { Module } from './module.js';
import { problem, type Origin } from './problem.js';

/** What an expression stands for, as far as its syntax tells. */
export type Value =
  | ObjectValue
  | LiteralValue
  | ArrayValue
  | AttrValue
  | EntityValue
  | SchemaValue
  | DatabaseValue
  | FunctionValue
  | DslValue
  | MethodValue
  | NamespaceValue
  | PackageValue
  | UnreadValue;

export interface Located {
  readonly module: Module;
  readonly node: ts.Node;
}

/** A member of an object. `origin` is the whole property, `name` its key. */
export interface Entry {
  readonly value: Value;
  readonly origin: Located;
  readonly name: Located;
  readonly doc?: string;
}

export interface ObjectValue {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, Entry>;
  /** Spreads and keys that could not be read: whoever needs the whole object reports them. */
  readonly unread: readonly UnreadValue[];
  /** The attribute that was spread into it: `{ ...attr, note: 1 }` still is one. */
  readonly attr?: AttrValue;
  readonly origin: Located;
}

export interface LiteralValue {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null | undefined;
  readonly origin: Located;
}

export interface ArrayValue {
  readonly kind: 'array';
  readonly items: readonly Value[];
  readonly origin: Located;
}

export type AttrType = 'string' | 'number' | 'boolean' | 'date' | 'json' | 'any';

export interface AttrValue {
  readonly kind: 'attr';
  readonly type: AttrType;
  readonly required: boolean;
  readonly clientRequired: boolean;
  readonly indexed: boolean;
  readonly unique: boolean;
  readonly typed?: TypeUse;
  readonly doc?: string;
  readonly origin: Located;
}

/** A type that the author wrote, with what its type parameters stand for. */
export interface TypeUse {
  readonly node: ts.TypeNode;
  readonly module: Module;
  readonly scope: Scope | undefined;
}

export interface EntityValue {
  readonly kind: 'entity';
  readonly attrs: Value;
  readonly asType?: TypeUse;
  readonly doc?: string;
  readonly origin: Located;
}

export interface SchemaValue {
  readonly kind: 'schema';
  readonly entities: Value;
  readonly links: Value;
  readonly rooms: Value;
  readonly origin: Located;
}

/** What Instant's `init` returns: of interest only for its schema. */
export interface DatabaseValue {
  readonly kind: 'database';
  readonly schema: Value;
  readonly origin: Located;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly node: ts.FunctionLikeDeclaration;
  readonly module: Module;
  readonly scope: Scope | undefined;
}

/** `i`. */
export interface DslValue {
  readonly kind: 'dsl';
}

/** `i.string`, `attr.optional`, before the call. */
export interface MethodValue {
  readonly kind: 'method';
  readonly of: DslValue | AttrValue | EntityValue | SchemaValue;
  readonly name: string;
  readonly origin: Located;
}

export interface NamespaceValue {
  readonly kind: 'namespace';
  readonly module: Module;
}

/** Something of a package: the package itself (`path` empty), or a member of it. */
export interface PackageValue {
  readonly kind: 'package';
  readonly specifier: string;
  readonly path: readonly string[];
  readonly origin: Located;
}

/** What cannot be known by syntax. Harmless until a part of the schema needs it. */
export interface UnreadValue {
  readonly kind: 'unread';
  readonly problems: readonly Diagnostic[];
}

/** Parameters of the functions being followed, innermost first. */
export interface Scope {
  readonly values: Map<string, Value>;
  readonly types: ReadonlyMap<string, TypeUse | 'unknown'>;
  readonly parent: Scope | undefined;
}

export function unread(
  code: string,
  origin: Origin,
  message: string,
  remedy?: string,
): UnreadValue {
  return { kind: 'unread', problems: [problem('error', code, origin, message, remedy)] };
}

/** What a value is called in a message. */
export function describe(value: Value): string {
  switch (value.kind) {
    case 'object':
      return 'an object';
    case 'literal':
      return typeof value.value === 'string' ? 'a string' : String(value.value);
    case 'array':
      return 'an array';
    case 'attr':
      return `an attribute (i.${value.type}())`;
    case 'entity':
      return 'an entity';
    case 'schema':
      return 'a schema';
    case 'database':
      return 'a database';
    case 'function':
      return 'a function';
    case 'dsl':
      return 'i itself';
    case 'method':
      return `${value.of.kind === 'dsl' ? 'i.' : 'the method '}${value.name}, which is not called`;
    case 'namespace':
      return 'a module';
    case 'package':
      return `something of the package '${value.specifier}'`;
    case 'unread':
      return 'something that cannot be read';
  }
}
