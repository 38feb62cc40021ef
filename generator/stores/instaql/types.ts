import type { ts } from 'ts-morph';
import type { TypeText } from '../../ir.js';
import { quote } from '../../print/ident.js';
import { keyOfDeclaration, enumMember } from './declarations.js';
import { spanOf, type Convert, type TypeEnv } from './typeenv.js';
import type { Evaluate } from './env.js';
import { importedName, nameOf, type Named } from './naming.js';
import { problem } from './problem.js';
import { MAX_DEPTH, MAX_STEPS, type Reading } from './reading.js';
import { importedFromOutside, whyNotCopied } from './outside.js';
import { typeText, type Part } from './text.js';
import { introduced, parameterOf, segmentsOf } from './segments.js';
import { literalType } from './literaltype.js';
import type { Module } from './module.js';
import type { TypeUse } from './values.js';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly Part[];
}

/** Converts a type that the author wrote; undefined when it cannot be named, which is then reported. */
export function readType(reading: Reading, evaluate: Evaluate, use: TypeUse): TypeText | undefined {
  const { module, scope, node } = use;
  const parts = convertType({ reading, module, scope, bound: new Set(), evaluate }, node);
  return parts === undefined ? undefined : typeText(parts);
}

/** Like {@link convert}; a union that stands over several lines without a comment comes on one line. */
export function convertType(env: TypeEnv, node: ts.TypeNode): readonly Part[] | undefined {
  const members = joined(env, node);
  if (members === undefined) return convert(env, spanOf(env, node));
  const separator = env.reading.ts.isIntersectionTypeNode(node) ? ' & ' : ' | ';
  const parts: Part[] = [];
  for (const [index, member] of members.entries()) {
    const converted = convert(env, spanOf(env, member));
    if (converted === undefined) return undefined;
    parts.push(...(index > 0 ? [separator] : []), ...converted);
  }
  return parts;
}

export const convert: Convert = (env, span) => {
  const { text } = env.module.source;
  const collector: Collector = { env, edits: [], failed: false };
  for (const node of span.nodes) visit(collector, node, env.bound, 0);
  if (collector.failed) return undefined;
  const parts: Part[] = [];
  let at = span.start;
  for (const edit of collector.edits.sort((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, edit.start), ...edit.parts);
    at = edit.end;
  }
  parts.push(text.slice(at, span.end));
  return parts;
};

interface Collector {
  readonly env: TypeEnv;
  readonly edits: Edit[];
  failed: boolean;
}

/** Members of a union that stands over several lines without a comment: it is carried on one line. */
function joined(env: TypeEnv, node: ts.Node): readonly ts.Node[] | undefined {
  const { ts } = env.reading;
  if (!ts.isUnionTypeNode(node) && !ts.isIntersectionTypeNode(node)) return undefined;
  const { text } = env.module.source;
  let at = node.getStart(env.module.source);
  for (const member of node.types) {
    if (!/^[\s|&]*$/.test(text.slice(at, member.getStart(env.module.source)))) return undefined;
    at = member.end;
  }
  return node.types;
}

type Bound = ReadonlySet<string>;

function visit(collector: Collector, node: ts.Node, bound: Bound, depth: number): void {
  const { env } = collector;
  const { ts } = env.reading;
  env.reading.budget.steps++;
  if (depth > MAX_DEPTH || env.reading.budget.steps > MAX_STEPS) {
    fail(
      collector,
      problem(
        'error',
        'too-deep',
        at(env, node),
        'This type is nested too deeply.',
        'Give its inner parts names of their own.',
      ),
    );
    return;
  }
  const into = (child: ts.Node, names: Bound = bound): void => {
    visit(collector, child, names, depth + 1);
  };
  if (ts.isTypeReferenceNode(node)) {
    refer(collector, node.typeName, bound, false);
    node.typeArguments?.forEach((child) => into(child));
  } else if (ts.isExpressionWithTypeArguments(node)) {
    refer(collector, node.expression, bound, false);
    node.typeArguments?.forEach((child) => into(child));
  } else if (ts.isTypeQueryNode(node)) {
    if (ts.isImportTypeNode(node.exprName)) into(node.exprName);
    else refer(collector, node.exprName, bound, true, node);
    node.typeArguments?.forEach((child) => into(child));
  } else if (ts.isImportTypeNode(node)) {
    inlineImport(collector, node);
    node.typeArguments?.forEach((child) => into(child));
  } else if (ts.isComputedPropertyName(node)) {
    refer(collector, node.expression, bound, true);
  } else if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) {
    edit(collector, node, [quote(node.literal.text)]);
  } else {
    const names = introduced(env, node);
    const inside = names.length === 0 ? bound : new Set([...bound, ...names]);
    ts.forEachChild(node, (child) => into(child, inside));
  }
}

