import type { ts } from 'ts-morph';
import type { Diagnostic } from '../../diagnostics.js';
import type { Parser } from '../../parser.js';
import { tableOf, type Tables } from './tables.js';

/** A parsed file and what its top level declares, imports and exports. */
export interface Module extends Tables {
  /** Relative to the project root. */
  readonly path: string;
  readonly source: ts.SourceFile;
}

/** How many syntax errors of one file are worth showing: later ones tend to follow from the first. */
const SHOWN = 3;

/** Parses a file; its syntax errors, when it has any. */
export function parseModule(
  ts: Parser,
  path: string,
  text: string,
): Module | readonly Diagnostic[] {
  let source: ts.SourceFile;
  try {
    source = ts.createSourceFile(
      path,
      text,
      {
        languageVersion: ts.ScriptTarget.ESNext,
        jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
      },
      false,
      scriptKind(ts, path),
    );
  } catch (error) {
    // The parser descends recursively: thousands of nested brackets exhaust the stack.
    if (!(error instanceof RangeError)) throw error;
    return [
      {
        severity: 'error',
        code: 'schema-too-deep',
        message: `${path} nests its brackets too deeply to be read.`,
        remedy: 'Give the inner parts names of their own.',
        at: { file: path, offset: 0, length: 0 },
      },
    ];
  }
  const errors = syntaxErrors(source);
  if (errors.length > 0) {
    return errors.slice(0, SHOWN).map(({ start, length, messageText }) => ({
      severity: 'error',
      code: 'schema-syntax',
      message: `Syntax error: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
      at: { file: path, offset: start, length },
    }));
  }
  return { path, source, ...tableOf(ts, source) };
}

function scriptKind(ts: Parser, path: string): ts.ScriptKind {
  if (path.endsWith('.tsx')) return ts.ScriptKind.TSX;
  return /\.[cm]?jsx?$/.test(path) ? ts.ScriptKind.JSX : ts.ScriptKind.TS;
}

/** The compiler keeps them on the file, outside its public types. */
function syntaxErrors(source: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  if (!('parseDiagnostics' in source) || !Array.isArray(source.parseDiagnostics)) return [];
  return source.parseDiagnostics.filter(isLocated);
}

function isLocated(value: unknown): value is ts.DiagnosticWithLocation {
  return (
    typeof value === 'object' &&
    value !== null &&
    'start' in value &&
    typeof value.start === 'number' &&
    'messageText' in value
  );
}
