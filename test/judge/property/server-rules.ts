/** What the server does with queries, told once more and otherwise than in the client. */

type Members = Readonly<Record<string, unknown>>;

const OPERATORS = new Set('in $in $ne $not $gt $gte $lt $lte $like $ilike $isNull'.split(' '));

/** The query with one operator per condition; nothing where it has no more already. */
export function separated(query: unknown): unknown {
  const changed = { yet: false };
  const clause = (where: unknown): unknown => {
    if (!isMembers(where)) return where;
    const kept: (readonly [string, unknown])[] = [];
    const legs: Members[] = [];
    for (const [key, value] of Object.entries(where)) {
      const operators = isMembers(value)
        ? Object.entries(value).filter(([, operand]) => operand !== undefined)
        : [];
      if (Array.isArray(value) && (key === 'or' || key === 'and')) {
        kept.push([key, (value as readonly unknown[]).map(clause)]);
      } else if (operators.length > 1 && operators.every(([name]) => OPERATORS.has(name))) {
        legs.push(...operators.map((pair) => ({ [key]: Object.fromEntries([pair]) })));
      } else kept.push([key, value]);
    }
    const rest = Object.fromEntries(kept);
    if (legs.length === 0) return rest;
    changed.yet = true;
    const speaks = kept.some(([, value]) => value !== undefined);
    return { and: speaks ? [rest, ...legs] : legs };
  };
  const node = (value: unknown): unknown => {
    if (!isMembers(value)) return value;
    return mapMembers(value, (part, key) => {
      if (key === '$$ruleParams') return part;
      if (key !== '$') return node(part);
      return isMembers(part)
        ? mapMembers(part, (each, name) => (name === 'where' ? clause(each) : each))
        : part;
    });
  };
  const rewritten = node(query);
  return changed.yet ? rewritten : undefined;
}

/** The result with the limits of linked entities applied; nothing where that changes nothing. */
export function limited(query: unknown, result: unknown): unknown {
  const changed = { yet: false };
  const below = (node: unknown, rows: unknown): unknown => {
    if (!isMembers(node)) return rows;
    if (Array.isArray(rows)) return rows.map((row) => below(node, row));
    if (!isMembers(rows)) return rows;
    return mapMembers(rows, (value, label) => {
      const child = Object.hasOwn(node, label) ? node[label] : undefined;
      if (!isMembers(child)) return value;
      const limit = isMembers(child['$']) ? child['$']['limit'] : undefined;
      const cut =
        Array.isArray(value) && typeof limit === 'number' && limit >= 0 && limit < value.length;
      if (cut) changed.yet = true;
      return below(child, cut ? (value as readonly unknown[]).slice(0, limit) : value);
    });
  };
  const top = (answer: unknown): unknown =>
    isMembers(answer) && isMembers(query)
      ? mapMembers(answer, (rows, name) =>
          Object.hasOwn(query, name) ? below(query[name], rows) : rows,
        )
      : answer;
  const done = top(result);
  return changed.yet ? done : undefined;
}

function isMembers(value: unknown): value is Members {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}

function mapMembers(members: Members, map: (value: unknown, key: string) => unknown): Members {
  return Object.fromEntries(Object.entries(members).map(([key, value]) => [key, map(value, key)]));
}
