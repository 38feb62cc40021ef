/** Documents and client tables → IR. */

import type { Diagnostic, Report } from '../diagnostics.js';
import type { Api } from '../ir.js';
import type { Inputs, Problem } from '../stages.js';
import { bundle } from './document/bundle.js';
import { applyOverlays } from './document/overlay.js';
import { notADocument } from './document/other-kinds.js';
import { openApiVersion, readOpenApi } from './openapi.js';
import { mayHaveProse, withProse } from './document/prose.js';
import { isData, openSources, type Node, type Sources } from './document/source.js';
import { isSwagger2, readSwagger2 } from './swagger2.js';
import { parseText } from './document/yaml.js';

export { locate, locateAll, type Span } from './document/locate.js';
export { printRows } from './rows/print.js';
export { readRows, type Tables } from './rows/rows.js';

/** A document or overlay: a file below the root, or a text with the name that diagnostics give it. */
export type DocumentInput = string | { readonly text: string; readonly file: string };

/** A kind of document. The first that accepts one reads it. */
interface DocumentReader {
  readonly accepts: (root: unknown) => boolean;
  readonly read: (sources: Sources) => Api | undefined;
}

const READERS: readonly DocumentReader[] = [
  {
    accepts: (root) => openApiVersion(root) !== undefined,
    read: (sources) => readOpenApi(sources, openApiVersion(sources.root.value) ?? 30),
  },
  { accepts: isSwagger2, read: readSwagger2 },
  {
    accepts: (root) =>
      isData(root) && /^1\b/.test(String(root['swagger'] ?? root['swaggerVersion'])),
    read(sources) {
      sources.report({
        severity: 'error',
        code: 'openapi-swagger-1',
        message: `${sources.root.file} is of a version of Swagger before 2.0, which is not read.`,
        remedy: 'Convert it to OpenAPI 3, or to Swagger 2.0.',
        at: { file: sources.root.file, pointer: '' },
      });
      return undefined;
    },
  },
];

/**
 * Reads an API description.
 *
 * @param overlays applied in order before anything is read
 * @returns undefined when errors were reported
 */
export function readDocument(
  document: DocumentInput,
  inputs: Inputs,
  overlays: readonly DocumentInput[],
  report: Report,
): Api | undefined {
  let failed = false as boolean;
  const watch: Report = (diagnostic) => {
    if (diagnostic.severity === 'error') failed = true;
    // Nothing is written, and so nothing is of no known type.
    if (failed && diagnostic.code === 'openapi-unknown') return;
    report(diagnostic);
  };
  const sources = openDocument(document, inputs, overlays, watch);
  if (sources === undefined) return undefined;
  const reader = READERS.find(({ accepts }) => accepts(sources.root.value));
  if (reader === undefined) {
    watch(unknownVersion(sources.root));
    return undefined;
  }
  const api = reader.read(sources);
  return failed ? undefined : api;
}

function unknownVersion({ file, value }: Sources['root']): Diagnostic {
  const key = ['openapi', 'swagger'].find((each) => isData(value) && Object.hasOwn(value, each));
  if (key === undefined || !isData(value))
    return {
      severity: 'error',
      code: 'openapi-not-a-document',
      ...notADocument(file, value),
      at: { file, pointer: '' },
    };
  return {
    severity: 'error',
    code: 'openapi-version-unknown',
    message: `${file} is of version ${JSON.stringify(value[key])}, which is not known.`,
    remedy: 'Known versions are openapi: 3.0 to 3.2, and swagger: "2.0".',
    at: { file, pointer: `/${key}` },
  };
}

/** The same description as one document of plain data; its problems are those of {@link readDocument}. */
export function bundleDocument(
  document: DocumentInput,
  inputs: Inputs,
  overlays: readonly DocumentInput[],
): unknown {
  const sources = openDocument(document, inputs, overlays, () => undefined);
  return sources === undefined ? undefined : bundle(sources);
}

/** The document after its overlays, and what it refers to; undefined where it cannot be read. */
function openDocument(
  document: DocumentInput,
  inputs: Inputs,
  overlays: readonly DocumentInput[],
  report: Report,
): Sources | undefined {
  const source = textOf(document, inputs, report);
  if (source === undefined) return undefined;
  const written = parseText(source.text, source.file, report);
  if (written === undefined) return undefined;
  const texts = overlays.flatMap((each) => textOf(each, inputs, report) ?? []);
  const { data: mended, moved } = applyOverlays(written, source.file, texts, report);
  const mayHaveIds = [source, ...texts].some(
    ({ text }) => text.includes('$id') || text.includes('$self'),
  );
  const settled = (whole: Node, ...said: readonly string[]): unknown =>
    said.some(mayHaveProse)
      ? withProse(
          whole,
          (path) => inputs.read(path),
          (node, ref) => {
            report(proseMissing(node, ref));
          },
        )
      : whole.value;
  const whole = { value: mended, file: source.file, pointer: '' };
  const data = settled(whole, source.text, ...texts.map(({ text }) => text));
  return openSources({ file: source.file, data, mayHaveIds, moved, settled }, inputs, report);
}

function proseMissing({ file, pointer }: Node, ref: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'openapi-description-missing',
    message: `The description ${JSON.stringify(ref)} cannot be read; it is left out.`,
    remedy: 'Put the file there, or write its text in place of the $ref.',
    at: { file, pointer },
  };
}

function textOf(
  input: DocumentInput,
  inputs: Inputs,
  report: Report,
): { readonly text: string; readonly file: string } | undefined {
  if (typeof input !== 'string') return input;
  const text = inputs.read(input);
  if (text !== undefined) return { text, file: input };
  report({
    severity: 'error',
    ...(inputs.absence?.(input) ?? absence(input, inputs)),
  });
  return undefined;
}

function absence(input: string, inputs: Inputs): Problem {
  const code = 'openapi-file-not-found';
  const shown = JSON.stringify(input);
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(input))
    return {
      code,
      message: `${shown} cannot be fetched.`,
      remedy: 'A document is a file, or has an address that begins with https:// or http://.',
    };
  if (inputs.list(input) !== undefined)
    return { code, message: `${shown} is a folder.`, remedy: 'Name the document in it.' };
  return {
    code,
    message: `There is no file ${shown}.`,
    remedy: 'Correct the path, which is relative to the root of the project.',
  };
}
