// @ts-check
/** Reads the step tuples of a transaction and refuses what is none. */
import { invalid } from './errors.mjs';
import { isObject, isUuid } from './values.mjs';

/**
 * @typedef {string | [attribute: string, value: unknown]} Reference an id, or a lookup
 * @typedef {'create' | 'update' | 'merge' | 'link' | 'unlink' | 'delete' | 'ruleParams'} Action
 * @typedef {object} Step
 * @property {Action} action
 * @property {string} etype
 * @property {Reference} ref
 * @property {Record<string, unknown>} args empty where the action takes none
 * @property {boolean | undefined} upsert
 */

/** @type {readonly string[]} */
const actions = ['create', 'update', 'merge', 'link', 'unlink', 'delete', 'ruleParams'];

/** @param {unknown} raw the `steps` of a request body @returns {Step[]} */
export function readSteps(raw) {
  if (!Array.isArray(raw)) throw invalid('steps', raw, [{ expected: 'coll?', in: [] }]);
  return raw.map((step, n) => readStep(raw, step, n));
}

/** @param {unknown} all @param {unknown} step @param {number} n @returns {Step} */
function readStep(all, step, n) {
  if (!Array.isArray(step)) throw invalid('steps', all, [{ expected: 'vector?', in: [n] }]);
  const [action, etype, ref, args, options] = step;
  if (!actions.includes(action)) {
    const message = `Unsupported action ${String(action)}`;
    throw invalid('steps', all, [{ message, in: [n, 0] }]);
  }
  if (typeof etype !== 'string') throw invalid('steps', all, [{ expected: 'string?', in: [n, 1] }]);
  if (!isReference(ref)) {
    const shown = typeof ref === 'string' ? ref : JSON.stringify(ref);
    const message = `Invalid entity ID '${shown}'. Entity IDs must be UUIDs or lookup references.`;
    throw invalid('steps', all, [{ message, in: [n, 2] }]);
  }
  if (action !== 'delete' && !isObject(args)) {
    throw invalid('steps', all, [{ expected: 'map?', in: [n, 3] }]);
  }
  if (action === 'link' || action === 'unlink') checkTargets(all, args, n);
  const upsert = isObject(options) ? options['upsert'] : undefined;
  return {
    action,
    etype,
    ref,
    args: action === 'delete' ? {} : args,
    upsert: typeof upsert === 'boolean' ? upsert : undefined,
  };
}

/** @param {unknown} all @param {Record<string, unknown>} args @param {number} n */
function checkTargets(all, args, n) {
  for (const [label, targets] of Object.entries(args)) {
    for (const target of Array.isArray(targets) ? targets : [targets]) {
      if (isUuid(target) || isLookupText(target)) continue;
      const message = `Invalid entity ID '${String(target)}'. Entity IDs must be UUIDs or lookup references.`;
      throw invalid('steps', all, [{ message, in: [n, 3, label] }]);
    }
  }
}

/** @param {unknown} target */
function isLookupText(target) {
  const parts = typeof target === 'string' ? /^lookup__.+?__(.*)$/s.exec(target) : null;
  if (parts === null) return false;
  try {
    JSON.parse(parts[1] ?? '');
    return true;
  } catch {
    return false;
  }
}

/** @param {unknown} ref @returns {ref is Reference} */
function isReference(ref) {
  if (Array.isArray(ref)) return ref.length === 2 && typeof ref[0] === 'string';
  return isUuid(ref);
}
