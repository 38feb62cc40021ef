#!/usr/bin/env node
// @ts-check
/**
 * A local stand-in for Instant's Admin API.
 *
 *   node test/server/bin.mjs --app-id <uuid> --admin-token <uuid> [--port 0]
 *     [--schema schema.json] [--presence presence.json] [--detached]
 *
 * Prints one line of JSON, `{"url":"http://127.0.0.1:…"}`, when it is ready. It ends on SIGTERM,
 * on SIGINT, and when its standard input closes, so that it never outlives what started it;
 * `--detached` makes it ignore its input.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { startServer } from './http.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'app-id': { type: 'string' },
    'admin-token': { type: 'string' },
    schema: { type: 'string' },
    presence: { type: 'string' },
    detached: { type: 'boolean', default: false },
  },
});
const appId = values['app-id'];
const adminToken = values['admin-token'];
if (appId === undefined || adminToken === undefined) {
  process.stderr.write('Usage: bin.mjs --app-id <uuid> --admin-token <uuid> [--port <n>]\n');
  process.exit(2);
}

const running = await startServer({
  appId,
  adminToken,
  port: Number(values.port),
  ...(values.schema === undefined ? {} : { schema: await readJson(values.schema) }),
  ...(values.presence === undefined ? {} : { presence: await readJson(values.presence) }),
});
// Whoever reads the ready line may stop the server at once, so the handlers come first.
const stop = () => void running.close().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (!values.detached) process.stdin.on('end', stop).on('error', stop).resume();
process.stdout.write(`${JSON.stringify({ url: running.url })}\n`);

/** @param {string} path */
async function readJson(path) {
  return JSON.parse(await readFile(path, 'utf8'));
}
