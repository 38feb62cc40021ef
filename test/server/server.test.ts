/* eslint-disable @typescript-eslint/no-deprecated -- the server answers deprecated routes too */
import { Readable } from 'node:stream';

import { id, init } from '@instantdb/admin';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { adminToken, appId, presence, schema } from './fixture.js';
import { connect, connectOpen, found, problem } from './harness.js';
import type { Db, OpenDb } from './harness.js';
import { startServerProcess } from './process.js';
import type { ServerProcess } from './process.js';

let server: ServerProcess;
let db: Db;
let open: OpenDb;

beforeAll(async () => {
  server = await startServerProcess({ appId, adminToken, schema, presence });
  db = connect(server.url);
  open = connectOpen(server.url);
});
afterAll(() => server.stop());

describe('identity', () => {
  it('accepts the admin token alone', async () => {
    const wrong = await problem(connectOpen(server.url, id()).query({ goals: {} }));
    expect(wrong).toMatchObject({
      status: 400,
      message: 'Record not found: app-admin-token',
      type: 'record-not-found',
      hint: { 'record-type': 'app-admin-token' },
    });
    const other = init({ appId: id(), adminToken, apiURI: server.url });
    expect((await problem(other.query({ goals: {} }))).type).toBe('record-not-found');
  });

  it('impersonates by email, by token and as a guest', async () => {
    const token = await db.auth.createToken({ email: 'A@b.co ' });
    const user = await db.auth.verifyToken(token);
    expect(user).toMatchObject({ email: 'a@b.co', refresh_token: token, isGuest: false });
    await db.auth.createToken({ email: 'other@b.co' });
    const mine = { $users: [{ id: user.id, email: 'a@b.co', type: 'user' }] };
    const noAdmin = init({ appId, schema, apiURI: server.url });
    expect(await db.asUser({ email: 'a@b.co' }).query({ $users: {} })).toEqual(mine);
    expect(await noAdmin.asUser({ token }).query({ $users: {} })).toEqual(mine);
    expect(await noAdmin.asUser({ guest: true }).query({ $users: {} })).toEqual({ $users: [] });
    expect((await db.query({ $users: {} })).$users.length).toBeGreaterThan(1);
    const nobody = await problem(db.asUser({ email: 'no@b.co' }).query({ goals: {} }));
    expect(nobody.message).toBe('Record not found: app-user');
    const denied = await problem(
      db
        .asUser({ email: 'a@b.co' })
        .transact(found(db.tx.$users[user.id]).update({ nickname: 'x' })),
    );
    expect(denied.type).toBe('permission-denied');
    await db.auth.signOut({ email: 'a@b.co' });
    expect((await problem(db.auth.verifyToken(token))).type).toBe('record-not-found');
  });

  it('signs in with magic codes', async () => {
    const { code } = await db.auth.generateMagicCode('m@b.co');
    expect((await problem(db.auth.checkMagicCode('m@b.co', 'x'))).message).toMatch('magic-code');
    const signedIn = await db.auth.checkMagicCode('m@b.co', code, {
      extraFields: { nickname: 'em' },
    });
    expect(signedIn).toMatchObject({ created: true, user: { email: 'm@b.co', nickname: 'em' } });
    expect(await db.auth.getUser({ email: 'm@b.co' })).toMatchObject({ id: signedIn.user.id });
    expect(await db.auth.deleteUser({ id: signedIn.user.id })).toMatchObject({ email: 'm@b.co' });
    expect(await db.auth.getUser({ email: 'm@b.co' })).toBe(null);
    expect((await problem(db.auth.getUser({ id: 'x' }))).type).toBe('param-malformed');
  });
});

