/** Whether two types are the same once everything is written out, asked of the checker. */

import ts from 'typescript';

/** One place where they are not. */
export interface Difference {
  /** From the types that were compared: `/owner/name`, `/[]` for items, `/{}` for an index signature. */
  readonly path: string;
  readonly ours: ts.Type | undefined;
  readonly theirs: ts.Type | undefined;
  readonly what: 'type' | 'optional' | 'property' | 'index' | 'members';
  /** Of unions: the members that only one of them has. */
  readonly left?: readonly ts.Type[];
  readonly rest?: readonly ts.Type[];
}

/** Stands in a document for properties that were taken away, where otherwise none would be left. */
export const GONE = '$gone';

export interface Comparison {
  readonly checker: ts.TypeChecker;
  /** Pairs of types that are compared elsewhere, or are being compared: `ours theirs`. */
  readonly known: Set<string>;
}

const ids = new WeakMap<ts.Type, number>();

/** A key for a pair of types. */
export function pairOf(ours: ts.Type, theirs: ts.Type): string {
  return `${idOf(ours)} ${idOf(theirs)}`;
}

function idOf(type: ts.Type): number {
  const known = ids.get(type);
  if (known !== undefined) return known;
  const id = (type as ts.Type & { readonly id: number }).id;
  ids.set(type, id);
  return id;
}

const isUnknown = (type: ts.Type): boolean =>
  (type.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) !== 0;

/** The members of a union, or the type itself. */
export function membersOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/** Where two types differ; empty where they are the same. */
export function differences(
  comparison: Comparison,
  ours: ts.Type,
  theirs: ts.Type,
  path = '',
): readonly Difference[] {
  const { checker, known } = comparison;
  if (ours === theirs || (isUnknown(ours) && isUnknown(theirs))) return [];
  const pair = pairOf(ours, theirs);
  if (known.has(pair)) return [];
  known.add(pair);
  const found = unlike(comparison, ours, theirs, path);
  if (found.length > 0) known.delete(pair);
  return found;

  function unlike(
    given: Comparison,
    our: ts.Type,
    their: ts.Type,
    at: string,
  ): readonly Difference[] {
    const plain = [{ path: at, ours: our, theirs: their, what: 'type' }] as const;
    if (our.isUnion() || their.isUnion())
      return memberDifferences(given, membersOf(our), membersOf(their), at);
    if (isUnknown(our) || isUnknown(their)) return plain;
    if (our.isLiteral() || their.isLiteral()) {
      const same = our.isLiteral() && their.isLiteral() && our.value === their.value;
      return same ? [] : plain;
    }
    if (!isObject(our) || !isObject(their)) {
      const text = [our, their].map((each) => checker.typeToString(each));
      return !isObject(our) && !isObject(their) && text[0] === text[1] ? [] : plain;
    }
    const lists = [our, their].map((each) => isList(checker, each));
    if (lists[0] !== lists[1]) return plain;
    return lists[0] === true ? elements(given, our, their, at) : objects(given, our, their, at);
  }
}

function isObject(type: ts.Type): boolean {
  if (type.isIntersection()) return type.types.every(isObject);
  return (type.flags & ts.TypeFlags.Object) !== 0;
}

function isList(checker: ts.TypeChecker, type: ts.Type): boolean {
  return checker.isArrayType(type) || checker.isTupleType(type);
}

/** Members are matched in any order; where one of each is left, the two are compared. */
export function memberDifferences(
  comparison: Comparison,
  ours: readonly ts.Type[],
  theirs: readonly ts.Type[],
  path: string,
): readonly Difference[] {
  const rest = distinct(comparison, theirs);
  const left: ts.Type[] = [];
  for (const member of distinct(comparison, ours)) {
    const at = rest.findIndex((each) => same(comparison, member, each));
    if (at === -1) left.push(member);
    else rest.splice(at, 1);
  }
  const [mine, ...more] = left;
  const [other, ...others] = rest;
  if (mine === undefined && other === undefined) return [];
  if (mine !== undefined && other !== undefined && more.length === 0 && others.length === 0)
    return differences(comparison, mine, other, path);
  return [{ path, ours: mine, theirs: other, what: 'members', left, rest }];
}

function same({ checker, known }: Comparison, ours: ts.Type, theirs: ts.Type): boolean {
  return differences({ checker, known: new Set(known) }, ours, theirs).length === 0;
}

/** Without members that are the same written twice. */
function distinct(comparison: Comparison, members: readonly ts.Type[]): ts.Type[] {
  const kept: ts.Type[] = [];
  for (const member of members) {
    const twice = isObject(member)
      ? kept.some((each) => same(comparison, member, each))
      : kept.includes(member);
    if (!twice) kept.push(member);
  }
  return kept;
}

