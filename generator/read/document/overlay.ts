/**
 * Overlay 1.0 and 1.1: actions applied to a document, in order, before it is read. The document given is
 * never changed: whatever lies on the way to a change is copied once.
 */

import { nearest, type Report } from '../../diagnostics.js';
import type { JsonPlace } from '../../ir.js';
import { loadJsonPath } from '../../lazy.js';
import { openPatch, type Patch } from './patch.js';
import { elements, isData, member, text, type Node } from './source.js';
import { parseText } from './yaml.js';

export interface Mended {
  readonly data: unknown;
  /** By pointer into `data`: what an overlay brought or moved, and where it was written. */
  readonly moved: ReadonlyMap<string, JsonPlace>;
}

const ACTION_KEYS: readonly string[] = ['target', 'description', 'update', 'remove', 'copy'];

type Find = (path: string, data: unknown) => readonly (readonly (string | number)[])[];

/** @param file the name of the document */
export function applyOverlays(
  data: unknown,
  file: string,
  overlays: readonly { readonly text: string; readonly file: string }[],
  report: Report,
): Mended {
  if (overlays.length === 0) return { data, moved: new Map() };
  const patch = openPatch(data, file);
  const find = finder();
  for (const overlay of overlays) {
    const parsed = parseText(overlay.text, overlay.file, report);
    if (parsed === undefined) continue;
    const root: Node = { value: parsed, file: overlay.file, pointer: '' };
    if (!isOverlay(root, report)) continue;
    for (const action of elements(member(root, 'actions'))) apply(patch, action, find, report);
  }
  return { data: patch.data(), moved: patch.moved };
}

function finder(): Find {
  const { JSONPathEnvironment } = loadJsonPath();
  // As deep as the parser lets a document be.
  const environment = new JSONPathEnvironment({ maxRecursionDepth: 1_001 });
  type Value = Parameters<typeof environment.query>[1];
  return (path, data) => environment.query(path, data as Value).locations();
}

function isOverlay(root: Node, report: Report): boolean {
  const version = isData(root.value) ? root.value['overlay'] : undefined;
  const known = /^1(?:\.[01])?(?:\.|$)/.test(String(version));
  if (!known) {
    report({
      severity: 'error',
      code: 'overlay-version',
      message:
        version === undefined
          ? `${root.file} does not say that it is an overlay.`
          : `Overlays of version ${JSON.stringify(version)} are not known.`,
      remedy: 'Begin it with overlay: 1.0.0 or overlay: 1.1.0.',
      at: { file: root.file, pointer: version === undefined ? '' : '/overlay' },
    });
    return false;
  }
  const actions = member(root, 'actions');
  if (actions === undefined || !Array.isArray(actions.value)) {
    report({
      severity: 'error',
      code: 'overlay-actions',
      message: 'An overlay needs a list of actions.',
      remedy: 'Write actions: [{ target: $.info, update: { … } }].',
      at: { file: root.file, pointer: actions?.pointer ?? '' },
    });
    return false;
  }
  return true;
}

function apply(patch: Patch, action: Node, find: Find, report: Report): void {
  const complain = (
    severity: 'error' | 'warning',
    code: string,
    node: Node,
    message: string,
    remedy?: string,
  ): void => {
    report({
      severity,
      code,
      message,
      ...(remedy === undefined ? {} : { remedy }),
      at: { file: node.file, pointer: node.pointer },
    });
  };
  const target = text(action, 'target');
  if (target === undefined) {
    complain('error', 'overlay-target', action, 'An action needs a target, which is a JSONPath.');
    return;
  }
  const { value } = action;
  if (!isData(value)) return;
  for (const key of Object.keys(value)) {
    if (ACTION_KEYS.includes(key) || key.startsWith('x-')) continue;
    const meant = nearest(key, ACTION_KEYS);
    complain(
      'warning',
      'overlay-unknown-key',
      member(action, key) ?? action,
      `An action has no ${JSON.stringify(key)}.`,
      meant === undefined ? undefined : `Write ${JSON.stringify(meant)}.`,
    );
  }
  const located = (key: string, path: string): ReturnType<Find> | undefined => {
    try {
      return find(path, patch.data());
    } catch (error) {
      complain(
        'error',
        'overlay-path',
        member(action, key) ?? action,
        `${JSON.stringify(path)} is no JSONPath: ${error instanceof Error ? error.message : String(error)}.`,
        'Write it as RFC 9535 has it: $.paths["/pets"].get',
      );
      return undefined;
    }
  };
  const places = located('target', target);
  if (places === undefined) return;
  if (places.length === 0) {
    if (value['x-optional'] === true) return;
    complain(
      'warning',
      'overlay-no-match',
      member(action, 'target') ?? action,
      `${target} matches nothing in the document.`,
      'Correct the target, or remove the action.',
    );
    return;
  }
  if (value['remove'] === true) {
    patch.remove(places);
    return;
  }
  const update = member(action, 'update');
  const copy = text(action, 'copy');
  if (copy !== undefined) {
    const from = located('copy', copy);
    if (from === undefined) return;
    const [source] = from;
    if (source === undefined || from.length > 1) {
      complain(
        'error',
        'overlay-copy',
        member(action, 'copy') ?? action,
        `${copy} matches ${from.length} places; what is copied must be one.`,
      );
      return;
    }
    // Cloned: what earlier actions changed is changed in its place by later ones, which a copy must not notice.
    const value = structuredClone(patch.get(source));
    const origin = patch.origin(source);
    for (const place of places) patch.merge(place, value, origin);
  } else if (update !== undefined) {
    const origin = { file: update.file, pointer: update.pointer };
    for (const place of places) patch.merge(place, update.value, origin);
  } else {
    complain(
      'warning',
      'overlay-nothing-to-do',
      action,
      'This action does nothing.',
      'Give it an update, a copy, or remove: true.',
    );
  }
}
