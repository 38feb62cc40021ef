import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../generator/diagnostics.js';
import type { InstaqlStore, TypeText } from '../../generator/ir.js';
import type { Inputs } from '../../generator/stages.js';
import { instaqlReader } from '../../generator/stores/instaql/index.js';

export const FIXTURES = join(import.meta.dirname, '../../fixtures/schemas');

/** A project in memory. */
export function inMemory(files: Readonly<Record<string, string>>): Inputs {
  const paths = new Map(Object.entries(files));
  return {
    root: '/project',
    read: (path) => paths.get(path),
    exists: (path) => paths.has(path),
    list: (path) => {
      const prefix = path === '' ? '' : `${path}/`;
      const inside = [...paths.keys()].filter((each) => each.startsWith(prefix));
      if (inside.length === 0) return undefined;
      return [...new Set(inside.map((each) => each.slice(prefix.length).split('/')[0] ?? ''))];
    },
  };
}

export function onDisk(root: string): Inputs {
  const isFile = (path: string): boolean =>
    existsSync(join(root, path)) && statSync(join(root, path)).isFile();
  return {
    root,
    read: (path) => (isFile(path) ? readFileSync(join(root, path), 'utf8') : undefined),
    exists: isFile,
    list: (path) => (existsSync(join(root, path)) ? readdirSync(join(root, path)) : undefined),
  };
}

export interface Reading {
  readonly store: InstaqlStore | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function readFrom(inputs: Inputs, path: string | undefined): Reading {
  const diagnostics: Diagnostic[] = [];
  const store = instaqlReader.read(path, inputs, (diagnostic) => diagnostics.push(diagnostic));
  return { store, diagnostics };
}

/** Reads `instant.schema.ts` of a project in memory. */
export function readFiles(files: Readonly<Record<string, string>>): Reading {
  return readFrom(inMemory(files), 'instant.schema.ts');
}

/** Reads a schema text that imports `i`. */
export function readText(text: string): Reading {
  return readFiles({ 'instant.schema.ts': `import { i } from '@instantdb/core';\n${text}` });
}

/** Reads the inside of an entity `a`, and what stands before the schema. */
export function readAttrs(attrs: string, before = '', files: Record<string, string> = {}): Reading {
  const text = `import { i } from '@instantdb/core';\n${before}\nexport default i.schema({ entities: { a: i.entity({${attrs}}) } });\n`;
  return readFiles({ ...files, 'instant.schema.ts': text });
}

/** The store, when nothing at all was reported. */
export function clean({ store, diagnostics }: Reading): InstaqlStore {
  if (store === undefined || diagnostics.length > 0) {
    throw new Error(`Not clean: ${JSON.stringify(diagnostics, null, 1)}`);
  }
  return store;
}

/** Type text with its names spelt out: `‹file types.ts#Layout›`. */
export function spell(type: TypeText | undefined): string | undefined {
  return type?.parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const { name } = part;
      switch (name.kind) {
        case 'file':
          return `‹${name.file}#${name.exported}›`;
        case 'package':
          return `‹${name.specifier}#${name.exported}›`;
        case 'local':
          return `‹local ${name.declaration}›`;
        case 'global':
          return `‹${name.name}›`;
        case 'attribute':
          return `‹attribute›`;
      }
    })
    .join('');
}

/** `code: excerpt of the place` of every diagnostic. */
export function codes({ diagnostics }: Reading, text?: string): readonly string[] {
  return diagnostics.map(({ code, at }) => {
    if (text === undefined || at === undefined || !('offset' in at)) return code;
    return `${code}: ${text.slice(at.offset, at.offset + at.length)}`;
  });
}
