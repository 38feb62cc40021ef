import type { PureEmitter } from '../../generator/emit.js';
import { keysEmitter } from './keys.js';
import { operationsEmitter } from './operations.js';
import { securityEmitter } from './security.js';
import { transportEmitter } from './transport.js';
import { typesEmitter } from './types.js';
import { webhooksEmitter } from './webhooks.js';

export { apiExports } from './transport.js';

/** What is emitted for an API description. */
export const apiEmitters: readonly PureEmitter[] = [
  typesEmitter,
  securityEmitter,
  operationsEmitter,
  keysEmitter,
  webhooksEmitter,
  transportEmitter,
];
