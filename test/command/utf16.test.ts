/** PowerShell writes what a command prints as UTF-16. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentText, project, run } from './run.js';

const bytes = Buffer.from(`\ufeff${documentText()}x-é: é\n`, 'utf16le');

test.each([
  ['little', bytes],
  ['big', Buffer.from(bytes).swap16()],
  ['little, unmarked,', bytes.subarray(2)],
  ['big, unmarked,', Buffer.from(bytes).swap16().subarray(2)],
])('a document of UTF-16 is read, and its places are right: %s endian', (_, written) => {
  const root = project({ 'openapi.yml': '' });
  writeFileSync(join(root, 'openapi.yml'), written);
  const args = ['--openapi', 'openapi.yml', '--out', 'src/api', '--config', 'none'];
  expect(run(root, args)).toMatchObject({ code: 0, stderr: '' });
  const emitted = readFileSync(join(root, 'src/api/operations/pets.ts'), 'utf8');
  expect(emitted).toContain('export function listPets(');

  const broken = documentText('listPets', 'x-a: [b\n');
  writeFileSync(join(root, 'openapi.yml'), Buffer.from(`\ufeff${broken}`, 'utf16le'));
  const { code, stderr } = run(root, args);
  expect(code).toBe(2);
  expect(stderr).toContain('paths:');
  expect(stderr).not.toContain('\\u0000');
});
