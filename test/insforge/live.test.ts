import * as official from '@insforge/sdk';
import { beforeAll, describe, expect, it } from 'vitest';
import { emittedCase } from '../client/emitted.js';
import { calls, exchanges, replaying, type RawModule } from './live.js';
import type { Sent } from './recorder.js';

let ours: RawModule;
beforeAll(async () => {
  ours = (await emittedCase('insforge')).index as RawModule;
});

/** What must be the same: all but how the body's type is written, and what is made up anew each time. */
function plain({ method, url, headers, body, credentials }: Sent): object {
  return {
    ...{ method, url: url.replace(/(?<=code_challenge=)[\w-]{43}$/, '…') },
    authorization: headers['authorization']?.replace('Bearer ', ''),
    // The parts of a form are looked at below.
    body: headers['content-type']?.startsWith('multipart/') === true ? '<multipart: file>' : body,
    credentials,
  };
}

const recorded = exchanges.map(({ request }) => ({
  ...{ body: undefined, credentials: undefined, ...request },
  url: `http://localhost:7130${request.url.replace(/(?<=code_challenge=)[\w-]{43}$/, '…')}`,
}));

/** Makes each call, one after the other. */
async function replay(module: RawModule): Promise<readonly Sent[]> {
  const { clients, sent } = replaying(module);
  const names = exchanges.map(({ call }) => call);
  for (const [index, name] of names.entries()) {
    // Calls of several requests stand there several times.
    if (name === names[index - 1]) continue;
    const call = calls[name];
    if (call === undefined) throw new Error(`what is ${name}?`);
    await call(clients);
  }
  return sent;
}

describe('the recording of InsForge 2.3.1', () => {
  it('has 44 exchanges', () => {
    expect(exchanges.length).toBe(44);
    expect(Object.keys(calls).sort()).toEqual(
      [...new Set(exchanges.map((each) => each.call))].sort(),
    );
  });

  it('is of these calls: the SDK sends it', async () => {
    const { createClient, createAdminClient } = official;
    const sent = await replay({ ...ours, createClient, createAdminClient });
    expect(sent.map(plain)).toEqual(recorded);
  });

  it('is sent again: the same methods, addresses, bodies and credentials, in the same order', async () => {
    const sent = await replay(ours);
    expect(sent.map(plain)).toEqual(recorded);
    const forms = sent.filter(({ headers }) => headers['content-type']?.startsWith('multipart/'));
    expect(forms.map(({ body }) => body)).toEqual([{ file: 'image/png: hello' }]);
  });
});
