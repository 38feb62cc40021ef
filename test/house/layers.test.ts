import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { targets } from '../../generator/targets/index.js';

/** What readers of documents and of client tables may import. */
const BELOW_READING = [
  'generator/ir',
  'generator/stages.ts',
  'generator/diagnostics.ts',
  'generator/lazy.ts',
  'generator/names',
  'generator/words.ts',
];

/**
 * Which folder or file may import which. Keys and values are path prefixes; the longest key that matches a
 * file decides. Files of one prefix may always import each other.
 */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  'generator/ir': [],
  'generator/words.ts': [],
  'generator/diagnostics.ts': ['generator/ir'],
  'generator/lazy.ts': [],
  'generator/parser.ts': ['generator/lazy.ts'],
  'generator/print/': ['generator/ir', 'generator/stages.ts', 'generator/names.ts'],
  'generator/names': [
    'generator/ir',
    'generator/diagnostics.ts',
    'generator/print/ident.ts',
    'generator/words.ts',
  ],
  'generator/stages.ts': [
    'generator/ir',
    'generator/diagnostics.ts',
    'generator/names.ts',
    'generator/print/code.ts',
  ],
  'generator/read/': BELOW_READING,
  'generator/read/document/': BELOW_READING,
  'generator/read/schema/': [...BELOW_READING, 'generator/read/document/'],
  'generator/read/operation/': [
    ...BELOW_READING,
    'generator/read/document/',
    'generator/read/schema/',
    // Documents of OpenAPI 3 have bodies as Swagger 2.0 has them.
    'generator/read/swagger2/',
  ],
  'generator/read/swagger2/': [
    ...BELOW_READING,
    'generator/read/document/',
    'generator/read/schema/',
    'generator/read/operation/',
  ],
  'generator/read/rows/': [...BELOW_READING, 'generator/read/document/'],
  'generator/stores/': [
    'generator/ir',
    'generator/stages.ts',
    'generator/diagnostics.ts',
    'generator/lazy.ts',
    'generator/parser.ts',
    'generator/print/ident.ts',
  ],
  'generator/introspect/': [
    'generator/stores/postgres/',
    'generator/diagnostics.ts',
    'generator/headers.ts',
    'generator/ir',
    'generator/lazy.ts',
    'generator/package.ts',
  ],
  'generator/targets/': ['generator/stages.ts', 'generator/package.ts', 'generator/target-file.ts'],
  'generator/target-file.ts': ['generator/stages.ts'],
  'templates/': [
    'generator/ir',
    'generator/names.ts',
    'generator/stages.ts',
    'generator/diagnostics.ts',
    'generator/print/code.ts',
    'generator/print/markdown.ts',
    'generator/print/ident.ts',
    'generator/words.ts',
  ],
  // Written with what emitters of users are written with.
  'templates/api/': ['generator/emit.ts'],
  'templates/extra/': ['generator/emit.ts', 'templates/api/'],
  'runtime/': [],
  'generator/argv.ts': ['generator/manifest.ts'],
  'generator/headers.ts': [],
  'generator/package.ts': [],
  'generator/manifest.ts': [],
  'generator/gate.ts': ['generator/argv.ts', 'generator/manifest.ts', 'generator/package.ts'],
  'generator/bin.ts': ['generator/argv.ts', 'generator/gate.ts'],
};

/** Only the registry knows the backends. */
const REGISTRY = 'generator/targets/index.ts';

const ROOT = join(import.meta.dirname, '../..');

function sources(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(ROOT, path)).isDirectory()) return sources(path);
    return path.endsWith('.ts') && !path.endsWith('.d.ts') ? [path] : [];
  });
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly dynamic: boolean;
}

