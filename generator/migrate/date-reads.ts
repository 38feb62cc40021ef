/** Where an app reads dates, by the types that its compiler sees. */

import type { ts as TypeScript } from 'ts-morph';
import type { Store } from '../ir.js';
import type { Build, Compiled } from './compiled.js';
import { dateUses, type Use } from './date-uses.js';
import { CODE, dateNames, NOW } from './dates.js';
import { offsetBefore } from './edit.js';
import type { FileChange } from './plan.js';
import type { Open } from './types.js';

type Ts = typeof TypeScript;

/** What is known of an app whose dates are read. */
export interface DateReading {
  readonly store: Store | undefined;
  /** Names of the entities' types, by their keys. */
  readonly names: Readonly<Record<string, string>>;
  /** Output folder of the client. */
  readonly out: string;
  readonly converts: boolean;
  readonly changes: readonly FileChange[];
  /** What is told of files that nothing compiles; undefined where dates come as they did. */
  readonly named: readonly Open[] | undefined;
}

/**
 * The reads that somebody has to look at: by their names, and in files that are compiled by their types and by what is
 * done with them. Where the client converts nothing, only types change, which the compiler checks.
 */
export function dateReads(ts: Ts, builds: readonly Build[], reading: DateReading): readonly Open[] {
  if (reading.named === undefined) return [];
  const compiled = builds.flatMap(({ after }) => after.files.map(({ path }) => path));
  const left = reading.named.filter(({ path }) => !compiled.includes(path));
  if (!reading.converts) return left;
  return [...left, ...builds.flatMap(({ after }) => compiledReads(ts, after, reading))];
}

function compiledReads(
  ts: Ts,
  { program, files }: Compiled,
  { store, names, out, changes }: DateReading,
): readonly Open[] {
  const checker = program.getTypeChecker();
  const isClient = ({ fileName }: TypeScript.SourceFile): boolean => fileName.includes(`/${out}/`);
  const uses = dateUses(ts, program, isClient);
  const sure = dateNames(store);
  const dates = new Set(
    store?.kind === 'instaql'
      ? store.entities.flatMap(({ key, attrs }) =>
          attrs
            .filter(({ type }) => type === 'date')
            .map((attr) => `${names[key] ?? ''}.${attr.key}`),
        )
      : [],
  );
  const keys = new Set([...dates].map((name) => name.slice(name.indexOf('.') + 1)));
  /** A property of an entity of the client; one of unknown things is known by its name alone. */
  const isDate = (of: TypeScript.Node, name: string): boolean => {
    if (!keys.has(name)) return false;
    const type = checker.getNonNullableType(checker.getTypeAtLocation(of));
    if ((type.flags & ts.TypeFlags.Any) !== 0) return sure.has(name);
    const declarations = checker.getPropertyOfType(type, name)?.declarations ?? [];
    return declarations.some(
      ({ parent }) =>
        ts.isInterfaceDeclaration(parent) &&
        isClient(parent.getSourceFile()) &&
        dates.has(`${parent.name.text}.${name}`),
    );
  };
  return files.flatMap(({ path, source }): readonly Open[] => {
    const edits = changes.find((change) => change.path === path)?.edits ?? [];
    const open: Open[] = [];
    const tell = (name: string, found: readonly Use[]): void => {
      for (const { node, remedy } of found)
        open.push({
          path,
          offset: offsetBefore(edits, node.getStart(source)),
          code: CODE,
          message: `${name} is a date of the schema: ${NOW}.`,
          remedy,
        });
    };
    const visit = (node: TypeScript.Node): void => {
      if (ts.isPropertyAccessExpression(node)) {
        const { text } = node.name;
        if (isDate(node.expression, text)) tell(text, uses.ofValue(node));
      } else if (ts.isElementAccessExpression(node)) {
        const { argumentExpression: key } = node;
        if (ts.isStringLiteralLike(key) && isDate(node.expression, key.text))
          tell(key.text, uses.ofValue(node));
      } else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
        const key = node.propertyName ?? node.name;
        if (ts.isIdentifier(key) && ts.isIdentifier(node.name) && isDate(node.parent, key.text))
          tell(key.text, uses.ofName(node.name));
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return open;
  });
}
