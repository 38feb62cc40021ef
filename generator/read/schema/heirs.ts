/** Heirs of a parent that nothing else refers to: those of another document are not read for being there. */

import { ancestors, settledNode } from './inheritance.js';
import type { NamedEntry, Reading, SchemaId } from '../document/reading.js';
import { member, members, type Node } from '../document/source.js';
import { mapped } from './discriminator.js';

/** Where another document has its schemas, and the name of one of them. */
export const COMPONENT = /^(\/components\/schemas|\/definitions|\/\$defs)\/[^/]+$/;

/** What the discriminator of a parent maps to, and what stands beside it and is `allOf` it. */
export function heirsOf(reading: Reading, { id, node }: NamedEntry): readonly Node[] {
  const mapping = members(member(node, 'discriminator')).flatMap(([key, each]) =>
    key === 'mapping' ? members(each) : [],
  );
  const targets = mapping.flatMap(([, { value, ...from }]) => {
    const target =
      typeof value === 'string' ? mapped(reading, value, { value, ...from }) : undefined;
    return target !== undefined && ancestors(reading, target).has(id) ? [target] : [];
  });
  return [...targets, ...(heirsBeside(reading, node).get(id) ?? [])];
}

/** All heirs among the schemas of another document, by what they are `allOf`. */
function heirsBeside(reading: Reading, node: Node): ReadonlyMap<SchemaId, readonly Node[]> {
  const { sources, schemas } = reading;
  const [, place] = COMPONENT.exec(node.pointer) ?? [];
  if (place === undefined || node.file === sources.root.file) return new Map();
  const known = schemas.heirs.get(node.file + place);
  if (known !== undefined) return known;
  const heirs = new Map<SchemaId, Node[]>();
  schemas.heirs.set(node.file + place, heirs);
  const document = sources.file(node.file, node);
  const all = place
    .split('/')
    .slice(1)
    .reduce<Node | undefined>((at, key) => at && member(at, key), document);
  for (const [, each] of members(all)) {
    const heir = settledNode(reading, each);
    for (const above of ancestors(reading, heir)) {
      const others = heirs.get(above);
      if (others === undefined) heirs.set(above, [heir]);
      else others.push(heir);
    }
  }
  return heirs;
}
