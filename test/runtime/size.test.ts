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
    expect(await size(JSON_ENDPOINT)).toBeLessThanOrEqual(970);
    const told = `${JSON_ENDPOINT} export { ApiError } from 'RUNTIME';`;
    expect(await size(told)).toBeLessThanOrEqual(1000);
  });

  it('for the same with every policy of a usual program', async () => {
    const all = `${JSON_ENDPOINT} export { retry, timeout, hooks, refreshAuth, idempotencyKeys } from 'RUNTIME';`;
    expect(await size(all)).toBeLessThanOrEqual(2500);
  });

  it('for nothing that is used', async () => {
    expect(await size(`import * as all from 'RUNTIME';`)).toBeLessThanOrEqual(30);
  });

  it.each([
    ['secure'],
    ['secureAny'],
    ['sendBasic'],
    ['sendCookie'],
    ['sendQuery'],
    ['headerParams'],
    ['styledHeaders'],
    ['cookieParams'],
    ['styledPath'],
    ['styledQuery'],
    ['queryString'],
    ['binaryBody'],
    ['textBody'],
    ['bodyByType'],
    ['contentType'],
    ['acceptHeader'],
    ['atServer'],
    ['binaryResult'],
    ['textResult'],
    ['resultByType'],
    ['jsonLinesResult'],
    ['timeout'],
    ['hooks'],
    ['refreshAuth'],
    ['idempotencyKeys'],
    ['uploadProgress'],
    ['downloadProgress'],
    ['isNotFound'],
    ['NotFoundError'],
    ['serverAddress'],
  ])('for %s', async (name) => {
    await costs(name, 400);
  });

  /** Larger than they should be: what they do would be less with less. */
  it.each([
    ['formBody', 525],
    ['multipartBody', 685],
    ['eventResult', 525],
    ['jsonEventResult', 590],
    ['retry', 570],
  ])('for %s, at most %d', async (name, limit) => {
    await costs(name, limit);
  });

  it.each([
    ['styledQuery', 'form'],
    ['styledQuery', 'spaceDelimited'],
    ['styledQuery', 'pipeDelimited'],
    ['styledQuery', 'tabDelimited'],
    ['styledQuery', 'deepObject'],
    ['styledQuery', 'jsonPair'],
    ['styledPath', 'label'],
    ['styledPath', 'matrix'],
    ['styledPath', 'jsonValue'],
    ['cookieParams', 'cookieForm'],
  ])('for %s in the style %s, over the writer itself', async (writer, style) => {
    const cost = (await withMore(`${writer}, ${style}`)) - (await withMore(writer));
    expect(cost).toBeGreaterThan(0);
    expect(cost).toBeLessThanOrEqual(200);
  });
});

function withMore(names: string): Promise<number> {
  return size(`${JSON_ENDPOINT} export { ${names} } from 'RUNTIME';`);
}

async function costs(name: string, limit: number): Promise<void> {
  const cost = (await withMore(name)) - (await size(JSON_ENDPOINT));
  expect(cost).toBeGreaterThan(0);
  expect(cost).toBeLessThanOrEqual(limit);
}
