// Writes one tree and another in turn, with the real writer, until it is killed.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [built, folder] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(built, path)).href);
const { writeFolder } = await load('write/write.js');
const { realDisk } = await load('write/disk.js');
const { hash } = await load('manifest.js');

/** Round `n`: most files change, some come, some go. */
export function files(n) {
  const own = Array.from({ length: 12 }, (_, index) => [
    `f${index}.ts`,
    `${index % 3 === 0 ? 'same' : n}\n`.repeat(200),
  ]);
  return Object.fromEntries([...own, [`only-${n % 2}/deep/file.ts`, 'here']]);
}

process.stdout.write('ready\n');
for (let n = 1; ; n++) {
  const wanted = files(n);
  const result = writeFolder(realDisk, {
    folder,
    shown: 'out',
    force: false,
    files: Object.entries(wanted).map(([path, text]) => ({ path, text })),
    outputs: Object.fromEntries(Object.entries(wanted).map(([path, text]) => [path, hash(text)])),
    manifest: {
      version: '0',
      root: '..',
      options: {},
      clients: {},
      asked: { files: {}, folders: {}, env: {} },
    },
  });
  if (Array.isArray(result)) {
    process.stdout.write(`refused ${JSON.stringify(result)}\n`);
    process.exit(1);
  }
}
