// @ts-check
/** InstaML: the steps of one transaction, all or none. */
import { ApiError, invalid, notUnique, permissionDenied } from './errors.mjs';
import { addAttr, addOpenLink } from './schema.mjs';
import {
  addPair,
  deleteItem,
  findBy,
  getItem,
  linkedIds,
  nextState,
  putItem,
  removePair,
} from './store.mjs';
import { newId } from './ids.mjs';
import { readSteps } from './steps.mjs';
import { describeType, fitsType, isObject } from './values.mjs';

/**
 * @typedef {import('./store.mjs').State} State
 * @typedef {import('./steps.mjs').Step} Step
 * @typedef {import('./steps.mjs').Reference} Reference
 * @typedef {import('./query.mjs').Viewer} Viewer
 * @typedef {Map<string, [etype: string, id: string]>} Touched
 */

const readOnlyFile = new Set(['size', 'content-type', 'content-disposition', 'location-id', 'url']);

/**
 * Applies steps to a copy of the state. Throws an ApiError and leaves the given state as it was.
 * @param {State} state @param {unknown} rawSteps
 * @param {boolean} throwOnMissing refuse attributes and links that are not in the schema
 * @param {Viewer} viewer
 * @returns {State}
 */
export function transact(state, rawSteps, throwOnMissing, viewer) {
  const steps = readSteps(rawSteps);
  const next = nextState(state);
  const missing = steps.flatMap((step) => addMissing(next, step));
  if (throwOnMissing && missing.length > 0) {
    const message = 'Attributes are missing in your schema';
    throw invalid('steps', rawSteps, [{ message, hint: { attributes: [...new Set(missing)] } }]);
  }
  checkModes(next, steps);
  /** @type {Touched} */
  const touched = new Map();
  for (const step of steps) apply(next, step, viewer, touched);
  for (const [etype, id] of touched.values()) checkItem(next, etype, id);
  return next;
}

/**
 * Adds what a step names for the first time.
 * @param {State} state @param {Step} step
 */
function addMissing(state, { action, etype, ref, args }) {
  if (action === 'ruleParams' || action === 'delete') return [];
  const links = action === 'link' || action === 'unlink';
  const known = state.model.entities.get(etype);
  const attrs = links ? [] : Object.keys(args).filter((label) => label !== 'id');
  const missingAttrs = [...attrs, ...(Array.isArray(ref) ? [ref[0]] : [])].filter(
    (label) => label !== 'id' && !known?.attrs.has(label),
  );
  const missingLinks = links ? Object.keys(args).filter((label) => !known?.links.has(label)) : [];
  for (const label of missingAttrs) addAttr(state.model, etype, label);
  for (const label of missingLinks) addOpenLink(state.model, etype, label);
  return [...missingAttrs, ...missingLinks].map((label) => `${etype}.${label}`);
}

/**
 * A create must make, and a strict update must find: judged before anything is applied.
 * @param {State} state @param {readonly Step[]} steps
 */
function checkModes(state, steps) {
  /** @type {Map<string, boolean>} whether an earlier step left the item there */
  const left = new Map();
  /** @type {string[]} */
  const existing = [];
  /** @type {string[]} */
  const absent = [];
  for (const { action, etype, ref, upsert } of steps) {
    const id = Array.isArray(ref) ? findBy(state, etype, ref[0], ref[1])?.id : ref;
    const key = `${etype} ${id}`;
    const there = id !== undefined && (left.get(key) ?? getItem(state, etype, id) !== undefined);
    if (action === 'create' && there) existing.push(String(id));
    if (['update', 'merge'].includes(action) && upsert === false && !there) {
      absent.push(id ?? JSON.stringify(ref));
    }
    if (action !== 'ruleParams' && action !== 'unlink') left.set(key, action !== 'delete');
  }
  const fail = (/** @type {string} */ message) => invalid('tx-step', steps, [{ message }]);
  if (existing.length > 0) throw fail(`Creating entities that exist: ${existing.join(', ')}`);
  if (absent.length > 0) throw fail(`Updating entities that don't exist: ${absent.join(', ')}`);
}

/** @param {State} state @param {Step} step @param {Viewer} viewer @param {Touched} touched */
function apply(state, { action, etype, ref, args }, viewer, touched) {
  if (action === 'ruleParams') return;
  if (!viewer.admin && etype === '$files') throw permissionDenied(etype, 'object');
  if (action === 'delete') {
    const id = Array.isArray(ref) ? findBy(state, etype, ref[0], ref[1])?.id : ref;
    if (id === undefined) return;
    if (!viewer.admin && etype === '$users') throw permissionDenied(etype, 'object');
    for (const [other, otherId] of deleteItem(state, etype, id)) touch(touched, other, otherId);
    touched.delete(`${etype} ${id}`);
    return;
  }
  const id = resolve(state, etype, ref);
  if (getItem(state, etype, id) === undefined) guardCreate(etype, viewer);
  else if (!viewer.admin && etype === '$users') throw permissionDenied(etype, 'object');
  if (action === 'link' || action === 'unlink') {
    // Linking makes the item that carries the link; unlinking one that is not there does not.
    if (action === 'link') putItem(state, etype, id, {});
    for (const [label, targets] of Object.entries(args)) {
      relink(state, action, etype, id, label, targets, touched);
    }
  } else {
    putItem(
      state,
      etype,
      id,
      action === 'merge' ? merged(state, etype, id, args) : checked(etype, args),
    );
  }
  touch(touched, etype, id);
}

