import type { ts } from 'ts-morph';
import type { TypeText } from '../../ir.js';
import { quote } from '../../print/ident.js';
import { evaluate } from './evaluate.js';
import { isBroken, load } from './files.js';
import { importedName, nameOf } from './naming.js';
import { problem } from './problem.js';
import { MAX_STEPS, type Reading } from './reading.js';
import { convertType } from './types.js';
import { typeText, type Part } from './text.js';
import type { TypeDeclaration } from './tables.js';
import type { TypeUse } from './values.js';

/** What a type says of one attribute. */
type Members = ReadonlyMap<string, readonly Part[]>;

const HOPS = 20;

/**
 * What `asType<X>()` says of attributes, by name. The members of X are read by syntax, through aliases,
 * interfaces and files of the project; where they cannot be, a warning says so and the attributes keep the
 * types of their own.
 */
export function readAsType(reading: Reading, use: TypeUse): ReadonlyMap<string, TypeText> {
  const members = membersOf(reading, use, HOPS);
  if (members === undefined) {
    reading.report(
      problem(
        'warning',
        'as-type-not-readable',
        use,
        'The members of this type are not known by syntax, so asType() changes nothing.',
        'Write the type in braces, or declare it as an interface in a file of the project.',
      ),
    );
    return new Map();
  }
  return new Map([...members].map(([key, parts]) => [key, typeText(parts)]));
}

function membersOf(reading: Reading, use: TypeUse, hops: number): Members | undefined {
  const { ts } = reading;
  const { node } = use;
  reading.budget.steps++;
  if (hops === 0 || reading.budget.steps > MAX_STEPS) return undefined;
  const inside = (inner: ts.TypeNode): Members | undefined =>
    membersOf(reading, { ...use, node: inner }, hops - 1);
  if (ts.isParenthesizedTypeNode(node)) return inside(node.type);
  if (ts.isTypeLiteralNode(node)) return literalMembers(reading, use, node.members);
  if (ts.isUnionTypeNode(node)) return unionMembers(node.types.map(inside));
  if (ts.isIntersectionTypeNode(node)) {
    const all = node.types.map(inside);
    return merged(all.filter((each) => each !== undefined));
  }
  if (!ts.isTypeReferenceNode(node) || !ts.isIdentifier(node.typeName)) return undefined;
  const { text } = node.typeName;
  const [first] = node.typeArguments ?? [];
  if (/^(?:Partial|Required|Readonly)$/.test(text) && first !== undefined) return inside(first);
  return declared(reading, use, node, text, hops);
}

function literalMembers(
  reading: Reading,
  use: Pick<TypeUse, 'module' | 'scope'>,
  members: ts.NodeArray<ts.TypeElement>,
): Members {
  const { ts } = reading;
  const found = new Map<string, readonly Part[]>();
  for (const each of members) {
    if (!ts.isPropertySignature(each) || each.type === undefined) continue;
    if (ts.isComputedPropertyName(each.name)) continue;
    const parts = convertType(
      { reading, module: use.module, scope: use.scope, bound: new Set(), evaluate },
      each.type,
    );
    if (parts !== undefined) found.set(each.name.text, parts);
  }
  return found;
}

/** Only a member of every alternative is known to be there. */
function unionMembers(all: readonly (Members | undefined)[]): Members | undefined {
  const [first] = all;
  if (first === undefined) return undefined;
  const found = new Map<string, readonly Part[]>();
  for (const key of first.keys()) {
    const types = all.map((each) => each?.get(key));
    if (types.includes(undefined)) continue;
    found.set(
      key,
      types.flatMap((parts, index) => (index > 0 ? [' | ', ...(parts ?? [])] : (parts ?? []))),
    );
  }
  return found;
}

function merged(all: readonly Members[]): Members | undefined {
  return all.length === 0 ? undefined : new Map(all.flatMap((each) => [...each]));
}

/** A type by name: of this file, or of the file that it is imported from. */
function declared(
  reading: Reading,
  use: TypeUse,
  node: ts.TypeReferenceNode,
  text: string,
  hops: number,
): Members | undefined {
  const from = use.module.imports.get(text);
  if (from !== undefined && !use.module.types.has(text)) {
    const named = importedName(reading, from, [text], use, false);
    // It is not imported but read where it stands, as if the schema declared it.
    if (named.kind === 'declared')
      return declaredMembers(reading, named.module, named.declarations, node, hops);
    if (named.kind !== 'name' || named.name.kind !== 'file') return undefined;
    const module = load(reading, named.name.file);
    if (isBroken(module)) return undefined;
    const exported = module.exports.get(named.name.exported);
    const name = exported?.kind === 'local' ? exported.name : undefined;
    const keys = name === undefined ? undefined : keysOf(reading, module, name);
    const { name: whole } = named;
    return keys && new Map(keys.map((key) => [key, [{ name: whole }, `[${quote(key)}]`]]));
  }
  const own = use.module.types.get(text) ?? [];
  return declaredMembers(reading, use.module, own, node, hops);
}

/** The members of a type that `module` declares. */
function declaredMembers(
  reading: Reading,
  module: TypeUse['module'],
  [first]: readonly TypeDeclaration[],
  node: ts.TypeReferenceNode,
  hops: number,
): Members | undefined {
  const { ts } = reading;
  if (first === undefined || (node.typeArguments ?? []).length > 0) return undefined;
  if (ts.isTypeAliasDeclaration(first)) {
    return membersOf(reading, { module, scope: undefined, node: first.type }, hops - 1);
  }
  if (!ts.isInterfaceDeclaration(first)) return undefined;
  return merged([
    ...inherited(first).flatMap((name) => {
      const base = nameOf(reading, module, [name], { module, node: first }, false);
      const reference = base.kind === 'declared' ? base.declarations[0] : undefined;
      return base.kind === 'declared' &&
        reference !== undefined &&
        ts.isInterfaceDeclaration(reference)
        ? [literalMembers(reading, { module: base.module, scope: undefined }, reference.members)]
        : [];
    }),
    literalMembers(reading, { module, scope: undefined }, first.members),
  ]);
}

function inherited(node: ts.InterfaceDeclaration): readonly string[] {
  return (node.heritageClauses ?? []).flatMap((clause) =>
    clause.types.flatMap(({ expression }) =>
      'text' in expression ? [String(expression.text)] : [],
    ),
  );
}

/** Keys of a type of another file; its members are then named by way of the type itself. */
function keysOf(
  reading: Reading,
  module: TypeUse['module'],
  name: string,
): readonly string[] | undefined {
  const { ts } = reading;
  const [node] = module.types.get(name) ?? [];
  const members =
    node === undefined
      ? undefined
      : ts.isInterfaceDeclaration(node)
        ? node.members
        : ts.isTypeAliasDeclaration(node) && ts.isTypeLiteralNode(node.type)
          ? node.type.members
          : undefined;
  return members?.flatMap((each) =>
    each.name === undefined || ts.isComputedPropertyName(each.name) || !('text' in each.name)
      ? []
      : [each.name.text],
  );
}
