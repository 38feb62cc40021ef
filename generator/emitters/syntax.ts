/** Whether what a user's emitter gave is TypeScript: `unsafeVerbatim` and a slip in a template may be anything. */

import type { Report } from '../diagnostics.js';
import { loadParser } from '../parser.js';
import type { OutFile } from '../stages.js';

/** Reports the first syntax error of a printed file, with its line, at the emitter (`file.by`) that gave it. */
export function reportSyntax(
  { by, path, extension = '.ts' }: OutFile,
  text: string,
  report: Report,
): void {
  if (by === undefined || !/^\.[cm]?tsx?$/.test(extension)) return;
  const ts = loadParser();
  const kind = extension.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(path + extension, text, ts.ScriptTarget.ESNext, false, kind);
  // The compiler keeps them on the file, outside its public types.
  const found: unknown = 'parseDiagnostics' in source ? source.parseDiagnostics : undefined;
  const first: unknown = Array.isArray(found) ? found[0] : undefined;
  if (typeof first !== 'object' || first === null || !('start' in first)) return;
  const before = text.slice(0, Number(first.start)).split('\n');
  const line = (text.split('\n')[before.length - 1] ?? '').trim();
  const said =
    'messageText' in first && typeof first.messageText === 'string' ? first.messageText : '';
  report({
    severity: 'error',
    code: 'emitters-syntax',
    message: `What is given for ${JSON.stringify(path + extension)} is no TypeScript. Line ${String(before.length)}: ${said} ${JSON.stringify(line.slice(0, 80))}`,
    remedy: 'Mend the template, or what `unsafeVerbatim` is given.',
    at: { file: by, offset: 0, length: 0 },
  });
}
