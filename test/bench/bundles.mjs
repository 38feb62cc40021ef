// What an app ships: minified and gzipped, through the emitted index, by three bundlers.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { capabilities } from './capabilities.mjs';
import { tenEntities } from './schemas.mjs';

const root = join(import.meta.dirname, '../..');
const consumers = createRequire(join(root, 'test/consumers/package.json'));

const DB = `import { init } from './src/instant/index'; export const db = init({ appId: 'a', adminToken: 'b' });`;
const ENTRIES = {
  'default db, 10 entities': {
    limit: 10_000,
    code: DB,
  },
  'every feature, 10 entities': {
    limit: 20_000,
    code: `${DB.replace('/instant/', '/everything/')} export { createInstantRouteHandler } from './src/everything/index';`,
  },
  'one endpoint function, bare transport': {
    limit: 1000,
    code: `import { adminGetUser, createTransport } from './src/instant/index'; export const get = (f) => adminGetUser(createTransport({ baseUrl: 'x', fetch: f }), { query: { id: '1' } });`,
  },
  'one endpoint function, every policy': {
    limit: 2500,
    code: `import { adminGetUser, createTransport, retry, timeout, hooks } from './src/instant/index'; export const get = (f) => adminGetUser(createTransport({ baseUrl: 'x', fetch: f, use: [retry(), timeout(1), hooks({ onRequest: f })] }), { query: { id: '1' } });`,
  },
  'any API: one function with path, query and JSON body': {
    limit: 1000,
    code: `import { updatePet, createTransport } from './src/pets/index'; export const update = (f) => updatePet(createTransport({ baseUrl: 'x', fetch: f }), { path: { petId: '1' }, query: { dryRun: true }, body: { name: 'a' } });`,
  },
};

/** An API whose functions are bundled: three operations, of which a program uses one. */
const PETS = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  servers: [{ url: 'https://pets.example/v1' }],
  paths: {
    '/pets/{petId}': {
      parameters: [{ name: 'petId', in: 'path', required: true, schema: { type: 'string' } }],
      get: { operationId: 'getPet', tags: ['pets'], responses: answers() },
      post: {
        operationId: 'updatePet',
        tags: ['pets'],
        parameters: [{ name: 'dryRun', in: 'query', schema: { type: 'boolean' } }],
        requestBody: { required: true, content: { 'application/json': { schema: pet() } } },
        responses: answers(),
      },
    },
    '/orders': { get: { operationId: 'listOrders', tags: ['orders'], responses: answers() } },
  },
};

