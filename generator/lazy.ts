/** Heavy packages, loaded on first need. `require` costs half of what `import` does for the large ones. */

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The TypeScript compiler that ts-morph carries: the only one in an install. */
export function loadTypeScript(): typeof import('ts-morph').ts {
  const morph: typeof import('ts-morph') = require('ts-morph');
  return morph.ts;
}

export function loadYaml(): typeof import('yaml') {
  return require('yaml');
}

export function loadFastYaml(): typeof import('js-yaml') {
  return require('js-yaml');
}

export function loadZod(): typeof import('zod') {
  return require('zod');
}

/** JSONPath by RFC 9535, for overlays. */
export function loadJsonPath(): typeof import('json-p3') {
  return require('json-p3');
}
