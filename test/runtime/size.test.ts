import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const RUNTIME = join(import.meta.dirname, '../../runtime/abi.ts');

/** Bytes of a program, bundled, minified and gzipped. */
async function size(program: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: program.replaceAll('RUNTIME', RUNTIME), resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
}

const endpoint = (write: readonly string[], read = 'jsonResult'): string => `
  import { call, createTransport, ${[...write, read].join(', ')} } from 'RUNTIME';
  const operation = {
    id: 'getPet', method: 'POST', path: '/pets/{petId}', write: [${write.join(', ')}], read: ${read},
  };
  export function getPet(transport, request, options) {
    return call(transport, operation, request, options);
  }
  export { createTransport };
`;

const JSON_ENDPOINT = endpoint(['pathParams', 'queryParams', 'jsonBody']);

describe('what the user ships, in bytes', () => {
  it('for one endpoint with path, query, JSON body and typed errors, its transport included', async () => {
    expect(await size(JSON_ENDPOINT)).toBeLessThanOrEqual(1024);
  });

  it('for the same with every policy', async () => {
    const all = `${JSON_ENDPOINT} export { retry, timeout, hooks } from 'RUNTIME';`;
    expect(await size(all)).toBeLessThanOrEqual(2500);
  });

  it('for nothing that is used', async () => {
    expect(await size(`import * as all from 'RUNTIME';`)).toBeLessThanOrEqual(30);
  });

  it.each([
    ['secure'],
    ['headerParams'],
    ['cookieParams'],
    ['styledQuery', 'deepObject'],
    ['formBody'],
    ['multipartBody'],
    ['binaryBody'],
    ['bodyByType'],
    ['jsonEventResult'],
    ['resultByType'],
    ['retry'],
    ['timeout'],
    ['hooks'],
  ])('for %s', async (...names) => {
    const more = `${JSON_ENDPOINT} export { ${names.join(', ')} } from 'RUNTIME';`;
    const cost = (await size(more)) - (await size(JSON_ENDPOINT));
    expect(cost).toBeGreaterThan(0);
    expect(cost).toBeLessThanOrEqual(700);
  });
});
