/** Stand-ins that test runners find by the name of the package in their paths. */

import { posix } from 'node:path';
import type { CodeText } from './sources.js';
import type { Open } from './types.js';

/** `__mocks__/<module>.ts` of the package that moves: nothing asks for the package any more, and so for none of them. */
export function mocksByPath(
  code: readonly CodeText[],
  module: string,
  out: string,
): readonly Open[] {
  const mine = code.filter(({ own, path }) => own && mocked(path) === module);
  return mine.map(({ path }) => ({
    path,
    offset: 0,
    code: 'migrate-mock',
    message: `Tests got this in place of ${module}, by its path. The client is another module, and is not replaced.`,
    remedy: `Move it to ${out}/__mocks__/index${posix.extname(path)}, and mock the client where it is wanted: jest.mock or vi.mock of ${out}.`,
  }));
}

/** What a file below `__mocks__` stands for. */
function mocked(path: string): string | undefined {
  return /(?:^|\/)__mocks__\/(.+?)(?:\/index)?\.[cm]?[jt]sx?$/.exec(path)?.[1];
}
