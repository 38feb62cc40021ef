/** What is asked for → SQL. Values are parameters, names are quoted. */

import { asked, type Asked, type Condition, type Filter, type Selected } from './query.js';
import { computedBy, linkBetween, type Computed, type Key, type Relation } from './links.js';
import { Refusal } from './refusal.js';
import type { Field } from './text.js';

/** A statement under construction; all parameters are texts, whose types Postgres infers. */
export interface Statement {
  readonly values: string[];
  readonly keys: readonly Key[];
  readonly computed: readonly Computed[];
  /** How many aliases there are. */
  aliases: number;
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const relationText = ({ schema, name }: Relation): string =>
  `${quote(schema)}.${quote(name)}`;

export function parameter({ values }: Statement, value: string): string {
  return `$${values.push(value)}`;
}

const OPERATORS: Readonly<Record<string, string>> = {
  eq: '=',
  neq: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  like: 'like',
  ilike: 'ilike',
  match: '~',
  imatch: '~*',
  isdistinct: 'is distinct from',
  cs: '@>',
  cd: '<@',
  ov: '&&',
  sl: '<<',
  sr: '>>',
  nxr: '&<',
  nxl: '&>',
  adj: '-|-',
};

const SEARCHES: Readonly<Record<string, string>> = {
  fts: 'to_tsquery',
  plfts: 'plainto_tsquery',
  phfts: 'phraseto_tsquery',
  wfts: 'websearch_to_tsquery',
};

const IS: readonly string[] = ['null', 'true', 'false', 'unknown'];

export function fieldText(statement: Statement, alias: string, { column, path }: Field): string {
  const steps = path.map(({ arrow, key }) =>
    /^-?\d+$/.test(key) ? `${arrow}${key}` : `${arrow}${parameter(statement, key)}::text`,
  );
  return `${alias}.${quote(column)}${steps.join('')}`;
}

export function conditionText(statement: Statement, alias: string, of: Condition): string {
  const text =
    'parts' in of
      ? of.parts.map((part) => conditionText(statement, alias, part)).join(` ${of.joined} `)
      : filterText(statement, alias, of);
  return `${of.negated ? 'not ' : ''}(${text})`;
}

function filterText(statement: Statement, alias: string, { field, operator, value }: Filter) {
  const left = fieldText(statement, alias, field);
  if (typeof value !== 'string') {
    // A list of one that is empty is a list of none.
    const values = value.length === 1 && value[0] === '' ? [] : value;
    return `${left} = any (${parameter(statement, arrayText(values))})`;
  }
  if (operator === 'is' && IS.includes(value.toLowerCase())) return `${left} is ${value}`;
  const [, base = '', argument] = /^([a-z]+)(?:\((\w+)\))?$/.exec(operator) ?? [];
  const search = SEARCHES[base];
  if (search !== undefined) {
    const config = argument === undefined ? '' : `${parameter(statement, argument)}::regconfig, `;
    return `${left} @@ ${search}(${config}${parameter(statement, value)})`;
  }
  const sql = OPERATORS[base];
  if (sql === undefined || (argument !== undefined && !/^(any|all)$/.test(argument))) {
    throw new Refusal(400, {
      code: 'PGRST100',
      message: `unknown single value operator ${operator}`,
    });
  }
  const right = parameter(statement, base.endsWith('like') ? value.replaceAll('*', '%') : value);
  return `${left} ${sql} ${argument === undefined ? right : `${argument} (${right})`}`;
}

function arrayText(values: readonly string[]): string {
  return `{${values.map((each) => `"${each.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** The columns of one level, and what must be for a row to be there at all. */
interface Level {
  readonly columns: readonly string[];
  readonly conditions: readonly string[];
}

/** `select … from … where … order by … limit …`, with what rows come with. */
export function selectText(
  statement: Statement,
  relation: Relation,
  from: string,
  of: Asked,
  joined?: (alias: string) => string,
): string {
  const alias = quote(`t${statement.aliases++}`);
  const level = levelOf(statement, relation, alias, of);
  const conditions = [
    ...of.conditions.map((each) => conditionText(statement, alias, each)),
    ...level.conditions,
    ...(joined === undefined ? [] : [joined(alias)]),
  ];
  const orders = of.orders.map(
    ({ field, descending, nulls }) =>
      fieldText(statement, alias, field) +
      (descending ? ' desc' : ' asc') +
      (nulls === undefined ? '' : ` nulls ${nulls}`),
  );
  return [
    `select ${level.columns.join(', ')} from ${from} as ${alias}`,
    conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`,
    orders.length === 0 ? '' : `order by ${orders.join(', ')}`,
    of.limit === undefined ? '' : `limit ${parameter(statement, String(of.limit))}::bigint`,
    of.offset === undefined ? '' : `offset ${parameter(statement, String(of.offset))}::bigint`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function levelOf(statement: Statement, relation: Relation, alias: string, of: Asked): Level {
  const columns: string[] = [];
  const conditions: string[] = [];
  for (const each of of.columns) {
    if (!('target' in each)) {
      columns.push(columnText(statement, alias, each));
      continue;
    }
    const computed = computedBy(statement.computed, relation, each.target);
    const { to, many, on } = computed ?? linkBetween(statement.keys, relation, each);
    const below = asked(of.nested.get(each.as) ?? []);
    const inner = selectText(
      statement,
      to,
      computed === undefined ? relationText(to) : `${relationText(computed.fn)}(${alias})`,
      { ...below, columns: each.columns },
      (there) =>
        ['true', ...on.map(([a, b]) => `${alias}.${quote(a)} = ${there}.${quote(b)}`)].join(
          ' and ',
        ),
    );
    const row = quote(`t${statement.aliases++}`);
    const found = many
      ? `select coalesce(json_agg(${row}.*), '[]') from (${inner}) as ${row}`
      : `select row_to_json(${row}.*) from (${inner}) as ${row}`;
    columns.push(`(${found}) as ${quote(each.as)}`);
    if (each.inner) conditions.push(`exists (${inner})`);
  }
  return { columns, conditions };
}

function columnText(
  statement: Statement,
  alias: string,
  { field, as, cast, counts }: Exclude<Selected, { target: string }>,
): string {
  if (field.column === '*') return `${alias}.*`;
  const last = field.path.at(-1)?.key ?? field.column;
  const value = counts ? 'count(*)' : fieldText(statement, alias, field);
  const typed = cast === undefined ? value : `cast(${value} as ${quote(castName(cast))})`;
  return `${typed} as ${quote(as ?? last)}`;
}

/** Postgres has names of its own for what SQL calls so. */
function castName(cast: string): string {
  const names: Readonly<Record<string, string>> = {
    int: 'int4',
    integer: 'int4',
    bigint: 'int8',
    boolean: 'bool',
    real: 'float4',
  };
  return names[cast] ?? cast;
}
