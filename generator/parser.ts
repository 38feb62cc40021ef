/**
 * What the reading of a schema takes of the TypeScript compiler. The build cuts it out (`build-parser.mjs`):
 * the whole compiler takes longer to load than all else that a run does.
 */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ts } from 'ts-morph';
import { loadTypeScript } from './lazy.js';

/** The members that are cut out, with everything that they use. */
export const PARSER = [
  'JSDocParsingMode',
  'NodeFlags',
  'ScriptKind',
  'ScriptTarget',
  'SyntaxKind',
  'canHaveModifiers',
  'createSourceFile',
  'flattenDiagnosticMessageText',
  'forEachChild',
  'getModifiers',
  'isArrayLiteralExpression',
  'isArrowFunction',
  'isAsExpression',
  'isAwaitExpression',
  'isBinaryExpression',
  'isBlock',
  'isCallExpression',
  'isCallSignatureDeclaration',
  'isClassDeclaration',
  'isComputedPropertyName',
  'isConditionalExpression',
  'isConditionalTypeNode',
  'isConstructSignatureDeclaration',
  'isConstructorTypeNode',
  'isDeleteExpression',
  'isElementAccessExpression',
  'isEnumDeclaration',
  'isExportAssignment',
  'isExportDeclaration',
  'isExpressionStatement',
  'isExpressionWithTypeArguments',
  'isExternalModuleReference',
  'isFunctionDeclaration',
  'isFunctionExpression',
  'isFunctionTypeNode',
  'isIdentifier',
  'isIfStatement',
  'isImportDeclaration',
  'isImportEqualsDeclaration',
  'isImportTypeNode',
  'isInferTypeNode',
  'isInterfaceDeclaration',
  'isIntersectionTypeNode',
  'isLiteralTypeNode',
  'isMappedTypeNode',
  'isMethodDeclaration',
  'isMethodSignature',
  'isModuleDeclaration',
  'isNamespaceExport',
  'isNamespaceImport',
  'isNonNullExpression',
  'isNumericLiteral',
  'isObjectBindingPattern',
  'isObjectLiteralExpression',
  'isOmittedExpression',
  'isParenthesizedExpression',
  'isParenthesizedTypeNode',
  'isPrefixUnaryExpression',
  'isPropertyAccessExpression',
  'isPropertyAssignment',
  'isPropertyName',
  'isPropertySignature',
  'isQualifiedName',
  'isReturnStatement',
  'isSatisfiesExpression',
  'isShorthandPropertyAssignment',
  'isSpreadAssignment',
  'isSpreadElement',
  'isStringLiteral',
  'isStringLiteralLike',
  'isTemplateExpression',
  'isTypeAliasDeclaration',
  'isTypeAssertionExpression',
  'isTypeLiteralNode',
  'isTypeQueryNode',
  'isTypeReferenceNode',
  'isUnionTypeNode',
  'isVariableStatement',
  'parseConfigFileTextToJson',
] as const;

export type Parser = Pick<typeof ts, (typeof PARSER)[number]>;

/** The parser alone where there is one, else (in a checkout that was not built) the whole compiler. */
export function loadParser(): Parser {
  const alone = join(import.meta.dirname, 'parser.cjs');
  if (!existsSync(alone)) return loadTypeScript();
  return createRequire(import.meta.url)(alone) as Parser;
}
