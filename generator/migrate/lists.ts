/** Import and export declarations: names that go elsewhere get a declaration of their own. */

import type { ts as TypeScript } from 'ts-morph';
import { lineEnd, removeNames, type Edit } from './edit.js';
import type { Home, Homes } from './homes.js';
import type { Emitted } from './types.js';

type Ts = typeof TypeScript;
type Declaration = TypeScript.ImportDeclaration | TypeScript.ExportDeclaration;
type Item = TypeScript.ImportSpecifier | TypeScript.ExportSpecifier;

export interface Surroundings {
  readonly homes: Homes;
  /** Specifier of the client's index. */
  readonly index: string;
  readonly emitted: Emitted;
  readonly path: string;
}

export interface MovedList {
  readonly edits: readonly Edit[];
  /** Names that stay with the package, since the client does not have them. */
  readonly missing: readonly { readonly node: TypeScript.Node; readonly name: string }[];
}

interface Placed {
  readonly item: Item;
  readonly home: Home | undefined;
}

/** Points a declaration at the client, name by name. Those of whole modules are seen to elsewhere. */
export function moveList(
  ts: Ts,
  source: TypeScript.SourceFile,
  node: Declaration,
  around: Surroundings,
): MovedList {
  const literal = node.moduleSpecifier;
  if (literal === undefined) return { edits: [], missing: [] };
  const { index, homes } = around;
  const items = itemsOf(ts, node);
  const byDefault = ts.isImportDeclaration(node) ? node.importClause?.name : undefined;
  const nameless = byDefault === undefined ? [] : [{ node: byDefault, name: 'default' }];
  if (items === undefined) {
    const everything = ts.isExportDeclaration(node) && node.exportClause === undefined;
    const extra = everything ? leafExports(ts, source, node, literal, around) : [];
    const edits = byDefault === undefined ? [point(source, literal, index), ...extra] : [];
    return { edits, missing: nameless };
  }
  const placed = items.map((item): Placed => {
    const name = (item.propertyName ?? item.name).text;
    return { item, home: homes(name) };
  });
  const missing = [
    ...nameless,
    ...placed.flatMap(({ item, home }) =>
      home === undefined ? [{ node: item, name: (item.propertyName ?? item.name).text }] : [],
    ),
  ];
  const groups = new Map<string | undefined, Placed[]>();
  for (const each of placed)
    groups.set(each.home?.to, [...(groups.get(each.home?.to) ?? []), each]);
  if (items.length === 0 && byDefault === undefined) groups.set(index, []);
  // The declaration stays that of most of its names: the index, unless the package itself keeps some.
  const stays = byDefault !== undefined || groups.has(undefined);
  const main = stays ? undefined : groups.has(index) ? index : [...groups.keys()][0];
  const others = [...groups].filter(([to]) => to !== main);
  const moving = others.flatMap(([, members]) => members.map(({ item }) => item));
  const edits = [
    ...(main === undefined ? [] : [point(source, literal, main)]),
    ...(groups.get(main) ?? []).flatMap((each) => renamed(source, each)),
  ];
  if (others.length === 0) return { edits, missing };
  const list = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : undefined;
  if (moving.length === items.length && byDefault !== undefined && list !== undefined)
    edits.push({ start: byDefault.getEnd(), end: list.getEnd(), text: '' });
  else edits.push(...removeNames(source.text, items, moving, source));
  const statements = others.map(([to, members]) =>
    statement(ts, source, node, literal, to ?? index, members),
  );
  const end = node.getEnd();
  const line = lineEnd(source.text);
  edits.push({ start: end, end, text: statements.map((each) => line + each).join('') });
  return { edits, missing };
}

/** What stands between the quotes of a module's name, replaced. */
export function point(source: TypeScript.SourceFile, literal: TypeScript.Node, to: string): Edit {
  return { start: literal.getStart(source) + 1, end: literal.getEnd() - 1, text: to };
}

/** The members of a list in braces; undefined where the declaration has none. */
function itemsOf(ts: Ts, node: Declaration): readonly Item[] | undefined {
  if (ts.isImportDeclaration(node) && node.importClause === undefined) return [];
  const list = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : node.exportClause;
  if (list === undefined)
    return ts.isImportDeclaration(node) && node.importClause?.name !== undefined ? [] : undefined;
  return ts.isNamedImports(list) || ts.isNamedExports(list) ? [...list.elements] : undefined;
}

/** A name as it stands in a list, by what the client calls it. */
function itemText(source: TypeScript.SourceFile, { item, home }: Placed): string {
  const official = (item.propertyName ?? item.name).text;
  const name = home?.name ?? official;
  const local = item.name.text;
  if (name === official) return item.getText(source);
  const type = item.isTypeOnly ? 'type ' : '';
  return `${type}${name === local ? name : `${name} as ${local}`}`;
}

function renamed(source: TypeScript.SourceFile, placed: Placed): readonly Edit[] {
  const { item } = placed;
  if (placed.home === undefined) return [];
  const text = itemText(source, placed);
  return text === item.getText(source)
    ? []
    : [{ start: item.getStart(source), end: item.getEnd(), text }];
}

const WIDTH = 100;

/** A declaration for the names that go elsewhere, in the style of the one they stood in. */
function statement(
  ts: Ts,
  source: TypeScript.SourceFile,
  node: Declaration,
  literal: TypeScript.Expression,
  to: string,
  members: readonly Placed[],
): string {
  const { text } = source;
  const quote = text.charAt(literal.getStart(source));
  const tail = text.slice(literal.getEnd(), node.getEnd());
  const word = ts.isImportDeclaration(node) ? 'import' : 'export';
  const whole = ts.isImportDeclaration(node)
    ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
    : node.isTypeOnly;
  const parts = members.map((each) => itemText(source, each));
  const head = `${word}${whole ? ' type' : ''}`;
  const from = `from ${quote}${to}${quote}${tail}`;
  const line = lineEnd(text);
  const short = `${head} { ${parts.join(', ')} } ${from}`;
  return short.length <= WIDTH
    ? short
    : `${head} {${line}  ${parts.join(`,${line}  `)},${line}} ${from}`;
}

/** `export *` gave the names of leaf modules too, which the index does not hold. */
function leafExports(
  ts: Ts,
  source: TypeScript.SourceFile,
  node: TypeScript.ExportDeclaration,
  literal: TypeScript.Expression,
  { emitted, homes }: Surroundings,
): readonly Edit[] {
  const quote = source.text.charAt(literal.getStart(source));
  const tail = source.text.slice(literal.getEnd(), node.getEnd());
  const end = node.getEnd();
  const given = new Set(
    source.statements.flatMap((each) =>
      ts.isExportDeclaration(each) &&
      each.exportClause !== undefined &&
      ts.isNamedExports(each.exportClause)
        ? each.exportClause.elements.map(({ name }) => name.text)
        : [],
    ),
  );
  if (node.isTypeOnly) return [];
  return Object.keys(emitted.migration.leaves).flatMap((name) => {
    const to = homes(name)?.to;
    const text = `${lineEnd(source.text)}export { ${name} } from ${quote}${to ?? ''}${quote}${tail}`;
    return to === undefined || given.has(name) ? [] : [{ start: end, end, text }];
  });
}
