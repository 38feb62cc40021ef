import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { expect, it } from 'vitest';
import { cases, generate } from '../golden/case.js';

const RUNTIME = join(import.meta.dirname, '../../runtime');

/** As in an app whose `package.json` says nothing of side effects, which is what most of them say. */
const silentPackage: Plugin = {
  name: 'silent package',
  setup(bundler) {
    bundler.onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace(/\.js$/, '.ts')),
      sideEffects: true,
    }));
  },
};

/** What a program keeps of modules that it imports, and uses nothing of. */
async function kept(imports: readonly string[], plugin: Plugin): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: imports.map((path) => `import ${JSON.stringify(path)};`).join('\n'),
      resolveDir: RUNTIME,
    },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    plugins: [plugin],
  });
  return outputFiles[0]?.text ?? '';
}

it('of the runtime nothing stays that is not used', async () => {
  expect(await kept(['./abi.js', './dsl.js'], silentPackage)).toBe('');
});

it.each(cases.map((each) => [each.name, each] as const))(
  'of what is emitted for %s nothing stays that is not used',
  async (_, each) => {
    const files = new Map((await generate(each)).files.map(({ path, text }) => [path, text]));
    const modules = [...files.keys()].filter((path) => /(?<!\.d)\.ts$/.test(path));
    expect(modules.length).toBeGreaterThan(0);
    const emitted: Plugin = {
      name: 'emitted files',
      setup(bundler) {
        bundler.onResolve({ filter: /^\./ }, ({ path, importer }) => {
          const module = join(dirname(importer), path).replace(/(?:\.[jt]s)?$/, '.ts');
          return files.has(module)
            ? { path: module, namespace: 'emitted', sideEffects: true }
            : { path, external: true, sideEffects: false };
        });
        bundler.onLoad({ filter: /./, namespace: 'emitted' }, ({ path }) => ({
          contents: files.get(path) ?? '',
          loader: 'ts',
        }));
      },
    };
    expect(
      await kept(
        modules.map((path) => `./${path}`),
        emitted,
      ),
    ).toBe('');
  },
);
