import { coerceToDate } from '@instantdb/core';
import { describe, expect, it } from 'vitest';

import { convertDates, readDates, toDate } from '../../runtime/instant/dates.js';
import { table } from './schema.js';

const schema = { ...table, dates: 'date' } as const;

/** What clients of Instant write into date attributes; the official browser SDK reads them all. */
const stored: readonly (string | number)[] = [
  0,
  1735689600123,
  -1,
  '2025-01-02',
  '2025-1-2',
  '01/02/2025',
  '1-2-2025',
  '2025/01/02',
  '2025.01.02',
  '2025-01-02T03:04:05Z',
  '2025-01-02T03:04:05.678Z',
  '2025-01-02T03:04:05.678+05:30',
  '2025-01-02T03:04:05-08',
  '2025-01-02T03:04:05',
  '2025-01-02T03:04',
  '2025-01-02 03:04:05',
  '2025-01-02 03:04:05.123456',
  '2026-04-28T04:7:00.000Z',
  '2025-11-2T00:00:00Z',
  '2025-1-2 00:00:00',
  '8/4/2025, 11:02:31 PM',
  '8/4/2025, 12:02:31 AM',
  '8/4/2025, 12:02:31 PM',
  'Wed Jan 15 2025',
  'Tue, 15 Jan 2025 10:00:00 GMT',
  'epoch',
  '"2025-01-02T03:04:05Z"',
  ' 2025-01-02 ',
];

describe('stored dates', () => {
  it.each(stored)('%j', (value) => {
    expect(toDate(value)).toEqual(coerceToDate(value));
  });

  it('do not depend on the time zone of the machine', () => {
    const zone = process.env['TZ'];
    try {
      process.env['TZ'] = 'America/New_York';
      expect(toDate('2025-01-02 03:04:05')).toEqual(new Date('2025-01-02T03:04:05Z'));
      expect(toDate('2025-01-02T03:04:05')).toEqual(new Date('2025-01-02T03:04:05Z'));
      expect(toDate('Wed Jan 15 2025')).toEqual(new Date('2025-01-15T00:00:00Z'));
      expect(toDate('8/4/2025, 11:02:31 PM')).toEqual(new Date('2025-08-04T23:02:31Z'));
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it.each([
    '',
    'soon',
    'today',
    'infinity',
    '{}',
    'x1',
    null,
    true,
    Number.NaN,
    9e15,
    '2025-13-01',
  ])('that cannot be read stay: %j', (value) => {
    expect(toDate(value)).toBe(value);
  });
});

describe('an answer', () => {
  it('is converted along its links, and nowhere else', () => {
    const answer = {
      goals: [
        { id: 'a', due: 5, title: '2025-01-01', meta: { due: 5 }, priority: 5 },
        { id: 'b', due: null },
        { id: 'c', due: 'soon' },
        { id: 'd' },
      ],
      todos: [
        { id: 't', goal: { id: 'a', due: '2025-01-01', todos: [{ goal: { due: 7 } }] } },
        { id: 'u', goal: null },
        { id: 'v', goal: [{ due: 9 }] },
      ],
      unknown: [{ due: 5 }],
    };
    expect(convertDates(answer, schema)).toEqual({
      goals: [
        { id: 'a', due: new Date(5), title: '2025-01-01', meta: { due: 5 }, priority: 5 },
        { id: 'b', due: null },
        { id: 'c', due: 'soon' },
        { id: 'd' },
      ],
      todos: [
        {
          id: 't',
          goal: { id: 'a', due: new Date('2025-01-01'), todos: [{ goal: { due: new Date(7) } }] },
        },
        { id: 'u', goal: null },
        { id: 'v', goal: [{ due: new Date(9) }] },
      ],
      unknown: [{ due: 5 }],
    });
  });

  it('that must hold dates only is converted alike, or names what holds none', () => {
    const answer = () => ({
      todos: [{ id: 't', goal: { id: 'a', due: 5 } }],
      goals: [{ due: null }],
    });
    expect(readDates(answer(), schema)).toEqual(convertDates(answer(), schema));
    const wrong = { todos: [{ id: 't', goal: { id: 'a', due: 'soon' } }] };
    expect(() => readDates(wrong, schema)).toThrow(
      expect.objectContaining({
        name: 'DecodeError',
        message: 'due of goals a is no date: "soon"',
      }),
    );
    expect(() => readDates({ goals: [{ id: 'a', due: true }] }, schema)).toThrow('due of goals a');
  });
});
