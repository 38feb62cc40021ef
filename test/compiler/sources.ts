/** Source files that the programs of one test file have in common: parsed and bound once. */

import type ts from 'typescript';

const shared = new Map<string, ts.SourceFile | undefined>();

/** Whether the files of a program are the same whatever program they are in. */
const isLibrary = (path: string): boolean => /\/typescript\/lib\/lib\.[\w.]+\.d\.ts$/.test(path);

/**
 * Lets a host take files that other programs have read, where they have the same text and are read and bound in
 * the same way; what is not `steady` may have changed and is read again.
 */
export function shareSources(
  host: ts.CompilerHost,
  options: ts.CompilerOptions,
  steady: (path: string) => boolean = (path) => path.includes('/node_modules/'),
): void {
  const read = host.getSourceFile.bind(host);
  const settings = JSON.stringify(options);
  host.getSourceFile = (path, language, ...rest) => {
    if (!steady(path)) return read(path, language, ...rest);
    const key = `${path} ${JSON.stringify(language)} ${isLibrary(path) ? '' : settings}`;
    if (!shared.has(key)) shared.set(key, read(path, language, ...rest));
    return shared.get(key);
  };
}
