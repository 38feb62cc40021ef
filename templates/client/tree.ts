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
  const names = new Set(rows.map((row) => partAt(row, path.length)));
  return {
    members: [...names].map((name): Member => {
      const own = rows.filter((row) => partAt(row, path.length) === name);
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
  const placed = rows.flatMap(({ name, does }) => {
    const path = name.split('.').slice(0, -1).join('.');
    const keys = does.kind === 'call' ? [does.operation] : does.operations;
    return path === '' ? [] : keys.map((each) => ({ path, tag: tagOf.get(each) }));
  });
  return new Map(
    tags.flatMap(({ name, description }) => {
      const paths = new Set(placed.filter(({ tag }) => tag === name).map(({ path }) => path));
      const [path = '', ...others] = paths;
      const isAlone = placed.every((each) => each.path !== path || each.tag === name);
      return path !== '' && others.length === 0 && isAlone ? [[path, description] as const] : [];
    }),
  );
}

/** The paths of all groups, outer ones first: `auth`, `auth.admin`. */
export function groupPaths({ members }: MethodGroup): readonly string[] {
  return members.flatMap((each) =>
    each.kind === 'group' ? [each.path.join('.'), ...groupPaths(each.group)] : [],
  );
}
