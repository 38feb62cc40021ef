import * as admin from '@instantdb/admin';
import { describe, expect, it } from 'vitest';

import { judge, runWireCases } from './conformance.js';
import { runCall, wireCases } from './wire.js';

runWireCases(() => Promise.resolve(admin), {});

describe('the judge itself', () => {
  it('has every recorded case', () => {
    expect(wireCases()).toHaveLength(124);
  });

  it('sees a changed body, header, result, message and status', async () => {
    const named = (name: string) => {
      const found = wireCases().find((wire) => wire.name === name);
      if (found === undefined) throw new Error(name);
      return found;
    };
    const other = (from: string, call: string) => {
      const wire = named(from);
      return runCall(admin, { ...wire, call }).then((outcome) => judge(wire, outcome, undefined));
    };
    const query = 'query: no schema';
    expect(await other(query, 'return db.query({ todos: {} })')).toMatch('requests');
    expect(await other(query, 'return db.asUser({ guest: true }).query({ goals: {} })')).toMatch(
      'requests',
    );
    expect(await other(query, 'await db.query({ goals: {} }); return 1')).toBe('differs in result');
    expect(await other('error: 500 JSON', 'return db.query({ goals: 1 })')).toMatch('error');
    const agreed = await runCall(admin, named(query));
    expect(judge(named(query), agreed, { reason: 'none' })).toMatch('but agrees');
    const listed = { reason: 'another result', expected: { result: 2 } };
    const two = { ...agreed, result: 2 };
    expect(judge(named(query), two, listed)).toBe(null);
    expect(judge(named(query), { ...agreed, result: 3 }, listed)).toMatch('expects: result');
  });

  it('compares the order of keys in a body', async () => {
    const wire = wireCases().find(({ name }) => name === 'query: several namespaces in one call');
    if (wire === undefined) throw new Error('missing');
    const call = 'return db.query({ todos: {}, goals: {}, $files: {}, $users: {} })';
    expect(judge(wire, await runCall(admin, { ...wire, call }), undefined)).toMatch('requests');
  });
});
