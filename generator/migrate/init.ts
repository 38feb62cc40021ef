/** Calls that make a client: the arguments that go, and what they say about the app. */

import type { ts as TypeScript } from 'ts-morph';
import type { Migration } from '../stages.js';
import { removeItem, removeNames, type Edit } from './edit.js';
import { loadingOf } from './loads.js';
import type { Meaning } from './meaning.js';
import type { Moved, Open } from './types.js';
import { dropUnused } from './unused.js';

type Ts = typeof TypeScript;

export interface Inits extends Moved {
  /** Whether a client is made. */
  readonly makes: boolean;
  /** How dates are asked for, by each call that says so. */
  readonly dates: readonly ('stored' | 'date')[];
  /** Calls that do not say how dates are asked for: they came as they were stored. */
  readonly undated: readonly Open[];
  /** Calls that gave no schema: results had the shapes of a client without one. */
  readonly withoutSchema: readonly Call[];
}

interface Call {
  readonly path: string;
  readonly offset: number;
  /** Counted from 1. */
  readonly line: number;
}

/** What becomes of the calls of one file. `declared`: whether the emitted client has a schema. */
export function moveInits(
  ts: Ts,
  source: TypeScript.SourceFile,
  meaning: Meaning,
  migration: Migration,
  declared: boolean,
): Inits {
  const path = source.fileName.slice(1);
  const edits: Edit[] = [];
  const open: Open[] = [];
  const dates: ('stored' | 'date')[] = [];
  const gone: TypeScript.Node[] = [];
  const undated: Open[] = [];
  const withoutSchema: Call[] = [];
  const tell = (node: TypeScript.Node, code: string, message: string, remedy: string): void =>
    void open.push({ path, offset: node.getStart(source), code, message, remedy });
  const settleDates = (property: TypeScript.ObjectLiteralElementLike): void => {
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
  };
  /** They logged the traffic of streams: `verbose: false` said nothing. */
  const settleLogging = (
    property: TypeScript.ObjectLiteralElementLike,
    name: string,
    goes: boolean,
  ): void => {
    const value = ts.isPropertyAssignment(property) ? property.initializer.kind : undefined;
    if (value === ts.SyntaxKind.FalseKeyword) return;
    tell(
      property,
      'migrate-logging',
      `The client has no option ${name}${goes ? ', so it goes' : ''}.`,
      `${goes ? '' : 'Take it away; '}\`use: [hooks({ … })]\` sees every request.`,
    );
  };
  const isWithoutDates = (each: TypeScript.ObjectLiteralElementLike): boolean =>
    ts.isSpreadAssignment(each)
      ? isWithout(ts, each.expression, 'useDateObjects')
      : each.name.getText(source).replace(/['"]/g, '') !== 'useDateObjects';
  const settle = (call: TypeScript.CallExpression): void => {
    const options = optionsOf(ts, call.arguments[0], meaning);
    if (options === undefined) {
      tell(
        call,
        'migrate-init-unclear',
        'What this call is given does not stand here, so it was left as it is.',
        'A `schema` in it is ignored; see to `useDateObjects` (`dates` in the configuration).',
      );
      return;
    }
    const inline = call.arguments.some(
      (argument) => argument.pos <= options.pos && options.end <= argument.end,
    );
    const going: TypeScript.ObjectLiteralElementLike[] = [];
    let schema = options.properties.some(
      (each) => ts.isSpreadAssignment(each) && !isWithout(ts, each.expression, 'schema'),
    );
    for (const property of options.properties) {
      const name = property.name;
      if (name === undefined || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) continue;
      if (name.text === 'schema') {
        const value = ts.isPropertyAssignment(property) ? property.initializer : name;
        const nothing = ts.isIdentifier(value) && value.text === 'undefined';
        schema ||= !nothing;
        if (isGiven(ts, value, meaning))
          tell(
            property,
            'migrate-schema-given',
            'Which schema this client has is decided by who calls this function; the emitted one has its own, whatever it is given.',
            'Generate a client of each schema (`clients` in the configuration), or take this file back to the package.',
          );
        if (inline && isImported(ts, value, meaning)) going.push(property);
      } else if (name.text === 'useDateObjects') settleDates(property);
      else if (name.text === 'verbose' || name.text === 'logger') {
        if (inline) going.push(property);
        settleLogging(property, name.text, inline);
      }
    }
    edits.push(...without(source, options.properties, going));
    gone.push(...going);
    if (options.properties.every(isWithoutDates))
      undated.push({
        path,
        offset: call.getStart(source),
        code: 'migrate-dates',
        message: 'This client did not ask for Date objects, and dates come as such now.',
        remedy: 'See to what reads them; or have a client of its own, with `dates: "stored"`.',
      });
    if (schema && !declared)
      tell(
        call,
        'migrate-schema-lost',
        'This client had a schema, and none was found for the new one: any name is taken, and nothing is validated.',
        'Name its file (`schema` in the configuration, or --schema), and generate the client anew.',
      );
    if (schema) return;
    const offset = call.getStart(source);
    const line = source.getLineAndCharacterOfPosition(offset).line + 1;
    withoutSchema.push({ path, offset, line });
  };
  /** The client's `init` is of one schema: `init<AppSchema>` has no parameter for another. */
  const dropArguments = (list: TypeScript.NodeArray<TypeScript.TypeNode> | undefined): void => {
    if (list === undefined || list.length === 0) return;
    gone.push(...list);
    edits.push({ start: list.pos - 1, end: source.text.indexOf('>', list.end) + 1, text: '' });
  };
  const isFactory = (node: TypeScript.Node): boolean => {
    const official = meaning.officialOf(node);
    return official?.moved === false && migration.factories.includes(official.name);
  };
  let makes = false;
  const visit = (node: TypeScript.Node): void => {
    if (ts.isCallExpression(node) && isFactory(node.expression)) {
      makes = true;
      settle(node);
      dropArguments(node.typeArguments);
    } else if (ts.isTypeQueryNode(node) && isFactory(node.exprName))
      dropArguments(node.typeArguments);
    ts.forEachChild(node, visit);
  };
  visit(source);
  edits.push(...dropUnused(ts, source, gone, meaning, migration.module));
  return { makes, edits, open, dates, undated, withoutSchema };
}

/** What is to be said of calls that gave no schema, where the client has one: once, at the first of them. */
export function toldOfSchema([first, ...others]: readonly Call[]): readonly Open[] {
  if (first === undefined) return [];
  const shown = others.slice(0, MOST_PLACES).map(({ path, line }) => `${path}:${String(line)}`);
  const rest = others.length - shown.length;
  if (rest > 0) shown.push(`${String(rest)} more places`);
  const last = shown.pop();
  const also =
    last === undefined ? '' : shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
  const { path, offset } = first;
  return [
    {
      path,
      offset,
      code: 'migrate-no-schema',
      message: `${also === '' ? 'This client' : `Clients that are made here, and at ${also},`} had no schema: has-one links came back as lists, and nothing was validated.`,
      remedy: 'Read has-one links as one entity or null; or generate with `schema: false`.',
    },
  ];
}

const MOST_PLACES = 10;

/** The removal of some of an object's properties. */
function without(
  source: TypeScript.SourceFile,
  all: readonly TypeScript.ObjectLiteralElementLike[],
  some: readonly TypeScript.ObjectLiteralElementLike[],
): readonly Edit[] {
  const [only] = some;
  return only !== undefined && some.length === 1
    ? [removeItem(source.text, only.getStart(source), only.getEnd())]
    : removeNames(source.text, all, some, source);
}

/** The object literal that a call is given, in the call or in a constant of the file. */
export function optionsOf(
  ts: Ts,
  argument: TypeScript.Expression | undefined,
  meaning: Meaning,
): TypeScript.ObjectLiteralExpression | undefined {
  if (argument === undefined) return undefined;
  if (ts.isObjectLiteralExpression(argument)) return argument;
  if (
    ts.isAsExpression(argument) ||
    ts.isSatisfiesExpression(argument) ||
    ts.isParenthesizedExpression(argument)
  )
    return optionsOf(ts, argument.expression, meaning);
  if (!ts.isIdentifier(argument)) return undefined;
  const declaration = meaning.declarationOf(argument);
  const value =
    declaration !== undefined && ts.isVariableDeclaration(declaration)
      ? declaration.initializer
      : undefined;
  return value === undefined || ts.isIdentifier(value) ? undefined : optionsOf(ts, value, meaning);
}

/** Whether what is spread is seen to have no such property. */
function isWithout(ts: Ts, node: TypeScript.Expression, name: string): boolean {
  if (ts.isParenthesizedExpression(node)) return isWithout(ts, node.expression, name);
  if (ts.isConditionalExpression(node))
    return isWithout(ts, node.whenTrue, name) && isWithout(ts, node.whenFalse, name);
  if (ts.isBinaryExpression(node)) return isWithout(ts, node.right, name);
  return (
    ts.isObjectLiteralExpression(node) &&
    node.properties.every((each) =>
      ts.isSpreadAssignment(each)
        ? isWithout(ts, each.expression, name)
        : each.name.getText() !== name,
    )
  );
}

/** Whether a schema is what a function is given, of any type. */
function isGiven(ts: Ts, value: TypeScript.Expression, meaning: Meaning): boolean {
  if (ts.isPropertyAccessExpression(value)) return isGiven(ts, value.expression, meaning);
  if (!ts.isIdentifier(value)) return false;
  let found: TypeScript.Node | undefined = meaning.declarationOf(value);
  while (found !== undefined && ts.isBindingElement(found)) found = found.parent.parent;
  if (found === undefined || !ts.isParameter(found)) return false;
  const { type, parent: made } = found;
  if (type === undefined) return true;
  const own = made.typeParameters?.map(({ name }) => name.text) ?? [];
  const names = type.getText().match(/[\w$]+/g) ?? [];
  return names.some(
    (name) =>
      own.includes(name) ||
      /^(?:any|unknown|InstantSchemaDef|InstantUnknownSchema(?:Def)?)$/.test(name),
  );
}

/**
 * Whether the value of `schema` may go. One that is declared in this very file may have no other use, and
 * `schema` is accepted: it stays.
 */
function isImported(ts: Ts, value: TypeScript.Expression, meaning: Meaning): boolean {
  if (!ts.isIdentifier(value)) return true;
  const declaration = meaning.declarationOf(value);
  return (
    declaration !== undefined &&
    (ts.isImportSpecifier(declaration) ||
      ts.isImportClause(declaration) ||
      loadingOf(ts, declaration) !== undefined)
  );
}
