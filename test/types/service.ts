/** What an editor shows: completions, hovers and problems of a file in memory. */

import ts from 'typescript';
import { FOLDER, STRICT, fileText, type Files } from './program.js';

export interface Editor {
  /** Names offered where `|` stands in `text`. */
  completions(text: string): readonly string[];
  /** What a hover shows where `|` stands in `text`. */
  hover(text: string): string;
  /** Problems of a text, in words. */
  problems(text: string): readonly string[];
}

/** An editor in which `use.ts` is open beside `files`. */
export function editor(files: Files): Editor {
  let current = '';
  let version = 0;
  const path = `${FOLDER}use.ts`;
  const read = (name: string): string | undefined =>
    name === path ? current : fileText(files, name);
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => STRICT,
    getScriptFileNames: () => [path],
    getScriptVersion: (name) => (name === path ? String(version) : '0'),
    getScriptSnapshot: (name) => {
      const text = read(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => FOLDER,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (name) => read(name) !== undefined,
    readFile: read,
    directoryExists: (name) => name.startsWith(FOLDER.slice(0, -1)) || ts.sys.directoryExists(name),
  };
  const service = ts.createLanguageService(host);
  const open = (text: string): number => {
    const at = text.indexOf('|');
    current = text.slice(0, at) + text.slice(at + 1);
    version++;
    return at;
  };
  return {
    completions: (text) => {
      const at = open(text);
      const found = service.getCompletionsAtPosition(path, at, {});
      return (found?.entries ?? []).map((entry) => entry.name);
    },
    hover: (text) => {
      const found = service.getQuickInfoAtPosition(path, open(text));
      return ts.displayPartsToString(found?.displayParts);
    },
    problems: (text) => {
      open(`|${text}`);
      return service
        .getSemanticDiagnostics(path)
        .map((each) => ts.flattenDiagnosticMessageText(each.messageText, '\n'));
    },
  };
}
