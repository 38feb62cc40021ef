import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ClientSettings } from '../../generator/config/types.js';
import { generate } from '../golden/case.js';
import { compile } from '../golden/compile.js';

const ROOT = join(import.meta.dirname, '../../.tmp/client-hostile');

async function files(
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  settings: Partial<ClientSettings> & { readonly target: string },
): Promise<ReadonlyMap<string, string>> {
  const root = join(ROOT, name);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  for (const [path, data] of Object.entries(inputs)) {
    writeFileSync(join(root, path), typeof data === 'string' ? data : JSON.stringify(data));
  }
  const { target, openapi, schema, ...options } = settings;
  const generated = await generate({
    name,
    root,
    target,
    options,
    ...(typeof openapi === 'string' ? { openapi } : {}),
    ...(typeof schema === 'string' ? { schema } : {}),
  });
  const sources = generated.files.filter(({ path }) => path.endsWith('.ts'));
  for (const { path, text } of sources) {
    const file = join(root, 'out', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return new Map(sources.map(({ path, text }) => [path, text]));
}

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'then',
  'toString',
  'client',
  'options',
  'method',
  'openClient',
  'createClient',
  'ApiClient',
  'default',
  '1st',
  'pêche 🍑',
  '用户',
  '!!!',
];

const parameter = (name: string): object => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
});

const ARGUMENTS = ['default', 'body', 'options', 'a-b', 'aB', 'arguments', '__proto__', '1', '!'];

/** Operations, tags and parameters of these names, one of each with each. */
const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'a */ b `${c}', version: '1' },
  tags: NAMES.map((name) => ({ name, description: `a */ ${name} \u2028b \n@deprecated` })),
  paths: Object.fromEntries([
    ...NAMES.flatMap((tag, first) =>
      NAMES.map((id, second) => [
        `/p${first}/q${second}`,
        {
          get: {
            tags: [tag],
            operationId: second === first ? id : `${id} ${first}`,
            responses: { 204: { description: '' } },
          },
        },
      ]),
    ),
    [
      `/args/${ARGUMENTS.map((name) => `{${name}}`).join('/')}`,
      {
        post: {
          tags: ['then.constructor'],
          operationId: 'args',
          parameters: ARGUMENTS.map(parameter),
          requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
          responses: { 204: { description: '' } },
        },
      },
    ],
  ]),
  components: {
    schemas: {
      ApiClient: { type: 'object' },
      Call: { type: 'object' },
      Error: { type: 'object' },
      Promise: { type: 'object' },
    },
  },
};

describe('client objects', () => {
  it('have a method for each operation, whatever operations, tags and parameters are called', async () => {
    const found = await files(
      'names',
      { 'openapi.json': DOCUMENT },
      { target: 'none', openapi: 'openapi.json', client: true },
    );
    expect(compile(found)).toEqual([]);
    const index: unknown = await import(pathToFileURL(join(ROOT, 'names/out/index.ts')).href);
    const { createClient } = index as { readonly createClient: (options: object) => object };
    const methods: unknown[] = [];
    const collect = (group: object): void => {
      for (const each of Object.values(group) as unknown[]) {
        if (typeof each === 'object' && each !== null) collect(each);
        else methods.push(each);
      }
    };
    const client = createClient({ baseUrl: 'http://x' });
    collect(client);
    expect(methods).toHaveLength(NAMES.length ** 2 + 1);
    expect(methods.every((each) => typeof each === 'function')).toBe(true);
    expect(Object.getPrototypeOf(client)).toBe(Object.prototype);
    expect('then' in client).toBe(false);
  }, 60_000);

  it('of Instant may have groups that share a name with the runtime', async () => {
    const rows = {
      'core.sendCode': { call: 'adminSendMagicCode', args: [{ name: 'email', to: 'body.email' }] },
      'toString.me': { call: 'adminStorageListFiles' },
    };
    const found = await files(
      'core',
      { 'client.json': rows },
      { target: 'instant', client: 'client.json' },
    );
    expect(compile(found)).toEqual([]);
    expect(found.get('client.ts')).toContain('export interface DbCore {');
  }, 60_000);

  it.each(['tx', 'config', 'asUser', 'impersonationOpts', 'config.foo'])(
    'of Instant have no row called %s',
    async (name) => {
      const client = { [name]: { call: 'adminStorageListFiles' } };
      await expect(files('reserved', {}, { target: 'instant', client })).rejects.toThrow(
        `The client has ${name.split('.')[0] ?? ''} already`,
      );
    },
  );
});
