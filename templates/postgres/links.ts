/** The links of a relation: relationships with the names that apps know them by. */

import type { PgRelation, PostgresStore } from '../../generator/ir.js';
import { isView, relationshipsOf, targetsOf, type Relationship } from './relationships.js';
import { computedLinks, type ComputedLink } from './computed.js';
import { relationsOf } from './shared.js';

export interface Link {
  /** `author`, `comments`, or a text of PostgREST where there is nothing shorter. */
  readonly name: string;
  readonly to: Relationship['to'];
  readonly has: Relationship['has'];
  /** The columns that make it, for people. */
  readonly by: string;
  /** What PostgREST calls it. */
  readonly targets: readonly string[];
  /** What the name stands for in a query, where PostgREST does not know it. */
  readonly text?: string | undefined;
}

/** The links of each relation, by its key. Links that no select can name are left out. */
export function linksOf(store: PostgresStore): ReadonlyMap<string, readonly Link[]> {
  if (!store.embeds) return new Map(relationsOf(store).map(({ key }) => [key, []]));
  const all = relationshipsOf(store);
  return new Map(
    relationsOf(store).map((each) => {
      const computed = computedLinks(store, each);
      return [each.key, named(each.relation, all.get(each.key) ?? [], computed)];
    }),
  );
}

function named(
  origin: PgRelation,
  all: readonly Relationship[],
  computed: readonly ComputedLink[],
): readonly Link[] {
  const columns = new Set(origin.columns.map(({ name }) => name));
  const known = all
    .map((one) => ({ one, targets: targetsOf(one, all).filter((each) => !hidden(each, computed)) }))
    .filter(({ targets }) => targets.length > 0);
  const links: Link[] = computed.map(({ name, to, has }) => {
    return { name, to, has, by: `${to.relation.name} as ${name}() finds them`, targets: [name] };
  });
  const taken = new Set<string>([
    ...columns,
    ...links.map(({ name }) => name),
    ...known.flatMap(({ targets }) => targets),
  ]);
  for (const { one, targets } of tablesFirst(known)) {
    const own = ownName(one);
    // The constraint is what PostgREST recommends as a hint: it outlives columns and other keys.
    const text = targets.findLast((each) => each.includes('!')) ?? targets[0] ?? '';
    const base = { to: one.to, has: one.has, by: wayOf(one), targets };
    if (own !== undefined && !taken.has(own)) {
      taken.add(own);
      links.push({ ...base, name: own, text });
    } else {
      // A name that a column has is that column's: a key of a table to itself is known by no other.
      const name =
        targets.find((each) => !columns.has(each)) ??
        [`${text}_${one.to.relation.name}`, `${one.to.relation.name}_by_${text}`].find(
          (each) => !taken.has(each),
        );
      if (name === undefined) continue;
      taken.add(name);
      links.push({ ...base, name, ...(targets.includes(name) ? {} : { text }) });
    }
  }
  return links;
}

/** A function takes the place of relationships to a table of its name. */
function hidden(target: string, computed: readonly ComputedLink[]): boolean {
  return computed.some(({ name }) => target.split('!')[0] === name);
}

/** A name is that of the table which a key refers to, rather than of a view that shows it. */
function tablesFirst<Known extends { readonly one: Relationship }>(
  known: readonly Known[],
): readonly Known[] {
  const views = known.filter(({ one }) => isView(one.to.relation));
  return [...known.filter((each) => !views.includes(each)), ...views];
}

/** `author_id` → `author`: of a key of one column, what it is the id of. */
function ownName({ is, key }: Relationship): string | undefined {
  const [column = '', ...others] = key.columns;
  if (is !== 'to-one' || others.length > 0) return undefined;
  return (
    /^(.*[^_])_(?:id|uuid|key|fk)$/i.exec(column)?.[1] ?? /^(.*[a-z0-9])I[dD]$/.exec(column)?.[1]
  );
}

function wayOf({ is, key, to, junction }: Relationship): string {
  const columns = key.columns.join(', ');
  if (junction !== undefined) return `${to.relation.name} by way of ${junction.name}`;
  return is === 'to-one'
    ? `${columns} → ${to.relation.name}`
    : `${to.relation.name} whose ${columns} it is`;
}
