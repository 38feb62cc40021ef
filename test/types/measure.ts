/** What one client costs the compiler, measured in a process of its own; prints JSON. */

import type ts from 'typescript';
import { schemaOf } from '../bench/schemas.mjs';
import { emitStore, emitWithRuntime, readStore } from './emit.js';
import { problemsOf, programOf, STRICT, type Files } from './program.js';
import { service } from './service.js';
import { usage } from './usage.js';

const [, , client, entities, queries] = process.argv;
if (client !== 'official' && client !== 'emitted') throw new Error(`No client ${client ?? ''}`);

const schema = schemaOf(Number(entities));
const text = usage(client, Number(entities), Number(queries));
const options: ts.CompilerOptions = {
  ...STRICT,
  exactOptionalPropertyTypes: false,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
};
const sources: Files =
  client === 'official' ? new Map([['instant.schema.ts', schema]]) : emitStore(readStore(schema));
const bytes = [...sources.values()].reduce((sum, each) => sum + Buffer.byteLength(each), 0);
/** A client has the part of the runtime that it uses. */
const runtime: Files = client === 'official' ? new Map() : emitWithRuntime(readStore(schema));
const files: Files = new Map([...sources, ...runtime, ['usage.ts', text]]);

const used = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

const before = used();
const started = performance.now();
const program = programOf(files, ['usage.ts'], options);
const problems = problemsOf(program).filter((each) => each.file === 'usage.ts');
const milliseconds = performance.now() - started;
const memory = used() - before;
if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));

const editing = service(files, options);
const check = (version: string): number => {
  editing.open(`${text}\n// ${version}\n`);
  const from = performance.now();
  editing.problems();
  return performance.now() - from;
};
const first = check('opened');
const edits = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(check).sort((a, b) => a - b);

console.log(
  JSON.stringify({
    instantiations: program.getInstantiationCount(),
    milliseconds,
    memory,
    bytes,
    first,
    edit: edits[3],
  }),
);
