import type { Target } from '../../stages.js';
import { recipes } from './recipes.js';

/** InstantDB's Admin API, cloud or self-hosted. */
export const instant: Target = {
  name: 'instant',
  document: 'openapi.yml',
  overlays: ['generator/targets/instant/overlay.yml'],
  rows: 'generator/targets/instant/client.yml',
  recipes,
  identities: ['app', 'asUser'],
  reserved: ['asUser', 'config', 'impersonationOpts', 'tx'],
  store: 'instaql',
  attributes: [{ entity: '$users', read: ['User', 'AppUser'], write: ['ExtraFields'] }],
  migration: {
    module: '@instantdb/admin',
    scope: '@instantdb/',
    factories: ['init', 'init_experimental'],
    clientTypes: ['InstantAdminDatabase', 'IInstantDatabase'],
    features: { subscribeQuery: 'subscribe', streams: 'streams', webhooks: 'webhooks' },
    leaves: { i: 'dsl' },
  },
};
