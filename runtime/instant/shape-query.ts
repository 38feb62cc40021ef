/** What the server does with a query otherwise than one would read it, made right before and after. */

const OPERATOR = /^(?:\$?in|\$(?:ne|not|[gl]te?|i?like|isNull))$/;

type Members = { readonly [key: string]: unknown };

/**
 * The query with one operator per condition: of several on one attribute, `{ $gt: 1, $lt: 3 }`, the server applies
 * the first and says nothing, so each becomes a leg of `and`. What needs no change is the same object.
 */
export function separateOperators(query: unknown): unknown {
  return isMembers(query) ? mapMembers(query, (node) => separateBelow(node)) : query;
}

function separateBelow(node: unknown): unknown {
  if (!isMembers(node)) return node;
  return mapMembers(node, (part, key) => {
    if (key !== '$') return separateBelow(part);
    if (!isMembers(part)) return part;
    return mapMembers(part, (option, name) => (name === 'where' ? separate(option) : option));
  });
}

function separate(where: unknown): unknown {
  if (!isMembers(where)) return where;
  const legs: Members[] = [];
  const kept: [string, unknown][] = [];
  let changed = false;
  for (const [key, value] of Object.entries(where)) {
    const inner: unknown =
      (key === 'and' || key === 'or') && Array.isArray(value) ? mapList(value, separate) : value;
    const operators = isMembers(value) ? operatorsOf(value) : [];
    changed ||= inner !== value || operators.length > 1;
    if (operators.length < 2) kept.push([key, inner]);
    else for (const [operator, operand] of operators) legs.push({ [key]: { [operator]: operand } });
  }
  if (!changed) return where;
  const rest = Object.fromEntries(kept);
  if (legs.length === 0) return rest;
  const { and } = rest;
  // An attribute may be called `and`: it goes on to be one of the conditions.
  if (and !== undefined && !Array.isArray(and)) return { and: [rest, ...legs] };
  return { ...rest, and: [...((and as readonly unknown[] | undefined) ?? []), ...legs] };
}

/** None where there is something else among them, of which the server is to say what it thinks. */
function operatorsOf(value: Members): readonly [string, unknown][] {
  const defined = Object.entries(value).filter(([, operand]) => operand !== undefined);
  return defined.every(([operator]) => OPERATOR.test(operator)) ? defined : [];
}

/**
 * Applies, in place, every `limit` below the first level of a query to its answer: the server accepts them and
 * sends all there is.
 */
export function limitLinks(query: unknown, answer: unknown): unknown {
  if (isMembers(query) && isMembers(answer)) {
    for (const [entity, node] of Object.entries(query)) limitBelow(node, answer[entity]);
  }
  return answer;
}

function limitBelow(node: unknown, rows: unknown): void {
  if (!isMembers(node)) return;
  const links = Object.entries(node).filter(([label]) => label !== '$');
  if (links.length === 0) return;
  for (const row of Array.isArray(rows) ? (rows as readonly unknown[]) : [rows]) {
    if (!isMembers(row)) continue;
    for (const [label, child] of links) {
      const found = row[label];
      if (Array.isArray(found)) {
        const most = limitOf(child);
        if (most !== undefined && most < found.length) found.length = most;
      }
      limitBelow(child, found);
    }
  }
}

function limitOf(node: unknown): number | undefined {
  const options = isMembers(node) ? node['$'] : undefined;
  const limit = isMembers(options) ? options['limit'] : undefined;
  return typeof limit === 'number' && limit >= 0 ? Math.floor(limit) : undefined;
}

/** A plain object, and nothing that is written as text (a `Date`). */
function isMembers(value: unknown): value is Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return typeof Reflect.get(value, 'toJSON') !== 'function';
}

function mapMembers(members: Members, map: (value: unknown, key: string) => unknown): Members {
  const entries = Object.entries(members).map(([key, value]) => [key, map(value, key)] as const);
  return entries.some(([key, value]) => value !== members[key])
    ? Object.fromEntries(entries)
    : members;
}

function mapList(list: readonly unknown[], map: (value: unknown) => unknown): readonly unknown[] {
  const mapped = list.map(map);
  return mapped.some((value, index) => value !== list[index]) ? mapped : list;
}
