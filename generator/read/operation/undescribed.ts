/** Answers of which a document does not say what is in them, since nobody told the framework that wrote it. */

import type { Content, Response } from '../../ir.js';
import type { Reading } from '../document/reading.js';
import { member, members, text, type Node } from '../document/source.js';

/** What frameworks write where nobody described an answer: Nest, Fastify, FastAPI, Elysia, oRPC. */
const UNWRITTEN = /^(?:|default response|successful response|response for status \d{3}|\d{3})$/i;

/** The description of a response, where somebody wrote one. */
export function written(description: string | undefined): string | undefined {
  return UNWRITTEN.test(description?.trim() ?? '') ? undefined : description;
}

const ANYTHING: Content = {
  mediaType: '*/*',
  schema: { kind: 'unknown' },
  encoding: [],
  examples: [],
};

/**
 * A GET is for its answer, whatever the document says of it; other methods are often done when they are done, unless
 * nobody has written of the answer at all. A success that is described says what the others are.
 *
 * @param node the responses of the document
 */
export function withUndescribed(
  reading: Reading,
  method: string,
  responses: readonly Response[],
  node: Node | undefined,
): readonly Response[] {
  const isSuccess = ({ status }: Response): boolean => status.startsWith('2');
  if (responses.some((each) => isSuccess(each) && each.contents.length > 0)) return responses;
  const silent = new Set(
    members(node).flatMap(([key, each]) => {
      const response = reading.refs.follow(each);
      if (response === undefined || member(response, 'content') !== undefined) return [];
      const said = written(text(response, 'description'));
      return method === 'GET' || said === undefined ? [key.toUpperCase()] : [];
    }),
  );
  return responses.map((each) =>
    isSuccess(each) && silent.has(each.status) && !/^20[45]$/.test(each.status)
      ? { ...each, contents: [ANYTHING] }
      : each,
  );
}
