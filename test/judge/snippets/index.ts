import type { Call } from '../wire.js';
import { errorSnippets } from './errors.js';
import { querySnippets } from './query.js';
import { serviceSnippets } from './services.js';
import { transactSnippets } from './transact.js';
import { validationSnippets } from './validation.js';

/** Calls on which two clients are compared side by side. */
export const snippets: readonly Call[] = [
  ...querySnippets,
  ...transactSnippets,
  ...validationSnippets,
  ...serviceSnippets,
  ...errorSnippets,
];
