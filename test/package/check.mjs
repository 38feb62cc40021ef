// What a stranger gets: packs the package, judges it with publint and attw, installs it into an empty project,
// generates there with default settings, type-checks, and runs a program against a server process.
import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');
const tools = join(root, 'test/consumers/node_modules');
const folder = mkdtempSync(join(tmpdir(), 'package-'));
const run = (command, args, options = {}) =>
  execFileSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
const check = (what, holds) => {
  if (!holds) throw new Error(`Not so: ${what}`);
  console.log(`ok  ${what}`);
};

/** Bytes and packages below a node_modules folder. */
function weigh(path) {
  let bytes = 0;
  let packages = 0;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (!entry.isDirectory()) bytes += statSync(child).size;
    else {
      const inner = weigh(child);
      bytes += inner.bytes;
      packages += inner.packages;
      const parent = path.split('/').at(-1);
      if (
        parent === 'node_modules' ||
        (parent.startsWith('@') && path.split('/').at(-2) === 'node_modules')
      ) {
        if (!entry.name.startsWith('@') && !entry.name.startsWith('.')) packages += 1;
      }
    }
  }
  return { bytes, packages };
}

let server;
try {
  // The build that packing runs says something first.
  const said = run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
  const [packed] = JSON.parse(said.slice(said.search(/^\[/m)));
  const tarball = join(folder, packed.filename);
  const files = packed.files.map(({ path }) => path);
  check(
    'the command, the runtime and the document are in the package',
    ['dist/generator/bin.js', 'runtime/abi.ts', 'openapi.yml', 'README.md', 'LICENSE'].every(
      (file) => files.includes(file),
    ),
  );
  check(
    'tests and fixtures are not',
    !files.some((file) => /^(test|fixtures|node_modules|\.)/.test(file)),
  );
  console.log(`    ${files.length} files, ${Math.round(packed.size / 1024)} kB packed`);

  run(process.execPath, [join(tools, 'publint/src/cli.js'), tarball, '--strict']);
  check('publint has nothing to say', true);
  run(process.execPath, [
    join(tools, '@arethetypeswrong/cli/dist/index.js'),
    tarball,
    '--profile',
    'esm-only',
  ]);
  check('the types are right (attw)', true);

  const app = join(folder, 'app');
  cpSync(join(root, 'fixtures/demo'), app, { recursive: true });
  writeFileSync(
    join(app, 'package.json'),
    '{ "name": "stranger", "private": true, "type": "module" }',
  );
  run('npm', ['install', '--no-audit', '--no-fund', tarball], { cwd: app });
  const { bytes, packages } = weigh(join(app, 'node_modules'));
  console.log(`    ${packages} packages, ${(bytes / 1e6).toFixed(1)} MB installed`);
  check('an install brings at most 20 packages and 40 MB', packages <= 20 && bytes <= 40e6);

  console.log(run('npx', ['instant-codegen'], { cwd: app }).replace(/^/gm, '    '));
  check(
    'a second run has nothing to do',
    run('npx', ['instant-codegen'], { cwd: app }).includes('up to date'),
  );
  run('npx', ['instant-codegen', '--check'], { cwd: app });
  check('--check agrees', true);

  const options = [
    '--strict',
    '--target',
    'es2022',
    '--module',
    'nodenext',
    '--lib',
    'es2022,dom',
    '--outDir',
    'out',
  ];
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...options, 'program.ts'], {
    cwd: app,
  });
  check('tsc --strict has nothing to say', true);

  const [appId, adminToken] = [
    '11111111-1111-4111-8111-111111111111',
    '22222222-2222-4222-8222-222222222222',
  ];
  server = spawn(
    process.execPath,
    [
      join(root, 'test/server/bin.mjs'),
      '--port',
      '0',
      '--app-id',
      appId,
      '--admin-token',
      adminToken,
      '--schema',
      join(root, 'fixtures/demo/schema.json'),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const line = await new Promise((resolve) =>
    createInterface({ input: server.stdout }).once('line', resolve),
  );
  const env = {
    ...process.env,
    INSTANT_APP_ID: appId,
    INSTANT_APP_ADMIN_TOKEN: adminToken,
    INSTANT_API_URI: JSON.parse(line).url,
  };
  const out = run(process.execPath, ['out/program.js'], { cwd: app, env });
  check(
    'the program runs against a server process',
    out.includes('Emma') && out.includes('InstantAPIError 400'),
  );
} finally {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
}
