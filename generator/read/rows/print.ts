/** A client table to start from, for any document. */

import type { Api } from '../../ir.js';
import { loadYaml } from '../../lazy.js';
import { deriveRows } from './derive.js';

/** The table as YAML: one row per operation, grouped by its first tag or the first part of its path. */
export function printRows(api: Api, pins?: Readonly<Record<string, string>>): string {
  const yaml = loadYaml();
  const document = new yaml.Document({});
  document.commentBefore =
    ' The methods of the client: each row says which operation a method calls, what its arguments are,\n' +
    ' and what of the answer comes back. Rename, reorder or remove rows as you like.';
  let first = true;
  for (const { name, input } of deriveRows(api, pins)) {
    const key = document.createNode(name);
    if (!first) key.spaceBefore = true;
    first = false;
    const value = document.createNode(input);
    const args = yaml.isMap(value) ? value.get('args', true) : undefined;
    if (yaml.isSeq(args)) for (const each of args.items) if (yaml.isMap(each)) each.flow = true;
    document.add(document.createPair(key, value));
  }
  return document.toString({ lineWidth: 100 });
}
