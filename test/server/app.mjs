// @ts-check
/** One app as the server knows it. */
import { emptyState } from './store.mjs';

/**
 * @typedef {{ bytes: Buffer | null, type: string, sha256: string }} Blob
 *
 * @typedef {object} AppOptions
 * @property {string} appId
 * @property {string} adminToken
 * @property {import('./schema.mjs').SchemaJson} [schema]
 * @property {Record<string, Record<string, unknown>>} [presence] sessions by room type, then room id
 *
 * @typedef {object} App
 * @property {string} appId
 * @property {string} adminToken
 * @property {import('./store.mjs').State} state replaced whole by each transaction
 * @property {Map<string, string>} tokens user ids by refresh token
 * @property {Map<string, string>} codes magic codes by email
 * @property {Map<string, Blob>} blobs by location id
 * @property {Map<string, string>} uploads paths by id of a signed upload
 * @property {Record<string, Record<string, unknown>>} presence
 */

/** @param {AppOptions} options @returns {App} */
export function createApp({ appId, adminToken, schema, presence }) {
  return {
    appId,
    adminToken,
    state: emptyState(schema),
    tokens: new Map(),
    codes: new Map(),
    blobs: new Map(),
    uploads: new Map(),
    presence: presence ?? {},
  };
}
