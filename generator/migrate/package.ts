/** The app's package.json: the official package goes, where another of its maker's stays for their command. */

import type { ts as TypeScript } from 'ts-morph';
import { removeItem, type Edit } from './edit.js';

type Ts = typeof TypeScript;

const LISTS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

export interface PackageMove {
  readonly edits: readonly Edit[];
  /** Why the package was kept; undefined where it was not there, or went. */
  readonly kept?: string;
}

/** `used`: something is still imported from the package. */
export function movePackage(
  ts: Ts,
  text: string,
  module: string,
  scope: string,
  used: boolean,
): PackageMove {
  const source = ts.createSourceFile(
    'package.json',
    text,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.JSON,
  );
  const [statement] = source.statements;
  const root =
    statement !== undefined && ts.isExpressionStatement(statement)
      ? statement.expression
      : undefined;
  if (root === undefined || !ts.isObjectLiteralExpression(root)) return { edits: [] };
  const entries = root.properties.flatMap((list) => {
    if (!ts.isPropertyAssignment(list) || !ts.isStringLiteral(list.name)) return [];
    if (!LISTS.includes(list.name.text) || !ts.isObjectLiteralExpression(list.initializer))
      return [];
    return [...list.initializer.properties];
  });
  const nameOf = (each: TypeScript.ObjectLiteralElementLike): string =>
    each.name !== undefined && ts.isStringLiteral(each.name) ? each.name.text : '';
  const ours = entries.filter((each) => nameOf(each) === module);
  if (ours.length === 0) return { edits: [] };
  if (used) return { edits: [], kept: 'some of its names are still imported' };
  const others = entries.some((each) => nameOf(each).startsWith(scope) && nameOf(each) !== module);
  if (!others)
    return {
      edits: [],
      kept: `the command that pushes the schema looks for a package of ${scope.replace('/', '')} here`,
    };
  return {
    edits: ours.map((each) => removeItem(text, each.getStart(source), each.getEnd())),
  };
}
