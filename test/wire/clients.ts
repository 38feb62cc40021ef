/** Clients of documents by chance, and a server that they call. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import type * as runtime from '../../runtime/abi.js';
import { EMITTED, programOf } from '../golden/compile.js';
import { generate } from '../hostile/pipeline.js';
import type { Answer } from './answers.js';
import { type Case, caseOf } from './cases.js';
import { requestOf } from './check.js';
import type { Raw } from './decode.js';
import { literal } from './literal.js';
import { argumentsOf, TAG } from './methods.js';

const ROOT = join(import.meta.dirname, '../..');
const RUNTIME = join(ROOT, 'runtime/abi.ts');

/** What the server answers to one request: nothing, where it closes the connection. */
export type Step = Pick<Answer, 'status' | 'headers' | 'body'> | 'drop';

const SENT_TO = 'x-sent-to';

export interface Server {
  /** Brings requests here, whatever host they are for. */
  readonly fetch: runtime.Fetch;
  /** Answers to come; the last stays. */
  script: readonly Step[];
  /** What came since it was emptied. */
  readonly seen: Raw[];
  close(): void;
}

export async function startServer(): Promise<Server> {
  const seen: Raw[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { [SENT_TO]: host, ...headers } = request.headers;
      seen.push({
        method: request.method ?? '',
        url: String(host) + (request.url ?? ''),
        headers: Object.assign(Object.create(null) as object, headers) as Raw['headers'],
        body: Buffer.concat(chunks),
      });
      const [step, ...others] = state.script;
      if (others.length > 0) state.script = others;
      if (step === 'drop') request.socket.destroy();
      else response.writeHead(step?.status ?? 204, step?.headers ?? {}).end(step?.body);
    })();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const state: Server = {
    fetch: (url, init) => {
      const [host = ''] = /^https?:\/\/[^/?]+/.exec(url) ?? [];
      const { headers, ...others } = init as { readonly headers: object };
      return fetch(origin + url.slice(host.length), {
        ...others,
        headers: Object.fromEntries([...Object.entries(headers), [SENT_TO, host]]),
      });
    },
    script: [],
    seen,
    close: () => void server.close(),
  };
  return state;
}

export type Client = typeof runtime &
  Record<string, (transport: runtime.Transport, request?: object) => runtime.Call<unknown>>;

/** Types of the platform that calls use. */
const PRELUDE = `declare class Blob {
  constructor(parts: readonly unknown[], options?: object);
  readonly size: number;
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
  text(): Promise<string>;
  stream(): never;
  slice(): Blob;
}
declare class File extends Blob {
  constructor(parts: readonly unknown[], name: string);
  readonly name: string;
}
void Blob;
void File;
export type Item<T> = T extends AsyncIterable<infer Each> ? Each : never;
`;

export interface Built {
  /** What is wrong with what was generated. */
  readonly problems: readonly string[];
  readonly clients: ReadonlyMap<number, Case & { readonly client: Client }>;
}

/** What is answered, as values of the types that are emitted for it. */
function answersOf({ operations, answers }: Case): string {
  const lines = operations.flatMap(({ id }) => {
    const types = `api.${id.replace('op', 'Op')}`;
    return (answers.get(id) ?? []).flatMap(({ kind, value, key, status }, index) => {
      const given = kind === 'items' ? (value as readonly unknown[])[0] : value;
      if (kind === 'nothing' || kind === 'bytes' || given === undefined) return [];
      const type =
        status >= 400
          ? `${types}Errors[${/^\d+$/.test(key) ? key : `'${key}'`}]`
          : kind === 'value'
            ? `Exclude<${types}Response, AsyncIterable<unknown>>`
            : `Item<${types}Response>`;
      return [`export const ${id}_${String(index)}: ${type} = ${literal(given)};\n`];
    });
  });
  return lines.join('');
}

/** All calls as they would be written. */
function callsOf({ operations, answers, isObject }: Case): string {
  const lines = operations.flatMap((each) => {
    const asked = new Set(answers.get(each.id)?.flatMap(({ accept = [] }) => accept));
    return [undefined, ...asked].map((accept) => {
      const all = isObject ? argumentsOf(each, accept) : [requestOf(each, accept)];
      const name = isObject ? `client.${TAG}` : 'api';
      return `  void ${name}.${each.id}(${[...(isObject ? [] : ['transport']), ...all.map(literal)].join(', ')});\n`;
    });
  });
  return lines.join('');
}

/** @param work a folder of its own */
export async function buildClients(work: string, numbers: readonly number[]): Promise<Built> {
  const problems: string[] = [];
  const cases = new Map<number, Case>();
  const files = new Map<string, string>();
  rmSync(work, { recursive: true, force: true });
  for (const number of numbers) {
    const made = caseOf(number);
    const outcome = await generate({
      files: made.files,
      settings: {
        openapi: 'api.json',
        schema: false,
        runtime: 'package',
        ...(made.isObject ? { client: true } : {}),
      },
    });
    for (const { severity, message } of outcome.diagnostics)
      if (severity !== 'note') problems.push(`${String(number)}: ${message}`);
    if (outcome.files === undefined) continue;
    cases.set(number, made);
    for (const [path, text] of outcome.files) {
      if (!path.endsWith('.ts')) continue;
      files.set(`${String(number)}/${path}`, text);
      const file = join(work, String(number), path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const text = `export function calls(${made.isObject ? 'client: api.ApiClient' : 'transport: api.Transport'}): void {\n${callsOf(made)}}\n`;
    files.set(
      `${String(number)}/calls.ts`,
      `import * as api from './index.js';\n${PRELUDE}${text}${answersOf(made)}`,
    );
  }
  problems.push(...complaints(files));
  await build({
    entryPoints: [...cases.keys()].map((number) => ({
      in: join(work, String(number), 'index.ts'),
      out: `${String(number)}/index`,
    })),
    outdir: join(work, 'bundles'),
    outExtension: { '.js': '.mjs' },
    alias: { 'instant-codegen/runtime': RUNTIME },
    bundle: true,
    format: 'esm',
    logLevel: 'error',
  });
  const clients = new Map<number, Case & { readonly client: Client }>();
  for (const [number, made] of cases) {
    const file = pathToFileURL(join(work, 'bundles', String(number), 'index.mjs')).href;
    clients.set(number, { ...made, client: (await import(file)) as Client });
  }
  return { problems, clients };
}

function complaints(files: ReadonlyMap<string, string>): readonly string[] {
  const program = programOf(files, { paths: { 'instant-codegen/runtime': [RUNTIME] } });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    const name = (file?.fileName ?? '').replace(EMITTED, '');
    return `${name}:${String(line + 1)}: ${text}\n  ${file?.text.split('\n')[line] ?? ''}`;
  });
}
