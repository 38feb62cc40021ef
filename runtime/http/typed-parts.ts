import { bodyByType } from './bodies.js';
import type { Draft, RequestInput, Writer } from './types.js';

/** As {@link bodyByType}, where a part of a name is written in one media type as it is not in another. */
export const bodyWithParts: Writer = async (
  draft: Draft & Pick<RequestInput, 'contentType'>,
  request,
  settings,
) => {
  const { operation } = draft;
  const { bodies = {}, partsByType } = operation;
  const type = request.contentType ?? draft.contentType ?? Object.keys(bodies)[0];
  const parts = partsByType?.[String(type)] ?? {};
  const own: Draft = { ...draft, operation: { ...operation, parts } };
  await bodyByType(own, request, settings);
  Object.assign(draft, own, { operation });
};
