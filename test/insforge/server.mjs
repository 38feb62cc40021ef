// A stand-in for an InsForge instance: the part that a client of `@insforge/sdk` calls, kept in memory. It is written
// after what the server of 2.3.1 was seen to do, and it is no InsForge: nothing is stored, mailed, paid or thought.
//
//     node test/insforge/server.mjs [--port 0] [--anon-key anon_…] [--api-key ik_…] [--accounts <json>]
//
// Prints one line of JSON, `{ "url": … }`, when it is ready.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { authRoutes, openAccounts } from './server-auth.mjs';
import { dataRoutes, storageRoutes } from './server-data.mjs';
import { refusal } from './server-answer.mjs';

/** What there is when the instance starts, and what answers its requests: `handle({ method, path, … })`. */
export function openInstance({ anonKey, apiKey, accounts = [] }) {
  const people = openAccounts(accounts);
  const routes = [...authRoutes(people), ...storageRoutes(), ...dataRoutes()];
  return async (request) => {
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const user = people.ofToken(token);
    const isKnown = token === '' || token === anonKey || token === apiKey || user !== undefined;
    const isAdmin = token === apiKey;
    for (const { method, pattern, open = false, run } of routes) {
      const match = method === request.method ? pattern.exec(request.path) : null;
      if (match === null) continue;
      if (!open && (!isKnown || token === ''))
        return refusal(401, 'AUTH_UNAUTHORIZED', 'Invalid token');
      const params = match.slice(1).map(decodeURIComponent);
      return await run({ ...request, params, user, token, isAdmin });
    }
    return refusal(404, 'NOT_FOUND', `There is no ${request.method} ${request.path}`);
  };
}

/** The instance behind HTTP on 127.0.0.1. `GET /--seen` gives what was asked since it was asked last. */
export async function serve(handle, { port = 0 } = {}) {
  const seen = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const { method, headers } = request;
    const origin = `http://${headers.host}`;
    // Slashes of a key are escaped, and the path is looked at as it came.
    const { pathname: path, searchParams } = new URL(request.url, origin);
    const isJson = (headers['content-type'] ?? '').startsWith('application/json');
    const body = isJson && bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined;
    const query = Object.fromEntries(searchParams);
    if (path === '/--seen') {
      response.end(JSON.stringify(seen.splice(0)));
      return;
    }
    const given = { method, path, query, headers, body, bytes, origin };
    const { status, body: answered, bytes: raw, type, events } = await handle(given);
    seen.push(`${String(status)} ${method} ${path}`);
    if (events !== undefined) {
      response.writeHead(status, { 'content-type': 'text/event-stream' });
      for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
      response.end();
    } else if (raw !== undefined) response.writeHead(status, { 'content-type': type }).end(raw);
    else if (answered === undefined) response.writeHead(status).end();
    else {
      response
        .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
        .end(JSON.stringify(answered));
    }
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${String(server.address().port)}`, close: () => server.close() };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = (standard) => ({ type: 'string', default: standard });
  const { values } = parseArgs({
    options: {
      port: text('0'),
      'anon-key': text('anon_key'),
      'api-key': text('ik_key'),
      accounts: text('[]'),
    },
  });
  const handle = openInstance({
    anonKey: values['anon-key'],
    apiKey: values['api-key'],
    accounts: JSON.parse(values.accounts),
  });
  const { url } = await serve(handle, { port: Number(values.port) });
  console.log(JSON.stringify({ url }));
}
