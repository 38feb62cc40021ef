// Cuts the parser out of the TypeScript compiler, for the build: of the nine megabytes that the compiler is,
// which take longer to load than the rest of a run, the reading of a schema needs less than one.
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** What the parser needs is declared, and made ready, before this part of the compiler. */
const AFTER_PARSER = '// src/compiler/commandLineParser.ts';

/** Methods of nodes (`getStart`) are those of the language service, which cannot be had by itself. */
const NODES = `
setObjectAllocator({
  ...objectAllocator,
  getNodeConstructor: () => NodeObject,
  getTokenConstructor: () => TokenObject,
  getIdentifierConstructor: () => IdentifierObject,
  getPrivateIdentifierConstructor: () => PrivateIdentifierObject,
  getSourceFileConstructor: () => SourceFileObject,
});
`;

/** Writes a CommonJS module that has these members of the compiler's, and what they use, to `outfile`. */
export async function cutParser(names, outfile) {
  const wrapped = createRequire(require.resolve('ts-morph')).resolve('@ts-morph/common');
  const file = join(dirname(wrapped), 'typescript.js');
  const text = readFileSync(file, 'utf8');
  const ts = require(file);
  const source = ts.createSourceFile(file, text, {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
  const { version } = ts;
  await build({
    stdin: {
      contents: `${declarations(ts, source)}${NODES}export { ${names.join(', ')} };\n`,
      resolveDir: dirname(file),
    },
    outfile,
    banner: {
      js: `${notice(text)}\n/*! Changed: the parser of TypeScript ${version} alone, cut out of the compiler. */`,
    },
    ...{ bundle: true, minify: true, format: 'cjs', platform: 'node', target: 'node20' },
    logLevel: 'error',
  });
}

/** The notice that a copy has to carry. */
function notice(text) {
  const [found] = /^\/\*![^]*?\*\//.exec(text) ?? [];
  if (found === undefined) throw new Error('The compiler has no notice at its top any more.');
  return found;
}

/**
 * The compiler's own top level, without what only has effects after the parser is ready, and with every
 * value marked as one that nobody misses if it is not used: the bundler drops the rest.
 */
function declarations(ts, source) {
  const end = source.text.indexOf(AFTER_PARSER);
  const body = topLevel(ts, source);
  if (end < 0 || body === undefined) throw new Error('The compiler is laid out in another way.');
  return body
    .map((statement) => {
      if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
        return statement.getText(source);
      if (ts.isVariableStatement(statement))
        return statement.declarationList.declarations
          .map((each) => declaration(ts, source, each))
          .join('\n');
      const exporting = /^(?:__export\(|module\.exports|0 &&)/.test(statement.getText(source));
      return exporting || statement.pos > end ? '' : statement.getText(source);
    })
    .join('\n')
    .replaceAll(/\bDiagnostics\.(?=\w)/g, 'Diagnostics_');
}

/** The statements inside of the function that all of the compiler is in. */
function topLevel(ts, source) {
  let found;
  const visit = (node) => {
    if (found !== undefined) return;
    if (ts.isArrowFunction(node)) found = node.body.statements;
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function declaration(ts, source, { name, initializer }) {
  if (initializer === undefined) return `var ${name.getText(source)};`;
  // Two thousand messages, of which some hundred are the parser's.
  if (name.text === 'Diagnostics')
    return initializer.properties
      .map((each) => pure(`Diagnostics_${each.name.text}`, each.initializer.getText(source)))
      .join('\n');
  return pure(name.getText(source), initializer.getText(source));
}

function pure(name, value) {
  return `var ${name} = /* @__PURE__ */ (() => (${value}))();`;
}
