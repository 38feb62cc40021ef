import type { ts } from 'ts-morph';
import type { LocalType } from '../../ir.js';
import { quote } from '../../print/ident.js';
import { readBinding } from './bindings.js';
import { docOf } from './comments.js';
import { placeOf } from './problem.js';
import type { TypeDeclaration } from './tables.js';
import { typeText, type Part } from './text.js';
import { spanOf, type Convert, type TypeEnv } from './typeenv.js';
import type { Value } from './values.js';

/**
 * The key under which a type that nobody can import is carried along; it is converted later, so that types
 * may name each other in circles. Undefined for what cannot be copied: classes and namespaces.
 */
export function keyOfDeclaration(
  env: TypeEnv,
  declarations: readonly TypeDeclaration[],
  convert: Convert,
  convertType: ConvertType,
): string | undefined {
  const { ts, declarations: known } = env.reading;
  const node = declarations.find(
    (each) => !ts.isModuleDeclaration(each) && !ts.isClassDeclaration(each),
  );
  if (node?.name === undefined || ts.isClassDeclaration(node) || ts.isModuleDeclaration(node)) {
    return undefined;
  }
  const before = known.keys.get(node);
  if (before !== undefined) return before;
  let key = node.name.text;
  for (let count = 2; known.taken.has(key); count++) key = node.name.text + String(count);
  known.taken.add(key);
  known.keys.set(node, key);
  const index = known.types.length;
  const doc = docOf(ts, env.module.source, node);
  const at = placeOf({ module: env.module, node: node.name });
  const base = { key, ...(doc === undefined ? {} : { doc }), at };
  // The place in the list is taken now, in order of first use.
  known.types.push({ ...base, declares: 'alias', type: { parts: ['unknown'] } });
  known.queue.push(() => {
    const inner: TypeEnv = { ...env, scope: undefined, bound: new Set() };
    const type = localType(inner, node, declarations, convert, convertType);
    if (type !== undefined) known.types[index] = { ...base, ...type };
  });
  return key;
}

export type ConvertType = (env: TypeEnv, node: ts.TypeNode) => readonly Part[] | undefined;

type Body = Pick<LocalType, 'declares' | 'type' | 'parameters' | 'heritage'>;

function localType(
  env: TypeEnv,
  node: ts.TypeAliasDeclaration | ts.InterfaceDeclaration | ts.EnumDeclaration,
  declarations: readonly TypeDeclaration[],
  convert: Convert,
  convertType: ConvertType,
): Body | undefined {
  const { ts } = env.reading;
  if (ts.isEnumDeclaration(node)) return enumType(env, node);
  const names = (node.typeParameters ?? []).map(({ name }) => name.text);
  const inner: TypeEnv = { ...env, bound: new Set(names) };
  const parameters = separated(node.typeParameters, (each) => convert(inner, spanOf(inner, each)));
  const generic = parameters === undefined ? {} : { parameters: typeText(parameters) };
  if (ts.isTypeAliasDeclaration(node)) {
    const type = convertType(inner, node.type);
    return type && { declares: 'alias', type: typeText(type), ...generic };
  }
  const pieces = declarations.filter((each) => ts.isInterfaceDeclaration(each));
  const heritage = separated(
    pieces.flatMap((each) => (each.heritageClauses ?? []).flatMap((clause) => [...clause.types])),
    (each) => convert(inner, spanOf(inner, each)),
  );
  const body: Part[] = [];
  for (const { members, end } of pieces) {
    if (body.length > 0) body.push('\n');
    const parts = convert(inner, { start: members.pos, end: end - 1, nodes: members });
    if (parts === undefined) return undefined;
    body.push(...parts);
  }
  return {
    declares: 'interface',
    type: typeText(['{', ...body, '}']),
    ...generic,
    ...(heritage === undefined ? {} : { heritage: typeText(heritage) }),
  };
}

function separated<T>(
  items: readonly T[] | undefined,
  convert: (item: T) => readonly Part[] | undefined,
): readonly Part[] | undefined {
  if (items === undefined || items.length === 0) return undefined;
  return items.flatMap((item, index) => [...(index > 0 ? [', '] : []), ...(convert(item) ?? [])]);
}

/** An enum that nobody can import is the union of its values: that is all that a type of it can hold. */
function enumType(env: TypeEnv, node: ts.EnumDeclaration): Body {
  const value = readBinding({ ...env, scope: undefined }, env.module, node.name.text, env.evaluate);
  const entries = value.kind === 'object' ? [...value.entries.values()] : [];
  const values = entries.map((entry) => literalText(entry.value) ?? 'string | number');
  const type = values.length === 0 ? 'never' : [...new Set(values)].join(' | ');
  return { declares: 'alias', type: typeText([type]) };
}

/** The value of `Enum.Member`, for an enum that nobody can import. */
export function enumMember(
  env: TypeEnv,
  declarations: readonly TypeDeclaration[],
  member: string,
): string | undefined {
  const { ts } = env.reading;
  const node = declarations.find((each) => ts.isEnumDeclaration(each));
  if (node === undefined) return undefined;
  const value = readBinding({ ...env, scope: undefined }, env.module, node.name.text, env.evaluate);
  const entry = value.kind === 'object' ? value.entries.get(member) : undefined;
  return entry === undefined ? undefined : literalText(entry.value);
}

function literalText(value: Value): string | undefined {
  if (value.kind !== 'literal') return undefined;
  return typeof value.value === 'string' ? quote(value.value) : String(value.value);
}
