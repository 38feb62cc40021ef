/** Lines of code, each compiled in a scope of its own against an emitted client. */

import type ts from 'typescript';
import { emitStore, fixture, readStore } from './emit.js';
import { problemsOf, programOf, STRICT } from './program.js';

const HEAD = `import { q } from './builder.js';
import type {
  AppSchema,
  CreateParams,
  InstaQLEntity,
  InstaQLResult,
  LinkParams,
  UpdateParams,
} from './compat.js';
import type { InstaQLParams, QueryMethod, Shapes } from './query.js';
import { lookup } from './runtime/abi.js';
import type { TransactArgument, Tx } from './tx.js';
import type { QueryMethod as OpenQueryMethod } from './open/query.js';
import type { Tx as OpenTx } from './open/tx.js';

declare const db: {
  tx: Tx;
  query: QueryMethod;
  transact(chunks: TransactArgument): Promise<{ 'tx-id': number }>;
};
declare const dbu: { tx: OpenTx; query: OpenQueryMethod };
declare const id: () => string;
/** Values of emitted types, and one of which nothing is known but its type. */
declare const s: Shapes['goals']['subquery'];
declare const t: Shapes['todos']['subquery'];
declare const o: Shapes['goals']['orderBy'];
declare const w: Shapes['goals']['where'];
declare const ws: Shapes['goals']['where'][];
declare const sort: Record<string, 'asc' | 'desc'>;
declare const flag: boolean;
`;

/** As many users compile: strict, without the flags that make an index signature's member undefined. */
const OPTIONS: ts.CompilerOptions = {
  ...STRICT,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  noUncheckedIndexedAccess: false,
  noUnusedLocals: false,
  exactOptionalPropertyTypes: false,
};

/** The compiler's words about each line: empty where it is right. */
export function judge(lines: readonly string[]): readonly string[] {
  const store = readStore(fixture('types/instant.schema.ts'));
  const files = new Map(emitStore(store));
  const open = { ...store, declared: false, entities: [], rooms: [], declarations: [] };
  for (const [path, text] of emitStore(open)) {
    files.set(`open/${path}`, text.replaceAll("'./runtime/", "'../runtime/"));
  }
  files.set('lines.ts', HEAD + lines.map((line) => `{ ${line} }`).join('\n'));
  const first = HEAD.split('\n').length;
  const words = lines.map(() => '');
  for (const problem of problemsOf(programOf(files, ['lines.ts'], OPTIONS))) {
    if (problem.file.startsWith('runtime/')) continue;
    const index = problem.line - first;
    if (problem.file !== 'lines.ts' || words[index] === undefined) {
      throw new Error(`${problem.file}:${problem.line} ${problem.text}`);
    }
    if (words[index] === '') words[index] = problem.text;
  }
  return words;
}
