// @ts-check
/** Files: received as they come, counted and hashed; small ones are kept to be read again. */
import { createHash } from 'node:crypto';

import { paramMissing, permissionDenied } from './errors.mjs';
import { newId } from './ids.mjs';
import { deleteItem, findBy, itemsOf, nextState, putItem } from './store.mjs';

/**
 * @typedef {import('./app.mjs').App} App
 * @typedef {import('./store.mjs').Item} Item
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('./query.mjs').Viewer} Viewer
 */

/** Bytes of a file that are kept at most; a longer file is received and forgotten. */
const keepAtMost = 1 << 20;

/**
 * `PUT /admin/storage/upload`: the body is never held as a whole.
 * @param {App} app @param {Viewer} viewer @param {Request} req
 */
export async function upload(app, viewer, req) {
  const path = header(req, 'path');
  if (path === undefined) throw paramMissing(['headers', 'path']);
  if (!viewer.admin) throw permissionDenied('$files', 'create');
  return receive(app, req, path);
}

/**
 * Takes the bytes of a request into a file.
 * @param {App} app @param {Request} req @param {string} path
 */
export async function receive(app, req, path) {
  const hash = createHash('sha256');
  /** @type {Buffer[]} */
  let kept = [];
  let size = 0;
  for await (const part of req) {
    hash.update(part);
    size += part.length;
    if (size <= keepAtMost) kept.push(part);
    else kept = [];
  }
  const locationId = newId();
  const values = {
    path,
    size,
    'content-type': header(req, 'content-type') ?? 'application/octet-stream',
    'content-disposition': header(req, 'content-disposition') ?? 'inline',
    'location-id': locationId,
  };
  const next = nextState(app.state);
  const id = findBy(next, '$files', 'path', path)?.id ?? newId();
  putItem(next, '$files', id, values);
  app.state = next;
  const bytes = size <= keepAtMost ? Buffer.concat(kept) : null;
  app.blobs.set(locationId, { bytes, type: values['content-type'], sha256: hash.digest('hex') });
  return { data: { id, 'location-id': locationId, size } };
}

/**
 * Deletes by path; ids of those that were there.
 * @param {App} app @param {Viewer} viewer @param {readonly string[]} paths @returns {string[]}
 */
export function deleteFiles(app, viewer, paths) {
  if (!viewer.admin) throw permissionDenied('$files', 'delete');
  const next = nextState(app.state);
  const ids = paths.flatMap((path) => {
    const file = findBy(next, '$files', 'path', path);
    if (file === undefined) return [];
    deleteItem(next, '$files', file.id);
    app.blobs.delete(String(file.values['location-id']));
    return [file.id];
  });
  app.state = next;
  return ids;
}

/**
 * `GET /admin/storage/files`
 * @param {App} app
 */
export function listFiles(app) {
  return itemsOf(app.state, '$files').map(({ values }) => ({
    key: `${app.appId}/${String(values['location-id'])}`,
    name: values['path'],
    size: values['size'],
    etag: null,
    last_modified: null,
  }));
}

/**
 * Address of the bytes of a file.
 * @param {string} origin @param {Item} item
 */
export function fileUrl(origin, item) {
  return `${origin}/files/${String(item.values['location-id'])}`;
}

/**
 * A header with a value: some clients write `null` or `undefined` for none.
 * @param {Request} req @param {string} name
 */
function header(req, name) {
  const value = req.headers[name];
  return typeof value !== 'string' || ['', 'null', 'undefined'].includes(value) ? undefined : value;
}
