/** Where the columns of a view come from, read from its query as Postgres keeps it (`pg_rewrite.ev_action`). */

import { keptRelations, tokensOf } from './outer-joins.js';

/** The column of a relation, by oid and number. */
export interface Origin {
  readonly relation: number;
  readonly column: number;
}

export interface Rule {
  /** By the number of the view's column; those that show no column of a relation as it is are not there. */
  readonly origins: ReadonlyMap<number, Origin>;
  /** Those of them that the query makes no null of where there is none: by an outer join, a union or grouping sets. */
  readonly kept: ReadonlySet<number>;
}

/** Depths in `({QUERY … :targetList ({TARGETENTRY …} …) …})` at which the fields stand that are asked for. */
const QUERY = 2;
const ENTRY = 4;
/** The fields of `:expr`, where that is a column. */
const VAR = 5;

/**
 * Reads the node tree. After a field (`:resname`) its value follows, which may look like a field itself: a column can
 * be called `:targetList`.
 */
export function readRule(text: string): Rule {
  const origins = new Map<number, Origin>();
  const changes = /:jointype [^0\s]|:setOperations \{|:groupingSets \(/.test(text);
  const relations = changes ? keptRelations(text) : undefined;
  const kept = new Set<number>();
  let depth = 0;
  let inTargets = false;
  let field: string | undefined;
  let entry = new Map<string, string>();
  for (const token of tokensOf(text)) {
    if (token === '(' || token === '{') {
      depth++;
      if (depth === ENTRY) entry = new Map();
      field = undefined;
    } else if (token === ')' || token === '}') {
      if (depth === ENTRY && inTargets) {
        const column = addOrigin(origins, entry);
        if (!changes || relations?.has(entry.get(':varno') ?? '') === true) kept.add(column);
      }
      depth--;
      field = undefined;
    } else if (field === undefined && token.startsWith(':')) {
      field = token;
      if (depth === QUERY) inTargets = token === ':targetList';
    } else if (field !== undefined) {
      if (depth === ENTRY || (depth === VAR && field === ':varno')) entry.set(field, token);
      field = undefined;
    }
  }
  return { origins, kept };
}

/** The number of the column in the view. */
function addOrigin(origins: Map<number, Origin>, entry: ReadonlyMap<string, string>): number {
  const number = (field: string): number => Number(entry.get(field) ?? 0);
  const [relation, column] = [number(':resorigtbl'), number(':resorigcol')];
  const own = number(':resno');
  if (entry.get(':resjunk') === 'false' && relation !== 0 && column > 0)
    origins.set(own, { relation, column });
  return own;
}
