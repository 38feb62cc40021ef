/** Stand-ins that test runners find by the name of the package in their paths. */

import { posix } from 'node:path';
import type { CodeText } from './sources.js';
import type { Emitted, Open } from './types.js';

/** `__mocks__/<module>.ts` of the package that moves: nothing asks for the package any more, and so for none of them. */
export function mocksByPath(
  code: readonly CodeText[],
  module: string,
  { out, entry }: Pick<Emitted, 'out' | 'entry'>,
): readonly Open[] {
  const mine = code.filter(({ own, path }) => own && isMock(path, module));
  return mine.map(({ path }) => ({
    path,
    offset: 0,
    code: 'migrate-mock',
    message: `Tests got this in place of ${module}, by its path. The client is another module, and is not replaced.`,
    remedy: `Move it to ${movedMock(path, out)}: its imports of the client are right there. Where no test mocks the client itself, write jest.mock of ${entry} into a file of \`setupFilesAfterEnv\`.`,
  }));
}

/** Whether a file is taken in place of the package, by its path. */
export function isMock(path: string, module: string): boolean {
  return mocked(path) === module;
}

/** Where it stands in for the client. */
export function movedMock(path: string, out: string): string {
  return `${out}/__mocks__/index${posix.extname(path)}`;
}

/** What a file below `__mocks__` stands for. */
function mocked(path: string): string | undefined {
  return /(?:^|\/)__mocks__\/(.+?)(?:\/index)?\.[cm]?[jt]sx?$/.exec(path)?.[1];
}
