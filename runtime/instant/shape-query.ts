/** What the server does with a query otherwise than one would read it, made right before and after. */

const OPERATOR = /^(?:\$?in|\$(?:ne|not|[gl]te?|i?like|isNull))$/;

type Members = { readonly [key: string]: unknown };

/**
 * The query with one operator per condition: of several on one attribute, `{ $gt: 1, $lt: 3 }`, the server applies
 * the first and says nothing, so each becomes a leg of `and`.
 */
export function separateOperators(query: unknown): unknown {
  return mapMembers(query, (part, key) => {
    if (key === '$$ruleParams') return part;
    return key === '$'
      ? mapMembers(part, (option, name) => (name === 'where' ? separate(option) : option))
      : separateOperators(part);
  });
}

/** Calls itself by `map` alone, so that a level takes little of the stack: engines write some 2,000 as JSON. */
function separate(where: unknown): unknown {
  if (!isMembers(where)) return where;
  const legs: Members[] = [];
  const rest = mapMembers(where, (value, key) => {
    const operators = isMembers(value)
      ? Object.keys(value).filter((operator) => value[operator] !== undefined)
      : [];
    // Of what is no operator the server is to say what it thinks.
    if (!operators[1] || !operators.every((each) => OPERATOR.test(each))) return value;
    for (const each of operators) legs.push({ [key]: { [each]: (value as Members)[each] } });
    return undefined;
  }) as Copy;
  for (const key of ['and', 'or']) {
    const list = rest[key];
    if (Array.isArray(list)) rest[key] = list.map(separate);
  }
  if (!legs[0]) return rest;
  if (Object.values(rest).some((value) => value !== undefined)) legs.unshift(rest);
  return { and: legs };
}

type Copy = { [key: string]: unknown };

/**
 * Applies, in place, every `limit` below the first level of a query to its answer: the server accepts them and
 * sends all there is.
 */
export function limitLinks(query: unknown, answer: unknown): void {
  for (const name in query as Members)
    limitBelow((query as Members)[name], (answer as Members | null)?.[name]);
}

type Limited = { readonly $?: { readonly limit?: unknown } | null };

function limitBelow(query: unknown, rows: unknown): void {
  if (!isMembers(query)) return;
  for (const row of [rows].flat()) {
    if (!isMembers(row)) continue;
    for (const [label, node] of Object.entries(query)) {
      const found = row[label];
      const limit = (node as Limited | null)?.$?.limit;
      if (Array.isArray(found) && typeof limit === 'number' && limit >= 0) found.splice(limit);
      limitBelow(node, found);
    }
  }
}

/** An object that is written as one, as a `Date` is not. */
function isMembers(value: unknown): value is Members {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    // A link may be called so.
    typeof (value as Members)['toJSON'] !== 'function'
  );
}

function mapMembers(members: unknown, map: (value: unknown, key: string) => unknown): unknown {
  if (!isMembers(members)) return members;
  return Object.fromEntries(Object.entries(members).map(([key, value]) => [key, map(value, key)]));
}
