/** What the tests of reading share: documents given as frozen data, and answers without places. */

import type { Diagnostic } from '../../generator/diagnostics.js';
import type { Api } from '../../generator/ir.js';
import { readDocument } from '../../generator/read/index.js';
import { openApiVersion, readOpenApi } from '../../generator/read/openapi.js';
import { openSources } from '../../generator/read/document/source.js';
import type { Inputs } from '../../generator/stages.js';

export interface Answer {
  readonly api: Api | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Files by path; nothing else exists. */
export function inputsOf(files: Readonly<Record<string, string>>): Inputs {
  return {
    root: '/project',
    read: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    exists: (path) => Object.hasOwn(files, path),
    list: () => undefined,
  };
}

/** Reads data that is frozen all the way down: a reader that changed it would throw. */
export function readData(document: unknown): Answer {
  const diagnostics: Diagnostic[] = [];
  const report = (each: Diagnostic): void => void diagnostics.push(each);
  const text = JSON.stringify(document);
  const opened = {
    file: 'api.json',
    data: deepFreeze(document),
    mayHaveIds: text.includes('$id'),
    moved: new Map(),
  };
  const sources = openSources(opened, inputsOf({}), report);
  const api = readOpenApi(sources, openApiVersion(document) ?? 30);
  return { api, diagnostics };
}

export function readFiles(
  files: Readonly<Record<string, string>>,
  document: string,
  overlays: readonly string[] = [],
): Answer {
  const diagnostics: Diagnostic[] = [];
  const api = readDocument(document, inputsOf(files), overlays, (each) => diagnostics.push(each));
  return { api, diagnostics };
}

/** A document that has nothing but these schemas. */
export function withSchemas(schemas: unknown, openapi = '3.1.0'): unknown {
  return { openapi, info: { title: 'T', version: '1' }, paths: {}, components: { schemas } };
}

/** The named schemas by key, without places. */
export function schemasOf(answer: Answer): Record<string, unknown> {
  return Object.fromEntries(
    (answer.api?.schemas ?? []).map(({ key, schema }) => [key, placeless(schema)]),
  );
}

/** All but the count of what was lost, which says nothing of its own. */
export function codes(answer: { readonly diagnostics: readonly Diagnostic[] }): readonly string[] {
  return answer.diagnostics
    .filter(({ code }) => code !== 'openapi-unknown')
    .map(({ severity, code }) => `${severity} ${code}`);
}

/** Without `at`, and without what is empty by default. */
export function placeless(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, each: unknown) =>
      key === 'at' || (key === 'patterns' && Array.isArray(each) && each.length === 0)
        ? undefined
        : each,
    ),
  );
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
