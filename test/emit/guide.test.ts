/** The emitters of the guide, as somebody copies them. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { project, put, run } from '../command/run.js';
import { BUNDLED, problemsIn } from '../types/program.js';

const ROOT = join(import.meta.dirname, '../..');
const guide = readFileSync(join(ROOT, 'docs/emitters.md'), 'utf8');
const samples = Object.fromEntries(
  [...guide.matchAll(/^```[jt]s\n\/\/ (\S+)\n([^]*?)^```/gm)].map(([, path = '', text = '']) => [
    path,
    text,
  ]),
);

/** As much of the packages as the samples use, with types of their strictness. */
const PACKAGES = `
declare module 'msw' {
  type Body = Record<string, any> | string | number | boolean | null | undefined;
  export const HttpResponse: {
    new (body: null, init: { status: number }): Response;
    json<T extends Body>(body: T, init: { status: number }): Response;
  };
  type On = (path: string, resolver: () => Response) => object;
  export const http: Record<'get' | 'put' | 'post' | 'patch' | 'delete', On>;
}
declare module '@tanstack/react-query' {
  export function useQuery<T>(options: {
    queryKey: readonly unknown[];
    queryFn: (context: { signal: AbortSignal }) => Promise<T>;
  }): { data: T | undefined };
}
`;

it('work, and what they write compiles', () => {
  const root = project({
    ...samples,
    'openapi.yml': readFileSync(join(ROOT, 'fixtures/petstore/openapi.yml'), 'utf8'),
    'tsconfig.json': '{}',
    'src/packages.d.ts': PACKAGES,
  });
  put(root, {
    'src/use.ts': `import { getPetHandler } from './api/msw';
import { useGetPet, useListPets } from './api/hooks';
import type { Transport } from './api';
declare const transport: Transport;
void getPetHandler({ kind: 'dog', id: 1, name: 'Tom' });
void useListPets(transport).data?.[0]?.name;
void useGetPet(transport, { path: { petId: 7 } }).data;
// @ts-expect-error -- a pet has a path
void useGetPet(transport);
`,
  });
  const result = run(root, ['--out', 'src/api']);
  expect(result.code, result.stderr).toBe(0);
  expect(Object.keys(samples).length).toBe(4);
  const files = ['packages.d.ts', 'api/msw.ts', 'api/hooks.ts', 'use.ts'];
  expect(
    problemsIn(
      files.map((path) => join(root, 'src', path)),
      { ...BUNDLED, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true },
    ),
  ).toEqual([]);
  const emitters = ['msw.ts', 'hooks.ts', 'permissions.js'].map((each) => join(root, 'emit', each));
  expect(
    problemsIn(emitters, {
      ...BUNDLED,
      lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'],
      checkJs: true,
      allowJs: true,
      paths: { 'instant-codegen/emit': [join(ROOT, 'generator/emit.ts')] },
    }),
  ).toEqual([]);
  expect(readFileSync(join(root, 'src/api/PERMISSIONS.md'), 'utf8')).toContain(
    '| `GET /pets/{petId}` | ',
  );
  expect(existsSync(join(root, 'src/api/operations/pets.ts'))).toBe(true);
}, 60_000);
