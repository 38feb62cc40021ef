/**
 * The string form of `select` as a type: columns, `*`, aliases, casts, paths into JSON, counts and other
 * aggregates, nested selects with hints and joins, spreads. One pass over the text, from bracket to bracket;
 * between them names are looked up all at once. What it does not understand is named by {@link SelectError}.
 */

import type { CastOf, TargetOf } from './selection.js';
import type { OpenRow, RelationShape } from './shape.js';

/** What is wrong with a select. `.returns<T>()` says what comes back nevertheless. */
export interface SelectError<Token, Of> {
  readonly 'select does not understand': [token: Token, of: Of];
  readonly 'the way out': '.returns<T>()';
}

/** The relation has no column of this name. */
export interface NoColumn<Token, Of> extends SelectError<Token, Of> {
  readonly 'is not a column': Token;
}

export type SelectedText<Text extends string, Shape extends RelationShape> = string extends
  Text | keyof Shape['Row']
  ? OpenRow[]
  : Text extends '*' | ''
    ? Shape['all'][]
    : Parse<Text, Shape, never, unknown, []>;

/** The text, or the error where it names no column; what else is not understood is seen in what comes back. */
export type CheckText<Text extends string, Shape extends RelationShape> = string extends Text
  ? Text
  : [SelectedText<Text, Shape>] extends [infer Found extends NoColumn<unknown, unknown>]
    ? Found
    : Text;

/** Where a nested select stands: what was read of the one around it, and how it comes back. */
interface Frame {
  readonly shape: RelationShape;
  /** The names that were read, as a union. */
  readonly names: string;
  /** The nested selects that were read. */
  readonly found: unknown;
  readonly head: Head;
}

interface Head {
  readonly as: string;
  readonly has: string;
  readonly join: string;
  readonly shape: RelationShape;
}

type Parse<
  Text extends string,
  Shape extends RelationShape,
  Names extends string,
  Nested,
  Stack extends readonly Frame[],
> = Text extends `${infer Before}(${infer After}`
  ? Before extends `${infer Inner})${string}`
    ? Close<Text, Inner, Shape, Names, Nested, Stack>
    : After extends `)${infer Rest}`
      ? Parse<Rest, Shape, Names | Calls<Before, Rest>, Nested, Stack>
      : Open<Cut<Before>, After, Shape, Names, Nested, Stack>
  : Text extends `${infer Inner})${string}`
    ? Close<Text, Inner, Shape, Names, Nested, Stack>
    : Stack extends readonly []
      ? Rows<Row<Shape, Names | Split<Text>, Nested>>
      : SelectError<Text, 'a bracket that does not close'>;

/** What stands before a bracket: the names before the last comma, and what is called or nested. */
type Cut<
  Text extends string,
  Names extends string = never,
> = Text extends `${infer Name},${infer Rest}`
  ? Cut<Rest, Names | Trim<Name>>
  : [Names, Trim<Text>];

/** The names of a text without brackets. */
type Split<Text extends string> = Text extends `${infer Name},${infer Rest}`
  ? Trim<Name> | Split<Rest>
  : Trim<Text>;

/** An aggregate, and what its cast or alias makes of it: `total:amount.sum()`. */
type Calls<Before extends string, After extends string> =
  Cut<Before> extends [infer Names extends string, infer Last extends string]
    ? Names | (After extends `::${infer Type}` ? `${Last}()::${Word<Type>}` : `${Last}()`)
    : never;

/** What stands before the next comma or bracket. */
type Word<Text extends string> = Text extends `${infer Before},${string}`
  ? Word<Before>
  : Text extends `${infer Before})${string}`
    ? Word<Before>
    : Text;

type Open<
  Before,
  After extends string,
  Shape extends RelationShape,
  Names extends string,
  Nested,
  Stack extends readonly Frame[],
> = Before extends [infer More extends string, infer Text extends string]
  ? HeadOf<Text, Shape> extends infer Found
    ? Found extends Head
      ? Parse<
          After,
          Found['shape'],
          never,
          unknown,
          [{ shape: Shape; names: Names | More; found: Nested; head: Found }, ...Stack]
        >
      : Found
    : never
  : never;

type Close<
  Text extends string,
  Inner extends string,
  Shape extends RelationShape,
  Names extends string,
  Nested,
  Stack extends readonly Frame[],
> = Stack extends readonly [infer Around extends Frame, ...infer Others extends readonly Frame[]]
  ? Row<Shape, Names | Split<Inner>, Nested> extends infer Found
    ? Found extends SelectError<unknown, unknown>
      ? Found
      : Text extends `${string})${infer Rest}`
        ? Parse<
            Rest,
            Around['shape'],
            Around['names'],
            Add<Around['found'], Around['head'], Found>,
            Others
          >
        : never
    : never
  : SelectError<')', 'a bracket that does not open'>;

type Add<Nested, Into extends Head, Found> = unknown extends Nested
  ? Member<Into, Found>
  : Nested & Member<Into, Found>;

type Member<Into extends Head, Found> = Into['as'] extends '...'
  ? Into['has'] extends 'maybe'
    ? { [Name in keyof Found]: Found[Name] | null }
    : Found
  : { [Name in Into['as']]: Had<Into, Found> };

type Had<Into extends Head, Found> = Into['has'] extends 'many'
  ? Found[]
  : Into['has'] extends 'maybe'
    ? Into['join'] extends 'inner'
      ? Found
      : Found | null
    : Found;

/** `author:users!author_id!inner`, `...users`: rows of which there may be many have no place in one. */
type HeadOf<Text extends string, Shape extends RelationShape> = Text extends `...${infer Target}`
  ? Spread<Joined<Target, '...', Shape>, SelectError<Text, Shape['name']>>
  : Text extends `${infer As}:${infer Target}`
    ? Joined<Trim<Target>, Trim<As>, Shape>
    : Joined<Text, '', Shape>;

