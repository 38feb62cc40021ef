// @ts-check
/** Answers that are problems, in the shapes that Instant's HTTP API gives them. */

/** A problem that becomes an HTTP answer: thrown anywhere below a route, sent by `http.mjs`. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} type
   * @param {string} message
   * @param {unknown} [hint]
   */
  constructor(status, type, message, hint) {
    super(message);
    this.status = status;
    this.body = hint === undefined ? { type, message } : { type, message, hint };
  }
}

/**
 * @param {readonly string[]} path where it should stand, such as `['body', 'query']`
 * @param {readonly (readonly string[])[]} [others] where it may stand instead
 */
export function paramMissing(path, others) {
  const hint = others === undefined ? { in: path } : { in: path, 'possible-ins': others };
  return new ApiError(400, 'param-missing', `Missing parameter: ${keywords(path)}`, hint);
}

/** @param {readonly string[]} path @param {unknown} input */
export function paramMalformed(path, input) {
  const hint = { in: path, 'original-input': input };
  return new ApiError(400, 'param-malformed', `Malformed parameter: ${keywords(path)}`, hint);
}

/**
 * @param {string} recordType
 * @param {Readonly<Record<string, unknown>>} args what was looked for
 * @param {string} [message] advice
 */
export function notFound(recordType, args, message) {
  const hint = {
    args: [args],
    ...(message === undefined ? {} : { message }),
    'record-type': recordType,
  };
  return new ApiError(400, 'record-not-found', `Record not found: ${recordType}`, hint);
}

/**
 * @param {string} dataType what was validated: `query`, `steps`, `tx-step`, `body` …
 * @param {unknown} input
 * @param {readonly Readonly<Record<string, unknown>>[]} errors the first `message` is shown
 */
export function invalid(dataType, input, errors) {
  const first = errors[0]?.['message'];
  const message = `Validation failed for ${dataType}${first === undefined ? '' : `: ${first}`}`;
  const hint = { 'data-type': dataType, input, errors };
  return new ApiError(400, 'validation-failed', message, hint);
}

/** @param {string} etype @param {string} scope `object`, or an action on `$files` */
export function permissionDenied(etype, scope) {
  const expected = etype === '$files' ? 'has-storage-permission?' : 'perms-pass?';
  const hint = { input: [etype, scope], expected };
  return new ApiError(400, 'permission-denied', `Permission denied: not ${expected}`, hint);
}

/** @param {string} etype @param {string} label @param {unknown} value */
export function notUnique(etype, label, value) {
  const text = JSON.stringify(value);
  const message =
    `\`${label}\` is a unique attribute on \`${etype}\` ` +
    `and an entity already exists with \`${etype}.${label}\` = ${text}`;
  const hint = { 'record-type': 'triple', etype, label, value: text };
  return new ApiError(400, 'record-not-unique', message, hint);
}

/** @param {readonly string[]} path */
function keywords(path) {
  return `[${path.map((part) => JSON.stringify(part)).join(' ')}]`;
}
