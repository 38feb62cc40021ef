import type { Reader, Writer } from './types.js';

/** A JSON body; undefined sends none. */
export const jsonBody: Writer = (draft, { body }) => {
  if ((draft.body = JSON.stringify(body))) draft.headers['content-type'] = 'application/json';
};

/** JSON, or undefined where the answer is empty, whatever its status. */
export const jsonResult: Reader = (response) =>
  response.text().then((text): unknown => {
    if (text) return JSON.parse(text);
    // Said, for projects with `noImplicitReturns`; no bundle has it.
    return undefined;
  });
