/** An app's files, parsed together. */

import type { ts as TypeScript } from 'ts-morph';
import type { CodeText } from './sources.js';

type Ts = typeof TypeScript;

/** A program of these texts and nothing else: it serves to find declarations. */
export function programOf(ts: Ts, code: readonly CodeText[]): TypeScript.Program {
  const files = new Map(code.map((each) => [`/${each.path}`, each]));
  return ts.createProgram({
    rootNames: [...files.keys()],
    options: {
      allowJs: true,
      jsx: ts.JsxEmit.Preserve,
      moduleDetection: ts.ModuleDetectionKind.Force,
      noLib: true,
      noResolve: true,
      target: ts.ScriptTarget.Latest,
      types: [],
      // As editors have it: files whose names say nothing of their syntax.
      ...{ allowNonTsExtensions: true },
    },
    host: {
      fileExists: (path) => files.has(path),
      getCanonicalFileName: (path) => path,
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => '/lib.d.ts',
      getNewLine: () => '\n',
      // What it is given says that every file is a module: names of scripts would be those of each other.
      getSourceFile: (path, language) => {
        const file = files.get(path);
        if (file === undefined) return undefined;
        const kind = scriptKind(ts, file.path, file.whole);
        return ts.createSourceFile(path, file.text, language, true, kind);
      },
      readFile: (path) => files.get(path)?.text,
      useCaseSensitiveFileNames: () => true,
      writeFile: () => undefined,
    },
  });
}

function scriptKind(ts: Ts, path: string, whole: string | undefined): TypeScript.ScriptKind {
  if (whole !== undefined)
    return /<script\b[^>]*\blang=["']?[jt]sx/i.test(whole) ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  // JSX is read in every file that is not TypeScript's own: `.js` files of React apps have it.
  if (/\.tsx$/.test(path)) return ts.ScriptKind.TSX;
  if (/\.[cm]?ts$/.test(path)) return ts.ScriptKind.TS;
  return ts.ScriptKind.JSX;
}
