/** The document that ships for InsForge, compared with those that it is made of. */

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isRecord } from '../../generator/manifest.js';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'generator/targets/insforge');
const METHODS = ['get', 'put', 'post', 'delete', 'head', 'patch'];

type Operation = { readonly [key: string]: unknown };

/** `POST /path` → the operation. */
function operationsOf(document: unknown): ReadonlyMap<string, Operation> {
  const paths = isRecord(document) && isRecord(document['paths']) ? document['paths'] : {};
  return new Map(
    Object.entries(paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = isRecord(item) ? item[method] : undefined;
        return isRecord(operation) ? [[`${method.toUpperCase()} ${path}`, operation] as const] : [];
      }),
    ),
  );
}

const text = readFileSync(join(FOLDER, 'openapi.yml'), 'utf8');
const shipped = operationsOf(parse(text));
const upstream = new Map(
  readdirSync(join(FOLDER, 'source/upstream')).flatMap((name) => [
    ...operationsOf(parse(readFileSync(join(FOLDER, 'source/upstream', name), 'utf8'))),
  ]),
);

describe('the document of InsForge', () => {
  it('is what its sources make', () => {
    const script = join(FOLDER, 'source/build.mjs');
    const made = execFileSync(process.execPath, [script], { encoding: 'utf8', maxBuffer: 1 << 26 });
    expect(made === text).toBe(true);
  });

  it('has every operation that InsForge describes, and three that it does not', () => {
    expect(upstream.size).toBe(208);
    expect([...upstream.keys()].filter((key) => !shipped.has(key))).toEqual([]);
    expect([...shipped.keys()].filter((key) => !upstream.has(key))).toEqual([
      'GET /api/database/rpc/{functionName}',
      'POST /api/database/rpc/{functionName}',
      'POST /api/database/advance/rawsql',
    ]);
  });

  it('gives each a name of its own, that begins with what it does', () => {
    const names = [...shipped.values()].map(({ operationId }) => String(operationId));
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+[A-Z][A-Za-z0-9]*$/.test(name))).toEqual([]);
  });

  it('says of every operation what an error of it is, and who may call it', () => {
    for (const [key, { responses, security }] of shipped) {
      if (!isRecord(responses)) throw new Error(key);
      const statuses = Object.keys(responses);
      const succeeds = statuses.some((status) => status.startsWith('2'));
      expect(statuses, key).toContain(succeeds ? 'default' : statuses.find((each) => each >= '4'));
      for (const [status, response] of Object.entries(responses)) {
        if (!/^(?:[45]|default)/.test(status)) continue;
        const said = isRecord(response) && ('content' in response || '$ref' in response);
        expect(said, `${key} ${status}`).toBe(true);
      }
      expect(Array.isArray(security) && security.length > 0, key).toBe(true);
    }
  });

  it('comes with the licence of what it is made of', () => {
    expect(readFileSync(join(FOLDER, 'LICENSE'), 'utf8')).toContain('Apache License');
    expect(readFileSync(join(FOLDER, 'NOTICE'), 'utf8')).toContain('Insforge Inc.');
    expect(text.split('\n', 1)[0]).toContain('Apache-2.0, see LICENSE and NOTICE');
  });
});
