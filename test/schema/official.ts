import { createRequire } from 'node:module';
import * as core from '@instantdb/core';
import { buildSync } from 'esbuild';
import type { Attr, InstaqlStore } from '../../generator/ir.js';

/** The parts of a schema object of the official packages that both sides can be compared by. */
export interface Shape {
  readonly entities: Readonly<Record<string, EntityShape>>;
  readonly rooms: Readonly<Record<string, unknown>>;
}

interface EntityShape {
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly links: Readonly<Record<string, unknown>>;
}

interface RawAttr {
  readonly valueType: string;
  readonly required: boolean;
  readonly isIndexed: boolean;
  readonly config: unknown;
}

interface RawEntity {
  readonly attrs: Readonly<Record<string, RawAttr>>;
  readonly links: Readonly<Record<string, unknown>>;
}

interface RawRoom {
  readonly presence: RawEntity;
  readonly topics?: Readonly<Record<string, RawEntity>>;
}

interface RawSchema {
  readonly entities: Readonly<Record<string, RawEntity>>;
  readonly rooms?: Readonly<Record<string, RawRoom>>;
}

/** Runs a fixture with the real `i`; a fixture is ours, so running it is safe. */
export function execute(entry: string): Shape {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });
  return evaluate(outputFiles[0]?.text ?? '');
}

export function executeText(text: string): Shape {
  const { outputFiles } = buildSync({
    stdin: { contents: text, loader: 'ts' },
    write: false,
    format: 'cjs',
    logLevel: 'error',
  });
  return evaluate(outputFiles[0]?.text ?? '');
}

function evaluate(code: string): Shape {
  const require = createRequire(import.meta.url);
  const module: { exports: Readonly<Record<string, RawSchema>> | RawSchema } = { exports: {} };
  const load = (name: string): unknown => (/instantdb/.test(name) ? core : require(name));
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function('require', 'module', 'exports', code)(load, module, module.exports);
  const schema = schemaIn(module.exports);
  const rooms: Record<string, unknown> = {};
  for (const [key, room] of Object.entries(schema.rooms ?? {})) {
    const topics = Object.entries(room.topics ?? {});
    rooms[key] = {
      presence: attrsOf(room.presence.attrs),
      topics: fromEntries(topics.map(([topic, entity]) => [topic, attrsOf(entity.attrs)])),
    };
  }
  const entities = Object.entries(schema.entities).map(
    ([key, { attrs, links }]) => [key, { attrs: attrsOf(attrs, true), links }] as const,
  );
  return { entities: fromEntries(entities), rooms };
}

function schemaIn(exported: Readonly<Record<string, RawSchema>> | RawSchema): RawSchema {
  if ('entities' in exported && !('default' in exported)) return exported as RawSchema;
  const named = exported;
  const found = named['default'] ?? named['_schema'];
  if (found === undefined) throw new Error('the fixture exports no schema');
  return found;
}

function attrsOf(attrs: RawEntity['attrs'], entity = false): Record<string, unknown> {
  return fromEntries(
    Object.entries(attrs)
      .filter(([key]) => !entity || key !== 'id')
      .map(([key, attr]) => {
        const { valueType, required, isIndexed, config } = attr;
        return [key, { valueType, required, isIndexed, config }];
      }),
  );
}

/** What was read, in the same shape. */
export function shapeOf(store: InstaqlStore): Shape {
  const attrs = (list: readonly Attr[]): Record<string, unknown> =>
    fromEntries(
      list.map(({ key, type, required, indexed, unique }) => [
        key,
        {
          valueType: type === 'any' ? 'json' : type,
          required,
          isIndexed: indexed,
          config: { indexed, unique },
        },
      ]),
    );
  return {
    entities: fromEntries(
      store.entities.map((entity) => [
        entity.key,
        {
          attrs: attrs(entity.attrs),
          links: fromEntries(
            entity.links.map(({ label, entity: entityName, has }) => [
              label,
              { entityName, cardinality: has },
            ]),
          ),
        },
      ]),
    ),
    rooms: fromEntries(
      store.rooms.map(({ key, presence, topics }) => [
        key,
        {
          presence: attrs(presence),
          topics: fromEntries(topics.map((topic) => [topic.key, attrs(topic.attrs)])),
        },
      ]),
    ),
  };
}

/** The keys in order, since order is promised too; keys that look like numbers come first in any object. */
export function keysOf({ entities }: Shape): readonly string[] {
  return Object.entries(entities).flatMap(([key, { attrs, links }]) => [
    key,
    ...Object.keys(attrs).map((attr) => `${key}.${attr}`),
    ...Object.keys(links).map((label) => `${key}>${label}`),
  ]);
}

function fromEntries<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries);
}
