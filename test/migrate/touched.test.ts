import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadTypeScript } from '../../generator/lazy.js';
import { buildsOf } from '../../generator/migrate/compiled.js';
import { filesOf } from '../../generator/migrate/sources.js';
import { touchedBy } from '../../generator/migrate/touched.js';
import { temporaryFolder } from '../command/disk.js';
import { put } from '../command/run.js';
import { ROOT } from './apps.js';

const MODULE = '@instantdb/admin';
const CONFIG = {
  module: 'esnext',
  moduleResolution: 'bundler',
  paths: { '@/*': ['./src/*'] },
  types: [],
};
const FILES = {
  'package.json': '{ "name": "app" }',
  'tsconfig.json': JSON.stringify({ compilerOptions: CONFIG, include: ['src'] }),
  'src/db.ts': `import { init } from '${MODULE}';\nexport const db = init({ appId: '' });\n`,
  'src/rows.ts': `export { db as rows } from './db';\n`,
  'src/page.ts': `import { rows } from '@/rows';\nexport const page = rows;\n`,
  'src/later.ts': `export const later = () => import('./db');\n`,
  'src/types.ts': `export type Db = (typeof import('./db'))['db'];\n`,
  'src/round.ts': `import { around } from './around';\nexport const round = (): unknown => around;\n`,
  'src/around.ts': `import { round } from './round';\nexport const around = (): unknown => round;\n`,
  'src/alone.ts': `export const alone = 1;\n`,
};
const AFTER = `import { init } from './instant';\nexport const db = init({ appId: '' });\n`;

/** Files that are checked once `src/db.ts` has moved. */
function touched(declarations: string, after = AFTER): readonly string[] {
  const root = temporaryFolder();
  put(root, FILES);
  put(root, { [`node_modules/${MODULE}/index.d.ts`]: declarations });
  symlinkSync(join(ROOT, 'node_modules/typescript'), join(root, 'node_modules/typescript'));
  const ts = loadTypeScript();
  const app = filesOf(MODULE, root, [], 'src/instant');
  const change = { path: 'src/db.ts', before: FILES['src/db.ts'], after };
  const index = { path: 'index.ts', text: 'export declare function init(of: object): object;\n' };
  const builds = buildsOf(ts, root, app, [change], { out: 'src/instant', files: [index] });
  return builds.flatMap((build) => [...touchedBy(ts, build)]).sort();
}

const OFFICIAL = 'export declare function init(of: object): object;\n';
const LEADING = ['src/db.ts', 'src/later.ts', 'src/page.ts', 'src/rows.ts', 'src/types.ts'];
const ALL = Object.keys(FILES)
  .filter((path) => path.startsWith('src/'))
  .sort();

it('checks what leads to a file that moved, however it is imported, and nothing else', () => {
  expect(touched(OFFICIAL)).toEqual(LEADING);
});

it('checks all where a file that moved, or the package that went, declares what every file sees', () => {
  expect(touched(`${OFFICIAL}declare global { var given: string }\n`)).toEqual(ALL);
  expect(touched(OFFICIAL, `${AFTER}declare global { var own: string }\n`)).toEqual(ALL);
  expect(touched(OFFICIAL, 'var db: object;\n')).toEqual(ALL);
});
