import { nearest } from '../../diagnostics.js';
import type { Link } from '../../ir.js';
import { entriesOf } from './attrs.js';
import { placeOf, problem } from './problem.js';
import type { Reading } from './reading.js';
import { unknownMembers } from './unknown.js';
import { describe, type Entry, type Located, type Value } from './values.js';

/** The links of one entity, by label. */
export type LinksByLabel = ReadonlyMap<string, Link>;

interface End {
  readonly on: string;
  readonly label: string;
  readonly has: 'one' | 'many';
  readonly required: boolean;
  readonly onDelete?: 'cascade';
  readonly doc?: string;
  readonly origin: Located;
  /** Where the entity is named. */
  readonly named: Located;
}

const KNOWN = ['on', 'has', 'label', 'required', 'onDelete'];

/**
 * Both ends of every link, put on the entities that hold their labels as the official runtime does: forward
 * ends first, then reverse ones. `entities`: the keys of all that the schema declares.
 */
export function readLinks(
  reading: Reading,
  links: Value,
  origin: Located,
  entities: ReadonlySet<string>,
): ReadonlyMap<string, LinksByLabel> {
  const forward = new Map<string, Map<string, Link>>();
  const reverse = new Map<string, Map<string, Link>>();
  if (links.kind === 'literal' && (links.value === undefined || links.value === null))
    return forward;
  for (const [key, entry] of entriesOf(reading, links, 'Links', origin) ?? []) {
    const sides = entriesOf(reading, entry.value, `The link '${key}'`, entry.name);
    if (sides === undefined) continue;
    const ends = (['forward', 'reverse'] as const).map((side) =>
      endOf(reading, key, side, sides, entry),
    );
    unknownMembers('link', reading, sides, ['forward', 'reverse'], `The link '${key}'`);
    const [front, back] = ends;
    if (front === undefined || back === undefined) continue;
    for (const end of [front, back]) checkDeclared(reading, key, end, entities);
    put(reading, forward, linkOf(key, 'forward', front, back, entry.doc), front);
    put(reading, reverse, linkOf(key, 'reverse', back, front, entry.doc), back);
  }
  return merge(reading, forward, reverse);
}

function put(reading: Reading, on: Map<string, Map<string, Link>>, link: Link, end: End): void {
  let labels = on.get(end.on);
  if (labels === undefined) {
    labels = new Map();
    on.set(end.on, labels);
  }
  const before = labels.get(link.label);
  if (before !== undefined) repeated(reading, end.on, before, link);
  labels.set(link.label, link);
}

function merge(
  reading: Reading,
  forward: ReadonlyMap<string, LinksByLabel>,
  reverse: ReadonlyMap<string, LinksByLabel>,
): ReadonlyMap<string, LinksByLabel> {
  const all = new Map<string, Map<string, Link>>();
  for (const [entity, labels] of forward) all.set(entity, new Map(labels));
  for (const [entity, labels] of reverse) {
    const own = all.get(entity);
    if (own === undefined) all.set(entity, new Map(labels));
    else {
      for (const [label, link] of labels) {
        const before = own.get(label);
        if (before !== undefined) repeated(reading, entity, before, link);
        own.set(label, link);
      }
    }
  }
  return all;
}

function repeated(reading: Reading, entity: string, before: Link, link: Link): void {
  const same = before.link === link.link;
  const message = same
    ? `Both ends of '${link.link}' are labelled '${link.label}' on '${entity}': one name cannot be both directions.`
    : `'${entity}' has two links labelled '${link.label}': that of '${before.link}', and that of '${link.link}'.`;
  reading.report({
    severity: 'error',
    code: 'schema-label-twice',
    message,
    remedy: same
      ? `Give the ends names of their own, as in '${link.label}' and '${link.label}Of'.`
      : 'Give one of them another label.',
    at: link.at,
  });
}

function linkOf(
  key: string,
  side: Link['side'],
  end: End,
  other: End,
  linkDoc: string | undefined,
): Link {
  const doc = [linkDoc, end.doc].filter((each) => each !== undefined).join('\n');
  return {
    label: end.label,
    entity: other.on,
    has: end.has,
    required: end.required,
    ...(end.onDelete === undefined ? {} : { onDelete: end.onDelete }),
    link: key,
    side,
    reverse: other.label,
    ...(doc === '' ? {} : { doc }),
    at: placeOf(end.origin),
  };
}

