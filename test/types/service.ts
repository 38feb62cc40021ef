/** What an editor shows: completions, hovers and problems of a file in memory. */

import ts from 'typescript';
import { FOLDER, STRICT, fileText, hasFile, type Files } from './program.js';

export interface Editor {
  /** Names offered where `|` stands in `text`. */
  completions(text: string): readonly string[];
  /** What a hover shows where `|` stands in `text`. */
  hover(text: string): string;
}

/** A language service over one open file, `use.ts`, beside `files`. */
export interface Service {
  readonly languageService: ts.LanguageService;
  /** The path of the open file. */
  readonly path: string;
  /** Replaces the text of the open file. */
  readonly open: (text: string) => void;
  problems(): readonly string[];
}

export function service(files: Files, options: ts.CompilerOptions = STRICT): Service {
  let current = '';
  let version = 0;
  const path = `${FOLDER}use.ts`;
  const read = (name: string): string | undefined =>
    name === path ? current : fileText(files, name);
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [path],
    getScriptVersion: (name) => (name === path ? String(version) : '0'),
    getScriptSnapshot: (name) => {
      const text = read(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => FOLDER,
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    fileExists: (name) => name === path || hasFile(files, name),
    readFile: read,
    directoryExists: (name) => name.startsWith(FOLDER.slice(0, -1)) || ts.sys.directoryExists(name),
  };
  const languageService = ts.createLanguageService(host);
  return {
    languageService,
    path,
    open: (text) => {
      current = text;
      version++;
    },
    problems: () =>
      languageService
        .getSemanticDiagnostics(path)
        .map((each) => ts.flattenDiagnosticMessageText(each.messageText, '\n')),
  };
}

/** An editor in which `use.ts` is open beside `files`. */
export function editor(files: Files): Editor {
  const { languageService, path, open } = service(files);
  const openAt = (text: string): number => {
    const at = text.indexOf('|');
    open(text.slice(0, at) + text.slice(at + 1));
    return at;
  };
  return {
    completions: (text) => {
      const at = openAt(text);
      const found = languageService.getCompletionsAtPosition(path, at, {});
      return (found?.entries ?? []).map((entry) => entry.name);
    },
    hover: (text) => {
      const at = openAt(text);
      const found = languageService.getQuickInfoAtPosition(path, at);
      return ts.displayPartsToString(found?.displayParts);
    },
  };
}
