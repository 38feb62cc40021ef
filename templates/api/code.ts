/** Small pieces of code that several emitted files share. */

import {
  afterEquals,
  type Api,
  type Code,
  code,
  isBraced,
  join,
  list,
  type Names,
  type Place,
  runtime,
  runtimeAs,
  runtimeType,
  spansLines,
  textOf,
  union,
} from '../../generator/emit.js';

/** A name of the runtime's list, under another name where an emitted type has its own. */
export function runtimeName(name: string, names: Names, type = false): Code {
  let local = name;
  while (names.shadows(local)) {
    const prefix = /^[a-z]/.test(local) ? 'runtime' : 'Runtime';
    local = `${prefix}${local.charAt(0).toUpperCase()}${local.slice(1)}`;
  }
  return local === name ? (type ? runtimeType(name) : runtime(name)) : runtimeAs(name, local, type);
}

/** Without repetitions. */
export function distinct(codes: readonly Code[]): readonly Code[] {
  if (codes.length < 2) return codes;
  // One that takes several lines is like no other; laying it out to see that would cost most.
  const alone = codes.filter(spansLines).length === 1;
  const seen = new Map<string | Code, Code>();
  for (const each of codes) {
    const text = alone && spansLines(each) ? each : textOf(each);
    if (!seen.has(text)) seen.set(text, each);
  }
  return seen.size === codes.length ? codes : [...seen.values()];
}

/** The file that the document stands in; of several, all that the operations are of. */
export function sourceOf({ operations, schemas, events, sources = [] }: Api): string {
  /** Parts of a document may stand in files of their own. */
  const documentOf = (at: Place, prefix?: string): string => {
    const own = sources.filter((each) => each.prefix === prefix).map(({ file }) => file);
    return own.includes(at.file) ? at.file : (own[0] ?? at.file);
  };
  const files = new Map<string | undefined, string>();
  for (const { prefix, at } of operations)
    if (!files.has(prefix)) files.set(prefix, documentOf(at, prefix));
  const [other] = schemas.length > 0 ? schemas : (events ?? []);
  if (files.size > 0) return [...files.values()].join(', ');
  return other === undefined ? 'an API description' : documentOf(other.at);
}

/** Whether a union is one object beside `null` or `void`, which stand on the line where it ends. */
export function hugs(members: readonly Code[]): boolean {
  if (members.length < 2) return false;
  const others = members.filter(({ layout }) => layout !== 'null' && layout !== 'void');
  const [other] = others;
  return others.length === 1 && other !== undefined && isBraced(other);
}

export function unionOf(members: readonly Code[]): Code {
  return hugs(members) ? join(members, ' | ') : union(members);
}

/** What may be left out: `undefined` is the same as nothing, and says no more where anything may stand. */
export function orNothing(members: readonly Code[]): Code {
  const [only] = members;
  if (members.length === 1 && (only?.layout === 'unknown' || only?.layout === 'never')) return only;
  return unionOf(distinct([...members, code`undefined`]));
}

/** A union as one of the arguments of a type, which stand on lines of their own where they are long. */
export function unionIn(members: readonly Code[]): Code {
  return hugs(members) ? join(members, ' | ') : union(members, { indented: true });
}

/** `Name<A | B>`. A name or one object stays on the line. */
export function typeOfOne(name: Code, members: readonly Code[]): Code {
  const [only] = members;
  const stays =
    hugs(members) ||
    (members.length === 1 &&
      only !== undefined &&
      (isBraced(only) || (!spansLines(only) && /^[\w$.]+$/.test(textOf(only)))));
  return stays
    ? code`${name}<${unionOf(members)}>`
    : code`${name}${list('<', [unionIn(members)], { trailingComma: false })}`;
}

/** `export type Name = A | B`. One name may stand on the next line; several break by themselves. */
export function aliasOf(name: string, members: readonly Code[]): Code {
  const [only] = members;
  return members.length === 1 && only !== undefined && /^[\w$.[\]]+$/.test(textOf(only))
    ? code`export type ${name} =${afterEquals(only)};`
    : code`export type ${name} = ${unionOf(members)};`;
}