function pet() {
  return { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
}

function answers() {
  const content = { 'application/json': { schema: pet() } };
  return { 200: { description: 'The pet.', content }, 404: { description: 'None.', content } };
}

const gzipped = (text) => gzipSync(text, { level: 9 }).length;

/** Bundlers by name: from an entry file to minified text. `undefined` where one is not installed. */
async function bundlers() {
  const stripped = async (text) =>
    (await transform(text, { loader: 'ts', format: 'esm', target: 'es2022' })).code;
  return {
    esbuild: async (entry) =>
      (
        await build({
          entryPoints: [entry],
          bundle: true,
          minify: true,
          format: 'esm',
          write: false,
          target: 'es2022',
        })
      ).outputFiles[0].text,
    Rollup: existsSync(join(root, 'test/consumers/node_modules/rollup'))
      ? async (entry) => {
          const { rollup } = await import(pathToFileURL(consumers.resolve('rollup')).href);
          const bundle = await rollup({
            input: entry,
            plugins: [
              {
                name: 'typescript',
                resolveId: (id, from) =>
                  id.startsWith('.') && from
                    ? `${join(from, '..', id).replace(/\.[jt]s$/, '')}.ts`
                    : null,
                transform: (text, id) => (id.endsWith('.ts') ? stripped(text) : null),
              },
            ],
          });
          const { output } = await bundle.generate({ format: 'esm' });
          return (
            await transform(output[0].code, { minify: true, format: 'esm', target: 'es2022' })
          ).code;
        }
      : undefined,
    webpack: existsSync(join(root, 'test/consumers/node_modules/webpack'))
      ? async (entry) => {
          const webpack = consumers('webpack');
          const folder = join(entry, '..', 'out');
          writeFileSync(
            join(entry, '..', 'loader.cjs'),
            `const { transformSync } = require(${JSON.stringify(createRequire(import.meta.url).resolve('esbuild'))}); module.exports = (text) => transformSync(text, { loader: 'ts', format: 'esm', target: 'es2022' }).code;`,
          );
          const stats = await new Promise((resolve, reject) =>
            webpack(
              {
                mode: 'production',
                target: ['web', 'es2022'],
                entry,
                experiments: { outputModule: true },
                output: { path: folder, filename: 'out.mjs', library: { type: 'module' } },
                resolve: { extensions: ['.ts', '.js'] },
                module: { rules: [{ test: /\.ts$/, use: join(entry, '..', 'loader.cjs') }] },
              },
              (error, result) => (error ? reject(error) : resolve(result)),
            ),
          );
          if (stats.hasErrors()) throw new Error(stats.toString());
          const { readFileSync } = await import('node:fs');
          return readFileSync(join(folder, 'out.mjs'), 'utf8');
        }
      : undefined,
  };
}

export async function bundles(report) {
  const cwd = mkdtempSync(join(tmpdir(), 'bundles-'));
  try {
    writeFileSync(
      join(cwd, 'package.json'),
      '{ "name": "bench", "private": true, "type": "module" }',
    );
    writeFileSync(join(cwd, 'instant.schema.ts'), tenEntities());
    writeFileSync(join(cwd, 'pets.json'), JSON.stringify(PETS));
    writeFileSync(
      join(cwd, 'tsconfig.json'),
      '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }',
    );
    writeFileSync(
      join(cwd, 'instant-codegen.config.json'),
      '{ "clients": { "instant": { "out": "src/instant" }, "everything": { "out": "src/everything", "features": ["all"] }, "pets": { "openapi": "pets.json", "out": "src/pets" } } }',
    );
    execFileSync(process.execPath, [join(root, 'dist/generator/bin.js'), '--quiet'], { cwd });
    const official = join(cwd, 'official.ts');
    mkdirSync(join(cwd, 'node_modules'), { recursive: true });
    writeFileSync(official, `export { init } from '@instantdb/admin';`);
    const { outputFiles } = await build({
      ...{ entryPoints: [official], bundle: true, minify: true, format: 'esm', write: false },
      ...{
        platform: 'neutral',
        mainFields: ['module', 'main'],
        nodePaths: [join(root, 'node_modules')],
      },
    });
    report('official SDK, `init` alone (esbuild)', gzipped(outputFiles[0].text), 'B');
    for (const [name, { code, limit }] of Object.entries(ENTRIES)) {
      const entry = join(cwd, 'entry.ts');
      writeFileSync(entry, code);
      for (const [bundler, bundle] of Object.entries(await bundlers())) {
        if (bundle !== undefined)
          report(`${name} (${bundler})`, gzipped(await bundle(entry)), 'B', limit);
      }
    }
    await capabilities(report);
    cpSync(join(cwd, 'src'), join(cwd, 'kept'), { recursive: true });
    const entry = join(cwd, 'import.ts');
    // An app id that is none is warned of, and a first line on the console takes longer than the import.
    writeFileSync(entry, DB.replace("'a'", `'${crypto.randomUUID()}'`));
    const outfile = join(cwd, 'import.mjs');
    await build({ entryPoints: [entry], bundle: true, format: 'esm', outfile, target: 'es2022' });
    const timed = `const s=performance.now();import(${JSON.stringify(pathToFileURL(outfile).href)}).then(()=>console.log(performance.now()-s))`;
    const times = Array.from({ length: 9 }, () =>
      Number(execFileSync(process.execPath, ['-e', timed], { encoding: 'utf8' })),
    );
    report('importing the client', times.sort((a, b) => a - b)[4], 'ms', 10);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
