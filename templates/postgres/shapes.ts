/** `shapes`: what queries look up of each relation, its links above all. */

import type { PgColumn, PgType, PostgresStore } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import {
  blocks,
  braces,
  code,
  jsdoc,
  key,
  list,
  string,
  union,
  type Code,
} from '../../generator/print/code.js';
import type { Emitter } from '../../generator/stages.js';
import { runtimeName } from '../api/code.js';
import { computedColumns, type ComputedColumn } from './computed.js';
import { linksOf, type Link } from './links.js';
import { declaredOf, outFile, relationsOf, tableType, typeExports, type Placed } from './shared.js';
import { isInherited, orInherited, orNull, typesOf, type Types } from './types.js';
import { isCompared, valuesType } from './values.js';

export const shapes: Emitter = {
  name: 'shapes',
  emit(project, names) {
    const store = declaredOf(project);
    if (store === undefined) return [];
    const links = linksOf(store);
    const relations = relationsOf(store);
    const body = blocks(
      relations.flatMap((each) => shapeOf(each, links.get(each.key) ?? [], store, names)),
    );
    const exports = typeExports(
      relations.flatMap((each) => [
        names.entityPart(each.key, 'Names'),
        names.entityPart(each.key, 'Select'),
        names.entityPart(each.key, 'Shape'),
        names.entityPart(each.key, 'Values'),
      ]),
    );
    return [outFile(store, 'shapes', exports.length === 0 ? code`export {};` : body, exports)];
  },
};

function shapeOf(
  placed: Placed,
  links: readonly Link[],
  store: PostgresStore,
  names: Names,
): readonly Code[] {
  const { key: of, relation } = placed;
  const type = (name: string): Code => runtimeName(name, names, true);
  const all = tableType(names.entity(of));
  const computed = computedColumns(store, placed);
  const row = computed.length === 0 ? all : code`${names.entityPart(of, 'Shape')}['Row']`;
  const refused = code`${type('NotWritable')}<${string(relation.name)}>`;
  const written = (part: 'Insert' | 'Update', can: boolean): Code =>
    can ? tableType(names.entityPart(of, part)) : refused;
  const columns = [...relation.columns, ...computed];
  const kinds = kindsOf(columns);
  const others = othersOf(columns, links);
  return [
    code`
      /** What \`select\` takes as an object. */
      export interface ${names.entityPart(of, 'Select')} extends ${type('Columns')}${list('<', [offeredRow(row, columns)], { trailingComma: false })} ${braces(
        [
          ...inherited(columns).map(
            (name) =>
              code`readonly ${key(name)}?: ${type('ColumnChoice')} | ${union(orInherited(name, []))}`,
          ),
          ...offeredOf(columns, links).map(({ name, to }) => {
            const selects = [code`${names.entityPart(to.key, 'Select')}`, code`undefined`];
            return code`readonly ${key(name)}?: ${union(orInherited(name, selects))}`;
          }),
        ],
      )}
    `,
    code`
      export interface ${names.entityPart(of, 'Names')} extends ${type('Names')}<${row}> ${braces(
        links.flatMap((link) =>
          namesOf(link).map(
            (name) => code`readonly ${key(name)}: ${names.entityPart(link.to.key, 'Names')}`,
          ),
        ),
      )}
    `,
    valuesType(names.entityPart(of, 'Values'), row, columns, names),
    code`
      export interface ${names.entityPart(of, 'Shape')} ${braces([
        code`readonly name: ${string(relation.name)}`,
        code`readonly Row: ${withComputed(all, computed, typesOf(store, names, tableType))}`,
        code`readonly all: ${all}`,
        code`readonly Insert: ${written('Insert', relation.insertable)}`,
        code`readonly Update: ${written('Update', relation.updatable)}`,
        ...(relation.deletable ? [] : [code`readonly Delete: ${refused}`]),
        code`readonly Select: ${names.entityPart(of, 'Select')}`,
        code`readonly names: ${names.entityPart(of, 'Names')}`,
        code`readonly plain: ${type('Plain')}${list(
          '<',
          [
            row,
            code`${names.entityPart(of, 'Shape')}['links']`,
            others.length > 0 && union(others.map(string), { indented: true }),
          ].filter((each) => each !== false),
          { trailingComma: false },
        )}`,
        code`readonly values: ${names.entityPart(of, 'Values')}`,
        store.embeds
          ? code`readonly links: ${braces(links.map((link) => linkMember(link, names)))}`
          : code`readonly links: ${type('NoLinks')}`,
        code`readonly targets: ${braces(
          links.flatMap(({ name, targets }) =>
            targets.map((target) => code`readonly ${key(target)}: ${string(name)}`),
          ),
        )}`,
        code`readonly text: ${kinds.text}`,
        code`readonly lists: ${kinds.lists}`,
        code`readonly json: ${kinds.json}`,
        code`readonly ranges: ${kinds.ranges}`,
        code`readonly searched: ${kinds.searched}`,
      ])}
    `,
  ];
}

