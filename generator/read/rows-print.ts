/** A client table to start from, for any document. */

import type { Api, Operation } from '../ir.js';
import { loadYaml } from '../lazy.js';
import { camel, splitWords } from '../words.js';

/** The table as YAML: one row per operation, grouped by its first tag or the first part of its path. */
export function printRows(api: Api): string {
  const yaml = loadYaml();
  const document = new yaml.Document({});
  document.commentBefore =
    ' The methods of the client: each row says which operation a method calls, what its arguments are,\n' +
    ' and what of the answer comes back. Rename, reorder or remove rows as you like.';
  let group: string | undefined;
  for (const { name, operation } of nameMethods(api)) {
    const key = document.createNode(name);
    const own = name.split('.')[0];
    if (group !== undefined) key.spaceBefore = true;
    group = own;
    const value = document.createNode(rowOf(operation));
    const args = yaml.isMap(value) ? value.get('args', true) : undefined;
    if (yaml.isSeq(args)) for (const each of args.items) if (yaml.isMap(each)) each.flow = true;
    document.add(document.createPair(key, value));
  }
  return document.toString({ lineWidth: 100 });
}

function rowOf(operation: Operation): Readonly<Record<string, unknown>> {
  const args: Record<string, unknown>[] = [];
  const used = new Set<string>();
  const argument = (wanted: string, rest: Record<string, unknown>): void => {
    const base = camel(wanted) || 'value';
    const name = used.has(base) ? `${base}${args.length + 1}` : base;
    used.add(name);
    args.push({ name, ...rest });
  };
  const inPath = operation.parameters.filter((each) => each.in === 'path');
  for (const each of inPath) argument(each.name, { to: place('path', each.name) });
  const { body } = operation;
  if (body !== undefined && body.contents.length > 0) {
    argument('body', { to: 'body', ...(body.required ? {} : { optional: true }) });
  }
  const query = operation.parameters.filter((each) => each.in === 'query');
  if (query.length > 0) {
    const required = query.some((each) => each.required);
    argument('query', { spread: 'query', ...(required ? {} : { optional: true }) });
  }
  const headers = operation.parameters.filter((each) => each.in === 'header');
  if (headers.length > 0) {
    const required = headers.some((each) => each.required);
    argument('headers', { spread: 'headers', ...(required ? {} : { optional: true }) });
  }
  return {
    call: operation.id ?? `${operation.method} ${operation.path}`,
    ...(args.length === 0 ? {} : { args: ordered(args) }),
    ...(operation.deprecated ? { deprecated: 'Deprecated by the API.' } : {}),
    ...(operation.summary === undefined ? {} : { doc: operation.summary.trim() }),
  };
}

/** Optional arguments stand behind required ones. */
function ordered(args: readonly Record<string, unknown>[]): readonly Record<string, unknown>[] {
  return [
    ...args.filter((each) => each['optional'] !== true),
    ...args.filter((each) => each['optional'] === true),
  ];
}

function place(part: string, name: string): string | readonly string[] {
  return `${part}.${name}`;
}

interface Named {
  readonly name: string;
  readonly operation: Operation;
}

/** `auth.createToken`; on a collision all parties take their longer names. */
function nameMethods(api: Api): readonly Named[] {
  const candidates = api.operations.map((operation) => ({
    operation,
    names: methodNames(operation),
  }));
  const level = new Map<Operation, number>();
  const nameOf = ({ operation, names }: (typeof candidates)[number]): string =>
    names[Math.min(level.get(operation) ?? 0, names.length - 1)] ?? '';
  for (let settled = false; !settled;) {
    settled = true;
    const uses = new Map<string, (typeof candidates)[number][]>();
    for (const each of candidates) {
      const name = nameOf(each);
      uses.set(name, [...(uses.get(name) ?? []), each]);
    }
    for (const parties of uses.values()) {
      if (parties.length < 2) continue;
      for (const { operation, names } of parties) {
        const at = level.get(operation) ?? 0;
        if (at + 1 >= names.length) continue;
        level.set(operation, at + 1);
        settled = false;
      }
    }
  }
  const groups = new Map<string, Named[]>();
  for (const each of candidates) {
    const name = nameOf(each);
    const group = name.split('.')[0] ?? '';
    const named = { name, operation: each.operation };
    const list = groups.get(group);
    if (list === undefined) groups.set(group, [named]);
    else list.push(named);
  }
  return [...groups.values()].flat();
}

function methodNames(operation: Operation): readonly string[] {
  const segment = operation.path
    .split('/')
    .find((part) => part !== '' && !part.includes('{') && !/^(?:api|v\d+)$/i.test(part));
  const group = safe(camel(operation.tags[0] ?? segment ?? 'root')) || 'root';
  const verbPath = `${operation.method.toLowerCase()} ${operation.path.replace(/\{([^}]*)\}/g, ' by $1 ')}`;
  const id = operation.id ?? verbPath;
  const short = withoutGroup(splitWords(id), splitWords(operation.tags[0] ?? segment ?? ''));
  return [...new Set([camel(short.join(' ')), camel(id), camel(verbPath)].map(safe))]
    .filter((name) => name !== '')
    .map((name) => `${group}.${name}`);
}

/** `pets_list` of the group `pets` → `list`; something always stays. */
function withoutGroup(words: readonly string[], group: readonly string[]): readonly string[] {
  const starts =
    group.length > 0 &&
    words.length > group.length &&
    group.every((word, index) => words[index]?.toLowerCase() === word.toLowerCase());
  return starts ? words.slice(group.length) : words;
}

/** As a member of an object may be called without surprise. */
function safe(name: string): string {
  if (/^(?:constructor|prototype|then|__proto__)$/.test(name)) return `${name}_`;
  return name === '' || /^[$_\p{ID_Start}]/u.test(name) ? name : `_${name}`;
}
