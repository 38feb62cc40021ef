import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../command/disk.js';
import { put } from '../command/run.js';
import { say } from './command.js';

const LOADS = `import('@instantdb/admin')`;
const SCHEMA = `import schema from '../instant.schema';\n`;
const CALL = `init({ appId: '', schema })`;

/** What is written, and what it becomes; the client is at `./instant`, and takes no schema. */
const FILES: readonly (readonly [before: string, after?: string])[] = [
  [`${SCHEMA}const { init } = await ${LOADS};\nexport const db = ${CALL};\n`],
  [`${SCHEMA}export const db = ${LOADS}.then(({ init }) => ${CALL});\n`],
  [`${SCHEMA}const sdk = await ${LOADS};\nexport const db = sdk.${CALL};\n`],
  [`${SCHEMA}const { init } = await ${LOADS}.catch(fail);\nexport const db = ${CALL};\n`],
  [`${SCHEMA}const [{ init }] = await Promise.all([${LOADS}, x]);\nexport const db = ${CALL};\n`],
  [`${SCHEMA}const [sdk] = await Promise.all([${LOADS}]);\nexport const db = sdk.${CALL};\n`],
  [`${SCHEMA}let sdk;\nexport const db = async () => (sdk ??= await ${LOADS}).${CALL};\n`],
  [`${SCHEMA}let sdk;\nsdk ??= await ${LOADS};\nexport const db = sdk.${CALL};\n`],
  [`${SCHEMA}let init;\n({ init } = await ${LOADS});\nexport const db = ${CALL};\n`],
  [
    `${SCHEMA}let make;\n({ init: make } = await ${LOADS});\nexport const db = make({ appId: '', schema });\n`,
  ],
  [
    `${SCHEMA}const load = () => ${LOADS};\nconst { init } = await load();\nexport const db = ${CALL};\n`,
  ],
  [
    `${SCHEMA}async function load() {\n  return ${LOADS};\n}\nexport const db = (await load()).${CALL};\n`,
  ],
  [
    `const { init } = await ${LOADS};\nconst { default: schema } = await import('../instant.schema');\nexport const db = ${CALL};\n`,
  ],
  [
    `async function make() {\n  const { init } = await ${LOADS};\n  const schema = (await import('../instant.schema')).default;\n  return ${CALL};\n}\n`,
  ],
  [
    `const { init } = require('@instantdb/admin');\nconst schema = require('../instant.schema').default;\nmodule.exports = ${CALL};\n`,
  ],
  // Who calls or assigns itself means nothing.
  [
    `${SCHEMA}const { init } = await ${LOADS};\nexport const db = ${CALL};\nasync function poll() {\n  if (late) return done;\n  return poll();\n}\nconst { goals } = await poll();\nlet tail = goals, a, b;\ntail = tail.next;\na = b;\nb = a;\n({ a } = a);\na.init();\ntail.init();\n`,
  ],
  // What else uses it keeps it, and what a file exports; the argument alone goes.
  [
    `const { init } = require('@instantdb/admin');\nconst { default: schema, more } = require('../instant.schema');\nmodule.exports = [${CALL}, more];\n`,
    `const { init } = require('./instant');\nconst { more } = require('../instant.schema');\nmodule.exports = [init({ appId: '' }), more];\n`,
  ],
  [
    `const { init } = require('@instantdb/admin');\nconst schema = require('../instant.schema');\nmodule.exports = { db: ${CALL}, schema };\n`,
    `const { init } = require('./instant');\nconst schema = require('../instant.schema');\nmodule.exports = { db: init({ appId: '' }), schema };\n`,
  ],
];

it('a package that is loaded by a call is known by any name it gets, and the schema of its clients goes', async () => {
  const folder = temporaryFolder();
  const given = Object.fromEntries(FILES.map(([text], at) => [`src/f${String(at)}.ts`, text]));
  put(folder, {
    'package.json':
      '{ "name": "a", "dependencies": { "@instantdb/admin": "1", "@instantdb/core": "1" } }',
    'tsconfig.json': '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }',
    'instant.schema.ts': `import { i } from '@instantdb/core';\nexport default i.schema({ entities: {} });\n`,
    ...given,
  });
  expect((await say(folder)).open).toEqual([]);
  FILES.forEach(([before, after], at) => {
    const moved = before
      .replace('@instantdb/admin', './instant')
      .replace(', schema }', ' }')
      .replace(SCHEMA, '')
      .replace(/^.*\.\.\/instant\.schema.*\n/m, '');
    expect(readFileSync(join(folder, `src/f${String(at)}.ts`), 'utf8')).toBe(after ?? moved);
  });
});

it('a file that loads others by an alias, in whichever way, loads the client by it', async () => {
  const folder = temporaryFolder();
  const files = [
    `const { db } = await import('@/db');\nconst { id } = await import('@instantdb/admin');\nvoid db, id();\n`,
    `const { db } = require('@/db');\nconst { id } = require('@instantdb/admin');\nvoid db, id();\n`,
    `import type { Row } from '@/rows';\nimport { id } from '@instantdb/admin';\nexport const x: Row = id();\n`,
  ];
  put(folder, {
    'package.json': '{ "name": "a", "dependencies": { "@instantdb/admin": "1" } }',
    'tsconfig.json':
      '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "paths": { "@/*": ["./src/*"] } } }',
    'src/db.ts': `import { init } from '@instantdb/admin';\nexport const db = init({ appId: '' });\n`,
    ...Object.fromEntries(files.map((text, at) => [`src/deep/f${String(at)}.ts`, text])),
  });
  await say(folder);
  const moved = files.map(
    (_, at) =>
      /['"]([^'"]*instant)['"]/.exec(
        readFileSync(join(folder, `src/deep/f${String(at)}.ts`), 'utf8'),
      )?.[1],
  );
  expect(moved).toEqual(['@/instant', '@/instant', '../instant']);
});
