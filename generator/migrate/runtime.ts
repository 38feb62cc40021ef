/** Places that depend on how the official package behaves when the program runs, where that can be seen. */

import type { ts as TypeScript } from 'ts-morph';
import type { Clients } from './clients.js';
import type { Meaning } from './meaning.js';
import { reachedFrom } from './front.js';
import type { Open } from './types.js';

type Ts = typeof TypeScript;

/** What stands in for the network, and says that it fails: a call may ask it more than once. */
const STAND_IN =
  /\b(?:globalThis|global|window|self)(?: as \w+\))?(?:\.fetch|\[['"]fetch['"]\])\s*=[^=]|\bstubGlobal\(\s*['"]fetch|\b(?:spyOn|stub|replace|method|defineProperty)\(\s*\(?[\w.]+(?: as \w+\))?,\s*['"]fetch|(?:from|require\()\s*['"](?:nock|msw(?:\/\w+)?|(?:jest-)?fetch-mock)['"]|\bnew MockAgent\b/;
const FAILS =
  /\b(?:429|503)\b|\bmockReject|\bPromise\.reject\b|\bECONN|\breplyWithError\b|Response\.error\b|\bfetch failed\b|(?<!\b(?:assert|strict|t|test))\.rejects\(|\basync (?:function\s*)?\([^()]*\)\s*(?:=>\s*)?\{\s*throw\b/;

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
    const doubles = stand !== null && [...reachedFrom(ts, new Set([source]), meaning)].some(isUser);
    if (doubles && FAILS.test(source.text))
      tell(
        stand.index,
        'What stands in for the network here fails, and a call is repeated then, where that is safe.',
        'Count the requests anew; or make the client with `retry: false`, which sends one.',
      );
    const asked = { network: new Set<TypeScript.Node>(), answer: new Set<TypeScript.Node>() };
    const visit = (node: TypeScript.Node): void => {
      if (ts.isSpreadAssignment(node) && isConfig(ts, node.expression, clients))
        tell(
          node.getStart(source),
          `\`${node.getText(source)}\` does not carry the admin token, which is kept out of copies.`,
          `Write \`adminToken: ${node.expression.getText(source)}.adminToken\` beside it.`,
        );
      else if (doubles && standsForAnswer(ts, node))
        tell(
          node.getStart(source),
          'What stands for an answer here has less than a `Response`: the client asks for `ok`, `text()` and, of a failure, `headers`.',
          'Make it one: `Response.json(value)`, or `new Response(text, { status })`.',
        );
      else if (encodes(ts, node, meaning, clients))
        tell(
          node.getStart(source),
          'The client encodes what stands in an address: encoded here, it is encoded twice.',
          'Give it as it is, without the encoding.',
        );
      if (replacesExport(ts, node, meaning))
        tell(
          node.getStart(source),
          'What the client exports cannot be replaced in its place: it is an ES module.',
          'Replace the module: jest.mock, vi.mock or mock.module of its path; or a method of the client that the app makes.',
        );
      const question = questionOf(ts, node);
      if (question !== undefined && isAround(ts, node, clients)) {
        const told = asked[question === 'answer' ? question : 'network'];
        const condition = conditionOf(ts, node);
        if (!told.has(condition)) tell(node.getStart(source), ...ANSWERS[question]);
        told.add(condition);
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

/** What an error is asked for: whether fetch threw it, what was behind that, or whether an answer was no JSON. */
type Question = 'network' | 'cause' | 'answer';

const NO_ANSWER =
  'A call that got no answer rejects with a NetworkError, whose cause is what fetch threw.';
/** What differs there, and what to ask for now. */
const ANSWERS: Readonly<Record<Question, readonly [message: string, remedy: string]>> = {
  network: [
    NO_ANSWER,
    'Ask `instanceof NetworkError`, which the client exports; or look at `error.cause`.',
  ],
  cause: [NO_ANSWER, 'Look one cause further: what the system said is `error.cause.cause`.'],
  answer: [
    'An answer that cannot be read rejects with a DecodeError, whose cause says why.',
    'Ask `instanceof DecodeError`, which the client exports; or look at `error.cause`.',
  ],
};

/** `e instanceof TypeError`, `e.name === 'SyntaxError'`, `e.cause.code`, or the words of a fetch that failed. */
function questionOf(ts: Ts, node: TypeScript.Node): Question | undefined {
  if (ts.isBinaryExpression(node)) {
    const { left, operatorToken, right } = node;
    if (operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword)
      return ts.isIdentifier(right) ? questionIn(right.text) : undefined;
    return [left, right]
      .map((side) => (ts.isStringLiteralLike(side) ? questionIn(side.text) : undefined))
      .find((found) => found !== undefined);
  }
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'cause') return undefined;
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    return isCause(ts, inner(ts, node.expression)) ? 'cause' : undefined;
  const isSaid =
    ts.isCallExpression(node) &&
    node.arguments.some((each) => ts.isStringLiteralLike(each) && each.text === 'fetch failed');
  return isSaid ? 'network' : undefined;
}

function questionIn(text: string): Question | undefined {
  if (/^(?:fetch failed|TypeError)$/.test(text)) return 'network';
  if (/^(?:E(?:CONN|NOTFOUND|TIMEDOUT|AI_AGAIN|HOST|NET|PIPE)|UND_ERR_)\w*$/.test(text))
    return 'cause';
  return text === 'SyntaxError' ? 'answer' : undefined;
}

/** `e.cause`, and not `e.cause.cause`, nor what is asked of that. */
function isCause(ts: Ts, node: TypeScript.Node): boolean {
  const hasName = (at: TypeScript.Node): at is TypeScript.PropertyAccessExpression =>
    ts.isPropertyAccessExpression(at) && at.name.text === 'cause';
  return hasName(node) && !hasName(inner(ts, node.expression));
}

/** Without the parentheses and the types around it. */
function inner(ts: Ts, node: TypeScript.Expression): TypeScript.Expression {
  return ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node)
    ? inner(ts, node.expression)
    : node;
}

/** `{ status: 200, json: async () => value }`, which is enough for who asks for nothing else. */
function standsForAnswer(ts: Ts, node: TypeScript.Node): boolean {
  if (!ts.isObjectLiteralExpression(node) || node.properties.some(ts.isSpreadAssignment))
    return false;
  const names = node.properties.map(({ name }) => name?.getText());
  return names.includes('json') && !(names.includes('ok') && names.includes('text'));
}

/** Whether an id is encoded that the official package puts into an address as it is. */
function encodes(ts: Ts, node: TypeScript.Node, meaning: Meaning, clients: Clients): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { expression: group, name } = node.expression;
  const holder = ts.isPropertyAccessExpression(group) ? group : undefined;
  const isPresence = name.text === 'getPresence' && clients.is(holder?.expression);
  // db.webhooks.manager
  const hooks = holder?.expression;
  const isHook =
    hooks !== undefined &&
    ts.isPropertyAccessExpression(hooks) &&
    hooks.name.text === 'webhooks' &&
    clients.is(hooks.expression);
  if (!isPresence && !isHook) return false;
  const isEncoded = (at: TypeScript.Node): boolean => {
    if (ts.isCallExpression(at) && /^encodeURI(?:Component)?$/.test(at.expression.getText()))
      return true;
    const named = ts.isIdentifier(at) ? meaning.declarationOf(at) : undefined;
    if (named !== undefined && ts.isVariableDeclaration(named))
      return named.initializer !== undefined && isEncoded(named.initializer);
    return ts.forEachChild(at, (child) => isEncoded(child) || undefined) === true;
  };
  return node.arguments.some(isEncoded);
}

/** `sinon.stub(instant, 'init')`, `jest.spyOn(instant, 'init')` and `instant.init = …`, of the package as one object. */
function replacesExport(ts: Ts, node: TypeScript.Node, meaning: Meaning): boolean {
  const isWhole = (at: TypeScript.Node | undefined): boolean => {
    const official = meaning.officialOf(at ?? node);
    return official?.name === '*' && !official.moved;
  };
  if (ts.isBinaryExpression(node))
    return (
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(node.left) &&
      isWhole(node.left.expression)
    );
  if (!ts.isCallExpression(node) || node.arguments.length < 2) return false;
  // vi.spyOn works with what Vitest has compiled.
  const isDouble = /^(?!vi)\w+(?:\.mock)?\.(?:stub|spy|spyOn|replace|method)$/;
  return isDouble.test(node.expression.getText()) && isWhole(node.arguments[0]);
}

/** The whole of a condition that a question is a part of: it is told once. */
function conditionOf(ts: Ts, node: TypeScript.Node): TypeScript.Node {
  const { parent } = node;
  const isPart =
    ts.isParenthesizedExpression(parent) ||
    ts.isPrefixUnaryExpression(parent) ||
    (ts.isBinaryExpression(parent) &&
      /^(?:&&|\|\||[!=]==?|instanceof)$/.test(parent.operatorToken.getText()));
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
