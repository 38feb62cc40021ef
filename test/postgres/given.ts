/** What the tests of `introspect` share: a target with a database, an answer of its server, and a host. */

import { parseArgv } from '../../generator/argv.js';
import { introspect } from '../../generator/commands/introspect.js';
import type { Result } from '../command/run.js';

/** Runs the command in this process. */
export async function introspectIn(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Result> {
  let [stdout, stderr] = ['', ''];
  const { options, problems } = parseArgv(['introspect', ...args]);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const code = await introspect(options, {
    cwd: () => cwd,
    env,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { code, stdout, stderr };
}

/** A backend with an admin call of its own kind. */
export const TARGET = JSON.stringify({
  document: '../api.yml',
  store: 'postgres',
  storeOptions: {
    dialect: 'postgrest',
    hiddenSchemas: ['auth'],
    introspect: {
      call: 'PUT /sql/run',
      query: 'text',
      body: { mode: 'read' },
      rows: '/data/a~1b/0',
      key: { header: 'X-Key', prefix: 'Key ', variables: ['FIRST_KEY', 'SECOND_KEY'] },
    },
  },
});

export const API = '{ "openapi": "3.1.0", "info": { "title": "A", "version": "1" }, "paths": {} }';

/** What a server answers that has one table, and a schema of its own. */
export const ANSWER = {
  server: 150004,
  schemas: [
    { name: 'public', doc: 'standard public schema' },
    { name: 'auth', doc: null },
  ],
  relations: ['public', 'auth'].map((schema, at) => ({
    ...{ oid: 100 + at, schema, name: 'notes', kind: 'r', events: 28, triggered: false },
    ...{ doc: null, rule: null, keys: null },
    columns: [
      {
        ...{ num: 1, name: 'id', type: 20, notNull: true, default: false, identity: 'd' },
        ...{ generated: '', writable: true, doc: null },
      },
    ],
  })),
  references: null,
  functions: null,
  types: [
    {
      ...{ oid: 20, schema: 'pg_catalog', name: 'int8', kind: 'b', base: 0, element: 0 },
      ...{ notNull: false, default: false, relation: 0, doc: null, labels: null, fields: null },
    },
  ],
};