function elements(
  comparison: Comparison,
  ours: ts.Type,
  theirs: ts.Type,
  path: string,
): readonly Difference[] {
  const { checker } = comparison;
  const [our, their] = [ours, theirs].map((each) =>
    checker.getTypeArguments(each as ts.TypeReference),
  );
  const [flags, theirFlags] = [ours, theirs].map((each) =>
    checker.isTupleType(each)
      ? (each as ts.TupleTypeReference).target.elementFlags.join()
      : 'array',
  );
  if (flags !== theirFlags || our?.length !== their?.length)
    return [{ path, ours, theirs, what: 'type' }];
  return (our ?? []).flatMap((each, index) => {
    const other = their?.[index];
    return other === undefined ? [] : differences(comparison, each, other, `${path}/[]`);
  });
}

function objects(
  comparison: Comparison,
  ours: ts.Type,
  theirs: ts.Type,
  path: string,
): readonly Difference[] {
  const names = new Set([ours, theirs].flatMap((each) => propertiesOf(comparison, each)));
  const found: Difference[] = [];
  for (const name of names) {
    const [our, their] = [propertyOf(comparison, ours, name), propertyOf(comparison, theirs, name)];
    const at = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const types = { ours: our?.type, theirs: their?.type };
    if (our === undefined || their === undefined)
      found.push({ path: at, ...types, what: 'property' });
    else {
      if (our.optional !== their.optional) found.push({ path: at, ...types, what: 'optional' });
      found.push(...differences(comparison, our.type, their.type, at));
    }
  }
  return [...found, ...indexes(comparison, ours, theirs, path)];
}

/**
 * An interface with an index signature has to say there what its properties are as well; an intersection need
 * not. So ours is theirs, and the types of the properties.
 */
function indexes(
  comparison: Comparison,
  ours: ts.Type,
  theirs: ts.Type,
  path: string,
): readonly Difference[] {
  const { checker } = comparison;
  const [our, their] = [ours, theirs].map((each) =>
    checker.getIndexTypeOfType(each, ts.IndexKind.String),
  );
  const at = `${path}/{}`;
  if (our === undefined && their === undefined) return [];
  if (our === undefined || their === undefined)
    return [{ path: at, ours: our, theirs: their, what: 'index' }];
  const properties = checker.getPropertiesOfType(ours);
  if (properties.length === 0 || isUnknown(our)) {
    return properties.length > 0 && isUnknown(our)
      ? [] // What theirs is, is below that.
      : differences(comparison, our, their, at);
  }
  const allowed = [
    ...membersOf(their),
    ...properties.flatMap((each) => membersOf(checker.getTypeOfSymbol(each))),
  ];
  const covered = (type: ts.Type, by: readonly ts.Type[]): boolean =>
    by.some(
      (each) => each === type || same(comparison, type, each) || same(comparison, each, type),
    );
  const whole = membersOf(our).every((each) => covered(each, allowed));
  const needed = membersOf(their).every((each) => covered(each, membersOf(our)));
  return whole && needed ? [] : [{ path: at, ours: our, theirs: their, what: 'index' }];
}

/** Names of the properties of a type. Theirs has definitions among them. */
export function propertiesOf({ checker }: Comparison, type: ts.Type): readonly string[] {
  return checker
    .getPropertiesOfType(type)
    .map(({ escapedName }) => ts.unescapeLeadingUnderscores(escapedName))
    .filter((name) => name !== GONE && name !== '$defs');
}

/** A property, its type without the `undefined` that comes from being optional. */
export function propertyOf(
  { checker }: Comparison,
  type: ts.Type,
  name: string,
): { readonly type: ts.Type; readonly optional: boolean } | undefined {
  const symbol = checker.getPropertyOfType(type, name);
  if (symbol === undefined) return undefined;
  const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  const whole = checker.getTypeOfSymbol(symbol);
  return { type: optional ? withoutUndefined(checker, whole) : whole, optional };
}

function withoutUndefined(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  if (!type.isUnion() || !type.types.some((each) => (each.flags & ts.TypeFlags.Undefined) !== 0))
    return type;
  return checker.getNonNullableType(type) === type ? type : strip(checker, type);
}

/** `getNonNullableType` would take `null` as well, so that is put back. */
function strip(checker: ts.TypeChecker, type: ts.UnionType): ts.Type {
  const nullable = type.types.some((each) => (each.flags & ts.TypeFlags.Null) !== 0);
  const bare = checker.getNonNullableType(type);
  return nullable ? checker.getNullableType(bare, ts.TypeFlags.Null) : bare;
}