type Spread<Found, Failed> = Found extends { readonly has: 'many' } ? Failed : Found;

type Joined<
  Text extends string,
  As extends string,
  Shape extends RelationShape,
> = Text extends `${infer Target}!inner`
  ? Linked<Target, As, 'inner', Shape>
  : Text extends `${infer Target}!left`
    ? Linked<Target, As, 'left', Shape>
    : Text extends `${infer Target}!inner!${infer Key}`
      ? Linked<`${Target}!${Key}`, As, 'inner', Shape>
      : Linked<Text, As, '', Shape>;

type Linked<Target extends string, As extends string, Join, Shape extends RelationShape> =
  TargetOf<Bare<Target>, Shape> extends {
    readonly has: infer Has;
    readonly to: infer To extends RelationShape;
  }
    ? {
        as: As extends ''
          ? Target extends `${infer Name}!${string}`
            ? Bare<Name>
            : Bare<Target>
          : Alias<As>;
        has: Has;
        join: Join;
        shape: To;
      }
    : SelectError<Target, Shape['name']>;

type Rows<Found> = Found extends SelectError<unknown, unknown> ? Found : Found[];

/** The columns that were named, with the nested selects. Mostly all are columns: then they are picked at once. */
type Row<Shape extends RelationShape, Names extends string, Nested> =
  Exclude<Names, keyof Shape['Row'] | ''> extends infer Others extends string
    ? [Others] extends [never]
      ? Plain<Shape, Names, Nested>
      : [Wrong<Others, Shape>] extends [never]
        ? Plain<
            Shape,
            '*' extends Others ? (keyof Shape['all'] & string) | Names : Names,
            Nested
          > & {
            [Token in Exclude<Others, '*'> as NameOf<Token>]: TypeOf<Token, Shape['Row']>;
          }
        : Missing<Wrong<Others, Shape>, Shape['name']>
    : never;

type Plain<Shape extends RelationShape, Names extends string, Nested> = unknown extends Nested
  ? Pick<Shape['Row'], Names & keyof Shape['Row']>
  : [Names & keyof Shape['Row']] extends [never]
    ? Nested
    : Pick<Shape['Row'], Names & keyof Shape['Row']> & Nested;

/** The tokens that say nothing of this relation. */
type Wrong<Token extends string, Shape extends RelationShape> = Token extends '*'
  ? never
  : ColumnOf<Token> extends keyof Shape['Row'] | 'count' | ''
    ? never
    : Token;

type Missing<Token extends string, Of> =
  ColumnOf<Token> extends `${string}${'.' | '(' | ')' | '!' | '"' | '>'}${string}`
    ? SelectError<Token, Of>
    : NoColumn<Token, Of>;

/** The column that a token begins with: `total:amount.sum()::text` → `amount`. */
type ColumnOf<Token extends string> = Token extends `${infer Rest}::${string}`
  ? ColumnOf<Rest>
  : Token extends `${string}:${infer Rest}`
    ? ColumnOf<Trim<Rest>>
    : Token extends `${infer Column}->${string}`
      ? Bare<Column>
      : Token extends `${infer Column}.${'sum' | 'avg' | 'min' | 'max' | 'count'}()`
        ? Bare<Column>
        : Token extends 'count()'
          ? 'count'
          : Bare<Token>;

/** Under which name a token comes back. */
type NameOf<Token extends string> = Token extends `${infer Rest}::${string}`
  ? Rest extends ''
    ? never
    : NameOf<Rest>
  : Token extends `${infer As}:${string}`
    ? Alias<Trim<As>>
    : Token extends `${string}->${infer Path}`
      ? Bare<LastOf<Path>>
      : Token extends `${string}.${infer Call}()`
        ? Call
        : Token extends `${infer Call}()`
          ? Call
          : Bare<Token>;

type LastOf<Path extends string> = Path extends `>${infer Rest}`
  ? LastOf<Rest>
  : Path extends `${string}->${infer Rest}`
    ? LastOf<Rest>
    : Path;

type TypeOf<Token extends string, Columns> = Token extends `${infer Rest}::${infer Type}`
  ? CastOf<Trim<Type>, TypeOf<Rest, Columns>>
  : Token extends `${string}:${infer Rest}`
    ? TypeOf<Trim<Rest>, Columns>
    : Token extends keyof Columns
      ? Columns[Token]
      : Token extends 'count' | 'count()' | `${string}.count()`
        ? number
        : Token extends `${infer Column}.${'min' | 'max'}()`
          ? Columns[Bare<Column> & keyof Columns] | null
          : Token extends `${string}()`
            ? number | null
            : Token extends `${string}->>${string}`
              ? string | null
              : Bare<Token> extends infer Name extends keyof Columns
                ? Columns[Name]
                : unknown;

/** Names without their quotes: `"full name"`. */
type Bare<Text extends string> = Text extends `${infer Before}"${infer After}`
  ? Bare<`${Before}${After}`>
  : Text;

/** An alias as it comes back: what is sent has no spaces but in quotes. */
type Alias<Text extends string> = Text extends `"${string}`
  ? Bare<Text>
  : Text extends `${infer Before} ${infer After}`
    ? Alias<`${Before}${After}`>
    : Text;

type Trim<Text extends string> = Text extends `${' ' | '\n' | '\t' | '\r'}${infer Rest}`
  ? Trim<Rest>
  : Text extends `${infer Rest}${' ' | '\n' | '\t' | '\r'}`
    ? Trim<Rest>
    : Text;
