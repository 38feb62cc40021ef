/**
 * Checks the chunks of a transaction before they are sent. The messages are those of Instant's own SDK,
 * but for the check of required links, which it does not have.
 */

import { isEntityId, isUuid } from './ids.js';
import { ValidationError } from '../http/errors.js';
import { badValue, mustBe, noEntity, noLink } from './messages.js';
import { fitsType, ownMember, shown, valueType } from './schema.js';
import type { EntityTable, SchemaTable } from './schema.js';
import type { ObjectConstructor2022 } from '../web.js';

declare const Object: ObjectConstructor2022;

/** A transaction that the schema refuses; nothing was sent. */
export class TransactionValidationError extends ValidationError {
  override readonly name: string = 'TransactionValidationError';
}

function refuse(message: string): never {
  throw new TransactionValidationError(message);
}

/** One step as it is sent: action, entity, id or `[attr, value]`, arguments. */
type Step = readonly unknown[];

/**
 * Checks what `transact` is given; without a schema only that it is made of chunks.
 *
 * @throws {TransactionValidationError} for the first thing that is wrong.
 */
export function checkTransaction(chunks: unknown, schema: SchemaTable | undefined): void {
  for (const chunk of Array.isArray(chunks) ? (chunks as readonly unknown[]) : [chunks]) {
    if (!chunk || typeof chunk !== 'object') {
      refuse(mustBe('Transaction chunk', chunk));
    }
    const ops: unknown = Reflect.get(chunk, '__ops');
    if (!Array.isArray(ops)) {
      refuse(mustBe('Transaction chunk', ops, ' must have __ops array'));
    }
    for (const op of ops as readonly unknown[]) {
      if (!Array.isArray(op)) {
        refuse(mustBe('Transaction operation', op, ' must be an array'));
      }
      if (schema !== undefined) checkStep(op, schema);
    }
  }
}

function checkStep(step: Step, { entities }: SchemaTable): void {
  const [action, entity, id, args] = step;
  if (!Array.isArray(id) && !isUuid(id)) {
    refuse(`Invalid id for entity '${shown(entity)}'. Expected a UUID, but received: ${shown(id)}`);
  }
  if (typeof entity !== 'string') {
    refuse(mustBe('Entity name', entity, ' must be a string'));
  }
  const data = action === 'create' || action === 'update' || action === 'merge';
  if (args === undefined || (!data && action !== 'link' && action !== 'unlink')) return;
  const table = ownMember(entities, entity);
  if (table === undefined) {
    refuse(noEntity(entity, entities));
  }
  if (typeof args !== 'object' || args === null) {
    refuse(mustBe(`Arguments for ${data ? 'data' : 'link'} operation on entity '${entity}'`, args));
  }
  (data ? checkValues : checkTargets)(Object.entries(args), entity, table);
}

type Entries = readonly (readonly [string, unknown])[];

/** Unknown attributes pass: the server refuses them, and may know more than the schema here does. */
function checkValues(values: Entries, entity: string, { attrs }: EntityTable): void {
  for (const [name, value] of values) {
    const attr = name === 'id' ? undefined : ownMember(attrs, name);
    if (attr === undefined || fitsType(value, valueType(attr))) continue;
    refuse(badValue(`attribute '${name}'`, entity, valueType(attr), typeof value));
  }
}

function checkTargets(targets: Entries, entity: string, { links }: EntityTable): void {
  for (const [label, target] of targets) {
    if (!Object.hasOwn(links, label)) {
      refuse(noLink(label, entity, links));
    }
    if (target === null || target === undefined) continue;
    const list = Array.isArray(target);
    const [wrong, expected] = list ? ['entity ID', ' or a lookup'] : ['UUID', ''];
    for (const each of list ? (target as readonly unknown[]) : [target]) {
      if (isEntityId(each)) continue;
      refuse(
        `Invalid ${wrong} in link '${label}' for entity '${entity}'. Expected a UUID${expected}, but received: ${shown(each)}`,
      );
    }
  }
}
