import type { Room } from '../../ir.js';
import { attrsOf, entriesOf } from './attrs.js';
import { placeOf, problem } from './problem.js';
import type { Reading } from './reading.js';
import { unknownMembers } from './unknown.js';
import { describe, type Entry, type Located, type Value } from './values.js';

export function readRooms(reading: Reading, rooms: Value, origin: Located): readonly Room[] {
  if (isAbsent(rooms)) return [];
  const found: Room[] = [];
  for (const [key, entry] of entriesOf(reading, rooms, 'Rooms', origin) ?? []) {
    const parts = entriesOf(reading, entry.value, `The room '${key}'`, entry.name);
    if (parts === undefined) continue;
    unknownMembers('room', reading, parts, ['presence', 'topics'], `The room '${key}'`);
    const presence = parts.get('presence');
    if (presence === undefined) {
      reading.report(
        problem(
          'error',
          'room-without-presence',
          entry.name,
          `The room '${key}' has no presence.`,
          'Write presence: i.entity({}).',
        ),
      );
      continue;
    }
    const doc = join(entry.doc, presence.doc);
    found.push({
      key,
      presence: entityAttrs(reading, presence, `The presence of '${key}'`),
      topics: topicsOf(reading, parts.get('topics'), key),
      ...(doc === undefined ? {} : { doc }),
      at: placeOf(entry.name),
    });
  }
  return found;
}

function topicsOf(reading: Reading, topics: Entry | undefined, room: string): Room['topics'] {
  if (topics === undefined || isAbsent(topics.value)) return [];
  const entries = entriesOf(reading, topics.value, `The topics of '${room}'`, topics.name);
  return [...(entries ?? [])].map(([key, entry]) => ({
    key,
    attrs: entityAttrs(reading, entry, `The topic '${key}'`),
    ...(entry.doc === undefined ? {} : { doc: entry.doc }),
  }));
}

function entityAttrs(reading: Reading, entry: Entry, what: string): Room['presence'] {
  const { value } = entry;
  if (value.kind === 'entity') return attrsOf(reading, value.attrs, what, value.origin);
  if (value.kind === 'unread') value.problems.forEach(reading.report);
  else {
    const message = `${what} is ${describe(value)}, not an entity.`;
    reading.report(
      problem('error', 'not-an-entity', entry.name, message, 'Write i.entity({ … }).'),
    );
  }
  return [];
}

function isAbsent(value: Value): boolean {
  return value.kind === 'literal' && (value.value === undefined || value.value === null);
}

function join(first: string | undefined, second: string | undefined): string | undefined {
  return first === undefined || second === undefined ? (first ?? second) : `${first}\n${second}`;
}
