/**
 * Executes a module of the user's. This needs neither Node's type stripping nor a file of ours: modules are
 * transpiled in memory, and what they import is read, recorded and transpiled with them. What was executed
 * before in this process is executed again: `--watch` must not see what was there an hour ago.
 */

import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, posix, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ts as TypeScript } from 'ts-morph';
import { CONFIG_KEY } from '../gate.js';
import type { Recorder } from '../inputs.js';
import { loadTypeScript } from '../lazy.js';
import { packageRoot } from '../package.js';
import { isCommonJs, recordCommonJs } from './commonjs.js';
import { recordEnvironment } from './environment.js';
import { isInstalled, isModule, recordPackageOf, resolvePackage } from './packages.js';
import { remember } from './trace.js';

type Node = TypeScript.Node;

/** Text that is no program; `offset` counts UTF-16 units. */
export class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem';
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

interface Execution {
  readonly inputs: Recorder;
  /** Makes addresses of this execution differ from those of earlier ones. */
  readonly mark: string;
}

/**
 * What a module exports by default (of a function: what it gives), `file` relative to the root. Records
 * every module and package that it loads and every environment variable that it reads. Throws what the
 * module throws, {@link SyntaxProblem} where it is none.
 */
export async function executeModule(
  file: string,
  text: string,
  inputs: Recorder,
): Promise<unknown> {
  const execution: Execution = { inputs, mark: randomUUID() };
  const path = join(inputs.root, file);
  const require = createRequire(path);
  const common = isCommonJs(file, text);
  if (common) recordCommonJs(file, inputs, new Set());
  const url = common ? undefined : moduleUrl(file, text, execution, []);
  const before = new Set(Object.keys(require.cache));
  const restore = recordEnvironment(inputs);
  try {
    const module: unknown = url === undefined ? require(path) : await import(url);
    return await unwrapDefault(module);
  } finally {
    restore();
    for (const loaded of Object.keys(require.cache).filter((each) => !before.has(each))) {
      recordRequired(loaded, inputs);
      // A library of the system cannot be loaded twice.
      if (!loaded.endsWith('.node')) Reflect.deleteProperty(require.cache, loaded);
    }
  }
}

