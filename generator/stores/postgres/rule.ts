/** Where the columns of a view come from, read from its query as Postgres keeps it (`pg_rewrite.ev_action`). */

/** The column of a relation, by oid and number. */
export interface Origin {
  readonly relation: number;
  readonly column: number;
}

export interface Rule {
  /** By the number of the view's column; those that show no column of a relation as it is are not there. */
  readonly origins: ReadonlyMap<number, Origin>;
  /** Nothing in the query can make a null of what is none: no outer join, union or grouping set. */
  readonly keepsNotNull: boolean;
}

/** Depths in `({QUERY … :targetList ({TARGETENTRY …} …) …})` at which the fields stand that are asked for. */
const QUERY = 2;
const ENTRY = 4;

/**
 * Reads the node tree. Its tokens end at white space and at brackets, which a backslash escapes. After a field
 * (`:resname`) its value follows, which may look like a field itself: a column can be called `:targetList`.
 */
export function readRule(text: string): Rule {
  const origins = new Map<number, Origin>();
  let depth = 0;
  let inTargets = false;
  let field: string | undefined;
  let entry = new Map<string, string>();
  for (const [token] of text.matchAll(/[(){}]|(?:\\[^]|[^\s(){}\\])+/g)) {
    if (token === '(' || token === '{') {
      depth++;
      if (depth === ENTRY) entry = new Map();
      field = undefined;
    } else if (token === ')' || token === '}') {
      if (depth === ENTRY && inTargets) addOrigin(origins, entry);
      depth--;
      field = undefined;
    } else if (field === undefined && token.startsWith(':')) {
      field = token;
      if (depth === QUERY) inTargets = token === ':targetList';
    } else if (field !== undefined) {
      if (depth === ENTRY) entry.set(field, token);
      field = undefined;
    }
  }
  const changes = /:jointype [^0\s]|:setOperations \{|:groupingSets \(/.test(text);
  return { origins, keepsNotNull: !changes };
}

function addOrigin(origins: Map<number, Origin>, entry: ReadonlyMap<string, string>): void {
  const number = (field: string): number => Number(entry.get(field) ?? 0);
  const [relation, column] = [number(':resorigtbl'), number(':resorigcol')];
  if (entry.get(':resjunk') !== 'false' || relation === 0 || column <= 0) return;
  origins.set(number(':resno'), { relation, column });
}
