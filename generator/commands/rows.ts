/** `instant-codegen rows`: a client table to start from, one row for each operation of a document. */

import type { Options } from '../argv.js';
import { settleClients } from '../config/settle.js';
import type { Diagnostic } from '../diagnostics.js';
import { projectRoot } from '../gate.js';
import type { Host } from '../host.js';
import { recordInputs } from '../inputs.js';
import { documentsOf, fetchGiven, pipedIn, readApi, remoteOf } from '../documents.js';
import { shippedFiles, targetOf } from '../project.js';
import { printRows } from '../read/rows/print.js';
import { locateDiagnostics } from '../render.js';
import { tellDiagnostics } from './generate.js';

/** Prints the table to stdout. Exit code 2 where the document cannot be read. */
export async function rows(options: Options, host: Host): Promise<number> {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const root = projectRoot(host.cwd(), options);
  const shared = recordInputs(root, host.env, shippedFiles());
  const clients = await settleClients(options, host.cwd(), shared, report);
  const stdin = pipedIn();
  const tables: string[] = [];
  const recorders = [shared];
  for (const client of clients ?? []) {
    const remote = remoteOf(client, root, options, stdin);
    const inputs = recordInputs(root, host.env, shippedFiles(), remote);
    recorders.push(inputs);
    await fetchGiven(client, inputs, report);
    const target = targetOf(client, inputs, report);
    if (target === 'failed') continue;
    const api = await readApi(documentsOf(client, target, inputs), inputs, report);
    if (api !== undefined) tables.push(printRows(api, client.names.operations));
  }
  const seen = (file: string): string | undefined =>
    recorders.map((each) => each.seen(file)).find((text) => text !== undefined);
  tellDiagnostics(locateDiagnostics(diagnostics, seen), options, host);
  host.stdout.write(tables.join('\n'));
  return diagnostics.some(({ severity }) => severity === 'error') ? 2 : 0;
}
