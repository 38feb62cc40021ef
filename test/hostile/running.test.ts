/** What hostile texts come to when the emitted code runs: keys of its tables, parts of its requests. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

import type { Transport } from '../../runtime/abi.js';
import { createTransport } from '../../runtime/abi.js';
import type { SchemaTable } from '../../runtime/instant/schema.js';
import { documentPlaces, type Place } from './document.js';
import { generate } from './pipeline.js';
import { schemaPlaces } from './schema.js';
import { HOSTILE } from './strings.js';

const ROOT = join(import.meta.dirname, '../../.tmp/hostile');

interface Endpoints {
  readonly [name: string]: (transport: Transport, request: unknown) => PromiseLike<unknown>;
}

describe('a schema of hostile names', () => {
  it('has each entity under its key, with its own table', async () => {
    const texts = HOSTILE.filter((text) => text !== '');
    const { entities } = await schemaOf('entity', texts);
    expect(Object.keys(entities)).toEqual(texts);
    for (const text of texts) {
      expect(Object.hasOwn(entities, text)).toBe(true);
      expect(entities[text]).toEqual({ attrs: { name: 'string indexed unique' }, links: {} });
    }
  });

  it('has each attribute under its key', async () => {
    // Every entity has an id, of which no table tells.
    const texts = HOSTILE.filter((text) => text !== 'id');
    const { entities } = await schemaOf('attribute', texts);
    expect(Object.entries(entities['a']?.attrs ?? {})).toEqual(
      texts.map((text) => [text, 'string']),
    );
  });

  it('has each link under its label, and names the other end', async () => {
    const texts = HOSTILE.filter((text) => text !== '' && text !== 'id');
    const forward = await schemaOf('label of a link', texts);
    expect(Object.entries(forward.entities['a']?.links ?? {})).toEqual(
      texts.map((text, index) => [text, ['b', `back${index}`]]),
    );
    const reverse = await schemaOf('label of the other end of a link', texts);
    expect(Object.entries(reverse.entities['a']?.links ?? {})).toEqual(
      texts.map((text, index) => [`to${index}`, ['b', text, 'required']]),
    );
  });
});

describe('a request with hostile names', () => {
  const sendable = HOSTILE.filter((text) => text !== '' && !/\p{Cs}/u.test(text));

  it('carries query parameters under their names', async () => {
    for (const [text, url] of await requests('name of a query parameter', sendable, (text) => ({
      query: { [text]: 'v' },
    }))) {
      expect(queryOf(url), text).toEqual([[text, 'v']]);
    }
  });

  it('carries styled query parameters under their names', async () => {
    const place = 'name of a styled query parameter';
    for (const [text, url] of await requests(place, sendable, (text) => ({
      query: { [text]: { [text]: 'v' } },
    }))) {
      expect(queryOf(url), text).toEqual([[`${text}[${text}]`, 'v']]);
    }
  });

  it('has path parameters at their places', async () => {
    const texts = sendable.filter((text) => !/[{}?#/]/.test(text));
    const place = 'name of a path parameter';
    for (const [text, url, index] of await requests(place, texts, (text) => ({
      path: { [text]: 'a/b' },
    }))) {
      expect(url, text).toBe(`https://a.example/${index}/a%2Fb`);
    }
  });
});

function placeOf(name: string): Place {
  const place = [...documentPlaces, ...schemaPlaces].find((each) => each.name === name);
  if (place === undefined) throw new Error(`no place ${name}`);
  return place;
}

async function schemaOf(name: string, texts: readonly string[]): Promise<SchemaTable> {
  const { schema } = await load<{ readonly schema: SchemaTable }>(name, texts, 'schema.ts');
  return schema;
}

/** The URL that each operation's request goes to. */
async function requests(
  name: string,
  texts: readonly string[],
  request: (text: string) => unknown,
): Promise<readonly (readonly [string, string, number])[]> {
  const endpoints = await load<Endpoints>(name, texts, 'index.ts');
  const seen: (readonly [string, string, number])[] = [];
  for (const [index, text] of texts.entries()) {
    const transport = createTransport({
      baseUrl: 'https://a.example',
      fetch: (input) => {
        seen.push([text, input, index]);
        return Promise.resolve(new Response(null, { status: 204 }));
      },
    });
    await endpoints[`op${index}`]?.(transport, request(text));
  }
  expect(seen.length).toBe(texts.length);
  return seen;
}

function queryOf(url: string): readonly (readonly [string, string])[] {
  const query = url.slice(url.indexOf('?') + 1);
  return query.split('&').map((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return [decodeURIComponent(name), decodeURIComponent(value)];
  });
}

async function load<Module>(name: string, texts: readonly string[], path: string): Promise<Module> {
  const given = placeOf(name).make(texts);
  const { files, diagnostics } = await generate({
    ...given,
    // The table names the other ends of links only where something reads them.
    settings: { ...given.settings, runtime: 'copy', requiredLinks: 'runtime' },
  });
  if (files === undefined) throw new Error(JSON.stringify(diagnostics));
  const folder = join(ROOT, name.replaceAll(' ', '-'));
  rmSync(folder, { recursive: true, force: true });
  for (const [file, text] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return (await import(pathToFileURL(join(folder, path)).href)) as Module;
}
