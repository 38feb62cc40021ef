/**
 * What an emitter is made of: `instant-codegen/emit`. Emitters of this package are written with the same
 * names. An emitter gets the project (data) and its names, and gives files; code is built of `code` templates
 * that let nothing through but identifiers, numbers and other code. See ARCHITECTURE.md, "Untrusted text".
 */

import { verbatim, type Code } from './print/code.js';
import type { AnyEmitter } from './stages.js';

export type * from './ir.js';
export type { EntityPart, Names, OperationPart } from './names.js';
export type {
  AnyEmitter as Emitter,
  EmitContext,
  Emitter as PureEmitter,
  Export,
  GivenFile,
  OutFile,
  SourceDocument,
} from './stages.js';
export type { Code, Docs, Import, ModuleName, Piece } from './print/code.js';

export {
  answersWithHeaders,
  ENTITY_PARTS,
  enumMembers,
  enumOf,
  isImplied,
  needsRequest,
  OPERATION_PARTS,
  partsOf,
  successes,
} from './names.js';
export {
  afterEquals,
  blocks,
  braces,
  code,
  globalName,
  imported,
  inlineBraces,
  isBraced,
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
  runtimeAs,
  runtimeType,
  settled,
  spansLines,
  string,
  textOf,
  toCode,
  union,
} from './print/code.js';
export { isIdentifier } from './print/ident.js';
export { codeSpan, fence, markdown, plain, prose, table, tableCell } from './print/markdown.js';
export { EmitProblem } from './stages.js';
export { camel, pascal, splitWords } from './words.js';

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
