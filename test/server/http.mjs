// @ts-check
/** The HTTP side: finds the route, reads bodies, turns problems into answers. */
import { createServer } from 'node:http';

import { createApp } from './app.mjs';
import { checkApp } from './auth.mjs';
import { ApiError } from './errors.mjs';
import { asBody, routes } from './routes.mjs';
import { receive } from './storage.mjs';

/**
 * @typedef {import('./app.mjs').App} App
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {{ url: string, close: () => Promise<void> }} Running
 */

/**
 * Starts a server on 127.0.0.1 that keeps everything in memory.
 * @param {import('./app.mjs').AppOptions & { port?: number }} options port 0 takes a free one
 * @returns {Promise<Running>}
 */
export async function startServer(options) {
  const app = createApp(options);
  const server = createServer((req, res) => {
    answer(app, req, res).catch((error) => sendProblem(req, res, error));
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @param {App} app @param {Request} req @param {Response} res */
async function answer(app, req, res) {
  const origin = `http://${req.headers.host ?? '127.0.0.1'}`;
  const url = new URL(req.url ?? '/', origin);
  if (url.pathname.startsWith('/files/')) return download(app, url.pathname.slice(7), res);
  const signed = /^\/storage\/([^/]+)\/consume-upload-url$/.exec(url.pathname);
  const path = app.uploads.get(signed?.[1] ?? '');
  if (path !== undefined && req.method === 'PUT')
    return send(res, 200, await receive(app, req, path));
  const route = routes[`${req.method} ${url.pathname}`];
  if (route === undefined) {
    return send(res, 404, { message: "Oops! We couldn't match this route." });
  }
  if (url.pathname.startsWith('/admin/')) checkApp(app, req.headers, url.searchParams);
  const json = () => readJson(req);
  send(res, 200, await route({ app, req, params: url.searchParams, origin, json }));
}

/** @param {Request} req */
async function readJson(req) {
  const parts = [];
  for await (const part of req) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  try {
    return asBody(JSON.parse(text === '' ? '{}' : text));
  } catch {
    throw new MalformedJson();
  }
}

/** A body that is no JSON has an answer of its own, in plain text. */
class MalformedJson extends Error {}

/** @param {Response} res @param {number} status @param {unknown} body */
function send(res, status, body) {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}

/** @param {Request} req @param {Response} res @param {unknown} error */
function sendProblem(req, res, error) {
  if (res.headersSent || res.destroyed || req.errored) return void res.destroy();
  // What is left of a refused body must be read, or the client never sees the answer.
  req.resume();
  if (error instanceof ApiError) return send(res, error.status, error.body);
  if (error instanceof MalformedJson) {
    res.writeHead(400, { 'content-type': 'text/plain' });
    return void res.end('Malformed JSON in request body.');
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  send(res, 500, {
    type: 'unknown',
    message: 'Something went wrong. Sorry about this!',
    hint: { 'debug-uri': '' },
  });
}

/** @param {App} app @param {string} locationId @param {Response} res */
function download(app, locationId, res) {
  const blob = app.blobs.get(locationId);
  if (blob === undefined) return send(res, 404, { message: 'No such file' });
  res.setHeader('etag', `"${blob.sha256}"`);
  if (blob.bytes === null) return send(res, 410, { message: 'Too large to be kept' });
  res.writeHead(200, { 'content-type': blob.type });
  res.end(blob.bytes);
}
