import { describe, expect, it } from 'vitest';

import { documentPlaces } from './document.js';
import { generate } from './pipeline.js';
import { schemaPlaces } from './schema.js';

/** What patterns look through again from each of its characters, where they are not written with care. */
const REPEATED = ['A', ' ', '\n', '/', '{', '*', '-', '.:', "'", '`', '([', '#a=', '|x', '<a,'];
const TIMES = 60_000;
/** Of the processor: several times what the longest place takes, and a part of what 60,000 × 60,000 steps would. */
const SECONDS = 6;

/** Each run with something behind it, at which a pattern for the end of a text fails. */
const long = REPEATED.map((unit) => unit.repeat(TIMES / unit.length)).join('\0');

describe('a text of a million characters costs no more time than its length', () => {
  it.each([...documentPlaces, ...schemaPlaces])('$name', async (place) => {
    const given = place.make([long]);
    const before = process.cpuUsage();
    const { files, diagnostics } = await generate(given);
    const { user } = process.cpuUsage(before);
    expect(user / 1e6).toBeLessThan(SECONDS);
    if (files === undefined) expect(diagnostics.length).toBeGreaterThan(0);
  });
});
