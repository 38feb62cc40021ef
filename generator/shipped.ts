/** The files that this package brings for its targets. */

import { join } from 'node:path';
import { packageRoot } from './package.js';
import { targets } from './targets/index.js';

const SHIPPED = 'instant-codegen';

/** The name under which a run speaks of a file of the package: `instant-codegen/openapi.yml`. */
export function shippedName(path: string): string {
  return `${SHIPPED}/${path}`;
}

export function isShipped(name: string): boolean {
  return name.startsWith(`${SHIPPED}/`);
}

/** Absolute paths by those names. */
export function shippedFiles(): ReadonlyMap<string, string> {
  const paths = targets.flatMap(({ document, overlays, rows }) => [document, ...overlays, rows]);
  return new Map(
    paths
      .filter((path) => path !== undefined)
      .map((path) => [shippedName(path), join(packageRoot(), path)]),
  );
}
