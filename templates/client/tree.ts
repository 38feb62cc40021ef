import type { Row } from '../../generator/ir.js';

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
    };

/** Rows by the parts of their names; a group stands where its first method does. */
export function methodTree(rows: readonly Row[], path: readonly string[] = []): MethodGroup {
  const names = new Set(rows.map((row) => partAt(row, path.length)));
  return {
    members: [...names].map((name): Member => {
      const own = rows.filter((row) => partAt(row, path.length) === name);
      const row = own.find((each) => each.name.split('.').length === path.length + 1);
      if (row !== undefined) return { kind: 'method', name, row };
      const inner = [...path, name];
      return { kind: 'group', name, path: inner, group: methodTree(own, inner) };
    }),
  };
}

function partAt(row: Row, depth: number): string {
  return row.name.split('.')[depth] ?? '';
}

/** The paths of all groups, outer ones first: `auth`, `auth.admin`. */
export function groupPaths({ members }: MethodGroup): readonly string[] {
  return members.flatMap((each) =>
    each.kind === 'group' ? [each.path.join('.'), ...groupPaths(each.group)] : [],
  );
}
