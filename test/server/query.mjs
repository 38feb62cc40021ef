// @ts-check
/** InstaQL: from a query to a tree of entities. */
import { invalid } from './errors.mjs';
import { itemsOf, linkedIds, getItem } from './store.mjs';
import { compare, isObject, isUuid } from './values.mjs';
import { compileWhere } from './where.mjs';

/**
 * @typedef {import('./store.mjs').State} State
 * @typedef {import('./store.mjs').Item} Item
 * @typedef {Readonly<Record<string, unknown>>} Options
 *
 * Who asks: the app's admin, a signed-in user, or a guest without a record.
 * @typedef {{ admin: boolean, userId: string | null }} Viewer
 *
 * @typedef {object} Context
 * @property {State} state
 * @property {unknown} query the whole query, which error answers repeat
 * @property {boolean} inference has-one links as an object or null instead of a list
 * @property {Viewer} viewer
 * @property {(item: Item) => string} fileUrl
 */

const topLevelOnly = [
  'offset',
  'first',
  'last',
  'after',
  'before',
  'afterInclusive',
  'beforeInclusive',
  'aggregate',
];
const sizes = ['limit', 'first', 'last'];
const optionNames = new Set(['where', 'order', 'fields', 'limit', ...topLevelOnly]);

/**
 * @param {Context} context its `query` is run
 * @returns {Record<string, unknown>} a list for every entity named at the top
 */
export function runQuery(context) {
  if (!isObject(context.query)) throw fail(context, [], 'Expected a map of entities', 'map?');
  return Object.fromEntries(
    Object.entries(context.query)
      .filter(([etype]) => etype !== '$$ruleParams')
      .map(([etype, node]) => [etype, rows(context, etype, node, null, [etype])]),
  );
}

/**
 * @param {Context} context @param {string} etype @param {unknown} node
 * @param {readonly string[] | null} ids the linked ones, or null at the top
 * @param {string[]} path
 * @returns {Record<string, unknown>[]}
 */
function rows(context, etype, node, ids, path) {
  if (!isObject(node)) throw fail(context, path, 'Expected an object', 'map?');
  const options = readOptions(context, node['$'], ids === null, path);
  const found = select(context, etype, options, ids, [...path, '$', 'where']);
  if (found === null || options['aggregate'] !== undefined) return [];
  const sorted = sort(context, etype, found, options['order'], ids === null, path);
  const page = ids === null ? paginate(context, etype, sorted, options, path) : sorted;
  return page.map((item) => row(context, etype, item, node, options['fields'], path));
}

/**
 * @param {Context} context @param {string} etype @param {Options} options
 * @param {readonly string[] | null} ids @param {string[]} path
 * @returns {Item[] | null} null when the filter names what does not exist
 */
function select(context, etype, options, ids, path) {
  const { state } = context;
  const all =
    ids === null ? itemsOf(state, etype) : ids.flatMap((id) => getItem(state, etype, id) ?? []);
  const { where } = options;
  const test =
    where === undefined ? () => true : compileWhere(state, etype, where, context.query, path);
  if (test === null) return null;
  return all.filter((item) => isVisible(context.viewer, etype, item) && test(item.id));
}

/**
 * Without rules of its own an app shows a user only themself, and files to admins only.
 * @param {Viewer} viewer @param {string} etype @param {Item} item
 */
function isVisible(viewer, etype, item) {
  if (viewer.admin) return true;
  if (etype === '$users') return item.id === viewer.userId;
  return etype !== '$files';
}

/**
 * @param {Context} context @param {string} etype @param {Item} item
 * @param {Record<string, unknown>} node @param {unknown} fields @param {string[]} path
 */
function row(context, etype, item, node, fields, path) {
  const wanted = Array.isArray(fields) ? new Set(fields) : null;
  const has = (/** @type {string} */ label) => wanted === null || wanted.has(label);
  const own = Object.entries(item.values).filter(([label]) => has(label));
  const url = etype === '$files' && has('url') ? [['url', context.fileUrl(item)]] : [];
  const links = Object.entries(node)
    .filter(([label]) => label !== '$')
    .map(([label, child]) => [label, linkedRows(context, etype, item, label, child, path)]);
  return Object.fromEntries([['id', item.id], ...own, ...url, ...links]);
}

/**
 * @param {Context} context @param {string} etype @param {Item} item
 * @param {string} label @param {unknown} child @param {string[]} path
 */
function linkedRows(context, etype, item, label, child, path) {
  const end = context.state.model.entities.get(etype)?.links.get(label);
  const ids = end === undefined ? [] : linkedIds(context.state, end, item.id);
  const list = rows(context, end?.target ?? label, child, ids, [...path, label]);
  return context.inference && end?.has === 'one' ? (list[0] ?? null) : list;
}

/**
 * @param {Context} context @param {unknown} given @param {boolean} top @param {string[]} path
 * @returns {Options}
 */
