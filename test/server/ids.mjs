// @ts-check
import { randomInt, randomUUID } from 'node:crypto';

/** A fresh uuid. */
export function newId() {
  return randomUUID();
}

/** Six digits. */
export function newCode() {
  return String(randomInt(1_000_000)).padStart(6, '0');
}
