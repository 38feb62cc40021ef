/** Where this package lies and which version it is; node: built-ins only, since the gate asks. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's root folder, absolute: the same code runs from `generator/` and from `dist/generator/`. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The package.json of instant-codegen is missing');
    folder = parent;
  }
  return folder;
}

const SHIPPED = 'instant-codegen';

/** Under which name a run speaks of a file of the package: `openapi.yml` → `instant-codegen/openapi.yml`. */
export function shippedName(path: string): string {
  return `${SHIPPED}/${path}`;
}

export function isShipped(name: string): boolean {
  return name.startsWith(`${SHIPPED}/`);
}

/** The path below the root of the package. */
export function shippedPath(name: string): string {
  return name.slice(SHIPPED.length + 1);
}

/** The version in the package's own `package.json`. */
export function packageVersion(): string {
  const parsed: unknown = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  const version =
    typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : '';
  return String(version);
}
