/**
 * Finds and executes a configuration. Executing it needs neither Node's type stripping nor a file of ours:
 * the modules are transpiled in memory, and what they import is read, recorded and transpiled with them.
 */

import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ts as TypeScript } from 'ts-morph';
import type { Report } from '../diagnostics.js';
import { CONFIG_FILES, CONFIG_KEY } from '../gate.js';
import type { Recorder } from '../inputs.js';
import { parseJsonc } from '../jsonc.js';
import { loadTypeScript } from '../lazy.js';
import { isRecord } from '../manifest.js';
import { packageRoot } from '../package.js';

type Node = TypeScript.Node;

export interface LoadedConfig {
  readonly value: unknown;
  readonly file: string;
  readonly text: string;
}

/** Undefined: there is none. `'failed'`: there is one, and what is wrong with it was reported. */
export async function loadConfig(
  given: string | undefined,
  inputs: Recorder,
  report: Report,
): Promise<LoadedConfig | 'failed' | undefined> {
  const file = given ?? CONFIG_FILES.find((name) => inputs.exists(name));
  if (file === undefined) return fromPackage(inputs);
  const text = inputs.read(file);
  const fail = (code: string, message: string, remedy: string, offset = 0): 'failed' => {
    report({ severity: 'error', code, message, remedy, at: { file, offset, length: 0 } });
    return 'failed';
  };
  if (text === undefined)
    return fail(
      'config-not-found',
      'There is no such configuration.',
      'Mend the path after --config.',
    );
  if (/\.jsonc?$/.test(file)) {
    const value = parseJsonc(text);
    return value === undefined
      ? fail('config-unreadable', 'This is no JSON.', 'Mend the syntax.')
      : { value: unwrapPackage(file, value), file, text };
  }
  try {
    return { value: await execute(file, text, inputs), file, text };
  } catch (error) {
    if (error instanceof SyntaxProblem)
      return fail('config-unreadable', error.message, 'Mend the syntax.', error.offset);
    const message = error instanceof Error ? error.message : String(error);
    const shown = message.replace(/data:text\/javascript[^\s"]*/g, file);
    return fail('config-failed', `The configuration threw: ${shown}`, 'Mend what it says.');
  }
}

function fromPackage(inputs: Recorder): LoadedConfig | undefined {
  const file = 'package.json';
  const text = inputs.read(file);
  const value = text === undefined ? undefined : parseJsonc(text);
  if (text === undefined || !isRecord(value) || !(CONFIG_KEY in value)) return undefined;
  return { value: value[CONFIG_KEY], file, text };
}

function unwrapPackage(file: string, value: unknown): unknown {
  return posix.basename(file) === 'package.json' && isRecord(value) ? value[CONFIG_KEY] : value;
}

class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem';
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

async function execute(file: string, text: string, inputs: Recorder): Promise<unknown> {
  if (isCommonJs(file, text)) {
    const path = join(inputs.root, file);
    const require = createRequire(path);
    // A second run in one process, as --watch makes, reads what is there then.
    Reflect.deleteProperty(require.cache, require.resolve(path));
    return unwrapDefault(require(path));
  }
  const module: unknown = await import(moduleUrl(file, text, inputs, []));
  return unwrapDefault(module);
}

function isCommonJs(file: string, text: string): boolean {
  if (file.endsWith('.cjs')) return true;
  return (
    file.endsWith('.js') &&
    /\bmodule\.exports\b/.test(text) &&
    !/^\s*(?:import|export)\b/m.test(text)
  );
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

/** A module and all that it imports relatively, as one URL that holds its text. */
function moduleUrl(file: string, text: string, inputs: Recorder, trail: readonly string[]): string {
  if (trail.includes(file))
    throw new Error(
      `${[...trail, file].join(' imports ')}: a configuration cannot import in a circle`,
    );
  const ts = loadTypeScript();
  const { outputText, diagnostics } = ts.transpileModule(text, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      verbatimModuleSyntax: false,
    },
  });
  const problem = diagnostics?.[0];
  if (problem !== undefined)
    throw new SyntaxProblem(
      ts.flattenDiagnosticMessageText(problem.messageText, ' '),
      problem.start ?? 0,
    );
  const path = join(inputs.root, file);
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
      const url = resolveImport(specifier.text, file, inputs, [...trail, file]);
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
  return `data:text/javascript;charset=utf-8,${encodeURIComponent(code).replaceAll("'", '%27')}`;
}

function resolveImport(
  specifier: string,
  from: string,
  inputs: Recorder,
  trail: readonly string[],
): string {
  if (/^[a-z]+:/.test(specifier)) return specifier;
  if (!specifier.startsWith('.')) {
    // What runs is what a configuration means by our name, installed in the project or not.
    const own = specifier === CONFIG_KEY || specifier.startsWith(`${CONFIG_KEY}/`);
    const base = own ? join(packageRoot(), 'package.json') : join(inputs.root, from);
    const resolved = createRequire(base).resolve(specifier);
    return isAbsolute(resolved) ? pathToFileURL(resolved).href : resolved;
  }
  const base = posix.join(posix.dirname(from), specifier);
  const bare = base.replace(/\.([cm]?)js$/, '');
  const mark = /\.([cm]?)js$/.exec(base)?.[1] ?? '';
  const candidates = [base, `${bare}.${mark}ts`, `${base}.ts`, `${base}.js`, `${base}/index.ts`];
  const file = candidates.find((path) => inputs.exists(path));
  if (file === undefined) throw new Error(`${from} imports ${specifier}, which was not found`);
  const text = inputs.read(file) ?? '';
  if (file.endsWith('.json'))
    return `data:text/javascript,${encodeURIComponent(`export default ${text}`)}`;
  if (isCommonJs(file, text)) return pathToFileURL(join(inputs.root, file)).href;
  return moduleUrl(file, text, inputs, trail);
}
