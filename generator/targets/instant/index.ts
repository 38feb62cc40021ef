import type { Target } from '../../stages.js';

/** InstantDB's Admin API, cloud or self-hosted. */
export const instant: Target = {
  name: 'instant',
  document: 'openapi.yml',
  overlays: ['generator/targets/instant/overlay.yml'],
  rows: 'generator/targets/instant/client.yml',
  store: 'instaql',
};
