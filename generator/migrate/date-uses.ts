/** What is done with a value that is a `Date` now and was text or a number: only some uses tell them apart. */

import type { ts as TypeScript } from 'ts-morph';

type Ts = typeof TypeScript;
type Call = TypeScript.CallExpression | TypeScript.NewExpression;

/** Uses that somebody has to look at, with what to do about them. */
const REMEDIES = {
  equal: 'Compare the times: two Date objects are equal only where they are one.',
  given: 'See that what gets it here takes a Date; `dates` in the configuration decides.',
  kind: 'A Date is an object: ask `instanceof Date`.',
  member: 'A Date has no such member: `toISOString()` gives text, `getTime()` a number.',
  order: 'Compare it with a Date or a number: a Date is neither before nor after a text.',
  text: 'Write `toISOString()`: the text of a Date is in the words of the platform.',
} as const;

type Kind = keyof typeof REMEDIES;

export interface Use {
  readonly node: TypeScript.Node;
  readonly remedy: string;
}

export interface Uses {
  /** Those of an expression that is a date of the client. */
  ofValue(node: TypeScript.Expression): readonly Use[];
  /** Those of a name that holds one. */
  ofName(name: TypeScript.Identifier): readonly Use[];
  /** Whether a `Date` may be there, by the type that the compiler sees. */
  mayBeDate(type: TypeScript.Type): boolean;
}

/** Functions that take a date and a number alike. */
const EITHER = /^(?:console\.\w+|Number|Boolean)$/;
/** Methods of lists whose callback is asked for yes or no. */
const ASKING = new Set('filter find findIndex findLast findLastIndex some every'.split(' '));

