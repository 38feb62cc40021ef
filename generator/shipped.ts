/** The files that this package brings for its targets. */

import { join } from 'node:path';
import { packageRoot, shippedPath } from './package.js';
import { targets } from './targets/index.js';

/** Absolute paths by the names under which a run speaks of them. */
export function shippedFiles(): ReadonlyMap<string, string> {
  const paths = targets.flatMap(({ document, overlays, rows }) => [document, ...overlays, rows]);
  return new Map(
    paths
      .filter((path) => path !== undefined)
      .map((name) => [name, join(packageRoot(), shippedPath(name))]),
  );
}
