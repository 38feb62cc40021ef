/** `instant-codegen rows`: a client table to start from, one row for each operation of a document. */

import type { Options } from '../argv.js';
import { settleClients } from '../config/settle.js';
import type { Diagnostic } from '../diagnostics.js';
import { projectRoot } from '../gate.js';
import type { Host } from '../host.js';
import { recordInputs } from '../inputs.js';
import type { Api, Operation, Schema } from '../ir.js';
import { loadYaml } from '../lazy.js';
import { documentOf, shippedFiles, targetOf } from '../project.js';
import { readDocument } from '../read/index.js';
import type { ArgumentInput, RowInput } from '../read/rows-format.js';
import { locateDiagnostics } from '../render.js';
import { camel } from '../words.js';
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
    return api === undefined || document === undefined ? [] : [tableText(api, document)];
  });
  tellDiagnostics(
    locateDiagnostics(diagnostics, (file) => inputs.seen(file)),
    options,
    host,
  );
  host.stdout.write(tables.join('\n'));
  return diagnostics.some(({ severity }) => severity === 'error') ? 2 : 0;
}

/** The table of a document as YAML, in the order of its operations. */
export function tableText(api: Api, document: string): string {
  const table = startingTable(api);
  const { Document, isMap, isSeq, visit } = loadYaml();
  const yaml = new Document(table);
  // An argument is one thing, and reads best on one line.
  visit(yaml, {
    Seq(_, node) {
      for (const item of node.items) if (isMap(item) || isSeq(item)) item.flow = true;
    },
    Pair(_, pair) {
      if (
        isMap(pair.value) &&
        isMap(yaml.contents) &&
        yaml.contents.items.some((item) => item === pair)
      )
        pair.value.spaceBefore = false;
    },
  });
  if (isMap(yaml.contents))
    yaml.contents.items.forEach((pair, index) => {
      const key: unknown = pair.key;
      if (index > 0 && typeof key === 'object' && key !== null)
        Object.assign(key, { spaceBefore: true });
    });
  const head = `Methods of a client for ${document.replace(/[\r\n]/g, ' ')}: rename, reorder and remove what you like.`;
  return `# ${head}\n\n${yaml.toString({ lineWidth: 100 })}`;
}

/** One row for each operation: its parameters and body as arguments, in that order. */
export function startingTable(api: Api): Readonly<Record<string, RowInput>> {
  const named = api.operations.map((operation) => [nameOf(operation), operation] as const);
  const table: Record<string, RowInput> = {};
  for (const [name, operation] of named) {
    const alone =
      named.filter(([other]) => other === name || other.startsWith(`${name}.`)).length === 1;
    const key = alone
      ? name
      : `${name}By${camel(`${operation.method.toLowerCase()} ${operation.path}`)}`;
    table[Object.hasOwn(table, key) ? `${key}${String(Object.keys(table).length)}` : key] = rowOf(
      operation,
      api,
    );
  }
  return table;
}

function nameOf(operation: Operation): string {
  const own = camel(operation.id ?? `${operation.method.toLowerCase()} ${operation.path}`);
  const group = camel(operation.tags[0] ?? '');
  return [group, own === '' ? 'call' : own].filter((part) => part !== '').join('.');
}

function rowOf(operation: Operation, api: Api): RowInput {
  const args: ArgumentInput[] = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .map(({ name }) => ({ name: camel(name) || 'value', to: ['path', name] }));
  const content = operation.body?.contents[0];
  if (operation.body !== undefined && content !== undefined) {
    const optional = operation.body.required ? {} : { optional: true };
    const object = resolve(content.schema, api).kind === 'object';
    args.push({ name: 'body', ...(object ? { spread: 'body' } : { to: 'body' }), ...optional });
  }
  const rest = operation.parameters.filter(
    ({ in: where }) => where === 'query' || where === 'header',
  );
  if (rest.length > 0) {
    const fields = Object.fromEntries(
      rest.map(({ name, in: where, required }) => {
        const to = [where === 'header' ? 'headers' : where, name];
        const place = name.includes('.') ? to : to.join('.');
        return [camel(name) || name, required ? place : { to: place, optional: true }];
      }),
    );
    const optional = rest.some(({ required }) => required) ? {} : { optional: true };
    args.push({ name: 'options', ...optional, fields });
  }
  const call = operation.id ?? `${operation.method.toUpperCase()} ${operation.path}`;
  return { call, ...(args.length === 0 ? {} : { args: args.map(shorten) }) };
}

/** A place whose name holds no dot is written with dots. */
function shorten(argument: ArgumentInput): ArgumentInput {
  const { to } = argument;
  if (to === undefined || typeof to === 'string' || to.some((part) => part.includes('.')))
    return argument;
  return { ...argument, to: to.join('.') };
}

function resolve(schema: Schema, api: Api): Schema {
  let at = schema;
  for (let hops = 0; at.kind === 'ref' && hops < 100; hops++) {
    const { to } = at;
    at = api.schemas.find(({ key }) => key === to)?.schema ?? { kind: 'unknown' };
  }
  return at;
}
