import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp, EXPECTED, MODULES, startServer, type App } from './app.js';

let url = '';
let stop = (): void => undefined;

beforeAll(async () => {
  const server = await startServer();
  url = server.url;
  stop = () => server.process.kill();
});
afterAll(() => stop());

const tsconfig = (options: object): string =>
  JSON.stringify({
    compilerOptions: {
      strict: true,
      target: 'es2022',
      lib: ['es2022', 'dom'],
      types: [],
      ...options,
    },
    include: ['main.ts', 'src'],
  });
const BUNDLER = tsconfig({ module: 'esnext', moduleResolution: 'bundler', noEmit: true });

async function using(app: Promise<App>, use: (app: App) => Promise<string>): Promise<void> {
  const it = await app;
  try {
    expect(await use(it)).toContain(EXPECTED);
  } finally {
    await it.close();
  }
}

describe('the emitted client is used by', () => {
  for (const version of ['5.4', '5.9', '7']) {
    it(`tsc ${version}, nodenext, as ES modules`, () =>
      using(
        createApp(
          '.js',
          { 'tsconfig.json': tsconfig({ module: 'nodenext', rootDir: '.', outDir: 'out' }) },
          url,
        ),
        async (app) => {
          await app.run(process.execPath, [join(MODULES, `typescript-${version}/bin/tsc`)]);
          return app.run(process.execPath, ['out/main.js']);
        },
      ));
  }

  it('tsc, nodenext, as CommonJS', () =>
    using(
      createApp(
        '.js',
        {
          'tsconfig.json': tsconfig({ module: 'nodenext', rootDir: '.', outDir: 'out' }),
          'package.json': '{ "name": "consumer", "private": true }',
        },
        url,
      ),
      async (app) => {
        await app.run(process.execPath, [join(MODULES, 'typescript-5.9/bin/tsc')]);
        return app.run(process.execPath, ['out/main.js']);
      },
    ));

  it('tsx', () =>
    using(createApp('', { 'tsconfig.json': BUNDLER }, url), (app) =>
      app.run(process.execPath, [join(MODULES, 'tsx/dist/cli.mjs'), 'main.ts']),
    ));

  it("Node's own type stripping", () =>
    using(
      createApp(
        '.ts',
        {
          'tsconfig.json': tsconfig({
            module: 'nodenext',
            noEmit: true,
            allowImportingTsExtensions: true,
            erasableSyntaxOnly: true,
            verbatimModuleSyntax: true,
          }),
        },
        url,
      ),
      (app) => app.run(join(MODULES, 'node-bin/bin/node'), ['main.ts']),
    ));

  it('Bun', () =>
    using(createApp('', { 'tsconfig.json': BUNDLER }, url), (app) =>
      app.run(join(MODULES, '.bin/bun'), ['main.ts']),
    ));

  it('Deno', () =>
    using(createApp('.ts', { 'deno.json': '{}' }, url), (app) =>
      app.run(join(MODULES, '.bin/deno'), [
        'run',
        '--allow-net',
        '--allow-env',
        '--no-remote',
        'main.ts',
      ]),
    ));

  it('Vite', () =>
    using(createApp('', { 'tsconfig.json': BUNDLER }, url), async (app) => {
      await app.run(process.execPath, [
        join(MODULES, 'vite/bin/vite.js'),
        ...['build', '--ssr', 'main.ts', '--outDir', 'out', '--logLevel', 'error'],
      ]);
      return app.run(process.execPath, ['out/main.js']);
    }));

  it('esbuild', () =>
    using(createApp('', { 'tsconfig.json': BUNDLER }, url), async (app) => {
      await app.run(join(MODULES, '.bin/esbuild'), [
        ...[
          'main.ts',
          '--bundle',
          '--minify',
          '--format=esm',
          '--outfile=out.mjs',
          '--log-level=error',
        ],
      ]);
      return app.run(process.execPath, ['out.mjs']);
    }));

  it('webpack', () =>
    using(createApp('', { 'tsconfig.json': BUNDLER }, url), async (app) => {
      app.write(
        'loader.cjs',
        `const ts = require('typescript-5.9');
module.exports = (text) => ts.transpileModule(text, { compilerOptions: { module: 'esnext', target: 'es2022' } }).outputText;`,
      );
      app.write(
        'build.cjs',
        `const webpack = require('webpack');
webpack(
  {
    context: __dirname, mode: 'production', target: 'node', entry: './main.ts',
    output: { path: __dirname + '/out', filename: 'main.cjs' },
    resolve: { extensions: ['.ts', '.js'], symlinks: false },
    module: { rules: [{ test: /\\.ts$/, use: __dirname + '/loader.cjs' }] },
  },
  (error, stats) => {
    if (error || stats.hasErrors()) { console.error(error ?? stats.toString()); process.exit(1); }
  },
);`,
      );
      await app.run(process.execPath, ['build.cjs']);
      return app.run(process.execPath, ['out/main.cjs']);
    }));

  it('Next, with its default bundler', () =>
    using(
      createApp(
        '',
        {
          'tsconfig.json': BUNDLER,
          'next.config.mjs': `export default { turbopack: { root: '/' }, typescript: { ignoreBuildErrors: false } };`,
          'app/layout.tsx': `export default function Layout({ children }: { children: unknown }) { return <html><body>{children as never}</body></html>; }`,
          'app/api/route.ts': `import { main } from '../../program';
export const dynamic = 'force-dynamic';
export async function GET() { return new Response('RESULT ' + (await main())); }`,
        },
        url,
      ),
      async (app) => {
        const next = join(MODULES, 'next/dist/bin/next');
        await app.run(process.execPath, [next, 'build']);
        const server = spawn(process.execPath, [next, 'start', '--port', '0'], {
          cwd: app.folder,
          env: { ...process.env, INSTANT_API_URI: url, NEXT_TELEMETRY_DISABLED: '1' },
        });
        try {
          const address = await new Promise<string>((resolve, reject) => {
            let out = '';
            server.on('exit', () => reject(new Error(out)));
            server.stdout.on('data', (chunk: Buffer) => {
              out += chunk.toString();
              const found = /http:\/\/localhost:(\d+)/.exec(out);
              if (found !== null) resolve(`http://127.0.0.1:${found[1] ?? ''}/api`);
            });
          });
          return await (await fetch(address)).text();
        } finally {
          server.kill();
        }
      },
    ));
});

