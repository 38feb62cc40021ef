import type { Reader, Writer } from './types.js';

/** A JSON body; undefined sends none. */
export const jsonBody: Writer = (draft, { body }) => {
  if ((draft.body = JSON.stringify(body))) draft.headers['content-type'] = 'application/json';
};

/** JSON, or undefined where the status says that there is no content. */
export const jsonResult: Reader = (response) =>
  response.status === 204 ? undefined : response.json();
