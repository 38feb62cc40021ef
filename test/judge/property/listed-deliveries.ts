/** The listed differences that are about what webhooks send, as `listed.ts` has those of calls. */

import type { ListedOf } from './judge-plan.js';
import type { Delivery, HandlerPlan } from './deliveries.js';
import type { Received } from './receive.js';

const message = ({ error }: Received): string => {
  const said = error?.['message'];
  return typeof said === 'string' ? said : '';
};
const named = ({ error }: Received, name: string): boolean => error?.['name'] === name;
const failed = (theirs: Received, error: object): Received => ({ ...theirs, error: { ...error } });

/** What the class of the client's own says of an error of the platform. */
const wrapped = (theirs: Received, name: string): Received => {
  const cause = { name: theirs.error?.['name'], message: message(theirs) };
  return failed(theirs, {
    name,
    message: `webhooks: ${String(cause.name)}: ${cause.message}`,
    cause,
  });
};

/** What stands in place of the time of a signature, where something does. */
const otherTime = ({ parts }: Delivery): string | undefined => {
  const change = parts.find(([name]) => name === 't')?.[1];
  return typeof change === 'object' ? change.other : undefined;
};

type Handlers = Delivery['handlers'];
function mapHandlers(plan: Handlers, map: (plan: HandlerPlan) => HandlerPlan): Handlers {
  return Object.fromEntries(
    Object.entries(plan).map(([name, entry]) => [
      name,
      typeof entry === 'string'
        ? map(entry)
        : Object.fromEntries(Object.entries(entry).map(([action, each]) => [action, map(each)])),
    ]),
  );
}
const isNode = ({ by }: Delivery, ...holds: readonly string[]): boolean =>
  by.way === 'node' && holds.includes(by.holds);

export const listedDeliveries: readonly ListedOf<Delivery, Received>[] = [
  {
    reason:
      'A request of Node’s servers is one of a webhook whatever its method, host and protocol.',
    applies: (plan) => isNode(plan, 'http2', 'GET', 'odd host'),
    rewrite: (plan) => ({
      ...plan,
      by: plan.by.way === 'node' ? { ...plan.by, holds: 'buffer' } : plan.by,
    }),
  },
  {
    reason: 'Keys on elliptic curves check signatures, and so do RSA keys for PSS.',
    applies: ({ key }) => /^P/.test(key),
    rewrite: (plan) => ({ ...plan, key: 'ed25519' }),
  },
  {
    reason: 'A signature header whose time is no whole number is malformed.',
    applies: (plan) => {
      const other = otherTime(plan);
      return other !== undefined && !/^\d+$/.test(other);
    },
    rewrite: (plan) => ({
      ...plan,
      parts: plan.parts.map(([name, change]) => [name, name === 't' ? 'empty' : change]),
    }),
    expect: (theirs, _asked, _before, plan) =>
      JSON.parse(
        JSON.stringify(theirs).replace(
          /(?<=[",])t=(?=[",])/g,
          `t=${JSON.stringify(otherTime(plan)).slice(1, -1)}`,
        ),
      ) as Received,
  },
  {
    reason: 'A handler that throws keeps no other from being called.',
    applies: ({ handlers }, { handled }) =>
      handled.length > 0 && JSON.stringify(handlers).includes('"throws"'),
    rewrite: (plan) => ({
      ...plan,
      handlers: mapHandlers(plan.handlers, (each) => (each === 'throws' ? 'rejects' : each)),
    }),
    expect: (theirs, _plan, before) => ({ ...before, handled: theirs.handled }),
  },
  {
    reason: 'A webhook’s body that is null is as invalid as any other that is no object.',
    applies: ({ body }, theirs) =>
      body === 'null' && named(theirs, 'TypeError') && /null/.test(message(theirs)),
    expect: (theirs) =>
      failed(theirs, {
        name: 'InstantError',
        message: 'Invalid webhook body, expected an object with payloadUrl and token fields',
        instanceof: 'InstantError',
        hint: { body: null },
      }),
  },
  {
    reason:
      'A call that got no answer rejects with a class of its own; its cause is what fetch threw.',
    applies: (_plan, theirs) => named(theirs, 'TypeError') && /URL/.test(message(theirs)),
    expect: (theirs) => wrapped(theirs, 'NetworkError'),
  },
  {
    reason: 'An answer that cannot be read rejects with a class of its own; its cause says why.',
    applies: (plan, theirs) =>
      named(theirs, 'SyntaxError') &&
      (plan.published === 'page' ||
        (plan.answer === 'text' && theirs.requests.some(({ path }) => path.endsWith('/records')))),
    expect: (theirs) => wrapped(theirs, 'DecodeError'),
  },
];
