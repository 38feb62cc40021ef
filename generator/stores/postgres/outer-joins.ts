/** Outer joins in the query of a view, as Postgres keeps it (`pg_rewrite.ev_action`). */

/** Tokens end at white space and at brackets, which a backslash escapes. */
export function tokensOf(text: string): readonly string[] {
  return [...text.matchAll(/[(){}]|(?:\\[^]|[^\s(){}\\])+/g)].map(([token]) => token);
}

/** Values of `:jointype`. */
const LEFT = '1';
const FULL = '2';
const RIGHT = '3';

/** A join that is being read, or another node; which side of it is read. */
interface Node {
  readonly name: string;
  type?: string;
  side?: string;
}

/**
 * The relations of a query, by their place in its list, whose rows no outer join makes nulls of. Undefined where it is
 * no plain query: one that has others in it, is a union, or groups by several sets.
 */
export function keptRelations(text: string): ReadonlySet<string> | undefined {
  const queries = text.match(/\{QUERY\b/g) ?? [];
  if (queries.length !== 1 || /:setOperations \{|:groupingSets \(/.test(text)) return undefined;
  const kept = new Set<string>();
  const nodes: Node[] = [];
  let opened = false;
  let field: string | undefined;
  for (const token of tokensOf(text)) {
    if (token === '{' || token === '}') {
      opened = token === '{';
      if (!opened) nodes.pop();
      field = undefined;
    } else if (opened) {
      nodes.push({ name: token });
      opened = false;
    } else if (token === '(' || token === ')') {
      field = undefined;
    } else if (field === undefined && token.startsWith(':')) {
      field = token;
      const node = nodes.at(-1);
      if (node?.name === 'JOINEXPR' && /^:[lr]arg$/.test(field)) node.side = field;
    } else if (field !== undefined) {
      const node = nodes.at(-1);
      if (field === ':jointype' && node !== undefined) node.type = token;
      if (field === ':rtindex' && node?.name === 'RANGETBLREF' && !nodes.some(makesNulls))
        kept.add(token);
      field = undefined;
    }
  }
  return kept;
}

/** Whether a join makes nulls of the side that is read. */
function makesNulls({ name, type, side }: Node): boolean {
  if (name !== 'JOINEXPR') return false;
  return (
    type === FULL || (type === LEFT && side === ':rarg') || (type === RIGHT && side === ':larg')
  );
}
