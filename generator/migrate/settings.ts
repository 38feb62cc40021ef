/** The settings that an app needs, put into its configuration without printing the rest of it anew. */

import type { ts as TypeScript } from 'ts-morph';
import type { Edit } from './edit.js';

type Ts = typeof TypeScript;

export type Settings = Readonly<Record<string, string | readonly string[]>>;

/** A new configuration. */
export function newConfig(settings: Settings): string {
  return `${JSON.stringify(settings, undefined, 2)}\n`;
}

/**
 * The changes of a configuration file for its client at `index`. `left` are the settings that could not be put into it: they are
 * there already, with other values, or the file is no plain object.
 */
export function editConfig(
  ts: Ts,
  file: string,
  text: string,
  key: string | undefined,
  settings: Settings,
  index: number,
): { readonly edits: readonly Edit[]; readonly left: Settings } {
  const json = /\.jsonc?$/.test(file);
  const source = ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.Latest,
    true,
    json ? ts.ScriptKind.JSON : ts.ScriptKind.TS,
  );
  const whole = configObject(ts, source, key);
  const object = whole === undefined ? undefined : clientObject(ts, source, whole, index);
  if (object === undefined) return { edits: [], left: settings };
  const left: Record<string, string | readonly string[]> = {};
  const rows: string[] = [];
  const edits: Edit[] = [];
  for (const [name, value] of Object.entries(settings)) {
    const there = object.properties.find((each) => nameOf(ts, each) === name);
    if (there === undefined) rows.push(row(name, value, json));
    else if (!ts.isPropertyAssignment(there)) left[name] = value;
    else {
      const merged = mergedValue(ts, source, there.initializer, value);
      if (merged === undefined) left[name] = value;
      else if (merged !== '')
        edits.push({
          start: there.initializer.getStart(source),
          end: there.initializer.getEnd(),
          text: json ? merged : merged.replaceAll('"', "'"),
        });
    }
  }
  if (rows.length > 0) {
    const start = object.getStart(source) + 1;
    const first = object.properties[0];
    const indent =
      first === undefined
        ? '  '
        : (/[ \t]*$/.exec(text.slice(0, first.getStart(source)))?.[0] ?? '');
    const wide = first === undefined || text.slice(start, first.getStart(source)).includes('\n');
    const comma = first === undefined && json ? '' : ',';
    const end = first === undefined ? '\n' : '';
    edits.push({
      start,
      end: start,
      text: wide
        ? `${rows.map((each) => `\n${indent}${each}`).join(',')}${comma}${end}`
        : ` ${rows.join(', ')}${comma}`,
    });
  }
  return { edits, left };
}

function row(name: string, value: string | readonly string[], json: boolean): string {
  const text = JSON.stringify(value).replaceAll('","', '", "');
  return json ? `"${name}": ${text}` : `${name}: ${text.replaceAll('"', "'")}`;
}

/** Text of the new value; empty where the old one does; undefined where they disagree. */
function mergedValue(
  ts: Ts,
  source: TypeScript.SourceFile,
  given: TypeScript.Expression,
  wanted: string | readonly string[],
): string | undefined {
  if (ts.isAsExpression(given) || ts.isSatisfiesExpression(given))
    return mergedValue(ts, source, given.expression, wanted);
  if (typeof wanted === 'string') {
    const text = ts.isStringLiteralLike(given) ? given.text : undefined;
    // `off` asks for even less than `runtime`, and was chosen by somebody.
    return text === wanted || (text === 'off' && wanted === 'runtime') ? '' : undefined;
  }
  if (!ts.isArrayLiteralExpression(given)) return undefined;
  const there = given.elements.map((each) =>
    ts.isStringLiteralLike(each) ? each.text : each.getText(source),
  );
  const more = wanted.filter((each) => !there.includes(each));
  if (more.length === 0 || there.includes('all')) return '';
  return JSON.stringify([...there, ...more]).replaceAll('","', '", "');
}

function nameOf(ts: Ts, property: TypeScript.ObjectLiteralElementLike): string | undefined {
  const { name } = property;
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteralLike(name))
    ? name.text
    : undefined;
}

/** The object that is exported, or that is the file; below `key`, where the file has others too. */
function configObject(
  ts: Ts,
  source: TypeScript.SourceFile,
  key: string | undefined,
): TypeScript.ObjectLiteralExpression | undefined {
  let found: TypeScript.Expression | undefined;
  for (const each of source.statements) {
    if (ts.isExportAssignment(each)) found = each.expression;
    if (!ts.isExpressionStatement(each)) continue;
    const { expression } = each;
    const assigned =
      ts.isBinaryExpression(expression) && expression.left.getText(source) === 'module.exports';
    found = assigned ? expression.right : expression;
  }
  const object = unwrap(ts, source, found);
  if (key === undefined || object === undefined) return object;
  const member = object.properties.find((each) => nameOf(ts, each) === key);
  return member !== undefined && ts.isPropertyAssignment(member)
    ? unwrap(ts, source, member.initializer)
    : undefined;
}

/** Where `clients` has several, the object of the one that is meant. */
function clientObject(
  ts: Ts,
  source: TypeScript.SourceFile,
  whole: TypeScript.ObjectLiteralExpression,
  index: number,
): TypeScript.ObjectLiteralExpression | undefined {
  const clients = whole.properties.find((each) => nameOf(ts, each) === 'clients');
  if (clients === undefined) return whole;
  const all = ts.isPropertyAssignment(clients)
    ? unwrap(ts, source, clients.initializer)
    : undefined;
  const one = all?.properties[index];
  return one !== undefined && ts.isPropertyAssignment(one)
    ? unwrap(ts, source, one.initializer)
    : undefined;
}

function unwrap(
  ts: Ts,
  source: TypeScript.SourceFile,
  node: TypeScript.Expression | undefined,
): TypeScript.ObjectLiteralExpression | undefined {
  if (node === undefined) return undefined;
  if (ts.isObjectLiteralExpression(node)) return node;
  if (ts.isCallExpression(node)) return unwrap(ts, source, node.arguments[0]);
  if (
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isParenthesizedExpression(node)
  )
    return unwrap(ts, source, node.expression);
  if (!ts.isIdentifier(node)) return undefined;
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const each of statement.declarationList.declarations)
      if (ts.isIdentifier(each.name) && each.name.text === node.text)
        return unwrap(ts, source, each.initializer);
  }
  return undefined;
}
