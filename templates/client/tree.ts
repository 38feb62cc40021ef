import type { Api, Row } from '../../generator/ir.js';

/** The methods of one object of the client: `auth` holds what `auth.createToken` and its like name. */
export interface MethodGroup {
  /** Members by their names, in the order of the table. */
  readonly members: readonly Member[];
}

export type Member =
  | { readonly kind: 'method'; readonly name: string; readonly row: Row }
  | {
      readonly kind: 'group';
      readonly name: string;
      readonly path: readonly string[];
      readonly group: MethodGroup;
      /** What the document says of the tag that this group has, and no other. */
      readonly doc?: string;
    };

/** Rows by the parts of their names; a group stands where its first method does. */
export function methodTree(rows: readonly Row[], api: Api): MethodGroup {
  return treeOf(rows, [], groupDocs(rows, api));
}

function treeOf(
  rows: readonly Row[],
  path: readonly string[],
  docs: ReadonlyMap<string, string>,
): MethodGroup {
  const parts = new Map<string, Row[]>();
  for (const row of rows) {
    const name = partAt(row, path.length);
    const own = parts.get(name);
    if (own === undefined) parts.set(name, [row]);
    else own.push(row);
  }
  return {
    members: [...parts].map(([name, own]): Member => {
      const row = own.find((each) => each.name.split('.').length === path.length + 1);
      if (row !== undefined) return { kind: 'method', name, row };
      const inner = [...path, name];
      const group = treeOf(own, inner, docs);
      const doc = docs.get(inner.join('.'));
      return { kind: 'group', name, path: inner, group, ...(doc === undefined ? {} : { doc }) };
    }),
  };
}

function partAt(row: Row, depth: number): string {
  return row.name.split('.')[depth] ?? '';
}

/** By the path of the group. */
function groupDocs(
  rows: readonly Row[],
  { operations, tags = [] }: Api,
): ReadonlyMap<string, string> {
  const tagOf = new Map(operations.map((each) => [each.key, each.tags[0]]));
  const paths = new Map<string | undefined, Set<string>>();
  const tagsOf = new Map<string, Set<string | undefined>>();
  for (const { name, does } of rows) {
    const path = name.split('.').slice(0, -1).join('.');
    if (path === '') continue;
    for (const key of does.kind === 'call' ? [does.operation] : does.operations) {
      const tag = tagOf.get(key);
      paths.set(tag, (paths.get(tag) ?? new Set()).add(path));
      tagsOf.set(path, (tagsOf.get(path) ?? new Set()).add(tag));
    }
  }
  return new Map(
    tags.flatMap(({ name, description }) => {
      const [path = '', ...others] = paths.get(name) ?? [];
      const isAlone = others.length === 0 && tagsOf.get(path)?.size === 1;
      return path !== '' && isAlone ? [[path, description] as const] : [];
    }),
  );
}

/** The paths of all groups, outer ones first: `auth`, `auth.admin`. */
export function groupPaths({ members }: MethodGroup): readonly string[] {
  return members.flatMap((each) =>
    each.kind === 'group' ? [each.path.join('.'), ...groupPaths(each.group)] : [],
  );
}
