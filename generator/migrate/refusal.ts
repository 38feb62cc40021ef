/** Files that name the package and stay as they are. */

import type { ts as TypeScript } from 'ts-morph';
import type { Meaning } from './meaning.js';
import { isScript, type Staying } from './plain.js';
import type { Open } from './types.js';

/** Why a file that names the module is left as it is; undefined where it is not, or does not name it. */
export function refusal(
  source: TypeScript.SourceFile,
  meaning: Meaning,
  own: ReadonlySet<string>,
  { plain, node, lacks }: Staying,
  module: string,
): Open | undefined {
  const offset = source.text.indexOf(module);
  if (offset < 0) return undefined;
  const path = source.fileName.slice(1);
  if (!own.has(path))
    return {
      path,
      offset,
      code: 'migrate-other-package',
      message: `${module} is named here, in another package than the client's.`,
      remedy: 'Import it from the package whose client is used here, once that has moved.',
    };
  if (plain.has(path) && isScript(path))
    return {
      path,
      offset,
      code: 'migrate-javascript',
      message:
        node === undefined
          ? `Node runs this file as it is, and the client is TypeScript: ${module} stays in it.`
          : `${node.name} cannot load the client, which is TypeScript: ${module} stays in this file.`,
      remedy:
        node === undefined
          ? `Start it with tsx in the scripts of package.json${lacks === undefined ? ', or rename it to .ts where that is compiled' : `; or ${lacks.join(' and ')}`}. Then run the command again.`
          : 'Ask for Node 22.18 or later (`engines` in package.json), or start it with tsx in its scripts, and run the command again.',
    };
  const broken = meaning.brokenAt(source);
  return broken === undefined
    ? undefined
    : {
        path,
        offset: broken.start ?? 0,
        code: 'migrate-syntax',
        message: `This file names ${module} and cannot be read: ${sentence(broken.messageText)}`,
        remedy: 'Correct it, and run the command again; until then it stays as it is.',
      };
}

function sentence(text: string | TypeScript.DiagnosticMessageChain): string {
  return typeof text === 'string' ? text : text.messageText;
}