/** A message without the addresses that modules have here. */
export function withoutAddresses(message: string, file: string): string {
  return message.replace(/data:text\/javascript[^\s"]*/g, file);
}

function recordRequired(path: string, inputs: Recorder): void {
  const within = (folder: string): boolean => path.startsWith(folder + sep);
  if (within(packageRoot()) && !within(inputs.root)) return;
  if (isInstalled(path)) recordPackageOf(path, inputs);
  else inputs.exists(inputs.toRoot(path));
}

async function unwrapDefault(module: unknown): Promise<unknown> {
  const value: unknown =
    typeof module === 'object' && module !== null && 'default' in module ? module.default : module;
  const settled: unknown = await value;
  return isFunction(settled) ? await settled() : settled;
}

function isFunction(value: unknown): value is () => unknown {
  return typeof value === 'function';
}

/** A module and all that it imports, packages aside, as one URL that holds its text. */
function moduleUrl(
  file: string,
  text: string,
  execution: Execution,
  trail: readonly string[],
): string {
  if (trail.includes(file))
    throw new Error(
      `${[...trail, file].join(' imports ')}: a configuration cannot import in a circle`,
    );
  const ts = loadTypeScript();
  const {
    outputText: marked,
    diagnostics,
    sourceMapText = '{}',
  } = ts.transpileModule(text, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      verbatimModuleSyntax: false,
      sourceMap: true,
    },
  });
  const outputText = marked.replace(/\n\/\/# sourceMappingURL=.*$/, '');
  const problem = diagnostics?.[0];
  if (problem !== undefined)
    throw new SyntaxProblem(
      ts.flattenDiagnosticMessageText(problem.messageText, ' '),
      problem.start ?? 0,
    );
  const path = join(execution.inputs.root, file);
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  const source = ts.createSourceFile(
    file,
    outputText,
    ts.ScriptTarget.ES2022,
    false,
    ts.ScriptKind.JS,
  );
  const visit = (node: Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (specifier !== undefined && ts.isStringLiteral(specifier)) {
      const request = { specifier: specifier.text, names: namesAsked(node, ts) };
      const url = resolveImport(request, file, execution, [...trail, file]);
      const start = specifier.getStart(source);
      // JSON becomes a module of ours: `with { type: 'json' }` would be wrong of it.
      const attributes = ts.isImportDeclaration(node) ? node.attributes : undefined;
      edits.push({ start, end: attributes?.end ?? specifier.end, text: JSON.stringify(url) });
    }
    if (ts.isPropertyAccessExpression(node) && ts.isMetaProperty(node.expression)) {
      const known = { url: pathToFileURL(path).href, dirname: dirname(path), filename: path };
      const value = Object.entries(known).find(([name]) => name === node.name.text)?.[1];
      if (value !== undefined)
        edits.push({ start: node.getStart(source), end: node.end, text: JSON.stringify(value) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  let code = outputText;
  for (const edit of edits.sort((a, b) => b.start - a.start))
    code = code.slice(0, edit.start) + edit.text + code.slice(edit.end);
  const url = dataUrl(code, execution);
  const { mappings = '' } = JSON.parse(sourceMapText) as { readonly mappings?: string };
  remember(execution.inputs, { url, file, text, mappings });
  return url;
}

function dataUrl(code: string, { mark }: Execution): string {
  const text = encodeURIComponent(`${code}\n//${mark}`).replaceAll("'", '%27');
  return `data:text/javascript;charset=utf-8,${text}`;
}

interface Request {
  readonly specifier: string;
  /** What is imported by name. */
  readonly names: readonly string[];
}

function namesAsked(node: Node, ts: typeof TypeScript): readonly string[] {
  const clause = ts.isImportDeclaration(node)
    ? node.importClause?.namedBindings
    : ts.isExportDeclaration(node)
      ? node.exportClause
      : undefined;
  if (clause === undefined || ts.isNamespaceImport(clause) || ts.isNamespaceExport(clause))
    return [];
  return clause.elements.map((each) => (each.propertyName ?? each.name).text);
}

/**
 * A common module is required, never imported: what Node keeps of an imported one cannot be taken away.
 * `text` is searched for the names that it exports, for those who import all of them.
 */
function commonUrl(path: string, text: string, { names }: Request, execution: Execution): string {
  const found = [...text.matchAll(/\bexports\.([A-Za-z_$][\w$]*)\s*=/g)].map(
    ([, name = '']) => name,
  );
  const exported = [...new Set([...names, ...found])].filter(
    (name) => name !== 'default' && name !== '__esModule',
  );
  const shown = JSON.stringify(path);
  const lines = [
    `import { createRequire } from 'node:module';`,
    `const all = createRequire(${shown})(${shown});`,
    'export default all;',
    ...exported.map(
      (name, at) =>
        `const _${String(at)} = all?.[${JSON.stringify(name)}]; export { _${String(at)} as ${JSON.stringify(name)} };`,
    ),
  ];
  return dataUrl(lines.join('\n'), execution);
}

function resolveImport(
  request: Request,
  from: string,
  execution: Execution,
  trail: readonly string[],
): string {
  const { inputs } = execution;
  const { specifier } = request;
  if (specifier.startsWith('file:'))
    return localUrl(inputs.toRoot(fileURLToPath(specifier)), request, execution, trail);
  if (/^[a-z]+:/.test(specifier)) return specifier;
  if (isAbsolute(specifier)) return localUrl(inputs.toRoot(specifier), request, execution, trail);
  if (specifier.startsWith('.')) {
    const file = findModule(from, specifier, inputs);
    if (file === undefined) throw new Error(`${from} imports ${specifier}, which was not found`);
    return localUrl(file, request, execution, trail);
  }
  // What runs is what a configuration means by our name, installed in the project or not.
  if (specifier === CONFIG_KEY || specifier.startsWith(`${CONFIG_KEY}/`)) {
    const base = join(packageRoot(), 'package.json');
    return pathToFileURL(createRequire(base).resolve(specifier)).href;
  }
  const resolved = resolvePackage(specifier, join(inputs.root, from), inputs);
  if (!isAbsolute(resolved)) return resolved;
  if (!isInstalled(resolved)) return localUrl(inputs.toRoot(resolved), request, execution, trail);
  return isModule(resolved)
    ? `${pathToFileURL(resolved).href}?${execution.mark}`
    : commonUrl(resolved, '', request, execution);
}

/** The file that a relative import means, as the tools for TypeScript find it; recorded, as are those looked for. */
function findModule(from: string, specifier: string, inputs: Recorder): string | undefined {
  const base = posix.join(posix.dirname(from), specifier);
  const bare = base.replace(/\.([cm]?)js$/, '');
  const mark = /\.([cm]?)js$/.exec(base)?.[1] ?? '';
  const candidates = [base, `${bare}.${mark}ts`, `${base}.ts`, `${base}.js`, `${base}/index.ts`];
  return candidates.find((path) => inputs.exists(path));
}

function localUrl(
  file: string,
  request: Request,
  execution: Execution,
  trail: readonly string[],
): string {
  const { inputs } = execution;
  const text = inputs.read(file);
  if (text === undefined) throw new Error(`${file} was not found`);
  // As JSON, since as an expression `__proto__` would be something else.
  if (file.endsWith('.json'))
    return dataUrl(
      `export default JSON.parse(${JSON.stringify(text.replace(/^\ufeff/, ''))})`,
      execution,
    );
  if (!isCommonJs(file, text)) return moduleUrl(file, text, execution, trail);
  recordCommonJs(file, inputs, new Set());
  return commonUrl(join(inputs.root, file), text, request, execution);
}
