/** `instant-codegen rows`: a client table to start from, one row for each operation of a document. */

import type { Options } from '../argv.js';
import { settleClients } from '../config/settle.js';
import type { Diagnostic } from '../diagnostics.js';
import { projectRoot } from '../gate.js';
import type { Host } from '../host.js';
import { recordInputs } from '../inputs.js';
import { documentOf, shippedFiles, targetOf } from '../project.js';
import { readDocument } from '../read/index.js';
import { printRows } from '../read/rows-print.js';
import { locateDiagnostics } from '../render.js';
import { tellDiagnostics } from './generate.js';

/** Prints the table to stdout. Exit code 2 where the document cannot be read. */
export async function rows(options: Options, host: Host): Promise<number> {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const root = projectRoot(host.cwd(), options);
  const inputs = recordInputs(root, host.env, shippedFiles());
  const clients = await settleClients(options, host.cwd(), inputs, report);
  const tables = (clients ?? []).flatMap((client) => {
    const target = targetOf(client, inputs, report);
    if (target === 'failed') return [];
    const { document, overlays } = documentOf(client, target);
    const api =
      document === undefined ? undefined : readDocument(document, inputs, overlays, report);
    return api === undefined ? [] : [printRows(api)];
  });
  tellDiagnostics(
    locateDiagnostics(diagnostics, (file) => inputs.seen(file)),
    options,
    host,
  );
  host.stdout.write(tables.join('\n'));
  return diagnostics.some(({ severity }) => severity === 'error') ? 2 : 0;
}
