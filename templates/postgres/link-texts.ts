/** How names are written in queries: links that only this schema knows, and columns whose names mean something else. */

import type { PgFunction, PostgresStore } from '../../generator/ir.js';
import { keyOf, type Names } from '../../generator/names.js';
import { braces, code, objectKey, string, type Code } from '../../generator/print/code.js';
import { runtimeName } from '../api/code.js';
import { computedColumns } from './computed.js';
import { linksOf, type Link } from './links.js';
import { relationsOf, shown } from './shared.js';

/** What stands in queries for the names of links that only this schema knows; nothing where there are none. */
export function linkTexts(store: PostgresStore, names: Names): Code | undefined {
  const links = linksOf(store);
  const columns = new Map(
    relationsOf(store).map((each) => [
      each.key,
      [...each.relation.columns, ...computedColumns(store, each)].map(({ name }) => name),
    ]),
  );
  const schemas = shown(store).flatMap((schema) => {
    const textsOf = (of: string, name: string, own = columns.get(of) ?? []): readonly Code[] => {
      const members = [...own.flatMap(columnText), ...(links.get(of) ?? []).flatMap(linkText)];
      return members.length === 0 ? [] : [code`${objectKey(name)}: ${braces(members, ',')}`];
    };
    const key = (name: string): string => keyOf(store, { schema: schema.name, name });
    const rowsOf = ({ name, returns }: PgFunction): readonly Code[] =>
      returns.kind === 'record'
        ? textsOf(
            '',
            `${name}()`,
            returns.fields.map((field) => field.name),
          )
        : returns.kind === 'composite' && returns.schema === schema.name
          ? textsOf(key(returns.name), `${name}()`)
          : [];
    const relations = [
      ...schema.relations.flatMap(({ name }) => textsOf(key(name), name)),
      ...new Map(schema.functions.map((each) => [each.name, rowsOf(each)] as const)).values(),
    ].flat();
    return relations.length === 0
      ? []
      : [code`${objectKey(schema.name)}: ${braces(relations, ',')}`];
  });
  if (schemas.length === 0) return undefined;
  return code`
    /** How links are written in a query. */
    export const databaseLinks: ${runtimeName('LinkTexts', names, true)} = ${braces(schemas, ',')};
  `;
}

/** A column that hides the count of all, which is another one's text then, or that would be read as a path or a list. */
function columnText(name: string): readonly Code[] {
  if (name === 'count') return [code`${objectKey('$count')}: ${string('count()')}`];
  if (!isOdd(name)) return [];
  return [code`${objectKey(name)}: ${string(`"${name.replace(/["\\]/g, '\\$&')}"`)}`];
}

/** Whether a name, as it stands in a query, means something else. */
function isOdd(name: string): boolean {
  return /[".(,]|->/.test(name);
}

/** What stands for a link, and where it leads if that does not say it; nothing where its name says both. */
function linkText({ name, text = name, to }: Link): readonly Code[] {
  const leads = to.relation.name;
  const isPlain = text.split('!')[0] === leads;
  if (isPlain && text === name && !isOdd(name)) return [];
  return [
    code`${objectKey(name)}: ${isPlain ? string(text) : code`[${string(text)}, ${string(leads)}]`}`,
  ];
}
