// @ts-check
/** Types and order of stored values. */

/**
 * Does a value belong to a declared type? Untyped attributes take all.
 * @param {unknown} value @param {string | null} type
 */
export function fitsType(value, type) {
  if (type === null) return true;
  if (type === 'date') return !Number.isNaN(timeOf(value));
  return typeof value === type;
}

/** @param {unknown} value a JSON value */
export function describeType(value) {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

/**
 * Milliseconds of a stored date, which is a number or a text; NaN for anything else.
 * @param {unknown} value
 */
export function timeOf(value) {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Date.parse(value) : NaN;
}

/**
 * Order of two values of one type: negative, zero or positive. Null and undefined come first.
 * @param {unknown} left @param {unknown} right @param {string | null} type
 * @returns {number}
 */
export function compare(left, right, type) {
  if (left == null || right == null) return Number(left != null) - Number(right != null);
  if (type === 'date') return timeOf(left) - timeOf(right);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [a, b] = [text(left), text(right)];
  return a < b ? -1 : Number(a > b);
}

/** @param {unknown} value */
function text(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @param {unknown} value @returns {value is string} */
export function isUuid(value) {
  return typeof value === 'string' && uuid.test(value);
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
