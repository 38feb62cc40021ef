/** The listed differences that are about the webhook manager and the route of front ends. */

import type { ListedOf } from './judge-plan.js';
import type { Outcome } from '../normalise.js';
import type { Managing } from './managing.js';
import type { Told } from './routes.js';

export const listedManaging: readonly ListedOf<Managing, Outcome>[] = [
  {
    reason: 'An id of a webhook is one step of an address, whatever is in it.',
    applies: ({ method, args }) => method !== 'create' && args[0] === 'x?y',
    expect: (theirs) => ({
      ...theirs,
      requests: theirs.requests.map((each) => ({
        ...each,
        path: each.path.replace('x?y', 'x%3Fy'),
      })),
    }),
  },
  {
    reason: 'Half a character cannot stand in an address, in any call.',
    // Whether a token is there or not: of two mistakes, either may be told first.
    applies: ({ args }) => args[0] === '\ud800',
    expect: () => ({ requests: [], error: { name: 'URIError', message: 'URI malformed' } }),
  },
];

export const listedRoutes: readonly ListedOf<Told, Outcome>[] = [
  {
    reason: 'The route of the front end answers every body that is JSON.',
    applies: ({ body, used }) => body === 'null' && !used,
    rewrite: (told) => ({ ...told, body: '{}' }),
  },
];
