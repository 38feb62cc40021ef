/** Documents of others, as they are found: which there are, and what the generator makes of one. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientSettings } from '../../generator/config/types.js';
import type { Diagnostic } from '../../generator/diagnostics.js';
import { recordInputs } from '../../generator/inputs.js';
import { shippedFiles } from '../../generator/project.js';
import { generateClient, type Generated } from '../../generator/run.js';

export const CORPUS = join(import.meta.dirname, '../../fixtures/corpus');
export const DOCUMENTS = join(CORPUS, 'documents');

/** An entry of `corpus.json`. */
export interface Entry {
  /** Relative to `documents/`. */
  readonly file: string;
  /** Of its `openapi` or `swagger`. */
  readonly version: string;
  readonly repo: string;
  readonly commit: string;
  readonly path: string;
  readonly license: string;
  /** Code of the one error that a document has which is really broken. */
  readonly error?: string;
}

export const entries = JSON.parse(
  readFileSync(join(CORPUS, 'corpus.json'), 'utf8'),
) as readonly Entry[];

export interface Outcome {
  /** Absent where there were errors. */
  readonly generated?: Generated;
  readonly diagnostics: readonly Diagnostic[];
}

export const SETTINGS: ClientSettings = {
  overlays: [],
  runtime: 'copy',
  importExtension: '.js',
  format: false,
  dates: 'stored',
  requiredLinks: 'types',
  names: {},
  schema: false,
};

/** Generates the client of a document in memory, as the command does without any setting but those given. */
export async function generateDocument(
  file: string,
  root: string,
  given: Partial<ClientSettings> = {},
): Promise<Outcome> {
  const settings = { ...SETTINGS, openapi: file, ...given };
  const inputs = recordInputs(root, {}, shippedFiles());
  const diagnostics: Diagnostic[] = [];
  const generated = await generateClient(
    settings,
    undefined,
    'out',
    inputs,
    (each) => diagnostics.push(each),
    () => undefined,
  );
  return generated === undefined ? { diagnostics } : { generated, diagnostics };
}
