// @ts-check
/** Filters: does one item match a `where`? */
import { invalid } from './errors.mjs';
import { getItem, linkedIds } from './store.mjs';
import { compare, describeType, fitsType, timeOf } from './values.mjs';

/**
 * @typedef {import('./store.mjs').State} State
 * @typedef {import('./schema.mjs').Attr} Attr
 * @typedef {import('./schema.mjs').LinkEnd} LinkEnd
 * @typedef {(id: string) => boolean} Test
 * @typedef {{ links: LinkEnd[], label: string, attr: Attr }} Path
 */

const comparisons = new Set(['$gt', '$gte', '$lt', '$lte']);
const patterns = new Set(['$like', '$ilike']);
/** @type {Attr} */
const idAttr = { valueType: 'string', required: true, indexed: true, unique: true };

/**
 * Compiles a `where` of an entity. Null when it names something that does not exist: the server
 * then finds nothing. Throws an ApiError for a filter that the server refuses.
 * @param {State} state @param {string} etype @param {unknown} where
 * @param {unknown} query the whole query, which error answers repeat
 * @param {(string | number)[]} path where in the query this stands
 * @returns {Test | null}
 */
export function compileWhere(state, etype, where, query, path) {
  if (typeof where !== 'object' || where === null || Array.isArray(where)) {
    throw invalid('query', query, [
      { 'expected?': 'map?', in: path, message: 'Expected an object' },
    ]);
  }
  /** @type {(Test | null)[]} */
  const tests = Object.entries(where).map(([key, value]) => {
    const here = [...path, key];
    if ((key !== 'and' && key !== 'or') || !Array.isArray(value)) {
      return compileCondition(state, etype, key, value, query, here);
    }
    if (value.length === 0) {
      throw invalid('query', query, [
        { in: here, message: `\`${key}\` needs a list that is not empty` },
      ]);
    }
    const legs = value.map((leg, n) => compileWhere(state, etype, leg, query, [...here, n]));
    if (legs.includes(null)) return null;
    const all = /** @type {Test[]} */ (legs);
    return key === 'and' ? (id) => all.every((leg) => leg(id)) : (id) => all.some((leg) => leg(id));
  });
  if (tests.includes(null)) return null;
  return (id) => /** @type {Test[]} */ (tests).every((test) => test(id));
}

/**
 * @param {State} state @param {string} etype @param {string} key @param {unknown} value
 * @param {unknown} query @param {(string | number)[]} path
 * @returns {Test | null}
 */
function compileCondition(state, etype, key, value, query, path) {
  const target = resolve(state, etype, key);
  if (target === null) return null;
  const fail = (/** @type {string} */ message, /** @type {string} */ expected) =>
    invalid('query', query, [{ 'expected?': expected, in: path, message }]);
  // Of an object with several operators the server applies the first alone.
  const [operator, operand] =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (Object.entries(value)[0] ?? ['', undefined])
      : ['=', value];
  const name = `${target.entity}.${target.path.label}`;
  const { attr } = target.path;
  const test = valueTest(operator, operand, attr);
  if (test === null)
    throw invalid('coerced-query', query, [{ 'expected?': 'where-condition', in: path }]);
  if (state.model.declared) {
    const kind = comparisons.has(operator) ? 'comparison' : operator;
    if ((kind === 'comparison' || patterns.has(operator)) && !attr.indexed) {
      throw fail(`The \`${name}\` attribute must be indexed to use ${kind} operators.`, 'indexed?');
    }
    if ((kind === 'comparison' || patterns.has(operator)) && attr.valueType === null) {
      throw fail(
        `The \`${name}\` attribute must have an enforced type to use ${kind} operators.`,
        'checked-data-type?',
      );
    }
  }
  for (const one of operator === '$isNull' ? [] : [operand].flat()) {
    if (one === null || fitsType(one, attr.valueType)) continue;
    throw fail(
      `The data type of \`${name}\` is \`${attr.valueType}\`, ` +
        `but the query got value \`${JSON.stringify(one)}\` of type \`${describeType(one)}\`.`,
      'valid-type?',
    );
  }
  return (id) => leaves(state, etype, id, target.path).some(test);
}

/**
 * @param {State} state @param {string} etype @param {string} key
 * @returns {{ entity: string, path: Path } | null}
 */
function resolve(state, etype, key) {
  const steps = key.split('.');
  const label = /** @type {string} */ (steps.pop());
  /** @type {LinkEnd[]} */
  const links = [];
  let entity = etype;
  for (const step of steps) {
    const end = state.model.entities.get(entity)?.links.get(step);
    if (end === undefined) return null;
    links.push(end);
    entity = end.target;
  }
  const known = state.model.entities.get(entity);
  const link = known?.links.get(label);
  // A link as the last part means the id at its other end.
  if (link !== undefined) {
    return { entity: link.target, path: { links: [...links, link], label: 'id', attr: idAttr } };
  }
  const attr = label === 'id' ? idAttr : known?.attrs.get(label);
  return attr === undefined ? null : { entity, path: { links, label, attr } };
}

/**
 * All values at the end of a path; `undefined` stands for a gap on the way.
 * @param {State} state @param {string} etype @param {string} id @param {Path} path
 * @returns {unknown[]}
 */
function leaves(state, etype, id, { links, label }) {
  const [end, ...rest] = links;
  if (end !== undefined) {
    const ids = linkedIds(state, end, id);
    if (ids.length === 0) return [undefined];
    return ids.flatMap((other) =>
      leaves(state, end.target, other, { links: rest, label, attr: idAttr }),
    );
  }
  return [label === 'id' ? id : getItem(state, etype, id)?.values[label]];
}

/**
 * @param {string} operator @param {unknown} operand @param {Attr} attr
 * @returns {((value: unknown) => boolean) | null} null when the operand is of no use
 */
function valueTest(operator, operand, attr) {
  const scalar = ['string', 'number', 'boolean'].includes(typeof operand);
  const same = (/** @type {unknown} */ value, /** @type {unknown} */ wanted) =>
    attr.valueType === 'date' && value != null && wanted != null
      ? timeOf(value) === timeOf(wanted)
      : (value ?? null) === wanted;
  const ordered = (/** @type {(sign: number) => boolean} */ holds) =>
    scalar
      ? (/** @type {unknown} */ value) =>
          value != null && holds(compare(value, operand, attr.valueType))
      : null;
  switch (operator) {
    case '=':
      return scalar ? (value) => same(value, operand) : null;
    case '$in':
    case 'in':
      return Array.isArray(operand) ? (value) => operand.some((one) => same(value, one)) : null;
    case '$ne':
    case '$not':
      return scalar ? (value) => !same(value, operand) : null;
    case '$isNull':
      return typeof operand === 'boolean' ? (value) => (value == null) === operand : null;
    case '$gt':
      return ordered((sign) => sign > 0);
    case '$gte':
      return ordered((sign) => sign >= 0);
    case '$lt':
      return ordered((sign) => sign < 0);
    case '$lte':
      return ordered((sign) => sign <= 0);
    case '$like':
    case '$ilike': {
      if (typeof operand !== 'string') return null;
      const regex = likeRegex(operand, operator === '$ilike');
      return (value) => typeof value === 'string' && regex.test(value);
    }
    default:
      return null;
  }
}

/** @param {string} pattern with `%` and `_` @param {boolean} ignoreCase */
function likeRegex(pattern, ignoreCase) {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '[^]*')
    .replaceAll('_', '[^]');
  return new RegExp(`^${source}$`, ignoreCase ? 'iu' : 'u');
}
