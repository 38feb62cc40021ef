import type { RecipeData } from '../../stages.js';

/** The composites of Instant's client. */
export const recipes: readonly RecipeData[] = [
  { name: 'auth.getUserFromRequest', operations: 1 },
  { name: 'auth.verifyToken', operations: 1 },
  { name: 'instaml.debugTransact', operations: 1 },
  { name: 'instaml.transact', operations: 1 },
  { name: 'instaql.debugQuery', operations: 1 },
  { name: 'instaql.query', operations: 1 },
  { name: 'instaql.subscribeQuery', operations: 0 },
  { name: 'rooms.getPresence', operations: 1 },
  { name: 'storage.upload', operations: 1 },
  { name: 'storage.uploadFile', operations: 1 },
  { name: 'streams', operations: 0 },
  { name: 'webhooks', operations: 0 },
];
