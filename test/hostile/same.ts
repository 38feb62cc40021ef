/** Whether two emitted clients are the same but for some texts, which stand as values wherever they stood. */

import ts from 'typescript';

export interface Difference {
  readonly file: string;
  readonly what: string;
}

/** Names that differ are made of the text: each stands for one other, everywhere. */
interface Comparison {
  readonly replace: Replace;
  readonly file: string;
  readonly renamed: Map<string, string>;
  readonly differences: Difference[];
  /** Values that hold one of the texts. */
  found: number;
}

export interface Sameness {
  readonly differences: readonly Difference[];
  /** How many values hold one of the texts. */
  readonly found: number;
}

/** A value of the plain client → the same with hostile texts. */
export type Replace = (value: string) => string;

type Texts = ReadonlyMap<string, string>;

/** Compares files in the order in which they were emitted; imports and re-exports are sorted by name. */
export function compareClients(plain: Texts, hostile: Texts, replace: Replace): Sameness {
  const differences: Difference[] = [];
  let found = 0;
  if (plain.size !== hostile.size) {
    differences.push({ file: '', what: `${plain.size} files became ${hostile.size}` });
  }
  const others = [...hostile];
  const renamed = new Map<string, string>();
  for (const [index, [file, text]] of [...plain].entries()) {
    const other = others[index];
    if (other === undefined) continue;
    const comparison: Comparison = { replace, file, renamed, differences, found: 0 };
    const [left, right] = [parse(file, text), parse(other[0], other[1])];
    compareNodes(left, right, comparison);
    compareModules(left, right, comparison);
    if (file !== 'index.ts') comparePlainTags(left, right, comparison);
    found += comparison.found;
  }
  return { differences, found };
}

/** Texts that were found to be TypeScript: most files are the same in most clients. */
const fine = new Set<string>();

/** Parses; throws where the text is not TypeScript. */
export function parse(path: string, text: string): ts.SourceFile {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  if (fine.has(text)) return file;
  const errors = syntaxErrors(file);
  if (errors.length > 0) throw new Error(`${path}: ${errors.join('; ')}`);
  fine.add(text);
  return file;
}

/** Throws where the text is not TypeScript. */
export function expectSyntax(path: string, text: string): void {
  if (!fine.has(text)) parse(path, text);
}

/** What a program of this file alone, which looks for no other, has to say of its syntax. */
function syntaxErrors(file: ts.SourceFile): readonly string[] {
  const options: ts.CompilerOptions = { noLib: true, noResolve: true, types: [] };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    getSourceFile: () => file,
    fileExists: () => true,
  };
  const diagnostics = ts.createProgram([file.fileName], options, host).getSyntacticDiagnostics();
  return diagnostics.map((each) => ts.flattenDiagnosticMessageText(each.messageText, ' '));
}

function compareNodes(left: ts.Node, right: ts.Node, comparison: Comparison): void {
  const [a, b] = [plainOf(left), plainOf(right)];
  const keys = [keyOf(a), keyOf(b)] as const;
  if (keys[0] !== undefined && keys[1] !== undefined) {
    if (setsPrototype(b)) report(comparison, `${b.getText()} sets the prototype`);
    compareValues(keys[0], keys[1], a, comparison);
    return;
  }
  if (a.kind !== b.kind) {
    report(comparison, `${excerpt(a)} became ${excerpt(b)}`);
    return;
  }
  if (ts.isIdentifier(a) && ts.isIdentifier(b)) compareNames(a.text, b.text, comparison);
  else if (ts.isStringLiteralLike(a) && ts.isStringLiteralLike(b)) {
    compareValues(a.text, b.text, a, comparison);
  } else if (ts.isTemplateLiteralToken(a) && ts.isTemplateLiteralToken(b)) {
    compareValues(a.text, b.text, a, comparison);
  }
  const [children, others] = [childrenOf(a), childrenOf(b)];
  if (children.length !== others.length) {
    report(comparison, `${excerpt(a)} became ${excerpt(b)}`);
    return;
  }
  for (const [index, child] of children.entries()) {
    const other = others[index];
    if (other !== undefined) compareNodes(child, other, comparison);
  }
}