function endOf(
  reading: Reading,
  link: string,
  side: Link['side'],
  sides: ReadonlyMap<string, Entry>,
  owner: Entry,
): End | undefined {
  const entry = sides.get(side);
  const what = `The ${side} end of '${link}'`;
  if (entry === undefined) {
    const remedy = `Write ${side}: { on: 'entity', has: 'many', label: 'name' }.`;
    reading.report(problem('error', 'link-end-missing', owner.name, `${what} is missing.`, remedy));
    return undefined;
  }
  const members = entriesOf(reading, entry.value, what, entry.name);
  if (members === undefined) return undefined;
  unknownMembers('link', reading, members, KNOWN, what);
  const on = text(reading, members, 'on', what, entry);
  const label = text(reading, members, 'label', what, entry);
  const has = text(reading, members, 'has', what, entry);
  if (has !== undefined && has !== 'one' && has !== 'many') {
    const at = members.get('has')?.origin ?? entry.name;
    reading.report(
      problem('error', 'link-has', at, `${what} has '${has}'.`, "Write 'one' or 'many'."),
    );
    return undefined;
  }
  if (on === undefined || label === undefined || has === undefined) return undefined;
  const docs = [entry, ...members.values()]
    .map(({ doc }) => doc)
    .filter((doc) => doc !== undefined);
  const cascades = onDeleteOf(reading, members, what);
  return {
    on,
    label,
    has,
    required: flag(reading, members, what),
    ...(cascades ? { onDelete: 'cascade' as const } : {}),
    ...(docs.length === 0 ? {} : { doc: docs.join('\n') }),
    origin: members.get('label')?.origin ?? entry.origin,
    named: members.get('on')?.origin ?? entry.origin,
  };
}

/**
 * A link to an entity that the schema does not declare is refused by Instant's types and by its command, and is left
 * out here: nothing is known of the other end. Who says so to the compiler by a cast knows, and the server has entities
 * of its own: then the rest of the schema is right.
 */
function checkDeclared(
  reading: Reading,
  link: string,
  { on, named }: End,
  entities: ReadonlySet<string>,
): void {
  if (entities.has(on)) return;
  const meant = nearest(on, entities);
  const { ts } = reading;
  const { node } = named;
  const isCast = ts.isPropertyAssignment(node) && ts.isAsExpression(node.initializer);
  const isLeft = isCast || on.startsWith('$');
  reading.report(
    problem(
      isLeft ? 'warning' : 'error',
      'link-undeclared-entity',
      named,
      `The link '${link}' has an end on '${on}', which the schema does not declare: ${isLeft ? 'the client is written without this link, and ' : ''}Instant refuses to push it.`,
      meant === undefined ? `Declare it: ${on}: i.entity({ … }).` : `Did you mean '${meant}'?`,
    ),
  );
}

function text(
  reading: Reading,
  members: ReadonlyMap<string, Entry>,
  key: string,
  what: string,
  owner: Entry,
): string | undefined {
  const entry = members.get(key);
  if (entry?.value.kind === 'literal' && typeof entry.value.value === 'string') {
    return entry.value.value;
  }
  if (entry?.value.kind === 'unread') entry.value.problems.forEach(reading.report);
  else {
    const message =
      entry === undefined
        ? `${what} lacks '${key}'.`
        : `'${key}' must be text, and this is ${describe(entry.value)}.`;
    const example = key === 'has' ? "'one' or 'many'" : "'name'";
    reading.report(
      problem(
        'error',
        'link-incomplete',
        entry?.origin ?? owner.name,
        message,
        `Write ${key}: ${example}.`,
      ),
    );
  }
  return undefined;
}

function flag(reading: Reading, members: ReadonlyMap<string, Entry>, what: string): boolean {
  const entry = members.get('required');
  if (entry === undefined) return false;
  const { value } = entry;
  if (value.kind === 'literal' && (typeof value.value === 'boolean' || value.value === undefined)) {
    return value.value === true;
  }
  if (value.kind === 'unread') value.problems.forEach(reading.report);
  else {
    const message = `${what} has a 'required' that is ${describe(value)}.`;
    reading.report(
      problem('error', 'link-required', entry.origin, message, 'Write true or false.'),
    );
  }
  return false;
}

function onDeleteOf(reading: Reading, members: ReadonlyMap<string, Entry>, what: string): boolean {
  const entry = members.get('onDelete');
  const value = entry?.value;
  if (entry === undefined || value === undefined) return false;
  if (value.kind === 'literal' && value.value === 'cascade') return true;
  if (value.kind === 'literal' && value.value === undefined) return false;
  if (value.kind === 'unread') value.problems.forEach(reading.report);
  else {
    const message = `${what} has an 'onDelete' other than 'cascade'; it is ignored.`;
    reading.report(
      problem(
        'warning',
        'link-on-delete',
        entry.origin,
        message,
        "Write 'cascade', or leave it out.",
      ),
    );
  }
  return false;
}
