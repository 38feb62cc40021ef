/**
 * What an emitter is made of: `instant-codegen/emit`. Emitters of this package are written with the same
 * names. An emitter gets the project (data) and its names, and gives files; code is built of `code` templates
 * that let nothing through but identifiers, numbers and other code. See ARCHITECTURE.md, "Untrusted text".
 */

import { verbatim, type Code } from './print/code.js';
import type { AnyEmitter } from './stages.js';

export type {
  Api,
  Body,
  Content,
  Json,
  NamedSchema,
  ObjectSchema,
  Operation,
  Parameter,
  Project,
  Property,
  Response,
  Schema,
  SecurityScheme,
  Server,
  Store,
} from './ir.js';
export type { EntityPart, Names, OperationPart } from './names.js';
export type {
  AnyEmitter as Emitter,
  EmitContext,
  Export,
  OutFile,
  SourceDocument,
} from './stages.js';
export type { Code, Docs, Import, ModuleName, Piece } from './print/code.js';

export { ENTITY_PARTS, OPERATION_PARTS } from './names.js';
export {
  afterEquals,
  blocks,
  braces,
  code,
  imported,
  inlineBraces,
  isCode,
  join,
  jsdoc,
  key,
  lines,
  list,
  literal,
  member,
  nothing,
  objectKey,
  parenthesized,
  runtime,
  runtimeType,
  settled,
  string,
  textOf,
  toCode,
  union,
} from './print/code.js';
export { isIdentifier } from './print/ident.js';
export { codeSpan, fence, plain, prose, table, tableCell } from './print/markdown.js';
export { EmitProblem } from './stages.js';

/** Grows when an emitter that worked may no longer: what it gets, or what these functions take. */
export const EMIT_VERSION = 1;

/** Gives an emitter its type; the value is returned as it is. */
export function defineEmitter(emitter: AnyEmitter): AnyEmitter {
  return emitter;
}

/**
 * Text that is code already, written as it stands. The one way past the escaping: never give it text of a
 * document or a schema.
 */
export function unsafeVerbatim(text: string): Code {
  return verbatim(text);
}
