/** Names of columns and links, as they stand in an address. */

import { ValidationError } from '../http/errors.js';
import { quoted } from './values.js';
import type { Draft, Known } from './draft.js';

/** A name as it stands, or in quotes where it has a meaning otherwise. */
export function nameText(name: string): string {
  if (name === '') throw new ValidationError('select: a name is empty');
  return /^[\p{L}0-9_$]+(?:-[\p{L}0-9_$]+)*$/u.test(name) ? name : quoted(name);
}

/** A column, or a path into its JSON, of a select. */
export function columnText(
  name: string,
  known: Known | undefined,
  relation: string | undefined,
): string {
  return ownText(name, known, relation) ?? stepsText(name, nameText);
}

/** The parameter that a filter of a column is: that may be one of what rows come with, or stand in its JSON. */
export function filterName(draft: Draft, name: string): string {
  if (!draft.dialect.quoteNames || name === '') return name;
  return pathText(name, draft.known, relationOf(draft), TAKEN);
}

/** A column as an order has it; in brackets after a link, one of the row that this leads to. */
export function orderName(draft: Draft, name: string, referenced: string | undefined): string {
  if (!draft.dialect.quoteNames || name === '') return name;
  const { known } = draft;
  const relation = (referenced?.split('.') ?? []).reduce(
    (at: string | undefined, link) => leadsTo(link, known, at),
    relationOf(draft),
  );
  const own = ownText(name, known, relation);
  if (own !== undefined) return own;
  const [, link, column] = /^("(?:[^"\\]|\\.)*"|[^"()]+)\((.+)\)$/.exec(name) ?? [];
  if (link !== undefined && column !== undefined) {
    const there = ownText(column, known, leadsTo(link, known, relation));
    return `${spacedText(link)}(${there ?? stepsText(column, spacedText)})`;
  }
  return /^(?:(?!->)[^"])*\./.test(name) ? name : stepsText(name, spacedText);
}

/** Where an option of a nested select goes: its name, below that of the select. */
export function below(draft: Draft, referenced: string | undefined, name: string): string {
  if (referenced === undefined || referenced === '') return name;
  const path = `${referenced}.${name}`;
  return draft.dialect.quoteNames ? pathText(path, draft.known, relationOf(draft), NONE) : path;
}

/** The columns of `on_conflict`: a list, or a text with commas between them. */
export function conflictText(draft: Draft, names: string | readonly string[]): string {
  if (!draft.dialect.quoteNames) return [names].flat().join(',');
  const own = (name: string): string | undefined => ownText(name, draft.known, relationOf(draft));
  if (typeof names !== 'string')
    return names.map((name) => own(name) ?? spacedText(name)).join(',');
  return (
    own(names) ??
    names.replace(/\s*("(?:[^"\\]|\\.)*"|[^,]+?)\s*(?=,|$)/g, (all, name: string) =>
      all.replace(name, () => spacedText(name)),
    )
  );
}

/** Whether a server that writes would take the parameter for a filter of what comes back: it looks for any dot. */
export function isMistaken(draft: Draft, name: string): boolean {
  return (
    (draft.method === 'PATCH' || draft.method === 'DELETE') &&
    draft.dialect.quoteNames &&
    name.includes('.') &&
    !name.replace(/"(?:[^"\\]|\\.)*"/g, '').includes('.')
  );
}

/** Whether the column is one whose name would be read as something else. */
export function isOdd(name: string): boolean {
  return /[".(,]|->/.test(name);
}

/** What a parameter of these names says is no filter: of a query, and of a nested select. */
const TAKEN: ReadonlySet<string> = new Set([
  ...['and', 'columns', 'limit', 'offset'],
  ...['on_conflict', 'or', 'order', 'select'],
]);
const TAKEN_BELOW: ReadonlySet<string> = new Set(['and', 'limit', 'offset', 'or', 'order']);
const NONE: ReadonlySet<string> = new Set();

function pathText(
  name: string,
  known: Known | undefined,
  relation: string | undefined,
  taken: ReadonlySet<string>,
): string {
  const own = ownText(name, known, relation);
  if (own !== undefined) return own;
  const [link, rest] = partsOf(name, known, relation);
  if (rest !== undefined) {
    const next = taken === NONE ? NONE : TAKEN_BELOW;
    return `${spacedText(link)}.${pathText(rest, known, leadsTo(link, known, relation), next)}`;
  }
  return taken.has(name) ? quoted(name) : stepsText(name, spacedText);
}

/** A link, and what stands behind its dot. What is in quotes or after an arrow is no path. */
function partsOf(
  name: string,
  known: Known | undefined,
  relation: string | undefined,
): readonly [link: string, rest?: string] {
  const links = relation === undefined ? undefined : memberOf(known, relation);
  const odd = Object.keys(links ?? {}).find((each) => isOdd(each) && name.startsWith(`${each}.`));
  if (odd !== undefined) return [odd, name.slice(odd.length + 1)];
  const [, link, rest] = /^("(?:[^"\\]|\\.)*"|(?:(?!->)[^".])+)\.([^]+)$/.exec(name) ?? [];
  return link === undefined || rest === undefined ? [name] : [link, rest];
}

/** A column and the keys behind its arrows, each by itself. */
function stepsText(name: string, each: (name: string) => string): string {
  const parts = name.split(/(->>?)(?=(?:[^"]|"(?:[^"\\]|\\.)*")*$)/);
  if (parts.length === 1) return each(name);
  return parts
    .map((part, at) => {
      const isName = at % 2 === 0 && part !== '' && !/^-?\d+$|^"(?:[^"\\]|\\.)*"$/.test(part);
      return isName ? each(part) : part;
    })
    .join('');
}

/** Spaces between words need no quotes there, and what is in quotes has them. */
function spacedText(name: string): string {
  return name === '' || /^"(?:[^"\\]|\\.)*"$|^[\p{L}0-9_$]+(?:(?: +|-)[\p{L}0-9_$]+)*$/u.test(name)
    ? name
    : quoted(name);
}

function relationOf({ kind, name }: Draft): string {
  return kind === 'fn' ? `${name}()` : name;
}

/** The name of a column that would be read as something else, as the schema has it. */
function ownText(
  name: string,
  known: Known | undefined,
  relation: string | undefined,
): string | undefined {
  const text = relation === undefined ? undefined : memberOf(memberOf(known, relation), name);
  return typeof text === 'string' && text.startsWith('"') ? text : undefined;
}

/** The relation behind a link, as far as names tell it. */
function leadsTo(
  link: string,
  known: Known | undefined,
  relation: string | undefined,
): string | undefined {
  if (relation === undefined) return undefined;
  const text = memberOf(memberOf(known, relation), link) ?? link;
  return typeof text === 'string' ? text.split('!')[0] : text[1];
}

/** Own members only: a relation may be called `constructor`. */
export function memberOf<Value>(
  table: { readonly [name: string]: Value } | undefined,
  name: string,
): Value | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
