import * as admin from '@instantdb/admin';
import { describe, expect, it } from 'vitest';

import { differingParts, judge } from '../judge/conformance.js';
import { runCall, wireCases } from '../judge/wire.js';
import { client } from './client.js';
import { calls } from './calls.js';

const features = new Set(['subscribe', 'streams', 'webhooks', 'routeHandler', 'schemaDsl']);
const recorded = wireCases().filter(({ feature }) => features.has(feature));

describe('recorded calls of connections, webhooks, routes and schemas', () => {
  it('are there', () => {
    expect(new Set(recorded.map(({ feature }) => feature))).toEqual(features);
  });

  it.each(recorded.map((wire) => [wire.name, wire] as const))('%s', async (_name, wire) => {
    const outcome = await runCall(client, wire);
    expect(judge(wire, outcome, undefined), JSON.stringify(outcome, null, 1)).toBe(null);
  });
});

describe('the same calls through the official client and ours', () => {
  it.each(calls.map((call) => [call.name, call] as const))('%s', async (_name, call) => {
    const official = await runCall(admin, call);
    const ours = await runCall(client, call);
    expect(ours).toEqual(official);
    expect(differingParts(official, ours)).toEqual([]);
  });
});
