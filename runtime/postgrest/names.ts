/** Names of columns and links, as they stand in an address. */

import { ValidationError } from '../http/errors.js';
import { quoted } from './values.js';
import type { Draft, Known, Selected } from './draft.js';
import type { ObjectConstructor2022 } from '../web.js';

declare const Object: ObjectConstructor2022;

// Some projects compile for a JavaScript without this flag, and write it with another compiler.
const PLAIN = /* @__PURE__ */ new RegExp('^[\\p{L}0-9_$]+(?:-[\\p{L}0-9_$]+)*$', 'u');
const SPACED = /* @__PURE__ */ new RegExp(
  '^"(?:[^"\\\\]|\\\\.)*"$|^[\\p{L}0-9_$]+(?:(?: +|-)[\\p{L}0-9_$]+)*$',
  'u',
);

/** A name as it stands, or in quotes where it has a meaning otherwise. */
export function nameText(name: string): string {
  if (name === '') throw new ValidationError('select: a name is empty');
  return PLAIN.test(name) ? name : quoted(name);
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
  return pathText(name, draft.known, startOf(draft), TAKEN);
}

/** A column as an order has it; in brackets after a link, one of the row that this leads to. */
export function orderName(draft: Draft, name: string, referenced: string | undefined): string {
  if (!draft.dialect.quoteNames || name === '') return name;
  const { known } = draft;
  const place = referenced === undefined ? startOf(draft) : behind(referenced, draft);
  const own = ownText(name, known, place.relation);
  if (own !== undefined) return own;
  const [, link, column] = /^("(?:[^"\\]|\\.)*"|[^"()]+)\((.+)\)$/.exec(name) ?? [];
  if (link !== undefined && column !== undefined) {
    const there = ownText(column, known, leadsTo(link, known, place).relation);
    return `${spacedText(link)}(${there ?? stepsText(column, spacedText)})`;
  }
  return /^(?:(?!->)[^"])*\./.test(name) ? name : stepsText(name, spacedText);
}

/** Where an option of a nested select goes: its name, below that of the select. */
export function below(draft: Draft, referenced: string | undefined, name: string): string {
  if (referenced === undefined || referenced === '') return name;
  const path = `${referenced}.${name}`;
  return draft.dialect.quoteNames ? pathText(path, draft.known, startOf(draft), NONE) : path;
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

/** Where names of a query are looked up. */
interface Place {
  /** The relation, as far as names tell it. */
  readonly relation: string | undefined;
  /** What is selected there, where that is an object: its links may have other names. */
  readonly selected: Selected | undefined;
}

function startOf(draft: Draft): Place {
  return { relation: relationOf(draft), selected: draft.selected };
}

/** The rows that a path of links leads to. */
function behind(path: string, draft: Draft): Place {
  let place = startOf(draft);
  let [link, rest] = partsOf(`${path}.*`, draft.known, place);
  while (rest !== undefined) {
    place = leadsTo(link, draft.known, place);
    [link, rest] = partsOf(rest, draft.known, place);
  }
  return place;
}

function pathText(
  name: string,
  known: Known | undefined,
  place: Place,
  taken: ReadonlySet<string>,
): string {
  const own = ownText(name, known, place.relation);
  if (own !== undefined) return own;
  const [link, rest] = partsOf(name, known, place);
  if (rest !== undefined) {
    const next = taken === NONE ? NONE : TAKEN_BELOW;
    return `${spacedText(link)}.${pathText(rest, known, leadsTo(link, known, place), next)}`;
  }
  return taken.has(name) ? quoted(name) : stepsText(name, spacedText);
}

/** A link, and what stands behind its dot. What is in quotes or after an arrow is no path. */
function partsOf(
  name: string,
  known: Known | undefined,
  { relation, selected }: Place,
): readonly [link: string, rest?: string] {
  const links = relation === undefined ? undefined : memberOf(known, relation);
  const called = selected === undefined ? undefined : Array.from(linksIn(selected).keys());
  const odd = (called ?? [])
    .concat(Object.keys(links ?? {}))
    .reduce(
      (long: string | undefined, each) =>
        each.length > (long?.length ?? 0) && isOdd(each) && name.startsWith(`${each}.`)
          ? each
          : long,
      undefined,
    );
  if (odd !== undefined) return [odd, name.slice(odd.length + 1)];
  const [, link, rest] = /^("(?:[^"\\]|\\.)*"|(?:(?!->)[^".])+)\.([^]+)$/.exec(name) ?? [];
  return link === undefined || rest === undefined ? [name] : [link, rest];
}

/** What a select says of links, by the names under which their rows come back. */
function linksIn(selected: Selected | undefined): ReadonlyMap<string, Link> {
  const links = new Map<string, Link>();
  for (const name of Object.keys(selected ?? {})) {
    const of = selected?.[name];
    if (typeof of !== 'object' || of === null) continue;
    const { $as } = of as Selected;
    links.set(typeof $as === 'string' ? $as : name, { name, of: of as Selected });
  }
  return links;
}

interface Link {
  readonly name: string;
  readonly of: Selected;
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
  return name === '' || SPACED.test(name) ? name : quoted(name);
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

/** The rows behind a link, which may be called as the select of this query calls it. */
function leadsTo(text: string, known: Known | undefined, { relation, selected }: Place): Place {
  const link = text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
  const links = linksIn(selected);
  const hinted = Array.from(links.keys()).find((each) => each.split('!')[0] === link);
  const found = links.get(link) ?? links.get(hinted ?? link);
  if (relation === undefined) return { relation, selected: found?.of };
  const name = found?.name ?? link;
  const leads = memberOf(memberOf(known, relation), name) ?? name;
  return {
    relation: typeof leads === 'string' ? leads.split('!')[0] : leads[1],
    selected: found?.of,
  };
}

/** Own members only: a relation may be called `constructor`. */
export function memberOf<Value>(
  table: { readonly [name: string]: Value } | undefined,
  name: string,
): Value | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