/** The flags of strict projects, with little and with much around. */
const FLAGS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  declaration: true,
  skipLibCheck: false,
};

describe('the emitted client compiles', () => {
  it('with any part of the runtime, TypeScript 5.4', async () => {
    const compilerOptions = {
      ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
      ...{ target: 'es2022', module: 'nodenext', lib: ['es2019'], types: [], noEmit: true },
    };
    const files = [join(import.meta.dirname, '../../runtime/abi.ts')];
    const settings = { 'tsconfig.json': JSON.stringify({ compilerOptions, files }) };
    const app = await createApp('.js', settings, url);
    try {
      expect(await app.run(process.execPath, [join(MODULES, 'typescript-5.4/bin/tsc')])).toBe('');
    } finally {
      await app.close();
    }
  });

  const since55 = { isolatedDeclarations: true };
  const since58 = { erasableSyntaxOnly: true };
  for (const [version, extra] of [
    ['5.4', {}],
    ['5.9', { ...since55, ...since58 }],
    ['7', { ...since55, ...since58 }],
  ] as const) {
    for (const [place, lib] of [
      ['with es2019 alone', { lib: ['es2019'], types: [] }],
      ['with the DOM', { lib: ['es2022', 'dom'], types: [] }],
      ['with Node types', { lib: ['es2022'], types: ['node'], skipLibCheck: true }],
    ] as const) {
      it(`under every strict flag, TypeScript ${version}, ${place}`, async () => {
        const app = await createApp(
          '.js',
          {
            'tsconfig.json': JSON.stringify({
              compilerOptions: {
                ...FLAGS,
                ...extra,
                ...lib,
                target: 'es2022',
                module: 'nodenext',
                verbatimModuleSyntax: true,
                rootDir: '.',
                outDir: 'out',
              },
              include: ['src'],
            }),
          },
          url,
        );
        try {
          const out = await app.run(process.execPath, [
            join(MODULES, `typescript-${version}/bin/tsc`),
          ]);
          expect(out).toBe('');
          // The library that the runtime brings is brought by what is declared of it, too.
          const declared = readFileSync(
            join(app.folder, 'out/src/instant/runtime/abi.d.ts'),
            'utf8',
          );
          expect(declared).toContain('<reference lib="es2019"');
        } finally {
          await app.close();
        }
      });
    }
  }
});
