/** Parameters of a path, and those of its operation that replace them. */

import type { Made, Random } from './shapes.js';

/** An operation has one body at most, and one query string. */
const isOneOfMany = (place: unknown): boolean => place !== 'querystring' && place !== 'body';

/** Some are the path's; of those of the operation, the path may have another of that name and place. */
export function partedOf(
  { chance, version }: Random,
  parameters: readonly Made[],
): { readonly own: readonly Made[]; readonly item: Made } {
  const [own, shared]: [Made[], Made[]] = [[], []];
  for (const each of parameters) {
    const { name, in: place } = each;
    if (isOneOfMany(place) && chance(0.2)) {
      shared.push(each);
      continue;
    }
    own.push(each);
    if (!isOneOfMany(place) || !chance(0.15)) continue;
    const other = place === 'header' ? String(name).toUpperCase() : name;
    const required = place === 'path' || chance(0.5);
    shared.push({
      name: other,
      in: place,
      required,
      ...(version === '2.0' ? { type: 'boolean' } : { schema: { type: 'boolean' } }),
    });
  }
  return { own, item: shared.length === 0 ? {} : { parameters: shared } };
}
