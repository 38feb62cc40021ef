/** What is selected → the text of `select`. */

import { ValidationError } from '../http/errors.js';
import { columnText, memberOf, nameText } from './names.js';
import type { LinkText, Source } from './draft.js';

/** Whitespace is taken out, but in quotes. */
export function cleanText(text: string): string {
  return text.replace(/"[^"]*"?|\s+/g, (part) => (part.startsWith('"') ? part : ''));
}

type Members = { readonly [name: string]: unknown };

/** Where the names of links are looked up, while that is known. */
interface Scope {
  readonly source: Source;
  /** The relation, as far as names tell it. */
  readonly relation: string | undefined;
}

/** @throws {ValidationError} for what no select can say */
export function selectText(selection: object, source: Source, relation: string): string {
  if (typeof selection !== 'object')
    throw new ValidationError('select: neither text nor an object');
  return membersText(selection as Members, { source, relation });
}

function membersText(selection: Members, scope: Scope): string {
  const parts: string[] = [];
  if (selection['$all'] === true || selection['*'] === true) parts.push('*');
  for (const [name, wanted] of Object.entries(selection)) {
    if (name.startsWith('$') && OPTIONS.has(name)) continue;
    if (name === '*' || wanted === false || wanted === undefined) continue;
    parts.push(memberText(name, wanted, scope));
  }
  const { $count } = selection;
  if ($count !== true && typeof $count !== 'string') return parts.join(',');
  const text = parts.length > 0 ? 'count()' : countText(scope);
  return [$count === true ? text : `${$count}:${text}`, ...parts].join(',');
}

/**
 * A count of all, which every server gives. `count()`, which groups by what stands beside it, is an aggregate, and those a
 * server may refuse: it is for that alone, and for relations with a column of this name.
 */
function countText({ source, relation }: Scope): string {
  const known = relation === undefined ? undefined : linkText(source, relation, '$count');
  return typeof known === 'string' ? known : 'count';
}

const OPTIONS: ReadonlySet<string> = new Set([
  '$all',
  '$as',
  '$cast',
  '$column',
  '$count',
  '$fk',
  '$inner',
  '$left',
  '$spread',
]);

function memberText(name: string, wanted: unknown, scope: Scope): string {
  if (wanted === true) return columnIn(scope, name);
  if (typeof wanted !== 'object' || wanted === null) {
    throw new ValidationError(`select: ${name} is neither true nor an object`);
  }
  const options = wanted as Members;
  const keys = Object.keys(options);
  // What has another name and nothing else is a column: nothing is asked of rows behind a link.
  return '$cast' in options || '$column' in options || (keys.length === 1 && keys[0] === '$as')
    ? castText(name, options, scope)
    : embedText(name, options, scope);
}

/** A column, another one's alias or a path into JSON: `{ city: { $column: 'address->>city' } }`. */
function castText(name: string, { $as, $cast, $column }: Members, scope: Scope): string {
  const column = columnIn(scope, typeof $column === 'string' ? $column : name);
  const alias = $as ?? ($column === undefined ? undefined : name);
  return `${aliasText(alias)}${column}${typeof $cast === 'string' ? `::${$cast}` : ''}`;
}

function embedText(name: string, options: Members, { source, relation }: Scope): string {
  if (!source.dialect.embed) {
    throw new ValidationError(`select: ${name}: this backend answers without nested selects`);
  }
  const known = relation === undefined ? undefined : linkText(source, relation, name);
  const { $as, $fk, $inner, $left, $spread } = options;
  const [own = name, leads = relationOf(own)] = typeof known === 'string' ? [known] : (known ?? []);
  const text = typeof $fk === 'string' ? `${known === undefined ? own : leads}!${$fk}` : own;
  const target = keyText(text);
  const alias =
    $spread === true
      ? '...'
      : aliasText($as ?? (known === undefined || text === name ? undefined : name));
  const join = $inner === true ? '!inner' : $left === true ? '!left' : '';
  const inner = membersText(options, { source, relation: leads });
  return `${alias}${target}${join}(${inner})`;
}

function linkText(
  { links, schema, defaultSchema }: Source,
  relation: string,
  name: string,
): LinkText | undefined {
  return memberOf(memberOf(memberOf(links, schema ?? defaultSchema), relation), name);
}

function columnIn({ source, relation }: Scope, name: string): string {
  const { links, schema, defaultSchema } = source;
  return columnText(name, memberOf(links, schema ?? defaultSchema), relation);
}

/** The relation that a target names: `users!posts_author_id_fkey` leads to `users`. */
function relationOf(target: string): string {
  return target.split('!')[0] ?? target;
}

/** `users!author_id`, each part by itself. */
function keyText(name: string): string {
  return name.split('!').map(nameText).join('!');
}

function aliasText(alias: unknown): string {
  return typeof alias === 'string' ? `${nameText(alias)}:` : '';
}
