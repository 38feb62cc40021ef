/** Calls that make a client: the arguments that go, and what they say about the app. */

import type { ts as TypeScript } from 'ts-morph';
import { removeItem, type Edit } from './edit.js';
import type { Moved, Open } from './types.js';

type Ts = typeof TypeScript;

export interface Inits extends Moved {
  /** How dates are asked for, by each call that says so. */
  readonly dates: readonly ('stored' | 'date')[];
  /** Whether a call gave no schema: results had the shapes of a client without one. */
  readonly withoutSchema: boolean;
}

/** What becomes of the calls of one file. `declared`: whether the emitted client has a schema. */
export function moveInits(
  ts: Ts,
  source: TypeScript.SourceFile,
  path: string,
  factories: ReadonlySet<string>,
  declared: boolean,
): Inits {
  const edits: Edit[] = [];
  const open: Open[] = [];
  const dates: ('stored' | 'date')[] = [];
  const dropped: TypeScript.Identifier[] = [];
  let withoutSchema = false;
  const tell = (node: TypeScript.Node, code: string, message: string, remedy: string): void =>
    void open.push({ path, offset: node.getStart(source), code, message, remedy });
  const settle = (call: TypeScript.CallExpression): void => {
    const options = optionsOf(ts, source, call.arguments[0]);
    if (options === undefined) {
      tell(
        call,
        'migrate-init-unclear',
        'What this call is given does not stand here, so it was left as it is.',
        'A `schema` in it is ignored; see to `useDateObjects` (`dates` in the configuration).',
      );
      return;
    }
    const inline = options === call.arguments[0];
    let schema = options.properties.some((each) => ts.isSpreadAssignment(each));
    for (const property of options.properties) {
      const name = property.name;
      if (name === undefined || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) continue;
      if (name.text === 'schema') {
        schema = true;
        const value = ts.isPropertyAssignment(property) ? property.initializer : name;
        if (!inline || !removable(ts, source, value)) continue;
        edits.push(removeItem(source.text, property.getStart(source), property.getEnd()));
        if (ts.isIdentifier(value)) dropped.push(value);
      } else if (name.text === 'useDateObjects') {
        const value = ts.isPropertyAssignment(property) ? property.initializer.kind : undefined;
        if (value === ts.SyntaxKind.TrueKeyword) dates.push('date');
        else if (value === ts.SyntaxKind.FalseKeyword) dates.push('stored');
        else
          tell(
            property,
            'migrate-dates',
            'Whether dates are converted is decided when the program runs.',
            'Decide it once: `dates` in the configuration is "stored" or "date".',
          );
      } else if (name.text === 'verbose' || name.text === 'logger')
        tell(
          property,
          'migrate-logging',
          `The client has no option ${name.text}.`,
          'Take it away; `use: [hooks({ … })]` sees every request.',
        );
    }
    if (schema) return;
    withoutSchema = true;
    if (declared)
      tell(
        call,
        'migrate-no-schema',
        'This client had no schema: has-one links came back as lists, and nothing was validated.',
        'Read has-one links as one entity or null; or generate with `schema: false`.',
      );
  };
  const visit = (node: TypeScript.Node): void => {
    if (ts.isCallExpression(node) && factories.has(node.expression.getText(source))) settle(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  edits.push(...dropped.flatMap((name) => dropImport(ts, source, name, dropped)));
  return { edits, open, dates, withoutSchema };
}

/** The object literal that a call is given, in the call or in a constant of the file. */
function optionsOf(
  ts: Ts,
  source: TypeScript.SourceFile,
  argument: TypeScript.Expression | undefined,
): TypeScript.ObjectLiteralExpression | undefined {
  if (argument === undefined) return undefined;
  if (ts.isObjectLiteralExpression(argument)) return argument;
  if (ts.isAsExpression(argument) || ts.isSatisfiesExpression(argument))
    return optionsOf(ts, source, argument.expression);
  if (!ts.isIdentifier(argument)) return undefined;
  let found: TypeScript.Expression | undefined;
  const visit = (node: TypeScript.Node): void => {
    if (
      ts.isVariableDeclaration(node) &&
      ts.isIdentifier(node.name) &&
      node.name.text === argument.text
    )
      found = node.initializer;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found !== undefined && ts.isObjectLiteralExpression(found) ? found : undefined;
}

/** A schema declared in this very file may have no other use, and `schema` is accepted: it stays. */
function removable(ts: Ts, source: TypeScript.SourceFile, value: TypeScript.Expression): boolean {
  if (!ts.isIdentifier(value)) return true;
  return importOf(ts, source, value.text) !== undefined;
}

type Binding = TypeScript.ImportSpecifier | TypeScript.ImportClause;

function importOf(
  ts: Ts,
  source: TypeScript.SourceFile,
  name: string,
): { readonly node: TypeScript.ImportDeclaration; readonly binding: Binding } | undefined {
  for (const node of source.statements) {
    if (!ts.isImportDeclaration(node) || node.importClause === undefined) continue;
    const { importClause: clause } = node;
    if (clause.name?.text === name) return { node, binding: clause };
    const list = clause.namedBindings;
    const item =
      list !== undefined && ts.isNamedImports(list)
        ? list.elements.find((each) => each.name.text === name)
        : undefined;
    if (item !== undefined) return { node, binding: item };
  }
  return undefined;
}

/** The import of a name that nothing uses any more. */
function dropImport(
  ts: Ts,
  source: TypeScript.SourceFile,
  name: TypeScript.Identifier,
  dropped: readonly TypeScript.Identifier[],
): readonly Edit[] {
  const found = importOf(ts, source, name.text);
  if (found === undefined) return [];
  const uses: TypeScript.Node[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (node === found.node) return;
    if (ts.isIdentifier(node) && node.text === name.text && !dropped.includes(node)) {
      const { parent } = node;
      const member = ts.isPropertyAccessExpression(parent) && parent.name === node;
      const label = ts.isPropertyAssignment(parent) && parent.name === node;
      if (!member && !label) uses.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (uses.length > 0) return [];
  const { node, binding } = found;
  const clause = node.importClause;
  const list = clause?.namedBindings;
  const count = list !== undefined && ts.isNamedImports(list) ? list.elements.length : 0;
  const alone = binding === clause ? list === undefined : clause?.name === undefined && count === 1;
  if (alone) {
    const rest = /^[ \t]*\r?\n/.exec(source.text.slice(node.getEnd()))?.[0].length ?? 0;
    return [{ start: node.getStart(source), end: node.getEnd() + rest, text: '' }];
  }
  if (binding === clause && list !== undefined)
    return [{ start: clause.getStart(source), end: list.getStart(source), text: '' }];
  if (count === 1 && clause?.name !== undefined)
    return [{ start: clause.name.getEnd(), end: clause.getEnd(), text: '' }];
  return [removeItem(source.text, binding.getStart(source), binding.getEnd())];
}
