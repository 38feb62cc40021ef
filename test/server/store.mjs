// @ts-check
/** Entities and links in memory. A transaction works on a clone, which replaces the old state. */
import { buildModel, cloneModel } from './schema.mjs';

/**
 * @typedef {import('./schema.mjs').Model} Model
 * @typedef {import('./schema.mjs').LinkEnd} LinkEnd
 *
 * @typedef {object} Item
 * @property {string} id
 * @property {number} createdAt milliseconds, equal for all items of one transaction
 * @property {Readonly<Record<string, unknown>>} values
 *
 * @typedef {object} Pairs ids by the id at the other end
 * @property {Map<string, readonly string[]>} forward
 * @property {Map<string, readonly string[]>} reverse
 *
 * @typedef {object} State
 * @property {Model} model
 * @property {Map<string, Map<string, Item>>} items by entity, then by id
 * @property {Map<string, Pairs>} pairs by name of the link
 * @property {number} txId
 * @property {number} clock time of the last transaction
 */

/** @param {import('./schema.mjs').SchemaJson} [schema] @returns {State} */
export function emptyState(schema) {
  return { model: buildModel(schema), items: new Map(), pairs: new Map(), txId: 0, clock: 0 };
}

/**
 * A copy in the time of a new transaction.
 * @param {State} state @returns {State}
 */
export function nextState(state) {
  return {
    model: cloneModel(state.model),
    items: new Map([...state.items].map(([etype, byId]) => [etype, new Map(byId)])),
    pairs: new Map(
      [...state.pairs].map(([link, { forward, reverse }]) => [
        link,
        { forward: new Map(forward), reverse: new Map(reverse) },
      ]),
    ),
    txId: state.txId + 1,
    clock: Math.max(Date.now(), state.clock + 1),
  };
}

/** @param {State} state @param {string} etype @returns {Item[]} in no promised order */
export function itemsOf(state, etype) {
  return [...(state.items.get(etype)?.values() ?? [])];
}

/** @param {State} state @param {string} etype @param {string} id */
export function getItem(state, etype, id) {
  return state.items.get(etype)?.get(id);
}

/**
 * Merges values into an item, making it if it is not there.
 * @param {State} state @param {string} etype @param {string} id
 * @param {Readonly<Record<string, unknown>>} values
 */
export function putItem(state, etype, id, values) {
  const byId = state.items.get(etype) ?? new Map();
  state.items.set(etype, byId);
  const old = byId.get(id);
  const createdAt = old?.createdAt ?? state.clock;
  // Without a prototype, an attribute may be called `constructor` or `__proto__`.
  const merged = Object.assign(Object.create(null), old?.values, values);
  byId.set(id, { id, createdAt, values: merged });
}

/**
 * The item whose attribute has the value.
 * @param {State} state @param {string} etype @param {string} label @param {unknown} value
 */
export function findBy(state, etype, label, value) {
  const wanted = JSON.stringify(value);
  return itemsOf(state, etype).find((item) =>
    label === 'id' ? item.id === value : JSON.stringify(item.values[label]) === wanted,
  );
}

/**
 * Ids at the other end that exist.
 * @param {State} state @param {LinkEnd} end @param {string} id
 */
export function linkedIds(state, end, id) {
  const pairs = state.pairs.get(end.link);
  const ids = (end.forward ? pairs?.forward : pairs?.reverse)?.get(id) ?? [];
  return ids.filter((other) => getItem(state, end.target, other) !== undefined);
}

/**
 * Links two ids. A has-one side lets go of what it held before.
 * @param {State} state @param {LinkEnd} end @param {string} id @param {string} other
 */
export function addPair(state, end, id, other) {
  const { near, far } = sides(state, end);
  if (end.has === 'one') for (const old of near.get(id) ?? []) removePair(state, end, id, old);
  if (end.targetHas === 'one') {
    for (const old of far.get(other) ?? []) removePair(state, end, old, other);
  }
  near.set(id, [...(near.get(id) ?? []).filter((x) => x !== other), other]);
  far.set(other, [...(far.get(other) ?? []).filter((x) => x !== id), id]);
}

/** @param {State} state @param {LinkEnd} end @param {string} id @param {string} other */
export function removePair(state, end, id, other) {
  const { near, far } = sides(state, end);
  near.set(
    id,
    (near.get(id) ?? []).filter((x) => x !== other),
  );
  far.set(
    other,
    (far.get(other) ?? []).filter((x) => x !== id),
  );
}

/**
 * Deletes an item, its links, and what is declared to go with it.
 * @param {State} state @param {string} etype @param {string} id
 * @returns {[etype: string, id: string][]} items that lost a link and still exist
 */
export function deleteItem(state, etype, id) {
  if (state.items.get(etype)?.delete(id) !== true) return [];
  /** @type {[string, string][]} */
  const bereft = [];
  for (const end of state.model.entities.get(etype)?.links.values() ?? []) {
    const back = state.model.entities.get(end.target)?.links.get(end.targetLabel);
    for (const other of linkedIds(state, end, id)) {
      removePair(state, end, id, other);
      if (back?.link === end.link && back.cascade)
        bereft.push(...deleteItem(state, end.target, other));
      else bereft.push([end.target, other]);
    }
  }
  return bereft;
}

/**
 * @param {State} state @param {LinkEnd} end
 * @returns {{ near: Pairs['forward'], far: Pairs['forward'] }}
 */
function sides(state, end) {
  /** @type {Pairs} */
  const pairs = state.pairs.get(end.link) ?? { forward: new Map(), reverse: new Map() };
  state.pairs.set(end.link, pairs);
  return end.forward
    ? { near: pairs.forward, far: pairs.reverse }
    : { near: pairs.reverse, far: pairs.forward };
}
