/**
 * Turns the dates of a query's answer into `Date` objects. A date attribute comes back as whoever wrote it
 * stored it: a number of milliseconds, or one of the many formats that the server reads, all of them UTC
 * where they name no zone. What cannot be read stays as it is.
 */

import { DecodeError } from '../http/errors.js';
import { ownMember } from './schema.js';
import type { SchemaTable } from './schema.js';
import type { ObjectConstructor2022 } from '../web.js';

declare const Object: ObjectConstructor2022;

type Row = { [key: string]: unknown };

/** What becomes of a stored date; `name` is that of its attribute. */
type Read = (value: unknown, entity: string, row: Row, name: string) => unknown;

/** Converts, in place, the dates of an answer and of the linked entities nested in it. */
export function convertDates(answer: unknown, schema: SchemaTable): unknown {
  return convert(answer, schema, toDate);
}

/**
 * The same for those who would rather have an error than what is no date.
 *
 * @throws {DecodeError} which names the entity, its attribute and its id.
 */
export function readDates(answer: unknown, schema: SchemaTable): unknown {
  return convert(answer, schema, (value, entity, row, name) => {
    const date = toDate(value);
    if (value === null || date instanceof Date) return date;
    throw new DecodeError(
      `${name} of ${entity} ${String(row['id'])} is no date: ${JSON.stringify(value)}`,
    );
  });
}

function convert(answer: unknown, schema: SchemaTable, read: Read): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  for (const [entity, rows] of Object.entries(answer)) convertRows(rows, entity, schema, read);
  return answer;
}

function convertRows(rows: unknown, entity: string, schema: SchemaTable, read: Read): void {
  const table = ownMember(schema.entities, entity);
  if (table === undefined) return;
  const dates = Object.keys(table.attrs).filter((attr) => table.attrs[attr]?.startsWith('date'));
  for (const row of Array.isArray(rows) ? (rows as readonly unknown[]) : [rows]) {
    if (!isRow(row)) continue;
    for (const attr of dates) {
      if (Object.hasOwn(row, attr)) row[attr] = read(row[attr], entity, row, attr);
    }
    for (const [label, link] of Object.entries(table.links)) {
      if (Object.hasOwn(row, label) && !Object.hasOwn(table.attrs, label)) {
        convertRows(row[label], link[0], schema, read);
      }
    }
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}

/** A stored date as a `Date`; what is no date, or reads as none, unchanged. */
export function toDate(value: unknown): unknown {
  if (typeof value !== 'number' && typeof value !== 'string') return value;
  const time = typeof value === 'number' ? value : parse(value.trim());
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? value : date;
}

const YEAR_FIRST =
  /^(\d{4,})[-./](\d{1,2})[-./](\d{1,2})(?:[ T](\d{1,2})(?::(\d{1,2}))?(?::(\d{1,2})(\.\d+)?)?)? ?(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i;
const MONTH_FIRST = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4,})(?:, (\d{1,2}):(\d\d):(\d\d) (AM|PM))?$/i;

/** Milliseconds since 1970, or NaN. `Date.parse` alone would read texts without a zone as local time. */
function parse(text: string): number {
  if (text === 'epoch') return 0;
  // A date that was stored as JSON text.
  if (/^"[^"\\]*"$/.test(text)) return parse(text.slice(1, -1).trim());
  const first = YEAR_FIRST.exec(text);
  if (first !== null) {
    const [, year, month, day, hour, minute, second, fraction = '', zone] = first;
    const offset = zone === undefined || /^[ZU]/i.test(zone) ? 'Z' : longOffset(zone);
    return Date.parse(
      `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${fraction}${offset}`,
    );
  }
  const us = MONTH_FIRST.exec(text);
  if (us !== null) {
    const [, month, day, year, hour = '0', minute, second, half = ''] = us;
    const afternoon = half.toUpperCase() === 'PM' ? 12 : 0;
    const hours = half === '' ? hour : String((Number(hour) % 12) + afternoon);
    return Date.parse(
      `${year}-${two(month)}-${two(day)}T${two(hours)}:${two(minute)}:${two(second)}Z`,
    );
  }
  if (/^\w{3} \w{3} \d{2} \d{4}$/.test(text)) return Date.parse(`${text} UTC`);
  return /\d/.test(text) ? Date.parse(text) : Number.NaN;
}

function two(part: string | undefined): string {
  return (part ?? '').padStart(2, '0');
}

/** `-08` and `+0530` as `-08:00` and `+05:30`. */
function longOffset(zone: string): string {
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
