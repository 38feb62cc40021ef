import type { Attr, Entity, InstaqlStore } from '../../ir.js';
import { readAsType } from './astype.js';
import { attrsOf, entriesOf } from './attrs.js';
import { readLinks } from './links.js';
import { placeOf, problem } from './problem.js';
import type { Reading } from './reading.js';
import { readRooms } from './rooms.js';
import { describe, type Entry, type SchemaValue, type Value } from './values.js';

/** Turns what the file says into the store; `checks.ts` then judges it. */
export function assemble(reading: Reading, schema: SchemaValue): InstaqlStore {
  const entities: Entity[] = [];
  const declared: ReadonlyMap<string, Entry> =
    entriesOf(reading, schema.entities, 'Entities', schema.origin) ?? new Map<string, Entry>();
  const links = readLinks(reading, schema.links, schema.origin, new Set(declared.keys()));
  for (const [key, entry] of declared) {
    const own = [...(links.get(key)?.values() ?? [])];
    const doc = entry.doc ?? (entry.value.kind === 'entity' ? entry.value.doc : undefined);
    entities.push({
      key,
      ...(doc === undefined ? {} : { doc }),
      attrs: entityAttrs(reading, key, entry),
      links: own,
      at: placeOf(entry.name),
    });
  }
  const rooms = readRooms(reading, schema.rooms, schema.origin);
  // Types name types: the queue grows while it is worked off.
  const { queue, types } = reading.declarations;
  for (const convert of queue) convert();
  return {
    kind: 'instaql',
    declared: true,
    entities,
    rooms,
    declarations: [...types],
    dates: 'stored',
    requiredLinks: 'types',
  };
}

function entityAttrs(reading: Reading, key: string, entry: Entry): readonly Attr[] {
  const { value } = entry;
  if (value.kind === 'entity') {
    const typed = value.asType === undefined ? undefined : readAsType(reading, value.asType);
    const attrs = attrsOf(reading, value.attrs, `The attributes of '${key}'`, value.origin, typed);
    // Every entity has an id, which the server makes sure of: declaring it adds nothing.
    const id = attrs.find((attr) => attr.key === 'id');
    if (id !== undefined) checkId(reading, key, id, value.attrs);
    return attrs.filter((attr) => attr !== id);
  }
  if (value.kind === 'unread') value.problems.forEach(reading.report);
  else {
    const remedy = value.kind === 'object' ? 'Wrap it: i.entity({ … }).' : 'Write i.entity({ … }).';
    reading.report(
      problem(
        'error',
        'not-an-entity',
        entry.name,
        `'${key}' is ${describe(value)}, not an entity.`,
        remedy,
      ),
    );
  }
  return [];
}

/** Ids are what the server makes them. Text is what most write, and nothing of it is wrong. */
function checkId(reading: Reading, entity: string, id: Attr, attrs: Value): void {
  if (id.type === 'string' && id.typed === undefined) return;
  const entry = attrs.kind === 'object' ? attrs.entries.get('id') : undefined;
  if (entry === undefined) return;
  reading.report(
    problem(
      'warning',
      'id-is-text',
      entry.name,
      `'${entity}.id' is text that the server knows the entity by, whatever is declared here.`,
      'Take it away, or give the attribute another name.',
    ),
  );
}
