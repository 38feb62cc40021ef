import type { Call } from '../wire.js';
import { each, noAdmin, noAdminTyped, open, typed } from './snippet.js';

const people = ["{ email: 'ä+b@c.co' }", '{ id: USER_ID }', '{ refresh_token: REFRESH_TOKEN }'];
const paths = ['a.txt', 'photos/demo 1.txt', 'café/ü.txt', 'a&b=c#d?e%2F.txt', 'фото.png', ''];
const cookie = (value: string): string =>
  `new Request('http://x/', { headers: { cookie: 'a=b; instant_user_' + APP_ID + '=' + ${value} } })`;

/** Sign-in, users, files and rooms. */
export const serviceSnippets: readonly Call[] = [
  ...each('auth', open, [
    "return db.auth.generateMagicCode('a@b.co')",
    "return db.auth.sendMagicCode('a@b.co')",
    "return db.auth.verifyMagicCode('a@b.co', '123456')",
    "return db.auth.checkMagicCode('a@b.co', '123456')",
    "return db.auth.checkMagicCode('a@b.co', '123456', {})",
    "return db.auth.checkMagicCode('a@b.co', '123456', { extraFields: { nickname: 'x' } })",
    "return db.auth.createToken({ email: 'a@b.co' })",
    'return db.auth.createToken({ id: USER_ID })',
    "return db.auth.createToken('a@b.co')",
    'return db.auth.verifyToken(REFRESH_TOKEN)',
    ...people.flatMap((who) => [
      `return db.auth.getUser(${who})`,
      `return db.auth.deleteUser(${who})`,
      `return db.auth.signOut(${who})`,
    ]),
    "return db.auth.signOut('a@b.co')",
    "return db.asUser({ guest: true }).auth.createToken({ email: 'a@b.co' })",
    'const { createToken, getUser } = db.auth; return createToken({ id: USER_ID })',
    "return Promise.all([{ email: 'a@b.co' }, { id: USER_ID }].map(db.auth.createToken))",
    'return Promise.all([{ id: USER_ID }].map((who, at, all) => db.auth.signOut(who, at, all)))',
  ]),
  ...each('auth', noAdmin, [
    "return db.auth.createToken({ email: 'a@b.co' })",
    'return db.auth.verifyToken(REFRESH_TOKEN)',
    "return db.asUser({ guest: true }).auth.getUser({ email: 'a@b.co' })",
  ]),
  ...each('cookies', open, [
    `return db.auth.getUserFromRequest(${cookie('encodeURIComponent(JSON.stringify({ id: 1, refresh_token: REFRESH_TOKEN }))')})`,
    `return db.auth.getUserFromRequest(${cookie("encodeURIComponent('{')")})`,
    `return db.auth.getUserFromRequest(${cookie("''")})`,
    `return db.auth.getUserFromRequest(${cookie("'%7B%22refresh_token%22:1%7D'")}, null)`,
  ]),
  ...each('storage', open, [
    ...paths.flatMap((path) => [
      `return db.storage.uploadFile('${path}', Buffer.from('hi'))`,
      `return db.storage.delete('${path}')`,
    ]),
    "return db.storage.uploadFile('a', new Uint8Array([0, 255, 128]), { contentType: 'image/png' })",
    "return db.storage.uploadFile('a', Buffer.from('x'), { contentDisposition: 'inline', fileSize: 99 })",
    "return db.storage.uploadFile('a', Buffer.alloc(0))",
    "return db.storage.uploadFile('a', Buffer.alloc(70000, 97)).then((r) => r.data.id)",
    "return db.storage.uploadFile('a', Readable.from([Buffer.from('ab'), Buffer.from('c')]), { fileSize: 3 })",
    "return db.storage.uploadFile('a', Readable.from([Buffer.from('ab')]))",
    "return db.storage.uploadFile('a', Readable.from([Buffer.from('ab')]), { fileSize: null })",
    "return db.storage.uploadFile('a', Readable.from([Buffer.from('ab')]), { fileSize: NaN })",
    "return db.storage.uploadFile('a', Buffer.from('ab'), {}, null)",
    "return db.asUser({ email: 'a@b.co' }).storage.uploadFile('a', Buffer.from('x'))",
    "return db.asUser({ guest: true }).storage.delete('a')",
    "return db.asUser({ token: REFRESH_TOKEN }).storage.deleteMany(['a', 'b'])",
    'return db.storage.deleteMany([])',
  ]),
  ...each('legacyStorage', open, [
    'return db.storage.list()',
    "return db.storage.upload('a b.txt', Buffer.from('x'))",
    "return db.storage.getDownloadUrl('a b&c.txt')",
  ]),
  ...each('rooms', typed, [
    "return db.rooms.getPresence('chat', 'r-1')",
    "return db.rooms.getPresence('chat', 'r-1', null)",
    "return db.rooms.getPresence('chat', 'a/b ü')",
    "return db.asUser({ guest: true }).rooms.getPresence('chat', 'r')",
  ]),
  ...each('rooms', noAdminTyped, ["return db.rooms.getPresence('chat', 'r')"]),
];