/** Replaces the name at the head of `A.b.c`. `query`: the whole `typeof x`. */
function refer(
  collector: Collector,
  node: ts.Node,
  bound: Bound,
  asValue: boolean,
  query?: ts.Node,
): void {
  const { env } = collector;
  const nodes = segmentsOf(env, node);
  const segments = nodes.map(({ text }) => text);
  const [first] = nodes;
  if (first === undefined || bound.has(first.text)) return;
  const bindingOf = asValue ? undefined : parameterOf(env, first.text);
  if (bindingOf === 'unknown') {
    fail(
      collector,
      problem(
        'error',
        'type-not-nameable',
        at(env, node),
        `The type parameter '${first.text}' is not given where the function is called.`,
        `Write it in the call: name<Type>(…).`,
      ),
    );
    return;
  }
  if (bindingOf !== undefined) {
    const outer = {
      ...env,
      module: bindingOf.module,
      scope: bindingOf.scope,
      bound: new Set<string>(),
    };
    const parts = convert(outer, spanOf(outer, bindingOf.node));
    if (parts === undefined) collector.failed = true;
    else edit(collector, first, ['(', ...parts, ')']);
    return;
  }
  const named = nameOf(env.reading, env.module, segments, at(env, node), asValue);
  const start = first.getStart(env.module.source);
  apply(collector, named, { nodes, skipped: 0, start, node, query });
}

/** A name in a type. */
interface Place {
  readonly nodes: readonly ts.Identifier[];
  /** Segments before `nodes`: the `import("…")` of an import type. */
  readonly skipped: number;
  readonly start: number;
  readonly node: ts.Node;
  /** The whole `typeof x`. */
  readonly query: ts.Node | undefined;
}

function apply(collector: Collector, named: Named, place: Place): void {
  const { env } = collector;
  const { nodes, node, query } = place;
  const [first] = nodes;
  if (first === undefined) return;
  if (named.kind === 'wrong') {
    fail(collector, named.problem);
    return;
  }
  if (named.kind === 'name') {
    insert(collector, named, place);
    return;
  }
  const { module, used, fallback } = named;
  const within = { ...env, module };
  const next = nodes[used - place.skipped];
  let why: string | undefined;
  if (named.kind === 'declared') {
    const { declarations } = named;
    const member = next && enumMember(within, declarations, next.text);
    if (member !== undefined) {
      edit(collector, node, [member]);
      return;
    }
    why = fallback && whyNotCopied(within, declarations, convert, convertType);
    const key =
      next !== undefined || why !== undefined
        ? undefined
        : keyOfDeclaration(within, declarations, convert, convertType);
    if (key !== undefined) {
      const name = { kind: 'local', declaration: key } as const;
      insert(collector, { kind: 'name', name, used }, place);
      return;
    }
  } else if (query !== undefined && next === undefined) {
    const literal = literalType(within, named.name, env.evaluate);
    if (literal !== undefined) {
      edit(collector, query, [literal]);
      return;
    }
  }
  if (fallback === undefined) fail(collector, notExported(env, node, first.text));
  else insert(collector, fallback, place, why);
}

/** Puts a name in the place of the segments that it takes; `why`: it was to be copied, and cannot be. */
function insert(
  collector: Collector,
  { name, used, outside }: Extract<Named, { readonly kind: 'name' }>,
  { nodes, skipped, start, node, query }: Place,
  why?: string,
): void {
  const last = nodes[used - skipped - 1] ?? nodes[0];
  if (last === undefined) return;
  if (outside !== undefined) {
    const { reading, module } = collector.env;
    reading.report(importedFromOutside({ module, node }, name, outside, why));
  }
  const operator = skipped > 0 && query !== undefined ? ['typeof '] : [];
  edit(collector, { start, end: last.end }, [...operator, { name }]);
}

function notExported(env: TypeEnv, node: ts.Node, name: string): ReturnType<typeof problem> {
  return problem(
    'error',
    'type-not-nameable',
    at(env, node),
    `'${name}' is not exported by ${env.module.path}, so emitted code cannot name it.`,
    `Export it: export { ${name} }.`,
  );
}

/** `import("./types").Layout`. */
function inlineImport(collector: Collector, node: ts.ImportTypeNode): void {
  const { env } = collector;
  const { ts } = env.reading;
  const argument = node.argument;
  const literal = ts.isLiteralTypeNode(argument) ? argument.literal : undefined;
  const nodes = node.qualifier === undefined ? [] : segmentsOf(env, node.qualifier);
  if (literal === undefined || !ts.isStringLiteral(literal)) return;
  const from = { specifier: literal.text, name: '*', node };
  const segments = ['*', ...nodes.map(({ text }) => text)];
  const named = importedName(env.reading, from, segments, at(env, node), node.isTypeOf);
  const start = node.getStart(env.module.source);
  const query = node.isTypeOf ? node : undefined;
  if (named.kind === 'wrong') fail(collector, named.problem);
  else apply(collector, named, { nodes, skipped: 1, start, node, query });
}

function edit(
  collector: Collector,
  span: ts.Node | { readonly start: number; readonly end: number },
  parts: readonly Part[],
): void {
  const start = 'start' in span ? span.start : span.getStart(collector.env.module.source);
  collector.edits.push({ start, end: span.end, parts });
}

function fail(collector: Collector, found: ReturnType<typeof problem>): void {
  collector.failed = true;
  collector.env.reading.report(found);
}

function at(env: TypeEnv, node: ts.Node): { readonly module: Module; readonly node: ts.Node } {
  return { module: env.module, node };
}