/** Imports of a file: relative ones as paths from the root, others as they stand. */
function edges(file: string): readonly Edge[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Edge[] = [];
  const add = (specifier: string, dynamic: boolean): void => {
    const to = specifier.startsWith('.')
      ? relative(ROOT, join(ROOT, dirname(file), specifier)).replace(/\.js$/, '.ts')
      : specifier;
    found.push({ from: file, to, dynamic });
  };
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      add(node.moduleSpecifier.text, false);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const argument = node.arguments[0];
      if (argument !== undefined && ts.isStringLiteral(argument)) add(argument.text, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Every text that is written in a file, and every part of its templates. */
function textsOf(file: string): readonly string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = ['generator', 'templates', 'runtime'].flatMap(sources);
const graph = new Map(files.map((file) => [file, edges(file)]));

function layerOf(file: string): string | undefined {
  return Object.keys(LAYERS)
    .filter((prefix) => file.startsWith(prefix))
    .sort((a, b) => b.length - a.length)[0];
}

describe('the house', () => {
  it('has source files to speak of', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it('imports only downwards', () => {
    const wrong = [...graph.values()].flat().filter(({ from, to, dynamic }) => {
      const layer = layerOf(from);
      if (layer === undefined || dynamic || !graph.has(to)) return false;
      return (
        !to.startsWith(layer) && !(LAYERS[layer] ?? []).some((allowed) => to.startsWith(allowed))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('has no circles, types included', () => {
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (file: string, trail: readonly string[]): void => {
      const at = trail.indexOf(file);
      if (at >= 0) {
        circles.push([...trail.slice(at), file].join(' -> '));
        return;
      }
      if (done.has(file)) return;
      for (const { to, dynamic } of graph.get(file) ?? []) {
        if (!dynamic && graph.has(to)) walk(to, [...trail, file]);
      }
      done.add(file);
    };
    for (const file of files) walk(file, []);
    expect(circles).toEqual([]);
  });

  it('lets only the registry import a backend', () => {
    const wrong = [...graph.values()]
      .flat()
      .filter(
        ({ from, to }) =>
          to.startsWith('generator/targets/') && to !== REGISTRY && from !== REGISTRY,
      )
      .filter(({ from, to }) => dirname(from) !== dirname(to));
    expect(wrong).toEqual([]);
  });

  it('has backends that are data, beside their registry', () => {
    expect(files.filter((file) => file.startsWith('generator/targets/'))).toEqual([REGISTRY]);
  });

  it('asks no target for its name', () => {
    const names = new Set(targets.map(({ name }) => name));
    const wrong = files
      .filter((file) => !file.startsWith('runtime/'))
      .filter((file) => textsOf(file).some((text) => names.has(text)));
    expect(names.size).toBeGreaterThan(1);
    expect(wrong).toEqual([]);
  });

  it('keeps the runtime free of packages and of node: modules', () => {
    const wrong = files
      .filter((file) => file.startsWith('runtime/'))
      .flatMap((file) => graph.get(file) ?? [])
      .filter(({ to }) => !to.startsWith('runtime/'));
    expect(wrong).toEqual([]);
  });

  it('starts with node: modules only', () => {
    const reached = new Set<string>();
    const queue = ['generator/bin.ts'];
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      if (reached.has(file)) continue;
      reached.add(file);
      for (const { to, dynamic } of graph.get(file) ?? []) if (!dynamic) queue.push(to);
    }
    const own = ['argv', 'bin', 'gate', 'manifest', 'package'].map(
      (each) => `generator/${each}.ts`,
    );
    const wrong = [...reached].filter((each) => !each.startsWith('node:') && !own.includes(each));
    expect(reached.size).toBeGreaterThan(own.length);
    expect(wrong).toEqual([]);
  });

  it('keeps files short enough to have one reason', () => {
    const long = files.filter(
      (file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 301,
    );
    // The closed list of names has one reason at any length.
    expect(long.filter((file) => file !== 'runtime/abi.ts')).toEqual([]);
  });

  it('has no rooms without a name', () => {
    expect(
      files.filter((file) => /(^|\/)(utils?|helpers?|misc|common)(\/|\.ts$)/.test(file)),
    ).toEqual([]);
  });
});
