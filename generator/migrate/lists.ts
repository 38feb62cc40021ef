/** Import and export declarations: their lists are divided where names go to different places. */

import type { ts as TypeScript } from 'ts-morph';
import type { Edit } from './edit.js';
import { specifier, type Home } from './homes.js';
import type { Emitted } from './types.js';

type Ts = typeof TypeScript;
type Declaration = TypeScript.ImportDeclaration | TypeScript.ExportDeclaration;
type Item = TypeScript.ImportSpecifier | TypeScript.ExportSpecifier;

interface Surroundings {
  readonly home: Home;
  readonly index: string;
  readonly module: string;
  readonly emitted: Emitted;
  readonly path: string;
}

export interface MovedList {
  readonly edits: readonly Edit[];
  /** Names that stay with the package, since the client does not have them. */
  readonly missing: readonly { readonly node: TypeScript.Node; readonly name: string }[];
  /** What the whole module is called in this file. */
  readonly namespaces: readonly string[];
}

/** Points a declaration at the client, name by name. */
export function moveList(
  ts: Ts,
  source: TypeScript.SourceFile,
  node: Declaration,
  { home, index, module, emitted, path }: Surroundings,
): MovedList {
  const literal = node.moduleSpecifier;
  if (literal === undefined) return { edits: [], missing: [], namespaces: [] };
  const point = (to: string): Edit => ({
    start: literal.getStart(source) + 1,
    end: literal.getEnd() - 1,
    text: to,
  });
  const items = itemsOf(ts, node);
  const byDefault = ts.isImportDeclaration(node) ? node.importClause?.name : undefined;
  if (items === undefined) {
    const leaves = ts.isExportDeclaration(node) && node.exportClause === undefined;
    const extra = leaves ? leafExports(source, node, literal, emitted, path) : [];
    const name = namespaceOf(ts, node);
    const missing = byDefault === undefined ? [] : [{ node: byDefault, name: 'default' }];
    return {
      edits: [point(index), ...extra],
      missing,
      namespaces: name === undefined ? [] : [name],
    };
  }
  const groups = new Map<string, Item[]>();
  const missing: { readonly node: TypeScript.Node; readonly name: string }[] = [];
  if (byDefault !== undefined) missing.push({ node: byDefault, name: 'default' });
  for (const item of items) {
    const name = (item.propertyName ?? item.name).text;
    const to = home(name);
    if (to === undefined) missing.push({ node: item, name });
    const key = to ?? module;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  if (items.length === 0) groups.set(index, []);
  const [only, ...others] = [...groups.keys()];
  if (others.length === 0 && only !== undefined && byDefault === undefined)
    return { edits: only === module ? [] : [point(only)], missing, namespaces: [] };
  if (byDefault !== undefined && !groups.has(module)) groups.set(module, []);
  const statements = [...groups].map(([to, members]) =>
    statement(ts, source, node, to, members, to === module ? byDefault?.text : undefined),
  );
  const start = node.getStart(source);
  const line = source.text.includes('\r\n') ? '\r\n' : '\n';
  return {
    edits: [{ start, end: node.getEnd(), text: statements.join(line) }],
    missing,
    namespaces: [],
  };
}

/** The members of a list in braces; undefined where the declaration has none. */
function itemsOf(ts: Ts, node: Declaration): readonly Item[] | undefined {
  const list = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : node.exportClause;
  if (list === undefined) return undefined;
  if (ts.isNamedImports(list) || ts.isNamedExports(list)) return [...list.elements];
  return undefined;
}

function namespaceOf(ts: Ts, node: Declaration): string | undefined {
  if (!ts.isImportDeclaration(node)) return undefined;
  const bindings = node.importClause?.namedBindings;
  return bindings !== undefined && ts.isNamespaceImport(bindings) ? bindings.name.text : undefined;
}

/** One declaration of several that take the place of one, in its own style. */
function statement(
  ts: Ts,
  source: TypeScript.SourceFile,
  node: Declaration,
  to: string,
  items: readonly Item[],
  byDefault: string | undefined,
): string {
  const { text } = source;
  const literal = node.moduleSpecifier;
  const quote = text.charAt(literal?.getStart(source) ?? 0);
  const word = ts.isImportDeclaration(node) ? 'import' : 'export';
  const typeOnly = ts.isImportDeclaration(node)
    ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
    : node.isTypeOnly;
  const tail = text.slice(literal?.getEnd() ?? node.getEnd(), node.getEnd());
  const parts = items.map((item) => item.getFullText(source).trim());
  const wide = items.length > 2 && node.getText(source).includes('\n');
  const list = wide ? `{\n  ${parts.join(',\n  ')},\n}` : `{ ${parts.join(', ')} }`;
  const named = items.length === 0 && byDefault !== undefined ? [] : [list];
  const what = [...(byDefault === undefined ? [] : [byDefault]), ...named].join(', ');
  return `${word}${typeOnly ? ' type' : ''} ${what} from ${quote}${to}${quote}${tail}`;
}

/** `export *` gave the names of leaf modules too, which the index does not hold. */
function leafExports(
  source: TypeScript.SourceFile,
  node: Declaration,
  literal: TypeScript.Expression,
  emitted: Emitted,
  path: string,
): readonly Edit[] {
  const quote = source.text.charAt(literal.getStart(source));
  const tail = source.text.slice(literal.getEnd(), node.getEnd());
  return Object.entries(emitted.migration.leaves)
    .filter(([, leaf]) => emitted.files.has(`${leaf}.ts`))
    .map(([name, leaf]) => ({
      start: node.getEnd(),
      end: node.getEnd(),
      text: `\nexport { ${name} } from ${quote}${specifier(path, leaf, emitted)}${quote}${tail}`,
    }));
}
