/** All that a template needs to write code; see `piece.ts` for the idea. */

export * from './jsdoc.js';
export * from './list.js';
export * from './literal.js';
export * from './piece.js';
