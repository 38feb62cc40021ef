/** `referencedTable`: which nested select an option is for, and the columns that there are. */

import type { LinkOf, TargetOf } from './selection.js';
import type { OpenRelation, RelationShape } from './shape.js';

/** Where an option is for what rows come with: the name of that, as it comes back. */
export interface ReferencedTable<Table = string> {
  readonly referencedTable?: Table | undefined;
  /** @deprecated Write `referencedTable`. */
  readonly foreignTable?: Table | undefined;
}

/** The select has no nested one that comes back under this name. */
export interface NotNested<Name, Names> {
  readonly 'does not come back from this select': Name;
  readonly 'what does': Names;
}

/** The name itself, or the error where the select is an object that has no such link. */
export type Referenced<Table extends string, Columns> = string extends Table
  ? Table
  : Columns extends string
    ? Table
    : unknown extends Columns
      ? Table
      : NamesIn<Columns> extends infer Names extends string
        ? Table extends Names | `${Names}.${string}`
          ? Table
          : NotNested<Table, Names>
        : never;

/** The relation whose rows come back under a name; an open one where that is not known. */
export type RelationAt<
  Columns,
  Table extends string,
  Shape extends RelationShape,
> = string extends Columns
  ? OpenRelation
  : Columns extends string
    ? Columns extends `${string}${Table}:${string}`
      ? OpenRelation
      : ToOf<TargetOf<Table, Shape>>
    : Table extends NamesIn<Columns>
      ? ToOf<LinkAt<Columns, MemberOf<Columns, Table>, Shape>>
      : Table extends `${infer First}.${infer Rest}`
        ? RelationAt<
            Columns[MemberOf<Columns, First>],
            Rest,
            ToOf<LinkAt<Columns, MemberOf<Columns, First>, Shape>>
          >
        : OpenRelation;

type LinkAt<Columns, Member extends keyof Columns, Shape extends RelationShape> = LinkOf<
  Member,
  Columns[Member],
  Shape
>;

type ToOf<Link> = Link extends { readonly to: infer To extends RelationShape } ? To : OpenRelation;

/** The members of a select whose rows come back under a name. */
type MemberOf<Columns, Name> = {
  // What has no such name is `never`, which is all names at once.
  [Member in keyof Columns]: [NameOf<Member, Columns[Member]>] extends [never]
    ? never
    : NameOf<Member, Columns[Member]> extends Name
      ? Member
      : never;
}[keyof Columns];

/** The names under which rows of nested selects come back; any, where that is not known. */
type NamesIn<Columns> = keyof {
  [Member in keyof Columns as NameOf<Member, Columns[Member]> & string]: never;
};

type NameOf<Member, Node> = Node extends { readonly $as: infer As }
  ? As
  : Node extends object
    ? Member extends `${infer Target}!${string}`
      ? Target
      : Member
    : never;
