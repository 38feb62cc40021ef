/** Instant's own command, which pushes a schema of `dsl.ts` as it pushes one of its packages. */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_ID, createApp, MODULES, type App } from './app.js';

/** What the server has of its own, without which nothing in a schema may begin with `$`. */
const system = ['$users/email', '$files/path', '$files/url'].map((name) => ({
  id: name,
  catalog: 'system',
  'value-type': 'blob',
  'forward-identity': [`${name}/forward`, ...name.split('/')],
}));
const pulled = { 'app-title': 'a', attrs: system, schema: { refs: {}, blobs: {} } };

const asked: { readonly path: string; readonly body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => (body += part.toString()));
  request.on('end', () => {
    asked.push({ path: `${request.method} ${request.url}`, body });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(request.url?.endsWith('/schema/pull') ? pulled : {}));
  });
});
let app: App;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  app = await createApp('', {}, '');
});
afterAll(async () => {
  await app.close();
  server.close();
});

/** What `push schema` asks for, with each id by the order in which it comes. */
async function push(): Promise<{ readonly said: string; readonly asked: typeof asked }> {
  asked.length = 0;
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, {
    CI: '1',
    INSTANT_CLI_API_URI: `http://127.0.0.1:${port}`,
    INSTANT_CLI_AUTH_TOKEN: 'per_token',
  });
  const said = await app
    .run(process.execPath, [
      join(MODULES, 'instant-cli/bin/index.js'),
      ...['push', 'schema', '--app', APP_ID, '--yes'],
    ])
    .catch((error: Error) => error.message);
  const ids = new Map<string, number>();
  const number = (id: string): string => {
    if (!ids.has(id)) ids.set(id, ids.size);
    return `id ${ids.get(id)}`;
  };
  return {
    said,
    asked: asked.map(({ path, body }) => ({
      path,
      body: body.replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, number),
    })),
  };
}

const uses = (specifier: string): void => {
  const schema = readFileSync(join(app.folder, 'instant.schema.ts'), 'utf8');
  app.write(
    'instant.schema.ts',
    schema.replace(/(import \{ i \} from )'[^']+'/, `$1'${specifier}'`),
  );
};
const names = (packages: object): void =>
  app.write('package.json', JSON.stringify({ type: 'module', devDependencies: packages }));

describe('`instant-cli push schema`', () => {
  it('sends the same for `i` of dsl.ts as for that of a package', async () => {
    names({ '@instantdb/core': '1.0.67' });
    uses('@instantdb/core');
    const theirs = await push();
    uses('./src/instant/dsl');
    const ours = await push();
    expect(ours.said).toContain('Schema updated!');
    expect(ours.asked.map(({ path }) => path)).toEqual([
      `GET /dash/apps/${APP_ID}/schema/pull`,
      `POST /dash/apps/${APP_ID}/schema/steps/apply`,
    ]);
    expect(ours.asked[1]?.body).toContain('"reviews"');
    expect(ours).toEqual(theirs);
  });

  it('wants the name of a package of Instant in package.json', async () => {
    names({});
    const { said, asked: none } = await push();
    expect(said).toContain('no Instant SDK was found');
    expect(none).toEqual([]);
  });
});
