/** What one client costs the compiler, measured in a process of its own; prints JSON. */

import type ts from 'typescript';
import { schemaOf } from '../bench/schemas.mjs';
import { emitClient, emitStore, readStore } from './emit.js';
import { problemsOf, programOf, STRICT, type Files } from './program.js';
import { service } from './service.js';
import { usage } from './usage.js';

const [, , client, entities, queries] = process.argv;
if (client !== 'official' && client !== 'whole') throw new Error(`No client ${client ?? ''}`);

const schema = schemaOf(Number(entities));
const text = usage(client, Number(entities), Number(queries));
const options: ts.CompilerOptions = {
  ...STRICT,
  exactOptionalPropertyTypes: false,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
};
/** What the schema is written out as; of the official client, it stays what it is. */
const sources: Files =
  client === 'official' ? new Map([['instant.schema.ts', schema]]) : emitStore(readStore(schema));
const bytes = [...sources.values()].reduce((sum, each) => sum + Buffer.byteLength(each), 0);
/** All that an app compiles: the client, its functions and the runtime that it uses. */
const whole: Files = client === 'official' ? sources : await emitClient(schema);
const files: Files = new Map([...whole, ['usage.ts', text]]);

const used = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

const before = used();
const started = performance.now();
const program = programOf(files, [...files.keys()], options);
const parsed = used();
const parsing = performance.now() - started;
const checked = performance.now();
const problems = problemsOf(program).filter((each) => each.file === 'usage.ts');
const milliseconds = parsing + performance.now() - checked;
const after = used();
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

/** Asks for the attributes of a filter, as after the key that is typed in it. */
const complete = (version: string): number => {
  const [entity = ''] = /\bthings\w+/.exec(text) ?? [];
  const line = `\nawait db.query({ ${entity}: { $: { where: { `;
  editing.open(`${text}\n// ${version}${line} } } } });\n`);
  const from = performance.now();
  const at = text.length + `\n// ${version}${line}`.length;
  const found = editing.languageService.getCompletionsAtPosition(editing.path, at, {});
  const spent = performance.now() - from;
  if (found?.entries.some(({ name }) => name === 'title') !== true)
    throw new Error('no attribute is offered');
  return spent;
};
const completions = ['h', 'i', 'j', 'k', 'l'].map(complete).sort((a, b) => a - b);

console.log(
  JSON.stringify({
    instantiations: program.getInstantiationCount(),
    milliseconds,
    checker: after - parsed,
    memory: after - before,
    bytes,
    first,
    edit: edits[3],
    completion: completions[2],
  }),
);