export function dateUses(
  ts: Ts,
  program: TypeScript.Program,
  isClient: (source: TypeScript.SourceFile) => boolean,
): Uses {
  const checker = program.getTypeChecker();
  const { SyntaxKind, TypeFlags } = ts;
  const partsOf = (type: TypeScript.Type): readonly TypeScript.Type[] => {
    if (type.isUnionOrIntersection()) return type.types.flatMap(partsOf);
    const bound = type.flags & TypeFlags.TypeParameter ? type.getConstraint() : undefined;
    return bound === undefined ? [type] : partsOf(bound);
  };
  const isDate = (type: TypeScript.Type): boolean => {
    const symbol = type.getSymbol();
    const declaration = symbol?.declarations?.[0];
    if (symbol?.name !== 'Date' || declaration === undefined) return false;
    return program.isSourceFileDefaultLibrary(declaration.getSourceFile());
  };
  const mayBeDate = (type: TypeScript.Type): boolean => partsOf(type).some(isDate);
  const isAny = (type: TypeScript.Type): boolean =>
    (type.flags & (TypeFlags.Any | TypeFlags.Unknown)) !== 0;

  /** Whether what a value is given to says by its type that it takes a `Date`. */
  const takes = (node: TypeScript.Expression): boolean => {
    const { parent } = node;
    if (isCall(ts, parent)) {
      const { expression } = parent;
      if (ts.isNewExpression(parent) && expression.getText() === 'Date') return true;
      if (EITHER.test(expression.getText())) return true;
      const declared = parameterOf(parent, node);
      if (declared !== undefined) return mayBeDate(declared);
    }
    const call = callAround(ts, node);
    const declaration = call && checker.getResolvedSignature(call)?.declaration;
    // What a client is given was checked as such, and what is inferred from a value takes any.
    if (declaration !== undefined && isClient(declaration.getSourceFile())) return true;
    if (call?.typeArguments === undefined && isGeneric(declaration)) return false;
    const wanted = checker.getContextualType(node);
    return wanted !== undefined && mayBeDate(wanted);
  };
  const isGeneric = (declaration: TypeScript.Node | undefined): boolean =>
    declaration !== undefined &&
    ts.isFunctionLike(declaration) &&
    (declaration.typeParameters?.length ?? 0) > 0;
  /** The type of a parameter as it is declared: what is inferred for a call takes anything. */
  const parameterOf = (
    call: Call,
    argument: TypeScript.Expression,
  ): TypeScript.Type | undefined => {
    const declaration = checker.getResolvedSignature(call)?.declaration;
    const parameters = declaration?.parameters ?? [];
    const at = call.arguments?.findIndex((each) => each === argument) ?? -1;
    const parameter = parameters[Math.min(at, parameters.length - 1)];
    if (parameter === undefined) return undefined;
    const type = checker.getTypeAtLocation(parameter);
    return ts.isParameter(parameter) && parameter.dotDotDotToken !== undefined
      ? checker.getIndexTypeOfType(type, ts.IndexKind.Number)
      : type;
  };
  const isNothing = (node: TypeScript.Expression): boolean =>
    (checker.getTypeAtLocation(node).flags &
      (TypeFlags.Null | TypeFlags.Undefined | TypeFlags.Void)) !==
    0;
  /** Whether a date can be before or after it. */
  const isOrdered = (node: TypeScript.Expression): boolean => {
    const type = checker.getTypeAtLocation(node);
    return mayBeDate(type) || partsOf(type).every(({ flags }) => flags & TypeFlags.NumberLike);
  };
  const isAsked = (callback: TypeScript.Node): boolean => {
    const call = callback.parent;
    return (
      ts.isCallExpression(call) &&
      ts.isPropertyAccessExpression(call.expression) &&
      ASKING.has(call.expression.name.text)
    );
  };

  const followed = new Set<TypeScript.Symbol>();
  const ofName = (name: TypeScript.Identifier): readonly Use[] => {
    const symbol = checker.getSymbolAtLocation(name);
    if (symbol === undefined || followed.has(symbol)) return [];
    followed.add(symbol);
    const found: Use[] = [];
    const visit = (node: TypeScript.Node): void => {
      if (ts.isIdentifier(node) && node.text === name.text && node !== name) {
        const shorthand = ts.isShorthandPropertyAssignment(node.parent);
        const meant = shorthand
          ? checker.getShorthandAssignmentValueSymbol(node.parent)
          : checker.getSymbolAtLocation(node);
        if (meant === symbol) found.push(...ofValue(node));
      }
      ts.forEachChild(node, visit);
    };
    visit(name.getSourceFile());
    return found;
  };
  const ofValue = (node: TypeScript.Expression): readonly Use[] => {
    const type = checker.getTypeAtLocation(node);
    if (!isAny(type) && !mayBeDate(type)) return [];
    const { parent } = node;
    const use = (kind: Kind): readonly Use[] => [{ node, remedy: REMEDIES[kind] }];
    if (
      ts.isParenthesizedExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isAwaitExpression(parent) ||
      ts.isSatisfiesExpression(parent)
    )
      return ofValue(parent);
    if (ts.isAsExpression(parent)) {
      const to = checker.getTypeAtLocation(parent);
      return isAny(to) || mayBeDate(to) ? ofValue(parent) : use('given');
    }
    if (ts.isPropertyAccessExpression(parent)) return ofMember(parent.name.text, use);
    if (ts.isElementAccessExpression(parent)) return use('text');
    if (ts.isTypeOfExpression(parent)) return use('kind');
    if (ts.isTemplateSpan(parent)) return use('text');
    if (ts.isBinaryExpression(parent)) return ofBinary(node, parent, use);
    if (ts.isConditionalExpression(parent)) return parent.condition === node ? [] : ofValue(parent);
    if (ts.isJsxExpression(parent))
      return ts.isJsxAttribute(parent.parent) && takes(node) ? [] : use('text');
    if (ts.isVariableDeclaration(parent) && parent.type === undefined)
      return ts.isIdentifier(parent.name) ? ofName(parent.name) : use('member');
    if (ts.isArrowFunction(parent) && isAsked(parent)) return [];
    return isTested(ts, node) || takes(node) ? [] : use('given');
  };
  const ofMember = (name: string, use: (kind: Kind) => readonly Use[]): readonly Use[] => {
    if (name === 'toString') return use('text');
    return name in Date.prototype ? [] : use('member');
  };
  const ofBinary = (
    node: TypeScript.Expression,
    parent: TypeScript.BinaryExpression,
    use: (kind: Kind) => readonly Use[],
  ): readonly Use[] => {
    const other = parent.left === node ? parent.right : parent.left;
    switch (parent.operatorToken.kind) {
      case SyntaxKind.AmpersandAmpersandToken:
        return parent.left === node ? [] : ofValue(parent);
      case SyntaxKind.BarBarToken:
      case SyntaxKind.QuestionQuestionToken:
        return ofValue(parent);
      case SyntaxKind.EqualsEqualsEqualsToken:
      case SyntaxKind.ExclamationEqualsEqualsToken:
      case SyntaxKind.EqualsEqualsToken:
      case SyntaxKind.ExclamationEqualsToken:
        return isNothing(other) ? [] : use('equal');
      case SyntaxKind.LessThanToken:
      case SyntaxKind.LessThanEqualsToken:
      case SyntaxKind.GreaterThanToken:
      case SyntaxKind.GreaterThanEqualsToken:
        return isOrdered(other) ? [] : use('order');
      case SyntaxKind.PlusToken:
      case SyntaxKind.PlusEqualsToken:
        return use('text');
      case SyntaxKind.EqualsToken:
        return parent.left === node || takes(node) ? [] : use('given');
      // Differences and the like are of numbers, and `instanceof` is right.
      default:
        return [];
    }
  };
  return { ofValue, ofName, mayBeDate };
}

function isCall(ts: Ts, node: TypeScript.Node): node is Call {
  return ts.isCallExpression(node) || ts.isNewExpression(node);
}

/** The call that a value is given to as a part of an argument, or as what a callback gives. */
function callAround(ts: Ts, node: TypeScript.Node): Call | undefined {
  let at = node.parent;
  while (
    ts.isPropertyAssignment(at) ||
    ts.isShorthandPropertyAssignment(at) ||
    ts.isObjectLiteralExpression(at) ||
    ts.isArrayLiteralExpression(at) ||
    ts.isParenthesizedExpression(at) ||
    ts.isConditionalExpression(at) ||
    ts.isReturnStatement(at) ||
    ts.isBlock(at) ||
    ((ts.isArrowFunction(at) || ts.isFunctionExpression(at)) && at.type === undefined)
  )
    at = at.parent;
  return isCall(ts, at) ? at : undefined;
}

/** Whether a value is asked for yes or no, or for its number, or for nothing at all. */
function isTested(ts: Ts, node: TypeScript.Expression): boolean {
  const { parent } = node;
  return (
    ts.isPrefixUnaryExpression(parent) ||
    ts.isExpressionStatement(parent) ||
    ts.isIfStatement(parent) ||
    ts.isWhileStatement(parent) ||
    ts.isDoStatement(parent) ||
    ts.isForStatement(parent) ||
    ts.isVoidExpression(parent)
  );
}