/** @param {string} etype @param {Viewer} viewer */
function guardCreate(etype, viewer) {
  if (etype === '$users' && !viewer.admin) {
    const message = "$users is a system entity. You aren't allowed to create this directly.";
    throw new ApiError(400, 'validation-failed', message, {});
  }
  if (etype === '$files') {
    const message = "$files is a system entity. You aren't allowed to create this directly.";
    throw new ApiError(400, 'validation-failed', message, {});
  }
}

/**
 * @param {State} state @param {'link' | 'unlink'} action @param {string} etype @param {string} id
 * @param {string} label @param {unknown} targets @param {Touched} touched
 */
function relink(state, action, etype, id, label, targets, touched) {
  const end = state.model.entities.get(etype)?.links.get(label);
  if (end === undefined) return;
  for (const target of /** @type {Reference[]} */ ([targets].flat())) {
    const other = resolve(state, end.target, readReference(target));
    if (action === 'unlink') removePair(state, end, id, other);
    else addPair(state, end, id, other);
    touch(touched, end.target, other);
  }
}

/**
 * In links a lookup comes as text: `lookup__<attribute>__<json>`.
 * @param {Reference} target @returns {Reference}
 */
function readReference(target) {
  const parts = typeof target === 'string' ? /^lookup__(.+?)__(.*)$/s.exec(target) : null;
  return parts === null ? target : [parts[1] ?? '', JSON.parse(parts[2] ?? 'null')];
}

/**
 * The id of a reference; an item that a lookup does not find is made.
 * @param {State} state @param {string} etype @param {Reference} ref
 */
function resolve(state, etype, ref) {
  if (!Array.isArray(ref)) return ref;
  const [label, value] = ref;
  const found = findBy(state, etype, label, value);
  if (found !== undefined) return found.id;
  const attr = state.model.entities.get(etype)?.attrs.get(label);
  if (state.model.declared && attr?.unique !== true) {
    throw invalid('lookup', ref, [{ message: `${label} is not a unique attribute on ${etype}` }]);
  }
  const id = newId();
  putItem(state, etype, id, { [label]: value });
  return id;
}

/** @param {string} etype @param {Record<string, unknown>} args */
function checked(etype, args) {
  const { id: _ignored, ...values } = args;
  const locked =
    etype === '$files' ? Object.keys(values).find((key) => readOnlyFile.has(key)) : undefined;
  if (locked !== undefined) {
    const message = `$files.${locked} is a system attribute. You aren't allowed to write it.`;
    throw new ApiError(400, 'validation-failed', message, { attribute: locked });
  }
  return values;
}

/** @param {State} state @param {string} etype @param {string} id @param {Record<string, unknown>} args */
function merged(state, etype, id, args) {
  const old = getItem(state, etype, id)?.values ?? {};
  return Object.fromEntries(
    Object.entries(checked(etype, args)).map(([key, value]) => [key, deepMerge(old[key], value)]),
  );
}

/**
 * Objects are merged key by key, null takes a key away, anything else replaces.
 * @param {unknown} old @param {unknown} value @returns {unknown}
 */
function deepMerge(old, value) {
  if (!isObject(value)) return value;
  const out = new Map(Object.entries(isObject(old) ? old : {}));
  for (const [key, inner] of Object.entries(value)) {
    if (inner === null) out.delete(key);
    else out.set(key, deepMerge(out.get(key), inner));
  }
  return Object.fromEntries(out);
}

/** @param {Touched} touched @param {string} etype @param {string} id */
function touch(touched, etype, id) {
  touched.set(`${etype} ${id}`, [etype, id]);
}

/**
 * What must hold of an item when its transaction ends.
 * @param {State} state @param {string} etype @param {string} id
 */
function checkItem(state, etype, id) {
  const item = getItem(state, etype, id);
  const entity = state.model.entities.get(etype);
  if (item === undefined || entity === undefined) return;
  for (const [label, attr] of entity.attrs) {
    const value = item.values[label];
    if (value == null) {
      if (attr.required) throw missingRequired(etype, label, id);
      continue;
    }
    if (!fitsType(value, attr.valueType)) throw wrongType(etype, label, value, attr.valueType, id);
    const twins = [...(state.items.get(etype)?.values() ?? [])].filter(
      (other) => JSON.stringify(other.values[label]) === JSON.stringify(value),
    );
    if (attr.unique && twins.length > 1) throw notUnique(etype, label, value);
  }
  for (const [label, end] of entity.links) {
    if (end.required && linkedIds(state, end, id).length === 0)
      throw missingRequired(etype, label, id);
  }
}

/** @param {string} etype @param {string} label @param {string} id */
function missingRequired(etype, label, id) {
  const message = `Missing required attribute \`${etype}/${label}\`: ${id}`;
  const records = [{ 'entity-id': id, etype, attribute: label }];
  return new ApiError(400, 'validation-failed', message, { records });
}

/**
 * @param {string} etype @param {string} label @param {unknown} value
 * @param {string | null} type @param {string} id
 */
function wrongType(etype, label, value, type, id) {
  const message =
    `Invalid value type for ${etype}.${label}. ` +
    `Value must be a ${type} but the provided value type is ${describeType(value)}.`;
  return new ApiError(400, 'validation-failed', message, {
    namespace: etype,
    attribute: label,
    value,
    'checked-data-type': type,
    'entity-id': id,
  });
}
