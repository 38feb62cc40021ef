/** `target.json`: all that a backend is, besides the files that it names. */

import { posix } from 'node:path';
import type { z as Zod } from 'zod';
import type { StoreReader, Target } from './stages.js';

/** Its paths are relative to its own folder. */
export type TargetFile = Omit<Target, 'name' | 'overlays'> & {
  /** For editors. */
  readonly $schema?: string;
  readonly overlays?: readonly string[];
  /** It is the one that is meant where nothing is said. */
  readonly default?: boolean;
};

/** The target of a folder. `folder`: as inputs know it. */
export function targetFrom(file: TargetFile, name: string, folder: string): Target {
  const { $schema: _, default: __, document, overlays = [], rows, ...rest } = file;
  const path = (each: string): string => posix.join(folder, each);
  return {
    ...rest,
    name,
    ...(document === undefined ? {} : { document: path(document) }),
    overlays: overlays.map(path),
    ...(rows === undefined ? {} : { rows: path(rows) }),
  };
}

/** The path of an emitted file, without extension, and a name in it: they are written as they stand. */
const EMITTED = /^[\w-]+(?:\/[\w-]+)*$/;
const NAME = /^[A-Za-z_$][\w$]*$/;

/** The zod schema of the file. zod is handed in, so that nothing loads it before it is needed. */
export function targetFileSchema(
  z: typeof Zod,
  kinds: readonly Pick<StoreReader, 'kind' | 'options'>[],
  values?: readonly string[],
) {
  const path = z.string().min(1);
  const names = z.array(z.string().min(1));
  const target = z.strictObject({
    $schema: z.string().optional(),
    title: z.string().min(1).optional(),
    default: z.boolean().optional(),
    document: path.optional(),
    overlays: z.array(path).optional(),
    rows: path.optional(),
    recipes: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          operations: z.number().int().min(0),
          make: z.string().min(1).optional(),
          type: z
            .union([
              z.string().min(1),
              z.strictObject({ file: z.string().regex(EMITTED), name: z.string().regex(NAME) }),
            ])
            .optional(),
          of: z
            .array(
              z.union([
                z.literal('error'),
                z.strictObject({ answer: z.number().int().min(0), pick: names.optional() }),
                z.strictObject({ body: z.number().int().min(0) }),
              ]),
            )
            .optional(),
          slot: z.literal(true).optional(),
        }),
      )
      .optional(),
    opening: openingSchema(z).optional(),
    identities: names.optional(),
    reserved: names.optional(),
    results: z.array(z.enum(['throw', 'data-error'])).optional(),
    store: z.enum(kinds.map(({ kind }) => kind)).optional(),
    storeOptions: z.record(z.string(), z.unknown()).optional(),
    attributes: z
      .array(z.strictObject({ entity: z.string(), read: names, write: names }))
      .optional(),
    migration: z
      .strictObject({
        module: z.string(),
        scope: z.string(),
        factories: names,
        clientTypes: names,
        features: z.record(z.string(), z.string()),
        featureExports: z.record(z.string(), names),
        commandWants: names,
        shared: names,
        errors: names,
        leaves: z.record(z.string(), z.string()),
        runTime: z.string(),
      })
      .optional(),
  });
  return target.superRefine(({ store, storeOptions }, context) => {
    if (storeOptions === undefined) return;
    const options = kinds.find(({ kind }) => kind === store)?.options?.(z, values);
    const checked = (options ?? z.strictObject({})).safeParse(storeOptions);
    for (const { path: keys, message } of checked.error?.issues ?? [])
      context.addIssue({ code: 'custom', path: ['storeOptions', ...keys], message });
  });
}

function openingSchema(z: typeof Zod) {
  const name = z.string().regex(NAME);
  const maker = { make: name, options: name };
  return z.strictObject({
    ...maker,
    type: name,
    error: name,
    flags: z.array(z.string().min(1)).optional(),
    factories: z.array(z.strictObject({ ...maker, name, doc: z.string().optional() })).optional(),
    values: z.array(name).optional(),
    types: z.array(name).optional(),
    leaves: z
      .array(
        z.strictObject({
          file: z.string().regex(EMITTED),
          makes: z
            .array(z.strictObject({ name, make: name, type: name, doc: z.string().optional() }))
            .optional(),
          values: z.array(z.union([name, z.strictObject({ name, value: name })])).optional(),
          types: z.array(name).optional(),
        }),
      )
      .optional(),
  });
}
