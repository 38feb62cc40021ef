import { fixture } from './env.js';

/** The schema of the recorded cases, as an app would have it. */
export const wireSchema = [
  "import { i } from '@instantdb/admin';",
  (JSON.parse(fixture('env.json')) as { schemaSource: string }).schemaSource
    .replace('export const makeSchema = (i) =>', 'const schema =')
    .concat(';'),
  'export default schema;',
].join('\n');
