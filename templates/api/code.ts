/** Small pieces of code that several emitted files share. */

import type { Api } from '../../generator/ir.js';
import type { Names } from '../../generator/names.js';
import type { Code } from '../../generator/print/code.js';
import { textOf } from '../../generator/print/code.js';

/** A name of the runtime's list, under another name where an emitted type has its own. */
export function runtimeName(name: string, names: Names, type = false): Code {
  let local = name;
  while (names.shadows(local)) local = `Runtime${local}`;
  return {
    layout: { kind: 'concat', parts: [local] },
    imports: [{ from: { kind: 'runtime' }, name, type, ...(local === name ? {} : { as: local }) }],
  };
}

/** Without repetitions. */
export function distinct(codes: readonly Code[]): readonly Code[] {
  const seen = new Map<string, Code>();
  for (const each of codes) {
    const text = textOf(each);
    if (!seen.has(text)) seen.set(text, each);
  }
  return [...seen.values()];
}

/** The file that the document stands in. */
export function sourceOf({ operations, schemas }: Api): string {
  return (operations[0] ?? schemas[0])?.at.file ?? 'an API description';
}
