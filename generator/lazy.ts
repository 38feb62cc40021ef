/** Heavy packages, loaded on first need. `require` costs half of what `import` does for the large ones. */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * The TypeScript compiler that ts-morph carries: the only one in an install. Its file is loaded alone where
 * it is found, without what wraps it: a quarter of the time.
 */
export function loadTypeScript(): typeof import('ts-morph').ts {
  const wrapped = createRequire(require.resolve('ts-morph')).resolve('@ts-morph/common');
  const alone = join(dirname(wrapped), 'typescript.js');
  if (existsSync(alone)) return require(alone) as typeof import('ts-morph').ts;
  return (require('ts-morph') as typeof import('ts-morph')).ts;
}

/** The texts of TypeScript's own libraries (`lib.es5.d.ts`, `lib.dom.d.ts`, …), which ts-morph carries. */
export function loadTypeScriptLibraries(): readonly string[] {
  const common: unknown = createRequire(require.resolve('ts-morph'))('@ts-morph/common');
  if (!isLibrarian(common)) return [];
  const files = common.getLibFiles();
  return Array.isArray(files) ? files.map((each: { text?: unknown }) => String(each.text)) : [];
}

function isLibrarian(value: unknown): value is { getLibFiles(): unknown } {
  return typeof value === 'object' && value !== null && 'getLibFiles' in value;
}

export function loadYaml(): typeof import('yaml') {
  return require('yaml') as typeof import('yaml');
}

export function loadFastYaml(): typeof import('js-yaml') {
  return require('js-yaml') as typeof import('js-yaml');
}

export function loadZod(): typeof import('zod') {
  return require('zod') as typeof import('zod');
}

/** JSONPath as RFC 9535 defines it, for overlays. */
export function loadJsonPath(): typeof import('json-p3') {
  return require('json-p3') as typeof import('json-p3');
}