describe('files, rooms and the rest', () => {
  it('takes uploads, lists them as entities and gives them back', async () => {
    const bytes = Buffer.from('hello');
    const { data } = await db.storage.uploadFile('a/b.txt', bytes, { contentType: 'text/plain' });
    const { $files } = await open.query({ $files: { $: { where: { path: 'a/b.txt' } } } });
    expect($files).toMatchObject([
      { id: data.id, path: 'a/b.txt', size: 5, 'content-type': 'text/plain' },
    ]);
    expect(await (await fetch(String($files?.[0]?.['url']))).text()).toBe('hello');
    const again = await db.storage.uploadFile('a/b.txt', Buffer.from('bye'));
    expect(again.data.id).toBe(data.id);
    expect(await db.storage.upload('c.txt', Buffer.from('c'))).toBe(true);
    expect((await db.storage.list()).map(({ name }) => name).sort()).toEqual(['a/b.txt', 'c.txt']);
    expect(await db.storage.getDownloadUrl('c.txt')).toMatch(server.url);
    expect(await db.storage.delete('a/b.txt')).toEqual({ data: { id: data.id } });
    expect((await db.storage.deleteMany(['c.txt', 'no'])).data.ids).toHaveLength(1);
    expect(await open.query({ $files: {} })).toEqual({ $files: [] });
    const denied = await problem(db.asUser({ guest: true }).storage.uploadFile('x', bytes));
    expect(denied.type).toBe('permission-denied');
  });

  it('counts a stream that it does not keep', async () => {
    const part = Buffer.alloc(1 << 16, 7);
    const parts = Readable.from(Array.from({ length: 64 }, () => part));
    await db.storage.uploadFile('big', parts, { fileSize: 64 * part.length });
    const { $files } = await open.query({ $files: { $: { where: { path: 'big' } } } });
    expect($files).toMatchObject([{ size: 1 << 22 }]);
    await db.storage.delete('big');
  });

  it('answers presence, unknown routes and broken bodies', async () => {
    expect(await db.rooms.getPresence('chat', 'room 1')).toEqual(presence.chat['room 1']);
    expect(await db.rooms.getPresence('chat', 'none')).toEqual({});
    expect((await fetch(`${server.url}/nope`)).status).toBe(404);
    const headers = { authorization: `Bearer ${adminToken}`, 'app-id': appId };
    const broken = await fetch(`${server.url}/admin/query`, { method: 'POST', headers, body: '{' });
    expect([broken.status, await broken.text()]).toEqual([400, 'Malformed JSON in request body.']);
    const empty = await fetch(`${server.url}/admin/query`, { method: 'POST', headers, body: '{}' });
    expect(await empty.json()).toMatchObject({
      type: 'param-missing',
      hint: { in: ['body', 'query'] },
    });
  });

  it('works without a schema, learning attributes and links on the way', async () => {
    const bare = await startServerProcess({ appId, adminToken });
    try {
      const free = connectOpen(bare.url);
      const [a, b] = [id(), id()];
      await free.transact([
        ['update', 'cats', a, { age: 3 }],
        ['update', 'dogs', b, { age: 5 }],
        ['link', 'cats', a, { dogs: b }],
      ]);
      expect(await free.query({ dogs: { cats: {} } })).toEqual({
        dogs: [{ id: b, age: 5, cats: [{ id: a, age: 3 }] }],
      });
      expect(await free.query({ cats: { $: { where: { 'dogs.age': { $gt: 4 } } } } })).toEqual({
        cats: [{ id: a, age: 3 }],
      });
      // No name is special.
      const odd = JSON.parse('{"__proto__": "p", "constructor": 1}') as object;
      await free.transact([['update', 'valueless', a, odd]]);
      const { valueless: rows } = await free.query({ valueless: {} });
      expect(Object.entries(rows?.[0] ?? {})).toEqual([['id', a], ...Object.entries(odd)]);
      await free.transact([['update', '__proto__', a, { x: 1 }]]);
      const all = await free.query(
        JSON.parse('{"__proto__": {}, "cats": {"constructor": {}}}') as object,
      );
      expect(JSON.stringify(all)).toBe(
        `{"__proto__":[{"id":"${a}","x":1}],"cats":[{"id":"${a}","age":3,"constructor":[]}]}`,
      );
    } finally {
      expect(await bare.stop()).toBe(0);
    }
  });

  it('ends on SIGTERM', async () => {
    const other = await startServerProcess({ appId, adminToken });
    process.kill(other.pid, 'SIGTERM');
    expect(await other.stop()).toBe(0);
  });
});
