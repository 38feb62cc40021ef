import { nearest } from '../../diagnostics.js';
import type { Attr, Entity, InstaqlStore } from '../../ir.js';
import { readAsType } from './astype.js';
import { attrsOf, entriesOf } from './attrs.js';
import { readLinks, type LinksByLabel } from './links.js';
import { placeOf, problem } from './problem.js';
import type { Reading } from './reading.js';
import { readRooms } from './rooms.js';
import { describe, type Entry, type SchemaValue } from './values.js';

/** Turns what the file says into the store; `checks.ts` then judges it. */
export function assemble(reading: Reading, schema: SchemaValue): InstaqlStore {
  const entities: Entity[] = [];
  const links = readLinks(reading, schema.links, schema.origin);
  for (const [key, entry] of entriesOf(reading, schema.entities, 'Entities', schema.origin) ?? []) {
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
  undeclared(reading, links, new Set(entities.map(({ key }) => key)));
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
    return attrs.filter((attr) => attr.key !== 'id');
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

/** An end on an entity that the schema does not declare appears nowhere: so it is at runtime. */
function undeclared(
  reading: Reading,
  links: ReadonlyMap<string, LinksByLabel>,
  keys: ReadonlySet<string>,
): void {
  for (const [entity, labels] of links) {
    if (keys.has(entity)) continue;
    const meant = nearest(entity, keys);
    for (const { link, at } of labels.values()) {
      reading.report({
        severity: 'warning',
        code: 'schema-link-undeclared-entity',
        message: `The link '${link}' has an end on '${entity}', which the schema does not declare.`,
        remedy:
          meant === undefined
            ? `Declare it: ${entity}: i.entity({ … }).`
            : `Did you mean '${meant}'?`,
        at,
      });
    }
  }
}