function withComputed(row: Code, computed: readonly ComputedColumn[], types: Types): Code {
  if (computed.length === 0) return row;
  const members = computed.map(
    ({ name, type, doc }) => code`
      ${jsdoc({ text: [doc] })}
      ${key(name)}: ${union(orNull(types.read(type)))}
    `,
  );
  return code`${row} & ${braces(members)}`;
}

/** The row without columns that are called as an option of a select, or as what every object has. */
function offeredRow(row: Code, columns: readonly Column[]): Code {
  const without = columns
    .filter(({ name, option }) => isInherited(name) || option)
    .map(({ name }) => name);
  return without.length === 0
    ? row
    : code`Omit${list('<', [row, union(without.map(string), { indented: true })], { trailingComma: false })}`;
}

function inherited(columns: readonly Column[]): readonly string[] {
  return columns.map(({ name }) => name).filter(isInherited);
}

/** What is asked of a column here. */
type Column = Pick<PgColumn, 'name' | 'type' | 'option'>;

/** The names of links, and of the relations behind them, which take `$fk`. */
function offeredOf(
  columns: readonly Column[],
  links: readonly Link[],
): readonly Pick<Link, 'name' | 'to'>[] {
  const taken = new Set([...columns, ...links].map(({ name }) => name));
  const behind = new Map(links.map(({ to }) => [to.relation.name, { name: to.relation.name, to }]));
  return [...links, ...[...behind.values()].filter(({ name }) => !taken.has(name))];
}

/** What PostgREST calls links, where that is no column and no link here; names with a `!` tell themselves. */
function othersOf(columns: readonly Column[], links: readonly Link[]): readonly string[] {
  const known = new Set([...columns, ...links].map(({ name }) => name));
  const all = links.flatMap(({ targets }) => targets.filter((each) => !each.includes('!')));
  return [...new Set(all)].filter((each) => !known.has(each)).toSorted();
}

/** What an object may call a link: its name, and what PostgREST does where that is no column. */
function namesOf({ name, targets }: Link): readonly string[] {
  return [...new Set([name, ...targets.filter((each) => each.includes('!'))])];
}

const WORDS = { one: 'One', maybe: 'Maybe', many: 'Many' };

function linkMember({ name, to, has, by }: Link, names: Names): Code {
  return code`
    ${jsdoc({ text: [by] })}
    readonly ${key(name)}: ${runtimeName(WORDS[has], names, true)}<${names.entityPart(to.key, 'Shape')}>
  `;
}

/** The columns that have operators of their own. */
function kindsOf(
  columns: readonly Column[],
): Readonly<Record<'text' | 'lists' | 'json' | 'ranges' | 'searched', Code>> {
  const those = (test: (type: PgType) => boolean): Code => {
    const found = columns.filter(({ type }) => isUnknown(type) || test(type));
    return found.length === 0 ? code`never` : union(found.map(({ name }) => string(name)));
  };
  return {
    text: those(isText),
    lists: those(({ kind }) => kind === 'array'),
    json: those((type) => type.kind === 'scalar' && type.json === 'json' && isCompared(type)),
    ranges: those((type) => type.kind === 'scalar' && /range$/.test(type.udt)),
    searched: those((type) => isText(type) || (type.kind === 'scalar' && type.udt === 'tsvector')),
  };
}

const TEXTS = new Set(['text', 'varchar', 'bpchar', 'char', 'name', 'citext', 'xml']);

function isText(type: PgType): boolean {
  return type.kind === 'scalar' && TEXTS.has(type.udt);
}

/** Of an extension: it may have any operator. */
function isUnknown(type: PgType): boolean {
  return type.kind === 'scalar' && type.json === 'unknown';
}