/** Without what says the same: `as const`, parentheses, `globalThis.`. */
function plainOf(node: ts.Node): ts.Node {
  if (ts.isAsExpression(node)) return plainOf(node.expression);
  if (ts.isQualifiedName(node) && node.left.getText() === 'globalThis') return node.right;
  return node;
}

function childrenOf(node: ts.Node): readonly ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    // The order of imports is that of their names, and what is renamed has another place in it.
    const sorted = ts.isImportDeclaration(child) || ts.isExportDeclaration(child);
    if (!sorted && !(child.kind === ts.SyntaxKind.EndOfFileToken)) children.push(child);
  });
  return children;
}

/** The text of a key, whichever way it is written. */
function keyOf(node: ts.Node): string | undefined {
  if (ts.isSourceFile(node)) return undefined;
  const { parent: named } = node;
  const isKey =
    (ts.isPropertyAssignment(named) ||
      ts.isPropertySignature(named) ||
      ts.isMethodSignature(named)) &&
    named.name === node;
  if (!isKey) return undefined;
  if (ts.isComputedPropertyName(node)) {
    return ts.isStringLiteral(node.expression) ? node.expression.text : undefined;
  }
  return ts.isIdentifier(node) || ts.isStringLiteral(node) || ts.isNumericLiteral(node)
    ? node.text
    : undefined;
}

function setsPrototype(node: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(node.parent) &&
    !ts.isComputedPropertyName(node) &&
    keyOf(node) === '__proto__'
  );
}

function compareValues(a: string, b: string, node: ts.Node, comparison: Comparison): void {
  const wanted = comparison.replace(a);
  if (b !== wanted) {
    report(
      comparison,
      `${excerpt(node)} became ${JSON.stringify(b)}, not ${JSON.stringify(wanted)}`,
    );
  } else if (a !== wanted) comparison.found++;
}

function compareNames(a: string, b: string, comparison: Comparison): void {
  const known = comparison.renamed.get(a);
  if (known === undefined) comparison.renamed.set(a, b);
  else if (known !== b) report(comparison, `${a} became ${known} and ${b}`);
}

/** What is imported from outside comes from where it came from. */
function compareModules(a: ts.SourceFile, b: ts.SourceFile, comparison: Comparison): void {
  const modules = new Set(modulesOf(b));
  for (const each of modulesOf(a)) {
    const wanted = comparison.replace(each);
    if (wanted === each || each.startsWith('./')) continue;
    if (modules.has(wanted)) comparison.found++;
    else report(comparison, `nothing is imported from ${JSON.stringify(wanted)}`);
  }
}

function modulesOf(file: ts.SourceFile): readonly string[] {
  return file.statements.flatMap((each) =>
    ts.isImportDeclaration(each) && ts.isStringLiteral(each.moduleSpecifier)
      ? [each.moduleSpecifier.text]
      : [],
  );
}

/** Documentation holds no tag that it did not hold before. */
function comparePlainTags(a: ts.SourceFile, b: ts.SourceFile, comparison: Comparison): void {
  const [tags, others] = [tagsOf(a), tagsOf(b)];
  if (tags.join() !== others.join()) {
    report(comparison, `the tags ${tags.join(' ')} became ${others.join(' ')}`);
  }
}

function tagsOf(file: ts.SourceFile): readonly string[] {
  const tags: string[] = [];
  const visit = (node: ts.Node): void => {
    for (const each of ts.getJSDocCommentsAndTags(node)) {
      if (ts.isJSDoc(each)) tags.push(...(each.tags ?? []).map((tag) => tag.tagName.text));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return tags;
}

function excerpt(node: ts.Node): string {
  return `${ts.SyntaxKind[node.kind]} ${node.getText().slice(0, 80)}`;
}

function report(comparison: Comparison, what: string): void {
  comparison.differences.push({ file: comparison.file, what });
}

/** All comments of a file, in order. */
export function commentsOf(text: string): readonly string[] {
  const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
  const found = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(text, node.pos) ?? []) {
      found.set(pos, text.slice(pos, end));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...found.values()];
}
