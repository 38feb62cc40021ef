/** What one client costs the compiler (`program`) or an editor (`editor`), in a process of its own; prints JSON. */

import type ts from 'typescript';
import { schemaOf } from '../bench/schemas.mjs';
import { emitClient, emitStore, readStore } from './emit.js';
import { problemsOf, programOf, STRICT, type Files } from './program.js';
import { service, type Service } from './service.js';
import { usage } from './usage.js';

const [, , what, client, entities, queries] = process.argv;
if (what !== 'program' && what !== 'editor') throw new Error(`Measures no ${what ?? ''}`);
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

/** Checks a whole program, as a build does. */
function compile(): object {
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
  return {
    instantiations: program.getInstantiationCount(),
    milliseconds,
    checker: after - parsed,
    memory: after - before,
    bytes,
  };
}

/** Asks an editor for the problems of the usage file; there are none. Gives the milliseconds. */
function check(editing: Service, version: string): number {
  editing.open(`${text}\n// ${version}\n`);
  const from = performance.now();
  const problems = editing.problems();
  const spent = performance.now() - from;
  if (problems.length > 0) throw new Error(problems[0]);
  return spent;
}

/** Asks for the attributes of a filter, as after the key that is typed in it. Gives the milliseconds. */
function complete(editing: Service, version: string): number {
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
}

/**
 * Opens the file in an editor that was started for it (`cold`, most of which is the compiler's own warming
 * up), then in one that runs already, edits it there, and completes in it.
 */
function edit(): object {
  const cold = check(service(files, options), 'started');
  const editing = service(files, options);
  return {
    cold,
    first: check(editing, 'opened'),
    edit: medianOf(['a', 'b', 'c'].map((version) => check(editing, version))),
    completion: medianOf(['d', 'e', 'f'].map((version) => complete(editing, version))),
  };
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

console.log(JSON.stringify(what === 'editor' ? edit() : compile()));
