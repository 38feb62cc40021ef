/** Random requests to the route that front ends tell of their user. */

import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

import { constants } from '../env.js';
import { normalise } from '../normalise.js';
import { anything, goodId, some, text } from './values.js';
import type { Outcome } from '../normalise.js';
import type { ClientModule } from '../wire.js';

type Methods = Readonly<Record<string, (request: Request) => unknown>>;

/** What a front end may send to the route, and what anybody may. */
export interface Told {
  readonly appId: string;
  readonly body: string | undefined;
  readonly method: string;
  readonly used: boolean;
}

const user = fc.oneof(
  fc.constantFrom(null, undefined, 'user', true, 7, []),
  some({ id: goodId, refresh_token: fc.oneof(text, anything), email: text, 'ü;,"': text }),
);
const message = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('sync-user'),
      appId: fc.constant(constants.APP_ID),
      user,
    }),
  },
  {
    weight: 2,
    arbitrary: some({
      type: fc.oneof(text, anything),
      appId: fc.constantFrom(constants.APP_ID, 'other', 7, null),
      user,
    }),
  },
  { weight: 1, arbitrary: anything },
);

/** A request to the route. */
export const told: Arbitrary<Told> = fc.record({
  appId: fc.constantFrom(constants.APP_ID, constants.APP_ID, 'other', ''),
  body: fc.oneof(
    { weight: 8, arbitrary: message.map((each) => JSON.stringify(each)) },
    { weight: 1, arbitrary: text },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  method: fc.constantFrom('POST', 'POST', 'PUT', 'PATCH'),
  used: fc.oneof(
    { weight: 9, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
});

/** What the route of a client answers. */
export async function tell(client: ClientModule, plan: Told): Promise<Outcome> {
  const make = client['createInstantRouteHandler'] as (config: object) => Methods;
  const request = new Request('http://127.0.0.1/api', {
    method: plan.method,
    ...(plan.body === undefined ? {} : { body: plan.body }),
  });
  if (plan.used) await request.text();
  const settled = await Promise.resolve()
    .then(() => make({ appId: plan.appId })['POST']?.(request))
    .then(async (answer) => {
      const { status, statusText, headers, ...rest } = answer as Response;
      return {
        result: [status, statusText, [...headers], await (answer as Response).text(), rest],
      };
    })
    .catch((thrown: unknown) => ({ thrown, sync: false }));
  return normalise({ origins: {}, requests: [], warnings: [], client, ...settled });
}
