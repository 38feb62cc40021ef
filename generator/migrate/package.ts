/** The app's package.json: the official package goes, where another of its maker's stays for their command. */

import type { ts as TypeScript } from 'ts-morph';
import type { Migration } from '../stages.js';
import { removeItem, type Edit } from './edit.js';

type Ts = typeof TypeScript;

/** Where that command looks. */
const COMMAND_LISTS = ['dependencies', 'devDependencies'];
const LISTS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

export interface PackageMove {
  readonly edits: readonly Edit[];
  /** Why the package was kept; undefined where it was not there, or went. */
  readonly kept?: string;
  /** What is installed because of it alone. */
  readonly missing?: string;
}

/** The package.json of a folder; an empty one is the root. */
export function packagePath(folder: string): string {
  return folder === '' ? 'package.json' : `${folder}/package.json`;
}

/** `used`: something is still imported from the package. `siblings`: others of its maker's that are. */
export function movePackage(
  ts: Ts,
  text: string,
  { module, commandWants }: Migration,
  used: boolean,
  siblings: readonly string[] = [],
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
    const { text: kind } = list.name;
    return list.initializer.properties.map((each) => ({ each, kind }));
  });
  const nameOf = (each: TypeScript.ObjectLiteralElementLike): string =>
    each.name !== undefined && ts.isStringLiteral(each.name) ? each.name.text : '';
  const ours = entries.filter(({ each }) => nameOf(each) === module);
  if (ours.length === 0) return { edits: [] };
  if (used) return { edits: [], kept: 'some of its names are still imported' };
  const names = new Set(entries.map(({ each }) => nameOf(each)));
  const missing = siblings.find((name) => !names.has(name));
  if (missing !== undefined)
    return { edits: [], kept: `${missing} is imported, and not named there`, missing };
  const others = entries.some(
    ({ each, kind }) =>
      COMMAND_LISTS.includes(kind) &&
      nameOf(each) !== module &&
      commandWants.includes(nameOf(each)),
  );
  if (!others)
    return {
      edits: [],
      kept: 'the command that pushes the schema wants one of its packages to be named here',
    };
  return {
    edits: ours.map(({ each }) => removeItem(text, each.getStart(source), each.getEnd())),
  };
}
