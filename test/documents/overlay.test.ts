import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { applyOverlay, object, objects, operations, read, resolve } from './documents.js';
import type { Json, JsonObject } from './documents.js';

const shipped = read('openapi.yml');
const seed = read('fixtures/instant-seed/openapi.yml');
const folder = 'generator/targets/instant';
const overlay = read(`${folder}/overlay.yml`);

const components = (document: JsonObject, section: string): JsonObject =>
  object(object(document['components'])[section] ?? {});

/** The document without one operation. */
function without(document: JsonObject, path: string, method: string): JsonObject {
  const drop = (value: JsonObject, key: string): JsonObject =>
    Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  const paths = object(document['paths']);
  return { ...document, paths: { ...paths, [path]: drop(object(paths[path]), method) } };
}

describe('the seed document', () => {
  it('is kept as it was published, byte for byte', () => {
    const bytes = readFileSync(new URL('../../fixtures/instant-seed/openapi.yml', import.meta.url));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(
      'd0da9b0aaed617abeec9cae858ec70e386306245952bb1d329fe0fc83668d747',
    );
  });
});

describe('the overlay over the seed document', () => {
  const mended = applyOverlay(seed, overlay);

  it('makes each of its operations equal to the shipped one', () => {
    const of = (document: JsonObject): Readonly<Record<string, Json>> =>
      Object.fromEntries(operations(document).map(({ name, value }) => [name, value]));
    const names = operations(seed).map(({ name }) => name);
    expect(names).toHaveLength(14);
    expect(Object.keys(of(mended))).toEqual(names);
    const wanted = Object.entries(of(shipped)).filter(([name]) => names.includes(name));
    expect(of(mended)).toEqual(Object.fromEntries(wanted));
    expect(of(seed)).not.toEqual(of(mended));
  });

  it('brings every component that they need, as the shipped document has it', () => {
    for (const [at, node] of objects(mended)) {
      const ref = node['$ref'];
      if (typeof ref === 'string') expect(resolve(mended, ref), `${at} -> ${ref}`).toBeDefined();
    }
    for (const section of ['schemas', 'securitySchemes']) {
      const found = components(mended, section);
      for (const [key, value] of Object.entries(found)) {
        expect(components(shipped, section)[key]).toEqual(value);
      }
    }
    expect(components(mended, 'schemas')).toHaveProperty('InstantIssueBody');
    expect(mended).toMatchObject({ openapi: '3.1.1', 'x-instant-codegen-target': 'instant' });
  });

  it('names the app by security alone', () => {
    const names = operations(mended).flatMap(({ parameters }) => parameters);
    expect(names).not.toContainEqual({ $ref: '#/components/parameters/AppId' });
    expect(operations(seed).flatMap(({ parameters }) => parameters)).toContainEqual({
      $ref: '#/components/parameters/AppId',
    });
  });

  it('changes nothing when it is applied again', () => {
    expect(applyOverlay(mended, overlay)).toEqual(mended);
  });

  it('passes over an operation that the document lacks', () => {
    const less = applyOverlay(without(seed, '/admin/users', 'delete'), overlay);
    expect(less).toEqual(without(mended, '/admin/users', 'delete'));
  });

  it('leaves alone what it does not know', () => {
    const own = { get: { operationId: 'own', responses: { 200: { description: 'Mine.' } } } };
    const paths = { ...object(seed['paths']), '/own': own };
    const mine = applyOverlay({ ...seed, paths }, overlay);
    expect(object(mine['paths'])['/own']).toEqual(own);
  });
});

describe('the overlay over the shipped document', () => {
  it('changes nothing', () => {
    expect(applyOverlay(shipped, overlay)).toEqual(shipped);
  });
});

describe('overlay.yml', () => {
  it('is what overlay.build.mjs writes', () => {
    const path = (name: string): string =>
      fileURLToPath(new URL(`../../${folder}/${name}`, import.meta.url));
    const written = execFileSync(process.execPath, [path('overlay.build.mjs')], {
      encoding: 'utf8',
    });
    expect(readFileSync(path('overlay.yml'), 'utf8')).toBe(written);
  });
});
