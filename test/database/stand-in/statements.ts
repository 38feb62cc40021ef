/** A request → the statement that answers it, which gives one row: `body`, a JSON text, and `found`. */

import { asked, belowOf, namesIn, type Asked, type Param } from './query.js';
import {
  conditionText,
  parameter,
  quote,
  relationText,
  selectText,
  type Statement,
} from './sql.js';
import type { Relation } from './links.js';

export interface Request {
  readonly method: string;
  readonly relation: Relation;
  readonly params: readonly Param[];
  /** The JSON text of the body. */
  readonly body: string;
  readonly prefer: ReadonlySet<string>;
}

/** Rows as one JSON list, and how many there are. */
const listed = (rows: string): string =>
  `select coalesce(json_agg(r.*), '[]')::text as body, count(*)::int as found from (${rows}) as r`;

export function readText(statement: Statement, { relation, params }: Request): string {
  return listed(selectText(statement, relation, relationText(relation), asked(params)));
}

/** How many rows there are, whatever page of them is read. */
export function countText(statement: Statement, { relation, params }: Request): string {
  const { limit: _, offset: __, ...all } = asked(params);
  const rows = selectText(statement, relation, relationText(relation), { ...all, orders: [] });
  return `select count(*)::int as found from (${rows}) as r`;
}

export function writeText(statement: Statement, request: Request): string {
  const { relation, params } = request;
  // What has a dot anywhere is taken for a filter of what comes back, as the server does it.
  const isSeen = (key: string): boolean =>
    !key.includes('.') || key.startsWith('not.') || belowOf(key).length > 1;
  const of = asked(params.filter(([key]) => isSeen(key)));
  const source =
    request.method === 'POST'
      ? insertText(statement, request)
      : request.method === 'PATCH'
        ? updateText(statement, request, of)
        : `delete from ${relationText(relation)} as source ${whereText(statement, of)}`;
  const shown = { ...of, conditions: [] };
  const rows = selectText(statement, relation, 'written', shown);
  return `with written as (${source} returning source.*) ${listed(rows)}`;
}

function insertText(statement: Statement, { relation, params, body, prefer }: Request): string {
  const given = JSON.parse(body) as object | readonly object[];
  const rows: readonly object[] = Array.isArray(given) ? (given as readonly object[]) : [given];
  const said = new Map(params);
  const chosen = said.get('columns');
  const names = chosen === undefined ? Object.keys(rows[0] ?? {}) : namesIn(chosen);
  const columns = names.map(quote).join(', ');
  const into = `insert into ${relationText(relation)} as source`;
  if (names.length === 0) return `${into} default values`;
  const json = parameter(statement, JSON.stringify(rows));
  const found = `json_populate_recordset(null::${relationText(relation)}, ${json}::json)`;
  return `${into} (${columns}) select ${columns} from ${found} ${conflictText(names, said, prefer)}`;
}

function conflictText(
  names: readonly string[],
  said: ReadonlyMap<string, string>,
  prefer: ReadonlySet<string>,
): string {
  const keys = namesIn(said.get('on_conflict') ?? 'id').map(quote);
  if (prefer.has('resolution=ignore-duplicates')) {
    return `on conflict (${keys.join(', ')}) do nothing`;
  }
  if (!prefer.has('resolution=merge-duplicates')) return '';
  const sets = names.map((each) => `${quote(each)} = excluded.${quote(each)}`);
  return `on conflict (${keys.join(', ')}) do update set ${sets.join(', ')}`;
}

function updateText(statement: Statement, { relation, body }: Request, of: Asked): string {
  const names = Object.keys(JSON.parse(body) as object);
  const sets = names.map((each) => `${quote(each)} = given.${quote(each)}`);
  const given = `json_populate_record(null::${relationText(relation)}, ${parameter(statement, body)}::json)`;
  return `update ${relationText(relation)} as source set ${sets.join(', ')}
    from (select * from ${given}) as given ${whereText(statement, of)}`;
}

function whereText(statement: Statement, { conditions }: Asked): string {
  if (conditions.length === 0) return '';
  return `where ${conditions.map((each) => conditionText(statement, 'source', each)).join(' and ')}`;
}

/** A function, as the catalog has it. */
export interface Fn extends Relation {
  /** Names with the texts of their types. */
  readonly args: readonly (readonly [name: string | null, type: string])[];
  /** The last argument is all the rest of them. */
  readonly variadic: boolean;
  /** Many rows come back. */
  readonly set: boolean;
  /** It has `out` arguments, and gives an object of them, be it of one. */
  readonly outs: readonly string[] | null;
  /** The relation whose rows come back, where it is one. */
  readonly rows: Relation | null;
}

/** Asks for one function: its JSON text. */
export const FN_QUERY = `
select json_build_object(
  'schema', n.nspname, 'name', p.proname, 'set', p.proretset, 'variadic', p.provariadic <> 0,
  'args', coalesce((
    select json_agg(json_build_array(p.proargnames[a.at], format_type(a.type, null)) order by a.at)
    from unnest(p.proargtypes::oid[]) with ordinality as a (type, at)
  ), '[]'),
  'outs', (
    select json_agg(p.proargnames[m.at] order by m.at)
    from unnest(p.proargmodes) with ordinality as m (mode, at) where m.mode in ('o', 'b', 't')
  ),
  'rows', (
    select json_build_object('schema', rn.nspname, 'name', r.relname)
    from pg_class r join pg_namespace rn on rn.oid = r.relnamespace
    where r.reltype = p.prorettype
  )
)::text as fn
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname = $1 and p.proname = $2`;

/** `given`: arguments by name; those that the function lacks are refused by Postgres. */
export function callText(
  statement: Statement,
  fn: Fn,
  given: object,
  params: readonly Param[],
): string {
  const types = new Map(fn.args);
  const [only] = fn.args;
  // One without a name is all that is given.
  const whole = fn.args.length === 1 && only?.[0] === null ? only[1] : undefined;
  const names = whole === undefined ? Object.keys(given) : [];
  const typed = names.map((each) => `${quote(each)} ${types.get(each) ?? 'text'}`).join(', ');
  const last = fn.variadic ? fn.args.at(-1)?.[0] : undefined;
  const args = names.map(
    (each) => `${each === last ? 'variadic ' : ''}${quote(each)} => given.${quote(each)}`,
  );
  const from =
    names.length === 0
      ? ''
      : `json_to_record(${parameter(statement, JSON.stringify(given))}::json) as given (${typed}), lateral `;
  if (whole !== undefined) args.push(`${parameter(statement, JSON.stringify(given))}::${whole}`);
  const call = `${from}${relationText(fn)}(${args.join(', ')})`;
  if (fn.rows === null && fn.outs === null) {
    return `select ${fn.set ? 'json_agg' : 'to_json'}(answer)::text as body, 1 as found from ${call} as answer`;
  }
  const columns = fn.outs?.length === 1 ? `(${fn.outs.map(quote).join('')})` : '';
  const source = `(select answer.* from ${call} as answer${columns})`;
  const rows = selectText(statement, fn.rows ?? fn, source, asked(params));
  return fn.set
    ? listed(rows)
    : listed(rows).replace("coalesce(json_agg(r.*), '[]')", '(json_agg(r.*) -> 0)');
}
