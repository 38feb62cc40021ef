import { TransactionValidationError } from './check-transaction.js';
import { isLookup } from './ids.js';
import { ownMember } from './schema.js';
import type { SchemaTable } from './schema.js';

/** One step as it is sent: action, entity, id or `[attr, value]`, arguments. */
type Step = readonly unknown[];

/**
 * Every entity that a transaction creates must get its required links somewhere in the same call, from either
 * end. Where a lookup stands in for an id, nobody here can tell what it names, so the check lets it pass.
 *
 * @throws {TransactionValidationError} for the first link that is missing.
 */
export function checkRequiredLinks(steps: readonly Step[], { entities }: SchemaTable): void {
  const given = new Set<string>();
  const key = (entity: unknown, id: unknown, label: string): string =>
    JSON.stringify([entity, isLookup(id) ? '*' : String(id).toLowerCase(), label]);
  for (const [action, entity, id, args] of steps) {
    if (action !== 'link' || typeof entity !== 'string') continue;
    for (const [label, target] of Object.entries(args ?? {})) {
      const link = ownMember(ownMember(entities, entity)?.links ?? {}, label);
      if (link === undefined || target === null || target === undefined) continue;
      const targets: readonly unknown[] = Array.isArray(target) ? target : [target];
      if (targets.length > 0) given.add(key(entity, id, label));
      for (const each of targets) given.add(key(link[0], each, link[1] ?? ''));
    }
  }
  for (const [action, entity, id] of steps) {
    if (action !== 'create' || typeof entity !== 'string' || typeof id !== 'string') continue;
    for (const [label, link] of Object.entries(ownMember(entities, entity)?.links ?? {})) {
      if (link[2] === undefined || given.has(key(entity, id, label))) continue;
      if (given.has(key(entity, 'lookup__', label))) continue;
      throw new TransactionValidationError(
        `Required link '${label}' of entity '${entity}' is not given for ${id}. ` +
          `Add .link({ ${label}: … }) to its chunk, or link it from '${link[0]}' in the same transaction.`,
      );
    }
  }
}
