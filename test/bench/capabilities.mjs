// What each capability of an API client adds to a program that calls one endpoint, in bytes.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const RUNTIME = join(import.meta.dirname, '../../runtime/abi.ts');

/** Bytes that a capability may add. */
export const LIMIT = 400;

/** What is used by itself. */
export const CAPABILITIES = [
  ...['secure', 'secureAny', 'sendBasic', 'sendCookie', 'sendQuery'],
  ...['headerParams', 'styledHeaders', 'cookieParams', 'styledPath', 'styledQuery'],
  ...['queryString', 'binaryBody', 'textBody', 'bodyByType', 'contentType', 'acceptHeader'],
  ...['atServer', 'jsonLinesBody', 'binaryResult', 'textResult', 'resultByType', 'jsonLinesResult'],
  ...['timeout', 'hooks', 'refreshAuth', 'idempotencyKeys', 'uploadProgress'],
  ...['downloadProgress', 'isNotFound', 'NotFoundError', 'serverAddress'],
  ...['mixedBody', 'jsonSeqBody'],
  ...['formBody', 'multipartBody', 'eventResult', 'jsonEventResult', 'retry', 'serverMessage'],
  ...['renamedInput', 'renamedResult', 'renamedItems'],
];

/** What is used with a writer, as writer and style (or what writes the styles of parts). */
export const STYLES = [
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
  ['multipartBody', 'styledMultipart'],
  ['multipartBody', 'namedBody'],
];

/** Bytes of a program, bundled, minified and gzipped; `RUNTIME` stands for the runtime. */
export async function size(program) {
  const { outputFiles } = await build({
    stdin: { contents: program.replaceAll('RUNTIME', RUNTIME), resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

/** A program with one endpoint that takes path, query and JSON body, and its transport. */
export const ENDPOINT = `
  import { call, createTransport, pathParams, queryParams, jsonBody, jsonResult } from 'RUNTIME';
  const operation = {
    id: 'getPet', method: 'POST', path: '/pets/{petId}',
    write: [pathParams, queryParams, jsonBody], read: jsonResult,
  };
  export function getPet(transport, request, options) {
    return call(transport, operation, request, options);
  }
  export { createTransport };
`;

/** Bytes of that program with further names of the runtime, `a, b`. */
export function sizeWith(names) {
  return size(`${ENDPOINT} export { ${names} } from 'RUNTIME';`);
}

export async function capabilities(report) {
  const alone = await size(ENDPOINT);
  for (const name of CAPABILITIES) {
    report(`further for ${name} (esbuild)`, (await sizeWith(name)) - alone, 'B', LIMIT);
  }
  for (const [writer, style] of STYLES) {
    const cost = (await sizeWith(`${writer}, ${style}`)) - (await sizeWith(writer));
    report(`further for ${style}, beside ${writer} (esbuild)`, cost, 'B', 200);
  }
}
