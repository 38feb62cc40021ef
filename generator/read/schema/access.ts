/** Which way a property goes that is described elsewhere: what it refers to says so as well as what stands there. */

import type { Property, Schema, SchemaMeta } from '../../ir.js';
import type { NamedEntry, Reading } from '../document/reading.js';
import { partsOf, withParts } from './parts.js';

type Access = Pick<SchemaMeta, 'readOnly' | 'writeOnly'>;

/** Gives properties what the named schemas say that they refer to; undefined where none says anything. */
export function accessMarker(
  entries: readonly NamedEntry[],
): ((schema: Schema) => Schema) | undefined {
  const said = accessOf(entries);
  if (said.size === 0) return undefined;
  const known = new WeakMap<Schema, boolean>();
  // Nearly all stay as they are.
  const changes = (schema: Schema): boolean => {
    const parts = partsOf(schema);
    if (parts.length === 0) return false;
    const done = known.get(schema);
    if (done !== undefined) return done;
    const isOwner =
      schema.kind === 'object' && schema.props.some((each) => ofTarget(each) !== each);
    const does = isOwner || parts.some(changes);
    known.set(schema, does);
    return does;
  };
  const marked = new WeakMap<Schema, Schema>();
  const mark = (schema: Schema): Schema => {
    if (!changes(schema)) return schema;
    const done = marked.get(schema);
    if (done !== undefined) return done;
    const made = withParts(schema, mark);
    const own = made.kind === 'object' ? { ...made, props: made.props.map(ofTarget) } : made;
    marked.set(schema, own);
    return own;
  };
  const ofTarget = (property: Property): Property => {
    const { schema } = property;
    const access = schema.kind === 'ref' ? said.get(schema.to) : undefined;
    return access === undefined ? property : { ...property, schema: { ...schema, ...access } };
  };
  return mark;
}

/** What is said where references lead, which what is merged of them would lose. Both at once would leave it nowhere. */
export function accessAt({ schemas }: Reading, merged: readonly Schema[]): Access {
  const said = merged.reduce<Access>((known, each) => {
    const target = each.kind === 'ref' ? schemas.byKey.get(each.to)?.schema : undefined;
    return target === undefined ? known : { ...known, ...saidOf(target) };
  }, {});
  return said.readOnly === true && said.writeOnly === true ? {} : said;
}

function saidOf({ readOnly, writeOnly }: Schema): Access {
  return { ...(readOnly && { readOnly }), ...(writeOnly && { writeOnly }) };
}

/** What the named schemas say of themselves, or those that they only refer to. */
function accessOf(entries: readonly NamedEntry[]): ReadonlyMap<string, Access> {
  const said = new Map<string, Access>();
  const aliases = new Map<string, string[]>();
  for (const { key, schema } of entries) {
    if (schema?.readOnly === true || schema?.writeOnly === true) {
      said.set(key, saidOf(schema));
    } else if (schema?.kind === 'ref') {
      const others = aliases.get(schema.to);
      if (others === undefined) aliases.set(schema.to, [key]);
      else others.push(key);
    }
  }
  // The map grows while it is walked: chains of references can be as long as the document.
  for (const [key, access] of said)
    for (const alias of aliases.get(key) ?? []) said.set(alias, access);
  return said;
}
