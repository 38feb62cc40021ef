import type { Row } from '../../generator/ir.js';
import { escaped, pascal } from '../../generator/words.js';

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

/** Names of the types of all groups: `auth` → `DbAuth`; where two come to the same, both are spelt out. */
export function groupNames(group: MethodGroup): ReadonlyMap<string, string> {
  const paths = pathsOf(group);
  const usual = (path: readonly string[]): string => `Db${path.map(pascal).join('')}`;
  const wanted = ['Db', ...paths.map(usual)];
  return new Map(
    paths.map((path) => {
      const name = usual(path);
      const taken = wanted.filter((each) => each === name).length > 1;
      return [path.join('.'), taken ? ['Db', ...path.map(escaped)].join('_') : name];
    }),
  );
}

function pathsOf({ members }: MethodGroup): readonly (readonly string[])[] {
  return members.flatMap((each) =>
    each.kind === 'group' ? [each.path, ...pathsOf(each.group)] : [],
  );
}
