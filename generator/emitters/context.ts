/** What emitters may ask for beside the project, each thing made when it is asked for. */

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { resolvePackage } from '../config/packages.js';
import type { ClientSettings } from '../config/types.js';
import { documentsOf } from '../documents.js';
import type { Recorder } from '../inputs.js';
import { isRecord } from '../manifest.js';
import { bundleDocument } from '../read/index.js';
import { EmitProblem, type EmitContext, type Target } from '../stages.js';

export function emitContext(
  settings: ClientSettings,
  target: Target | undefined,
  inputs: Recorder,
): EmitContext {
  return {
    documents: () =>
      documentsOf(settings, target, inputs).map(({ name, overlays, prefix }) => ({
        name,
        ...(prefix === undefined ? {} : { prefix }),
        data: bundleDocument(name, inputs, overlays),
      })),
    peer: (name, major) => loadPeer(name, major, inputs),
  };
}

/** A package of the user's project; it and its version are inputs of the run. */
function loadPeer(name: string, major: number, inputs: Recorder): unknown {
  const from = join(inputs.root, 'package.json');
  const install = `Install it: npm install --save-dev ${name}@${String(major)}`;
  const require = createRequire(from);
  let found: string;
  try {
    found = resolvePackage(name, from, inputs);
  } catch {
    inputs.exists(`node_modules/${name}/package.json`);
    throw new EmitProblem(`${name} is asked for, and this project does not have it.`, install);
  }
  const loaded: unknown = require(found);
  const version = versionOf(found, name, require);
  if (version !== undefined && Number.parseInt(version, 10) !== major) {
    throw new EmitProblem(
      `${name} ${version} is installed, and version ${String(major)} is needed.`,
      install,
    );
  }
  return loaded;
}

/** As its package.json says; undefined where the package keeps that to itself. */
function versionOf(found: string, name: string, require: NodeJS.Require): string | undefined {
  const mark = join('node_modules', name);
  const at = found.lastIndexOf(mark);
  if (at === -1) return undefined;
  const manifest: unknown = require(join(found.slice(0, at), mark, 'package.json'));
  return isRecord(manifest) && typeof manifest['version'] === 'string'
    ? manifest['version']
    : undefined;
}