function readOptions(context, given, top, path) {
  const here = [...path, '$'];
  if (given === undefined) return {};
  if (!isObject(given)) throw fail(context, here, 'Expected an object', 'map?');
  for (const key of Object.keys(given)) {
    if (!optionNames.has(key))
      throw fail(context, [...here, key], `Unknown option ${key}`, 'known?');
    if (!top && topLevelOnly.includes(key)) {
      throw fail(context, [...here, key], `${key} can only be used at the top level`, 'top-level?');
    }
  }
  for (const key of [...sizes, 'offset']) {
    const value = given[key];
    const least = key === 'offset' ? 0 : 1;
    if (value !== undefined && !(Number.isInteger(value) && Number(value) >= least)) {
      throw fail(context, [...here, key], `Expected a positive integer`, 'pos-int?');
    }
  }
  if (sizes.filter((key) => given[key] !== undefined).length > 1) {
    throw fail(context, here, 'Use one of limit, first and last', 'one-size?');
  }
  if (given['fields'] !== undefined && !Array.isArray(given['fields'])) {
    throw fail(context, [...here, 'fields'], 'Expected a list of attributes', 'vector?');
  }
  checkAggregate(context, given['aggregate'], here);
  return given;
}

/** @param {Context} context @param {unknown} aggregate @param {string[]} path */
function checkAggregate(context, aggregate, path) {
  if (aggregate === undefined) return;
  if (aggregate !== 'count') throw fail(context, path, 'Expected count', 'supported-aggregate?');
  if (context.viewer.admin) return;
  const message = 'Aggregates are currently only available for admin queries.';
  throw fail(context, path, message, 'admin?');
}

/**
 * @param {Context} context @param {string} etype @param {readonly Item[]} items
 * @param {unknown} order @param {boolean} top @param {string[]} path
 */
function sort(context, etype, items, order, top, path) {
  const { key, sign, type } = readOrder(context, etype, order, top, path);
  return [...items].sort(
    (a, b) =>
      sign * (compare(sortValue(a, key), sortValue(b, key), type) || compare(a.id, b.id, 'string')),
  );
}

/** @param {Item} item @param {string} key */
function sortValue(item, key) {
  if (key === 'serverCreatedAt') return item.createdAt;
  return key === 'id' ? item.id : item.values[key];
}

/**
 * @param {Context} context @param {string} etype @param {unknown} order
 * @param {boolean} top @param {string[]} path
 */
function readOrder(context, etype, order, top, path) {
  const here = [...path, '$', 'order'];
  if (order === undefined) return { key: 'serverCreatedAt', sign: 1, type: 'number' };
  const entries = isObject(order) ? Object.entries(order) : [];
  const [first] = entries;
  if (first === undefined || entries.length > 1 || !['asc', 'desc'].includes(String(first[1]))) {
    throw fail(context, here, 'Expected one attribute with asc or desc', 'order?');
  }
  const [key, direction] = first;
  const attr = context.state.model.entities.get(etype)?.attrs.get(key);
  const free = key === 'serverCreatedAt' || key === 'id' || !top || !context.state.model.declared;
  const name = `${etype}.${key}`;
  if (!free && attr?.indexed !== true) {
    throw fail(
      context,
      here,
      `The \`${name}\` attribute must be indexed to order by it.`,
      'indexed?',
    );
  }
  if (!free && attr?.valueType == null) {
    throw fail(
      context,
      here,
      `The \`${name}\` attribute must have an enforced type to order by it.`,
      'checked-data-type?',
    );
  }
  const type = key === 'serverCreatedAt' ? 'number' : (attr?.valueType ?? null);
  return { key, sign: direction === 'desc' ? -1 : 1, type };
}

/**
 * @param {Context} context @param {string} etype @param {readonly Item[]} sorted
 * @param {Options} options @param {string[]} path
 */
function paginate(context, etype, sorted, options, path) {
  const { key, sign, type } = readOrder(context, etype, options['order'], true, path);
  const side = (/** @type {Item} */ item, /** @type {Cursor} */ cursor) => {
    const value = key === 'serverCreatedAt' ? cursor.createdAt : cursor.value;
    const wanted = key === 'id' ? cursor.id : value;
    const order =
      compare(sortValue(item, key), wanted, type) || compare(item.id, cursor.id, 'string');
    return sign * order;
  };
  const after = readCursor(context, options['after'], [...path, '$', 'after']);
  const before = readCursor(context, options['before'], [...path, '$', 'before']);
  const kept = sorted.filter((item) => {
    const past = after === null ? 1 : side(item, after);
    const ahead = before === null ? -1 : side(item, before);
    return (
      (past > 0 || (past === 0 && options['afterInclusive'] === true)) &&
      (ahead < 0 || (ahead === 0 && options['beforeInclusive'] === true))
    );
  });
  const rest = kept.slice(Number(options['offset'] ?? 0));
  if (options['last'] !== undefined) return rest.slice(-Number(options['last']));
  const size = options['limit'] ?? options['first'];
  return size === undefined ? rest : rest.slice(0, Number(size));
}

/** @typedef {{ id: string, value: unknown, createdAt: number }} Cursor */

/** @param {Context} context @param {unknown} cursor @param {string[]} path @returns {Cursor | null} */
function readCursor(context, cursor, path) {
  if (cursor === undefined) return null;
  const parts = Array.isArray(cursor) ? cursor : [];
  const [id, attrId, value, createdAt] = parts;
  if (parts.length === 4 && isUuid(id) && isUuid(attrId) && typeof createdAt === 'number') {
    return { id, value, createdAt };
  }
  throw fail(context, path, 'Expected a cursor', 'cursor?');
}

/** @param {Context} context @param {string[]} path @param {string} message @param {string} expected */
function fail(context, path, message, expected) {
  return invalid('query', context.query, [{ 'expected?': expected, in: path, message }]);
}
