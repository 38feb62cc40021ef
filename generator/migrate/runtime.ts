/** Places that depend on how the official package behaves when the program runs, where that can be seen. */

import type { ts as TypeScript } from 'ts-morph';
import type { Clients } from './clients.js';
import type { Meaning } from './meaning.js';
import { reachedFrom } from './siblings.js';
import type { Open } from './types.js';

type Ts = typeof TypeScript;

/** What stands in for the network, and says that it fails: a call may ask it more than once. */
const STAND_IN =
  /\b(?:globalThis|global|window)\.fetch\s*=[^=]|\bstubGlobal\(\s*['"]fetch|\bspyOn\([\w.]+,\s*['"]fetch|(?:from|require\()\s*['"](?:nock|msw(?:\/node)?)['"]/;
const FAILS =
  /\b(?:429|503)\b|\bmockReject|\bPromise\.reject\b|\bECONN|\breplyWithError\b|\bHttpResponse\.error\b|\bfetch failed\b/;

/** Those of files that may change, with a client in reach. */
export function runtimePlaces(
  ts: Ts,
  files: readonly TypeScript.SourceFile[],
  meaning: Meaning,
  clients: Clients,
): readonly Open[] {
  const isUser = (source: TypeScript.SourceFile): boolean => uses(ts, source, clients);
  return files.flatMap((source): readonly Open[] => {
    const open: Open[] = [];
    const tell = (offset: number, message: string, remedy: string): void =>
      void open.push({
        path: source.fileName.slice(1),
        offset,
        code: 'migrate-run-time',
        message,
        remedy,
      });
    const stand = STAND_IN.exec(source.text);
    if (stand !== null && FAILS.test(source.text))
      if ([...reachedFrom(ts, new Set([source]), meaning)].some(isUser))
        tell(
          stand.index,
          'What stands in for the network here fails, and a call is repeated then, where that is safe.',
          'Count the requests anew; or make the client with `retry: false`, which sends one.',
        );
    const asked = new Set<TypeScript.Node>();
    const visit = (node: TypeScript.Node): void => {
      if (ts.isSpreadAssignment(node) && isConfig(ts, node.expression, clients))
        tell(
          node.getStart(source),
          `\`${node.getText(source)}\` does not carry the admin token, which is kept out of copies.`,
          `Write \`adminToken: ${node.expression.getText(source)}.adminToken\` beside it.`,
        );
      else if (asksForFetch(ts, node) && isAround(ts, node, clients)) {
        const condition = conditionOf(ts, node);
        if (asked.has(condition)) return;
        asked.add(condition);
        tell(
          node.getStart(source),
          'A call that got no answer rejects with a NetworkError, whose cause is what fetch threw.',
          'Ask `instanceof NetworkError`, which the client exports; or look at `error.cause`.',
        );
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return open;
  });
}

function uses(ts: Ts, node: TypeScript.Node, clients: Clients): boolean {
  if (ts.isPropertyAccessExpression(node) && clients.is(node.expression)) return true;
  return ts.forEachChild(node, (child) => uses(ts, child, clients) || undefined) === true;
}

function isConfig(ts: Ts, node: TypeScript.Expression, clients: Clients): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'config' &&
    clients.is(node.expression)
  );
}

/** `e instanceof TypeError`, `e.name === 'TypeError'`, or the words of a fetch that failed. */
function asksForFetch(ts: Ts, node: TypeScript.Node): boolean {
  if (ts.isBinaryExpression(node)) {
    const { left, operatorToken, right } = node;
    if (operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword)
      return ts.isIdentifier(right) && right.text === 'TypeError';
    return [left, right].some(
      (side) => ts.isStringLiteralLike(side) && /^(?:fetch failed|TypeError)$/.test(side.text),
    );
  }
  return (
    ts.isCallExpression(node) &&
    node.arguments.some((each) => ts.isStringLiteralLike(each) && each.text === 'fetch failed')
  );
}

/** The whole of a condition that a question is a part of: it is told once. */
function conditionOf(ts: Ts, node: TypeScript.Node): TypeScript.Node {
  const { parent } = node;
  const isPart =
    ts.isParenthesizedExpression(parent) ||
    ts.isPrefixUnaryExpression(parent) ||
    (ts.isBinaryExpression(parent) && /^(?:&&|\|\|)$/.test(parent.operatorToken.getText()));
  return isPart ? conditionOf(ts, parent) : node;
}

/** Whether it is where the failures of a client's call come: in `catch` of what makes one. */
function isAround(ts: Ts, node: TypeScript.Node, clients: Clients): boolean {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if (ts.isCatchClause(at) && ts.isTryStatement(parent) && uses(ts, parent.tryBlock, clients))
      return true;
    if (ts.isCallExpression(parent) && parent.expression !== at) {
      const { expression: callee } = parent;
      const handles =
        ts.isPropertyAccessExpression(callee) && /^(?:catch|then)$/.test(callee.name.text);
      if (handles && uses(ts, callee.expression, clients)) return true;
    }
  }
  return false;
}
